package dev.corsac.lambda;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a handler under a policy does beyond the policy. Immutable; each method makes a changed copy. */
public final class HandlerOptions {

    /** An error is answered with a 500 that the page can read; no line is logged for a decision; time is not watched. */
    public static final HandlerOptions DEFAULTS = new HandlerOptions(false, false, 0);

    /** {@code true} for {@link #rethrowErrors}. */
    public static final String RETHROW_ERRORS = "CORSAC_RETHROW_ERRORS";

    /** {@code true} for {@link #logDecisions}. */
    public static final String LOG_DECISIONS = "CORSAC_LOG_DECISIONS";

    /** A number of milliseconds for {@link #answerBeforeTimeout}. */
    public static final String TIMEOUT_MARGIN = "CORSAC_TIMEOUT_MARGIN_MS";

    private final boolean rethrowsErrors;
    private final boolean logsDecisions;
    private final int timeoutMarginMillis;

    private HandlerOptions(boolean rethrowsErrors, boolean logsDecisions, int timeoutMarginMillis) {
        this.rethrowsErrors = rethrowsErrors;
        this.logsDecisions = logsDecisions;
        this.timeoutMarginMillis = timeoutMarginMillis;
    }

    /**
     * Reads {@value #RETHROW_ERRORS}, {@value #LOG_DECISIONS} and {@value #TIMEOUT_MARGIN}; what is not set is as in
     * {@link #DEFAULTS}.
     *
     * @throws IllegalArgumentException if one has a value that it cannot have
     */
    public static HandlerOptions fromEnvironment(Map<String, String> variables) {
        HandlerOptions options = new HandlerOptions(
                flag(RETHROW_ERRORS, variables.get(RETHROW_ERRORS)),
                flag(LOG_DECISIONS, variables.get(LOG_DECISIONS)),
                0);
        String margin = variables.get(TIMEOUT_MARGIN);
        if (margin == null || margin.isBlank()) {
            return options;
        }
        try {
            return options.answerBeforeTimeout(Duration.ofMillis(Long.parseLong(margin.strip())));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    TIMEOUT_MARGIN + " is \"" + margin
                            + "\". It is a number of milliseconds from 1 to 60000, such as 500.",
                    e);
        }
    }

    private static boolean flag(String name, @Nullable String value) {
        if (value == null || value.isBlank() || value.strip().equals("false")) {
            return false;
        }
        if (value.strip().equals("true")) {
            return true;
        }
        throw new IllegalArgumentException(name + " is \"" + value + "\". It is true or false.");
    }

    /**
     * Lets the handler's exceptions through to Lambda, and throws an {@link IllegalStateException} where the handler's
     * answer is none: for teams that alarm on Lambda's own count of errors. The page then sees the front's own error,
     * which has no CORS headers unless the front adds them.
     */
    public HandlerOptions rethrowErrors() {
        return new HandlerOptions(true, logsDecisions, timeoutMarginMillis);
    }

    /**
     * Writes one line of JSON to the function's log for each request, with what was asked and decided:
     * <pre>{"corsac":{"kind":"ACTUAL","allowed":false,"method":"GET","origin":"https://…","refusal":"OriginNotAllowed"}}</pre>
     */
    public HandlerOptions logDecisions() {
        return new HandlerOptions(rethrowsErrors, true, timeoutMarginMillis);
    }

    /**
     * Answers 504 when only {@code margin} is left of the function's time, where Lambda would end the process and the
     * front answer with an error that has no CORS headers. The margin has to do for the way of the answer to Lambda:
     * some 200 ms are plenty.
     *
     * <p>It needs the handler on a thread of its own, one for each call, which takes the caller's context class loader
     * and inheritable thread locals along but no other thread locals. A handler that is late is interrupted, and where it
     * stood is logged. One that does not end then keeps the next call waiting, so that two never run at once where
     * Lambda would not do so either; if it outlasts that call's time as well, Lambda ends the process.
     *
     * @param margin from 1 ms to a minute
     * @throws IllegalArgumentException if it is not
     */
    public HandlerOptions answerBeforeTimeout(Duration margin) {
        if (margin.compareTo(Duration.ofMillis(1)) < 0 || margin.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("The margin " + margin + " is not from 1 ms to a minute.");
        }
        return new HandlerOptions(rethrowsErrors, logsDecisions, (int) margin.toMillis());
    }

    /** Whether errors are left to Lambda. */
    public boolean rethrowsErrors() {
        return rethrowsErrors;
    }

    /** Whether each decision is logged. */
    public boolean logsDecisions() {
        return logsDecisions;
    }

    /** How long before the function's deadline the handler is given up, in milliseconds; 0 if time is not watched. */
    public int timeoutMarginMillis() {
        return timeoutMarginMillis;
    }
}
