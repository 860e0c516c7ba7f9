package dev.corsac.local.console;

import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Engine;
import dev.corsac.browser.Outcome;
import dev.corsac.browser.Sites;
import dev.corsac.explain.Diagnoser;
import dev.corsac.explain.Diagnosis;
import dev.corsac.explain.EngineOutcome;
import dev.corsac.explain.LocalKnowledge;
import dev.corsac.explain.PolicyRefusal;
import dev.corsac.explain.RecordedCall;
import dev.corsac.explain.RecordedExchange;
import dev.corsac.http.Headers;
import dev.corsac.local.ConsoleSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call of the local run as the console shows it: the {@link Diagnoser}'s diagnosis, and what matters at a glance. A server
 * does not see the credentials mode of a call that has no cookie with it: such a call is diagnosed by fetch's default, and a
 * note states what credentials would change.
 *
 * @param state in one word
 * @param seen the engine that made the call; null if it is not one of the three, or is not known
 * @param diagnosis null while the call is pending, and for a request that CORS does not apply to
 * @param refusal the diagnosis that explains why the call is blocked, in one of the engines; null if none blocks it
 * @param warning which other engine blocks the call, and why; empty if none does
 * @param included what credentials would change; empty if the mode is known
 * @param notes in sentences
 */
record LocalDiagnosis(
        State state,
        @Nullable Engine seen,
        @Nullable Diagnosis diagnosis,
        @Nullable Diagnosis refusal,
        String warning,
        String included,
        List<String> notes) {

    /** What matters at a glance. */
    enum State {
        /** Not every request has its response, or the actual request may still come. */
        PENDING,
        /** CORS does not apply to it. */
        PLAIN,
        /** The script gets the response. */
        ALLOWED,
        /** One of the engines blocks it, and it is not known which one made the call. */
        DEPENDS,
        /** Its preflight was granted, and the call itself has not come. */
        ABSENT,
        /** The browser keeps the response from the script. */
        BLOCKED,
        /** It depends on a response that was not recorded. */
        UNKNOWN
    }

    static LocalDiagnosis pending() {
        return new LocalDiagnosis(State.PENDING, null, null, null, "", "", List.of());
    }

    /**
     * Explains what is there.
     *
     * @param all what else was recorded, oldest first
     * @param remembered finds the latest preflight to the same URL that came before a call without one
     * @param settled whether an actual request that has not come will not come
     * @param policies asked whether a function's own policy refused a request
     */
    static LocalDiagnosis of(
            PageCall page,
            Iterable<RecordedExchange> all,
            Supplier<@Nullable FrontExchange> remembered,
            boolean settled,
            Sites sites,
            ConsoleSpec.Policies policies) {
        FrontExchange main = page.main();
        Headers sent = main.request().headers();
        Engine seen = RecordedCall.engine(sent.first("User-Agent"));
        String origin = sent.first("Origin");
        String fetchMode = sent.first("Sec-Fetch-Mode");
        if (!page.hasResponses()) {
            return pending();
        }
        if (origin == null || origin.equals(main.request().url().origin()) || "navigate".equals(fetchMode)) {
            return plain(seen, plainNote(origin, fetchMode, sent.first("Sec-Fetch-Site"), seen));
        }
        RecordedCall call;
        try {
            call = recorded(page, origin, seen, all);
        } catch (IllegalArgumentException e) {
            return plain(seen, "No browser sends such a call: " + e.getMessage());
        }
        FrontExchange earlier = page.preflight == null ? remembered.get() : null;
        // Only browsers send the call at once after its preflight; curl sends a preflight of its own.
        boolean isGivenUp = settled && seen != null;
        LocalKnowledge local = new LocalKnowledge(
                earlier == null ? null : earlier.recorded(), all, isGivenUp, refusal(page, policies));
        Diagnoser diagnoser = Diagnoser.of(sites);
        Diagnosis diagnosis = diagnoser.diagnose(call, local);
        List<String> notes = new ArrayList<>(diagnosis.notes());
        if (isGrantedWithoutCredentials(page, diagnosis, seen)) {
            diagnosis = diagnoser.diagnose(with(call, CredentialsMode.SAME_ORIGIN), local);
            notes.add(
                    "The call followed its preflight, so it was made without credentials: with them the browser would have"
                            + " stopped at the preflight.");
        }
        return of(page, diagnosis, notes, seen, settled);
    }

    /** Whether the call came although the preflight does not allow one with credentials. */
    private static boolean isGrantedWithoutCredentials(PageCall page, Diagnosis diagnosis, @Nullable Engine seen) {
        EngineOutcome included =
                seen == null ? null : diagnosis.withCredentials().get(seen);
        return page.preflight != null
                && page.actual != null
                && included != null
                && included.model() instanceof Outcome.Blocked blocked
                && blocked.exchanges().size() == 1
                && blocked.exchanges().get(0).preflight();
    }

    private static LocalDiagnosis of(
            PageCall page, Diagnosis diagnosis, List<String> notes, @Nullable Engine seen, boolean settled) {
        if (diagnosis.modelled() == null) {
            return plain(seen, notes.isEmpty() ? "No browser sends such a call." : notes.get(0));
        }
        EngineOutcome first = outcome(diagnosis, seen);
        State state;
        Diagnosis refusal = diagnosis.isBlocked() ? diagnosis : null;
        if (first.result() == EngineOutcome.Result.BLOCKED) {
            state = State.BLOCKED;
        } else if (page.actual == null) {
            state = settled ? State.ABSENT : State.PENDING;
        } else if (first.result() == EngineOutcome.Result.UNKNOWN) {
            state = State.UNKNOWN;
        } else if (diagnosis.isBlocked() && seen == null) {
            state = State.DEPENDS;
        } else {
            state = State.ALLOWED;
        }
        String warning = refusal == null || state == State.BLOCKED ? "" : elsewhere(diagnosis);
        return new LocalDiagnosis(
                state,
                seen,
                diagnosis,
                refusal,
                warning,
                state == State.ALLOWED ? included(diagnosis) : "",
                List.copyOf(notes));
    }

    private static String elsewhere(Diagnosis diagnosis) {
        List<String> engines = new ArrayList<>();
        diagnosis.engines().forEach((engine, outcome) -> {
            if (outcome.result() == EngineOutcome.Result.BLOCKED) {
                engines.add(engine.displayName());
            }
        });
        return "Blocked in " + String.join(" and ", engines) + ": " + diagnosis.summary();
    }

    /** What would become of the call with credentials, where it is not known whether it had them. */
    private static String included(Diagnosis diagnosis) {
        if (diagnosis.withCredentials().isEmpty()) {
            return "";
        }
        List<String> engines = new ArrayList<>();
        String cause = "";
        for (Map.Entry<Engine, EngineOutcome> each : diagnosis.withCredentials().entrySet()) {
            if (each.getValue().model() instanceof Outcome.Blocked blocked) {
                engines.add(each.getKey().displayName());
                cause = cause.isEmpty() ? Diagnoser.sentence(blocked) : cause;
            }
        }
        String shown =
                "Shown as made without credentials, fetch's default: no cookie came with it. With credentials: \"include\" ";
        if (engines.isEmpty()) {
            return shown + "the script would get the response, too.";
        }
        return shown + "it would be blocked"
                + (engines.size() == diagnosis.withCredentials().size() ? "" : " in " + String.join(" and ", engines))
                + ": "
                + cause;
    }

    /** What the policy of the function that responded does not allow; null if no function responded, or it allows the call. */
    private static @Nullable PolicyRefusal refusal(PageCall page, ConsoleSpec.Policies policies) {
        for (FrontExchange each : new FrontExchange[] {page.preflight, page.actual}) {
            FrontExchange.Done done = each == null ? null : each.done;
            Invoked invoked = done == null ? null : done.function();
            if (each != null && invoked != null) {
                PolicyRefusal refusal = policies.refusal(invoked.name(), each.request());
                if (refusal != null) {
                    return refusal;
                }
            }
        }
        return null;
    }

    private static RecordedCall recorded(
            PageCall page, String origin, @Nullable Engine seen, Iterable<RecordedExchange> all) {
        RecordedExchange preflight = page.preflight == null ? null : page.preflight.recorded();
        RecordedExchange actual = page.actual == null ? null : page.actual.recorded();
        long kind = page.main().replayOf;
        return RecordedCall.of(
                RecordedCall.Source.LOCAL_RUN,
                seen,
                origin,
                preflight,
                actual,
                all,
                kind == FrontExchange.TRIED_WITH_CREDENTIALS
                        ? CredentialsMode.INCLUDE
                        : kind == FrontExchange.TRIED ? CredentialsMode.SAME_ORIGIN : null);
    }

    private static RecordedCall with(RecordedCall call, CredentialsMode mode) {
        return call.toBuilder().credentials(mode).build();
    }

    private static EngineOutcome outcome(Diagnosis diagnosis, @Nullable Engine seen) {
        EngineOutcome outcome = diagnosis.engines().get(seen == null ? Engine.CHROMIUM : seen);
        if (outcome == null) {
            throw new AssertionError("every engine is asked");
        }
        return outcome;
    }

    private static LocalDiagnosis plain(@Nullable Engine seen, String note) {
        return new LocalDiagnosis(State.PLAIN, seen, null, null, "", "", List.of(note));
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

    /** The credentials mode; null if it is not known. */
    @Nullable
    CredentialsMode mode() {
        return diagnosis == null || (diagnosis.assumed().contains("credentials") && !isWithCredentials())
                ? null
                : diagnosis.credentials();
    }

    private boolean isWithCredentials() {
        return diagnosis != null && diagnosis.credentials() == CredentialsMode.INCLUDE;
    }

    /** The outcomes in the mode that counts. */
    Map<Engine, EngineOutcome> outcomes() {
        return diagnosis == null ? Map.of() : diagnosis.engines();
    }

    /** The diagnosis whose cookies are shown: that of a call with credentials. */
    @Nullable
    Diagnosis included(Diagnoser diagnoser) {
        if (diagnosis == null || diagnosis.credentials() == CredentialsMode.INCLUDE) {
            return diagnosis;
        }
        return diagnoser.diagnose(with(diagnosis.call(), CredentialsMode.INCLUDE));
    }
}
