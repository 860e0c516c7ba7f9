package dev.corsac.local.console;

import dev.corsac.browser.Sites;
import dev.corsac.explain.CookieDiagnosis;
import dev.corsac.explain.Diagnosis;
import dev.corsac.explain.Explainer;
import dev.corsac.explain.RecordedExchange;
import dev.corsac.http.Headers;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The history's exchanges as calls of pages, each explained once after it has changed. Works only when it is asked, so that a
 * console that nobody looks at costs nothing. Its methods are to be called under its own lock.
 */
final class Calls {

    /** Browsers send the actual request at once; debuggers and slow machines take longer. */
    static final Duration PREFLIGHT_TO_CALL = Duration.ofSeconds(10);

    /** After so long without an actual request, a preflight's call is taken not to come. */
    static final Duration SETTLED = Duration.ofSeconds(2);

    private final History history;
    private final Clock clock;
    private final Sites sites;
    private final Map<Long, PageCall> calls = new LinkedHashMap<>();
    private final Map<Long, PageCall> byExchange = new HashMap<>();
    private final Map<String, Deque<PageCall>> preflighted = new HashMap<>();
    private long seen;
    private long version;

    /**
     * @param sites asked whether cookies travel
     */
    Calls(History history, Clock clock, Sites sites) {
        this.history = history;
        this.clock = clock;
        this.sites = sites;
    }

    /** Takes up what has happened since it was last asked. */
    void update() {
        long upTo = history.changes();
        for (FrontExchange exchange : history.changedAfter(seen)) {
            PageCall call = byExchange.get(exchange.id);
            if (call == null) {
                call = place(exchange);
                byExchange.put(exchange.id, call);
            }
            call.diagnosis = null;
            call.version = ++version;
        }
        seen = upTo;
        forget(history.oldest());
        for (PageCall call : calls.values()) {
            Duration waiting = call.settled ? null : call.waiting(clock.instant());
            if (waiting != null && waiting.compareTo(SETTLED) > 0) {
                call.settled = true;
                call.diagnosis = null;
                call.version = ++version;
            }
        }
    }

    private PageCall place(FrontExchange exchange) {
        String key = key(exchange);
        if (key == null) {
            return start(exchange);
        }
        if (exchange.isPreflight()) {
            PageCall call = start(exchange);
            preflighted.computeIfAbsent(key, unused -> new ArrayDeque<>()).add(call);
            return call;
        }
        Deque<PageCall> waiting = preflighted.get(key);
        for (PageCall call = poll(waiting); call != null; call = poll(waiting)) {
            FrontExchange preflight = call.preflight;
            FrontExchange.Done done = preflight == null ? null : preflight.done;
            if (preflight != null && done != null) {
                Duration gap = Duration.between(preflight.at.plus(done.took()), exchange.at);
                if (gap.compareTo(PREFLIGHT_TO_CALL) <= 0) {
                    call.add(exchange);
                    return call;
                }
            }
        }
        return start(exchange);
    }

    private static @Nullable PageCall poll(@Nullable Deque<PageCall> waiting) {
        return waiting == null ? null : waiting.poll();
    }

    private PageCall start(FrontExchange exchange) {
        PageCall call = new PageCall(exchange);
        calls.put(call.id, call);
        return call;
    }

    /** What a preflight shares with its call; null for what has none. */
    private static @Nullable String key(FrontExchange exchange) {
        Headers sent = exchange.request.headers();
        String origin = sent.first("Origin");
        if (origin == null) {
            return null;
        }
        String method =
                exchange.isPreflight() ? sent.first("Access-Control-Request-Method") : exchange.request.method();
        // A replayed call belongs to a replayed preflight.
        return (exchange.replayOf == 0 ? "" : "replay ") + method + " " + origin + " " + exchange.request.url();
    }

    private void forget(long oldest) {
        calls.keySet().removeIf(id -> id < oldest);
        byExchange.keySet().removeIf(id -> id < oldest);
        preflighted.values().removeIf(waiting -> {
            waiting.removeIf(call -> call.id < oldest);
            return waiting.isEmpty();
        });
    }

    /** The calls that changed after that version, in the order in which they came. */
    List<PageCall> changedAfter(long version) {
        List<PageCall> changed = new ArrayList<>();
        for (PageCall call : calls.values()) {
            if (call.version > version) {
                changed.add(call);
            }
        }
        return changed;
    }

    long version() {
        return version;
    }

    @Nullable
    PageCall find(long id) {
        return calls.get(id);
    }

    /** Explains the call if that has not been done since it changed. */
    LocalDiagnosis explain(PageCall call) {
        LocalDiagnosis diagnosis = call.diagnosis;
        if (diagnosis == null) {
            diagnosis = LocalDiagnosis.of(call, recorded(), () -> remembered(call), call.settled, sites);
            call.diagnosis = diagnosis;
        }
        return diagnosis;
    }

    /** Whether cookies go with the call, where it has to do with any. */
    List<CookieDiagnosis> cookies(PageCall call) {
        Diagnosis diagnosis = explain(call).included(Explainer.of(sites));
        return diagnosis == null || call.actual == null ? List.of() : diagnosis.cookies();
    }

    /** The latest preflight of the same page to the same URL, answered before the call came. */
    private @Nullable FrontExchange remembered(PageCall call) {
        FrontExchange actual = call.main();
        String origin = actual.request.headers().first("Origin");
        FrontExchange latest = null;
        for (PageCall other : calls.values()) {
            FrontExchange preflight = other.id < call.id ? other.preflight : null;
            if (preflight != null
                    && preflight.done != null
                    && preflight.request.url().equals(actual.request.url())
                    && Objects.equals(preflight.request.headers().first("Origin"), origin)) {
                latest = preflight;
            }
        }
        return latest;
    }

    /** Made only if somebody iterates. */
    Iterable<RecordedExchange> recorded() {
        return () -> history.exchanges().stream().map(FrontExchange::recorded).iterator();
    }
}
