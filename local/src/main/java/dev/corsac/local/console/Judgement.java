package dev.corsac.local.console;

import dev.corsac.browser.Browser;
import dev.corsac.browser.Call;
import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Engine;
import dev.corsac.browser.Exchange;
import dev.corsac.browser.Outcome;
import dev.corsac.browser.RequestMode;
import dev.corsac.browser.Server;
import dev.corsac.browser.Sites;
import dev.corsac.explain.CookieDiagnosis;
import dev.corsac.explain.Evidence;
import dev.corsac.explain.RecordedExchange;
import dev.corsac.explain.RecordedPair;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What each engine makes of a call. A server does not see the credentials mode of a call that has no cookie with it: such a
 * call is judged both ways.
 *
 * @param state in one word
 * @param seen the engine that made the call; null if it is none of the three, or does not say
 * @param call as the script made it, in the mode that counts; null if this is no call to another origin
 * @param mode {@code include} or {@code same-origin}; null if it is not known
 * @param without the outcomes without credentials; empty if the call is known to be made with them
 * @param with the outcomes with credentials; empty if the call is known to be made without
 * @param notes what had to be assumed, in sentences
 */
record Judgement(
        State state,
        @Nullable Engine seen,
        @Nullable Call call,
        @Nullable CredentialsMode mode,
        Map<Engine, Outcome> without,
        Map<Engine, Outcome> with,
        List<String> notes) {

    /** What matters at a glance. */
    enum State {
        /** Not every request is answered, or the actual request may still come. */
        PENDING,
        /** The CORS protocol has nothing to do with it. */
        PLAIN,
        /** The script gets it, however it was made. */
        ALLOWED,
        /** One of the engines, or the call with credentials, is refused: not the one that was seen. */
        DEPENDS,
        /** The browser keeps it from the script. */
        BLOCKED,
        /** It takes an answer that was not recorded. */
        UNKNOWN
    }

    static Judgement pending() {
        return new Judgement(State.PENDING, null, null, null, Map.of(), Map.of(), List.of());
    }

    /**
     * Judges what is there.
     *
     * @param all what else was recorded, oldest first
     * @param remembered finds the latest preflight to the same URL that came before a call without one
     * @param settled whether an actual request that has not come will not come
     */
    static Judgement of(
            PageCall page,
            Iterable<RecordedExchange> all,
            Supplier<@Nullable FrontExchange> remembered,
            boolean settled) {
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
        RecordedPair recorded = new RecordedPair(
                origin,
                page.preflight == null ? null : page.preflight.recorded(),
                page.actual == null ? null : page.actual.recorded(),
                all);
        try {
            Call call = recorded.call();
            if ("no-cors".equals(fetchMode)) {
                call = call.withMode(RequestMode.NO_CORS);
            }
            return judge(page, call, recorded.server(), remembered, seen, settled);
        } catch (IllegalArgumentException e) {
            return plain(seen, "No browser sends such a call: " + e.getMessage());
        }
    }

    private static Judgement judge(
            PageCall page,
            Call call,
            Server server,
            Supplier<@Nullable FrontExchange> remembered,
            @Nullable Engine seen,
            boolean settled) {
        List<String> notes = new ArrayList<>();
        boolean[] guessed = {false};
        FrontExchange earlier = page.preflight == null && needsPreflight(call) ? remembered.get() : null;
        FrontExchange.Done earlierDone = earlier == null ? null : earlier.done;
        Server answering = page.preflight != null
                ? server
                : request -> {
                    boolean preflight = request.method().equals("OPTIONS")
                            && request.headers().has("Access-Control-Request-Method");
                    guessed[0] |= preflight;
                    if (!preflight) {
                        return server.respond(request);
                    }
                    return earlierDone == null
                            ? granting(request)
                            : earlierDone.answer().response();
                };
        CredentialsMode mode = mode(page);
        Map<Engine, Outcome> without =
                mode == CredentialsMode.INCLUDE ? Map.of() : outcomes(call, CredentialsMode.SAME_ORIGIN, answering);
        Map<Engine, Outcome> with = outcomes(call, CredentialsMode.INCLUDE, answering);
        if (guessed[0]) {
            notes.add(
                    earlier == null
                            ? "No preflight came with this call: the browser remembered an earlier one, which is no"
                                    + " longer in the history, or the client is no browser. It is taken to have"
                                    + " allowed the call."
                            : "No preflight came with this call: the browser remembered the answer to an earlier one,"
                                    + " which Access-Control-Max-Age allows.");
        }
        Engine counts = seen == null ? Engine.CHROMIUM : seen;
        Outcome first = mode == CredentialsMode.INCLUDE ? outcome(with, counts) : outcome(without, counts);
        State state;
        if (page.actual == null) {
            Outcome included = outcome(with, counts);
            if (isRefused(first)) {
                state = State.BLOCKED;
            } else if (!settled) {
                state = State.PENDING;
            } else if (isRefused(included)) {
                state = State.BLOCKED;
                mode = CredentialsMode.INCLUDE;
                without = Map.of();
                notes.add("Taken for a call with credentials: only then is it blocked, and nothing followed the"
                        + " preflight.");
            } else {
                state = State.UNKNOWN;
                notes.add("The preflight allows the call, and the call itself has not come: the page was left, or the"
                        + " browser refused for a reason that a server does not see.");
            }
        } else if (isRefused(first)) {
            state = State.BLOCKED;
        } else if (isUnknown(first)) {
            state = State.UNKNOWN;
            notes.add("The answer redirects to where this run does not record.");
        } else if (any(mode == CredentialsMode.INCLUDE ? with : without) || (mode == null && any(with))) {
            state = State.DEPENDS;
        } else {
            state = State.ALLOWED;
        }
        CredentialsMode shown = mode == CredentialsMode.INCLUDE ? mode : CredentialsMode.SAME_ORIGIN;
        return new Judgement(state, seen, call.withCredentials(shown), mode, without, with, List.copyOf(notes));
    }

    private static boolean needsPreflight(Call call) {
        Outcome outcome = Browser.of(Engine.CHROMIUM).fetch(call, request -> null);
        return !outcome.exchanges().isEmpty() && outcome.exchanges().get(0).preflight();
    }

    private static Judgement plain(@Nullable Engine seen, String note) {
        return new Judgement(State.PLAIN, seen, null, null, Map.of(), Map.of(), List.of(note));
    }

    private static String plainNote(
            @Nullable String origin, @Nullable String fetchMode, @Nullable String site, @Nullable Engine seen) {
        if ("navigate".equals(fetchMode)) {
            return "The browser opened this as a page: CORS is about what scripts read.";
        }
        if (origin != null || "same-origin".equals(site)) {
            return "Page and server share an origin: CORS has nothing to do with it.";
        }
        if ("no-cors".equals(fetchMode)) {
            return "A picture, a style sheet or a call in mode no-cors: the script reads nothing of it.";
        }
        return seen == null
                ? "There is no Origin in it: this is no call of a page to another origin."
                : "There is no Origin in it: page and server share an origin, or no script made it.";
    }

    /** Known only where it shows: a cookie, or what Chromium adds to cross-site calls with credentials alone. */
    private static @Nullable CredentialsMode mode(PageCall page) {
        if (page.actual == null) {
            return null;
        }
        Headers sent = page.actual.request.headers();
        return sent.has("Cookie") || sent.has("Sec-Fetch-Storage-Access") ? CredentialsMode.INCLUDE : null;
    }

    private static Map<Engine, Outcome> outcomes(Call call, CredentialsMode mode, Server server) {
        Map<Engine, Outcome> outcomes = new EnumMap<>(Engine.class);
        for (Engine engine : Engine.values()) {
            outcomes.put(engine, Browser.of(engine).fetch(call.withCredentials(mode), server));
        }
        return outcomes;
    }

    private static Outcome outcome(Map<Engine, Outcome> outcomes, Engine engine) {
        Outcome outcome = outcomes.get(engine);
        if (outcome == null) {
            throw new AssertionError("every engine is asked");
        }
        return outcome;
    }

    private static boolean any(Map<Engine, Outcome> outcomes) {
        return outcomes.values().stream().anyMatch(Judgement::isRefused);
    }

    /** Blocked, and not because an answer was not recorded. */
    static boolean isRefused(Outcome outcome) {
        return outcome instanceof Outcome.Blocked && !isUnknown(outcome);
    }

    /** Whether it takes an answer that was not recorded. */
    static boolean isUnknown(Outcome outcome) {
        if (!(outcome instanceof Outcome.Blocked) || outcome.exchanges().isEmpty()) {
            return false;
        }
        Exchange last = outcome.exchanges().get(outcome.exchanges().size() - 1);
        return last.response() == null;
    }

    /** The refusal to explain: of the engine that was seen and the mode that counts, or else the first there is. */
    Outcome.@Nullable Blocked refusal() {
        for (Map<Engine, Outcome> outcomes : List.of(without, with)) {
            Outcome own = seen == null ? null : outcomes.get(seen);
            if (own instanceof Outcome.Blocked blocked && isRefused(own)) {
                return blocked;
            }
            for (Outcome outcome : outcomes.values()) {
                if (outcome instanceof Outcome.Blocked blocked && isRefused(outcome)) {
                    return blocked;
                }
            }
        }
        return null;
    }

    /** Whether cookies go with the call, where it has to do with any. */
    List<CookieDiagnosis> cookies(PageCall page, Iterable<RecordedExchange> all, Sites sites) {
        FrontExchange actual = page.actual;
        String origin = page.main().request.headers().first("Origin");
        if (call == null || actual == null || origin == null) {
            return List.of();
        }
        RecordedPair recorded = new RecordedPair(origin, null, actual.recorded(), all);
        Call included = call.withCredentials(CredentialsMode.INCLUDE);
        Evidence evidence =
                new Evidence(seen, included, recorded.server(), List.of(), recorded.cookies(call.url()), true);
        return CookieDiagnosis.of(evidence, EnumSet.allOf(Engine.class), sites);
    }

    private static Response granting(Request preflight) {
        Headers sent = preflight.headers();
        Headers headers = Headers.EMPTY;
        for (String[] line : new String[][] {
            {"Access-Control-Allow-Origin", sent.first("Origin")},
            {"Access-Control-Allow-Credentials", "true"},
            {"Access-Control-Allow-Methods", sent.first("Access-Control-Request-Method")},
            {"Access-Control-Allow-Headers", sent.first("Access-Control-Request-Headers")}
        }) {
            headers = line[1] == null ? headers : headers.plus(line[0], line[1]);
        }
        return Response.of(204, headers);
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
