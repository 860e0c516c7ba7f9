package dev.corsac.local.console;

import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Engine;
import dev.corsac.browser.Sites;
import dev.corsac.explain.Diagnosis;
import dev.corsac.explain.EngineOutcome;
import dev.corsac.explain.Explainer;
import dev.corsac.explain.LocalKnowledge;
import dev.corsac.explain.Place;
import dev.corsac.explain.RecordedCall;
import dev.corsac.explain.RecordedExchange;
import dev.corsac.explain.RecordedPair;
import dev.corsac.explain.SeenCookie;
import dev.corsac.http.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call of the local run as the console shows it: the {@link Explainer}'s diagnosis, and what matters at a glance. A server
 * does not see the credentials mode of a call that has no cookie with it: such a call has the outcomes of both modes.
 *
 * @param state in one word
 * @param seen the engine that made the call; null if it is none of the three, or does not say
 * @param diagnosis null while the call is pending, and for a request that CORS does not apply to
 * @param refusal the diagnosis that explains the blocked call: with credentials, if it is blocked only then; null if
 *     nothing is blocked
 * @param notes in sentences
 */
record LocalDiagnosis(
        State state,
        @Nullable Engine seen,
        @Nullable Diagnosis diagnosis,
        @Nullable Diagnosis refusal,
        List<String> notes) {

    /** What matters at a glance. */
    enum State {
        /** Not every request has its response, or the actual request may still come. */
        PENDING,
        /** CORS does not apply to it. */
        PLAIN,
        /** The script gets the response, however the call was made. */
        ALLOWED,
        /** One of the engines blocks it, or the call with credentials is blocked: not the one that was seen. */
        DEPENDS,
        /** The browser keeps the response from the script. */
        BLOCKED,
        /** It depends on a response that was not recorded. */
        UNKNOWN
    }

    static LocalDiagnosis pending() {
        return new LocalDiagnosis(State.PENDING, null, null, null, List.of());
    }

    /**
     * Explains what is there.
     *
     * @param all what else was recorded, oldest first
     * @param remembered finds the latest preflight to the same URL that came before a call without one
     * @param settled whether an actual request that has not come will not come
     */
    static LocalDiagnosis of(
            PageCall page,
            Iterable<RecordedExchange> all,
            Supplier<@Nullable FrontExchange> remembered,
            boolean settled,
            Sites sites) {
        FrontExchange main = page.main();
        Headers sent = main.request.headers();
        Engine seen = engine(sent.first("User-Agent"));
        String origin = sent.first("Origin");
        String fetchMode = sent.first("Sec-Fetch-Mode");
        if (!page.isAnswered()) {
            return pending();
        }
        if (origin == null || origin.equals(main.request.url().origin()) || "navigate".equals(fetchMode)) {
            return plain(seen, plainNote(origin, fetchMode, sent.first("Sec-Fetch-Site"), seen));
        }
        RecordedCall call;
        try {
            call = recorded(page, origin, seen, all);
        } catch (IllegalArgumentException e) {
            return plain(seen, "No browser sends such a call: " + e.getMessage());
        }
        FrontExchange earlier = page.preflight == null ? remembered.get() : null;
        LocalKnowledge local = new LocalKnowledge(earlier == null ? null : earlier.recorded(), all, settled, null);
        Explainer explainer = Explainer.of(sites);
        return of(page, explainer.explain(call, local), explainer, local, seen, settled);
    }

    private static LocalDiagnosis of(
            PageCall page,
            Diagnosis diagnosis,
            Explainer explainer,
            LocalKnowledge local,
            @Nullable Engine seen,
            boolean settled) {
        List<String> notes = new ArrayList<>(diagnosis.notes());
        if (diagnosis.modelled() == null) {
            return plain(seen, notes.isEmpty() ? "No browser sends such a call." : notes.get(0));
        }
        EngineOutcome first = outcome(diagnosis, seen);
        State state;
        Diagnosis refusal = diagnosis.isBlocked() ? diagnosis : null;
        if (first.result() == EngineOutcome.Result.BLOCKED) {
            state = State.BLOCKED;
        } else if (page.actual == null && !settled) {
            state = State.PENDING;
        } else if (first.result() == EngineOutcome.Result.UNKNOWN) {
            state = State.UNKNOWN;
        } else if (diagnosis.isBlocked() || isBlocked(diagnosis.withCredentials())) {
            state = State.DEPENDS;
        } else {
            state = State.ALLOWED;
        }
        if (refusal == null && state == State.DEPENDS) {
            refusal = explainer.explain(withCredentials(diagnosis.call()), local);
        }
        return new LocalDiagnosis(state, seen, diagnosis, refusal, List.copyOf(notes));
    }

    private static RecordedCall recorded(
            PageCall page, String origin, @Nullable Engine seen, Iterable<RecordedExchange> all) {
        RecordedExchange preflight = page.preflight == null ? null : page.preflight.recorded();
        RecordedExchange actual = page.actual == null ? null : page.actual.recorded();
        RecordedPair pair = new RecordedPair(origin, preflight, actual, all);
        dev.corsac.browser.Call call = pair.call();
        List<RecordedExchange> exchanges = new ArrayList<>();
        if (preflight != null) {
            exchanges.add(preflight);
        }
        List<SeenCookie> cookies = List.of();
        if (actual != null) {
            exchanges.add(actual);
            cookies = pair.cookies(call.url());
        }
        return new RecordedCall(
                RecordedCall.Source.LOCAL_RUN,
                new Place("", 0, 0),
                seen,
                null,
                origin,
                call.method(),
                call.url().toString(),
                null,
                call.headers(),
                exchanges,
                cookies,
                null);
    }

    private static RecordedCall withCredentials(RecordedCall call) {
        return new RecordedCall(
                call.source(),
                call.place(),
                call.engine(),
                call.initiator(),
                call.page(),
                call.method(),
                call.url(),
                CredentialsMode.INCLUDE,
                call.requestHeaders(),
                call.exchanges(),
                call.cookies(),
                call.error());
    }

    private static EngineOutcome outcome(Diagnosis diagnosis, @Nullable Engine seen) {
        EngineOutcome outcome = diagnosis.engines().get(seen == null ? Engine.CHROMIUM : seen);
        if (outcome == null) {
            throw new AssertionError("every engine is asked");
        }
        return outcome;
    }

    private static boolean isBlocked(Map<Engine, EngineOutcome> outcomes) {
        return outcomes.values().stream().anyMatch(each -> each.result() == EngineOutcome.Result.BLOCKED);
    }

    private static LocalDiagnosis plain(@Nullable Engine seen, String note) {
        return new LocalDiagnosis(State.PLAIN, seen, null, null, List.of(note));
    }

    private static String plainNote(
            @Nullable String origin, @Nullable String fetchMode, @Nullable String site, @Nullable Engine seen) {
        if ("navigate".equals(fetchMode)) {
            return "The browser opened this as a page: CORS is about what scripts read.";
        }
        if (origin != null || "same-origin".equals(site)) {
            return "Page and server share an origin: CORS does not apply.";
        }
        if ("no-cors".equals(fetchMode)) {
            return "A picture, a style sheet or a call in mode no-cors: the script reads nothing of it.";
        }
        return seen == null
                ? "The request has no Origin header: it is not a page's call to another origin."
                : "The request has no Origin header: page and server share an origin, or no script made it.";
    }

    /** The credentials mode: {@code include} or {@code same-origin}; null if it is not known. */
    @Nullable
    CredentialsMode mode() {
        if (diagnosis == null) {
            return null;
        }
        return diagnosis.credentials() == CredentialsMode.INCLUDE ? CredentialsMode.INCLUDE : null;
    }

    /** The outcomes without credentials; empty if the call was made with them. */
    Map<Engine, EngineOutcome> without() {
        return diagnosis == null || mode() == CredentialsMode.INCLUDE ? Map.of() : diagnosis.engines();
    }

    /** The outcomes with credentials. */
    Map<Engine, EngineOutcome> with() {
        if (diagnosis == null) {
            return Map.of();
        }
        return mode() == CredentialsMode.INCLUDE ? diagnosis.engines() : diagnosis.withCredentials();
    }

    /** The diagnosis whose cookies are shown: that of a call with credentials. */
    @Nullable
    Diagnosis included(Explainer explainer) {
        if (diagnosis == null || diagnosis.credentials() == CredentialsMode.INCLUDE) {
            return diagnosis;
        }
        return explainer.explain(withCredentials(diagnosis.call()));
    }

    /** From {@code User-Agent}: Chromium's has the words of WebKit's in it. */
    static @Nullable Engine engine(@Nullable String userAgent) {
        if (userAgent == null) {
            return null;
        }
        if (userAgent.contains("Chrome/") || userAgent.contains("Chromium/")) {
            return Engine.CHROMIUM;
        }
        if (userAgent.contains("Firefox/")) {
            return Engine.FIREFOX;
        }
        return userAgent.contains("AppleWebKit/") ? Engine.WEBKIT : null;
    }
}
