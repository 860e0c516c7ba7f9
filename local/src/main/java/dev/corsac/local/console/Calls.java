package dev.corsac.local.console;

import dev.corsac.browser.Engine;
import dev.corsac.browser.PreflightCache;
import dev.corsac.browser.Sites;
import dev.corsac.explain.CookieDiagnosis;
import dev.corsac.explain.Diagnoser;
import dev.corsac.explain.Diagnosis;
import dev.corsac.explain.RecordedCall;
import dev.corsac.explain.RecordedExchange;
import dev.corsac.http.Headers;
import dev.corsac.local.ConsoleSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
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
    private final ConsoleSpec.Policies policies;
    private final Map<Long, PageCall> calls = new LinkedHashMap<>();
    private final Map<Long, PageCall> byExchange = new HashMap<>();
    private final Map<String, Deque<PageCall>> preflighted = new HashMap<>();
    private long seen;
    private long version;

    /**
     * @param sites asked whether cookies travel
     * @param policies asked whether a function's own policy refused a request
     */
    Calls(History history, Clock clock, Sites sites, ConsoleSpec.Policies policies) {
        this.history = history;
        this.clock = clock;
        this.sites = sites;
        this.policies = policies;
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
        // The latest of them: what came of an earlier one that had no call is an error in the page by now.
        Deque<PageCall> waiting = preflighted.getOrDefault(key, new ArrayDeque<>());
        for (Iterator<PageCall> latest = waiting.descendingIterator(); latest.hasNext(); ) {
            PageCall call = latest.next();
            FrontExchange preflight = call.preflight;
            FrontExchange.Done done = preflight == null ? null : preflight.done;
            if (preflight != null && done != null && isGranted(preflight) && hasAskedHeaders(preflight, exchange)) {
                Duration gap = Duration.between(preflight.at.plus(done.took()), exchange.at);
                if (gap.compareTo(PREFLIGHT_TO_CALL) <= 0) {
                    latest.remove();
                    call.add(exchange);
                    return call;
                }
            }
        }
        return start(exchange);
    }

    /** Whether some call may follow the preflight: a browser sends none after one that was refused. */
    private static boolean isGranted(FrontExchange preflight) {
        FrontExchange.Done done = preflight.done;
        if (done == null) {
            return false;
        }
        int status = done.response().response().status();
        String allowed = done.response().response().headers().combined("Access-Control-Allow-Origin");
        return status >= 200
                && status <= 299
                && ("*".equals(allowed)
                        || Objects.equals(allowed, preflight.request().headers().first("Origin")));
    }

    private static boolean hasAskedHeaders(FrontExchange preflight, FrontExchange actual) {
        String asked = preflight.request().headers().combined("Access-Control-Request-Headers");
        for (String name : asked == null ? new String[0] : asked.split(",", -1)) {
            if (!name.isBlank() && !actual.request().headers().has(name.strip())) {
                return false;
            }
        }
        return true;
    }

    private PageCall start(FrontExchange exchange) {
        PageCall call = new PageCall(exchange);
        calls.put(call.id, call);
        return call;
    }

    /** What a preflight shares with its call; null for what has none. */
    private static @Nullable String key(FrontExchange exchange) {
        Headers sent = exchange.request().headers();
        String origin = sent.first("Origin");
        if (origin == null) {
            return null;
        }
        String method = exchange.isPreflight()
                ? sent.first("Access-Control-Request-Method")
                : exchange.request().method();
        // A replayed call belongs to a replayed preflight, and a browser's to the same browser's: not to one of curl's.
        return exchange.replayOf + " " + method + " " + origin + " "
                + exchange.request().url() + " " + sent.first("User-Agent");
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
            diagnosis = LocalDiagnosis.of(call, recorded(), () -> remembered(call), call.settled, sites, policies);
            call.diagnosis = diagnosis;
        }
        return diagnosis;
    }

    /** Whether cookies go with the call, where it has to do with any. */
    List<CookieDiagnosis> cookies(PageCall call) {
        LocalDiagnosis local = explain(call);
        Diagnosis diagnosis = local.included(Diagnoser.of(sites));
        return diagnosis == null || call.actual == null
                ? List.of()
                : SeenCookieOutcome.of(local, call.actual, diagnosis.cookies());
    }

    /**
     * The latest preflight of the same client, page and method to the same URL that was granted before the call came, and that the
     * client still remembers by its max age; null if there is none, or the client is not a browser.
     */
    private @Nullable FrontExchange remembered(PageCall call) {
        FrontExchange actual = call.main();
        Headers sent = actual.request().headers();
        Engine engine = RecordedCall.engine(sent.first("User-Agent"));
        if (engine == null) {
            return null;
        }
        FrontExchange latest = null;
        for (PageCall other : calls.values()) {
            FrontExchange preflight = other.id < call.id ? other.preflight : null;
            if (preflight != null && isLike(preflight, actual) && isKept(preflight, actual, engine)) {
                latest = preflight;
            }
        }
        return latest;
    }

    private static boolean isLike(FrontExchange preflight, FrontExchange actual) {
        Headers asked = preflight.request().headers();
        Headers sent = actual.request().headers();
        return preflight.request().url().equals(actual.request().url())
                && Objects.equals(asked.first("Origin"), sent.first("Origin"))
                && Objects.equals(asked.first("User-Agent"), sent.first("User-Agent"))
                && actual.request().method().equals(asked.first("Access-Control-Request-Method"));
    }

    private static boolean isKept(FrontExchange preflight, FrontExchange actual, Engine engine) {
        FrontExchange.Done done = preflight.done;
        if (done == null || !isGranted(preflight)) {
            return false;
        }
        Instant granted = preflight.at.plus(done.took());
        Duration kept =
                PreflightCache.keptFor(engine, done.response().response().headers());
        return !granted.isAfter(actual.at) && !granted.plus(kept).isBefore(actual.at);
    }

    /** Made only if somebody iterates. */
    Iterable<RecordedExchange> recorded() {
        return () -> history.exchanges().stream().map(FrontExchange::recorded).iterator();
    }
}
