package dev.corsac.local.function;

import java.time.Duration;

/**
 * Lambda's bounds on a function.
 *
 * @param init how long an initialisation may take before the first event; past it, it is begun again with the first event
 *     and within that event's timeout (documented)
 * @param settled how long nothing may have changed before a change is tried: a build writes more than one file
 * @param settling how long to wait for that at most
 * @param returning how long a process that has responded is expected to take until it asks again before another one is started for the
 *     event that waits: starting one takes as long, and what a function keeps in memory would be in two places
 */
public record Limits(Duration init, Duration settled, Duration settling, Duration returning) {

    public static final Limits LAMBDA =
            new Limits(Duration.ofSeconds(10), Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofMillis(500));
}
