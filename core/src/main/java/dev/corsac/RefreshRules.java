package dev.corsac;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The rules for how old allowed origins from a source may be. Their age is the time since the start of the latest refresh that
 * succeeded, by the clock: the time for which a function was frozen counts. Immutable; each {@code with…} method returns a
 * changed copy.
 *
 * <p>Browsers keep the response to a preflight for as long as {@link CorsPolicy.Builder#maxAge} permits. So a page whose origin
 * was removed may go on calling for that time in addition, though its next response carries no CORS header.
 */
public final class RefreshRules {

    private final Duration maxAge;
    private final @Nullable Duration maxStaleness;
    private final Duration timeout;
    private final Duration attemptLimit;

    private RefreshRules(Duration maxAge, @Nullable Duration maxStaleness, Duration timeout, Duration attemptLimit) {
        this.maxAge = maxAge;
        this.maxStaleness = maxStaleness;
        this.timeout = timeout;
        this.attemptLimit = attemptLimit;
    }

    /**
     * Returns rules with a limit.
     *
     * @param maxAge the age from which a refresh is due; origins of this age are still used while it runs
     * @param maxStaleness the age from which origins are not used: a request then waits for a refresh, and if that does not
     *     succeed in time, only the origins that are always allowed are
     * @throws IllegalArgumentException if {@code maxAge} is less than a millisecond, or greater than {@code maxStaleness}
     */
    public static RefreshRules of(Duration maxAge, Duration maxStaleness) {
        if (maxAge.compareTo(maxStaleness) > 0) {
            throw new IllegalArgumentException("The maximum age " + maxAge + " is greater than the maximum staleness "
                    + maxStaleness + ". Set a maximum age below it, so that origins are refreshed before they expire.");
        }
        return new RefreshRules(
                positive("maximum age", maxAge), maxStaleness, Duration.ofSeconds(2), Duration.ofSeconds(15));
    }

    /**
     * Returns rules without a limit: origins are used until newer ones are there, however old they are. A source that fails for
     * a week then keeps origins in use that were removed a week ago.
     *
     * @param maxAge as in {@link #of}
     */
    public static RefreshRules withoutLimit(Duration maxAge) {
        return new RefreshRules(
                positive("maximum age", maxAge), null, Duration.ofSeconds(2), RefreshedCorsPolicy.ATTEMPT_LIMIT);
    }

    /**
     * Returns rules with another time for which requests wait for a refresh once origins have reached the maximum staleness: two
     * seconds if not set. It also limits how long the start waits, with {@link #withAttemptLimit}.
     */
    public RefreshRules withTimeout(Duration timeout) {
        return new RefreshRules(maxAge, maxStaleness, positive("timeout", timeout), attemptLimit);
    }

    /**
     * Returns rules with another time after which a refresh that has not ended is given up, so that another can start: fifteen
     * seconds if not set. A connection that was frozen with the function may never end by itself.
     */
    public RefreshRules withAttemptLimit(Duration limit) {
        return new RefreshRules(maxAge, maxStaleness, timeout, positive("limit of an attempt", limit));
    }

    private static Duration positive(String name, Duration time) {
        if (time.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "The " + name + " " + time + " is too short. It must be at least a millisecond.");
        }
        return time;
    }

    /** Returns the age from which a refresh is due. */
    public Duration maxAge() {
        return maxAge;
    }

    /** Returns the age from which origins are not used; null if there is no limit. */
    public @Nullable Duration maxStaleness() {
        return maxStaleness;
    }

    /** Returns how long a request waits for a refresh at most. */
    public Duration timeout() {
        return timeout;
    }

    /** Returns the time after which a refresh that has not ended is given up. */
    public Duration attemptLimit() {
        return attemptLimit;
    }

    @Override
    public String toString() {
        return "RefreshRules{maxAge=" + maxAge + ", maxStaleness=" + maxStaleness + ", timeout=" + timeout
                + ", attemptLimit=" + attemptLimit + "}";
    }
}
