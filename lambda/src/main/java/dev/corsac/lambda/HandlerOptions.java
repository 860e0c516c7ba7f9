package dev.corsac.lambda;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The options of a handler under a policy, beyond the policy. Immutable and thread-safe; each {@code with…} method returns a
 * changed copy.
 */
public final class HandlerOptions {

    /** An error becomes a 500 that the page can read; decisions are not logged; there is no time limit. */
    public static final HandlerOptions DEFAULTS = new HandlerOptions(false, false, 0);

    /** The environment variable that is {@code true} for {@link #withErrorsRethrown}. */
    public static final String RETHROW_ERRORS = "CORSAC_RETHROW_ERRORS";

    /** The environment variable that is {@code true} for {@link #withDecisionsLogged}. */
    public static final String LOG_DECISIONS = "CORSAC_LOG_DECISIONS";

    /** The environment variable with a number of milliseconds for {@link #withTimeoutMargin}. */
    public static final String TIMEOUT_MARGIN = "CORSAC_TIMEOUT_MARGIN_MS";

    private final boolean rethrowingErrors;
    private final boolean loggingDecisions;
    private final int timeoutMarginMillis;

    private HandlerOptions(boolean rethrowingErrors, boolean loggingDecisions, int timeoutMarginMillis) {
        this.rethrowingErrors = rethrowingErrors;
        this.loggingDecisions = loggingDecisions;
        this.timeoutMarginMillis = timeoutMarginMillis;
    }

    /**
     * Reads {@value #RETHROW_ERRORS}, {@value #LOG_DECISIONS} and {@value #TIMEOUT_MARGIN}; options that are not set are as
     * in {@link #DEFAULTS}.
     *
     * @throws IllegalArgumentException if a value is not valid
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
            return options.withTimeoutMargin(Duration.ofMillis(Long.parseLong(margin.strip())));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    TIMEOUT_MARGIN + " is \"" + margin
                            + "\". It must be a number of milliseconds from 1 to 60000, such as 500.",
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
        throw new IllegalArgumentException(name + " is \"" + value + "\". It must be true or false.");
    }

    /**
     * Returns options that leave errors to Lambda: the handler's exceptions are rethrown, and a response that is not valid
     * becomes an {@link IllegalStateException}. For teams that alarm on Lambda's own count of errors. The page then gets the
     * front's own error, which has no CORS headers unless the front adds them.
     */
    public HandlerOptions withErrorsRethrown() {
        return new HandlerOptions(true, loggingDecisions, timeoutMarginMillis);
    }

    /**
     * Returns options that write a line of JSON to the function's log for each request, with the request and the decision:
     * <pre>{"corsac":{"kind":"actual","allowed":false,"method":"GET","origin":"https://…","refusal":"origin-not-allowed"}}</pre>
     * The values of {@code kind} and {@code refusal} are those of {@link dev.corsac.CorsDecision.Kind#code} and
     * {@link dev.corsac.CorsRefusal#code}.
     */
    public HandlerOptions withDecisionsLogged() {
        return new HandlerOptions(rethrowingErrors, true, timeoutMarginMillis);
    }

    /**
     * Returns options that respond with 504 when only {@code margin} is left of the function's time. Otherwise Lambda would
     * end the process, and the front's error would have no CORS headers. The response must reach Lambda within the margin:
     * some 200 ms are plenty.
     *
     * <p>The handler then runs on a thread of its own for each invocation, which has the caller's context class loader and
     * inheritable thread locals, but no other thread locals. A late handler is interrupted, and its stack trace is logged. If
     * it does not end, the next invocation waits for it, so that two never run at once where Lambda would not do so either;
     * if it outlasts that invocation's time as well, Lambda ends the process.
     *
     * @param margin from 1 ms to a minute
     * @throws IllegalArgumentException if it is not
     */
    public HandlerOptions withTimeoutMargin(Duration margin) {
        if (margin.compareTo(Duration.ofMillis(1)) < 0 || margin.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new IllegalArgumentException("The margin " + margin + " must be from 1 ms to a minute.");
        }
        return new HandlerOptions(rethrowingErrors, loggingDecisions, (int) margin.toMillis());
    }

    /** Whether errors are left to Lambda. */
    public boolean isRethrowingErrors() {
        return rethrowingErrors;
    }

    /** Whether each decision is logged. */
    public boolean isLoggingDecisions() {
        return loggingDecisions;
    }

    /** Returns how long before the function's deadline the handler is given up, in milliseconds; 0 if there is no limit. */
    public int timeoutMarginMillis() {
        return timeoutMarginMillis;
    }
}
