package dev.corsac.gateway;

import java.time.Duration;

/** What comes of invoking a function. */
public sealed interface InvocationResult {

    /**
     * The function answered.
     *
     * @param bytes what it returned, not yet looked at; not to be written to
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared; a copy of up to 6 MB for each call would buy nothing
    record Payload(byte[] bytes) implements InvocationResult {}

    /**
     * The function failed: the handler threw, the process ended, its initialisation failed. The front is told no more
     * than that, and its client less.
     *
     * @param type Lambda's error type, {@code java.lang.IllegalStateException} or {@code Runtime.ExitError}
     * @param message what went wrong, for the log
     */
    record Failed(String type, String message) implements InvocationResult {}

    /**
     * The function had not answered when the front stopped waiting.
     *
     * @param after how long it waited
     */
    record TimedOut(Duration after) implements InvocationResult {}
}
