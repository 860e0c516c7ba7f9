package dev.corsac.lambda;

/** What a handler under a policy does beyond the policy. Immutable; each method makes a changed copy. */
public final class HandlerOptions {

    /** An error is answered with a 500 that the page can read. */
    public static final HandlerOptions DEFAULTS = new HandlerOptions(false);

    private final boolean rethrowsErrors;

    private HandlerOptions(boolean rethrowsErrors) {
        this.rethrowsErrors = rethrowsErrors;
    }

    /**
     * Lets the handler's exceptions through to Lambda, and throws an {@link IllegalStateException} where the handler's
     * answer is none: for teams that alarm on Lambda's own count of errors. The page then sees the front's own error,
     * which has no CORS headers unless the front adds them.
     */
    public HandlerOptions rethrowErrors() {
        return new HandlerOptions(true);
    }

    boolean rethrowsErrors() {
        return rethrowsErrors;
    }
}
