package dev.corsac.gateway;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The result of invoking a function. Immutable, if nobody writes to its arrays. */
public sealed interface InvocationResult {

    /** Returns what the function did, as the rest of a sentence that begins with its name: {@code failed: Error: no table}. */
    String summary();

    /**
     * Calls the visitor's method for this kind of result and returns what that returns.
     *
     * @throws E if the visitor throws it
     */
    <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E;

    /**
     * What to do with each kind of result. Fronts implement it rather than test for types, so that none of them compiles
     * before it decides about a new kind.
     *
     * @param <R> what becomes of a result
     * @param <E> what the methods throw; {@link RuntimeException} for nothing checked
     */
    interface Visitor<R, E extends Exception> {

        /** Receives what a function returned. */
        R payload(Payload payload) throws E;

        /** Receives what a function streamed. */
        R streamed(Streamed streamed) throws E;

        /** Receives a function's failure. */
        R failed(Failed failed) throws E;

        /** Receives the end of the front's timeout. */
        R timedOut(TimedOut timedOut) throws E;
    }

    /**
     * The function responded.
     *
     * @param bytes what it returned, unparsed; must not be modified
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared; a copy of up to 6 MB for each call would buy nothing
    record Payload(byte[] bytes) implements InvocationResult {

        /** Returns the payload of a function that returned this text, in UTF-8. */
        public static Payload of(String json) {
            return new Payload(json.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String summary() {
            return "returned " + bytes.length + " bytes";
        }

        @Override
        public <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E {
            return visitor.payload(this);
        }
    }

    /**
     * The function streamed its response, in the Runtime API's {@code streaming} response mode.
     *
     * @param metadata the JSON before the eight NUL bytes, with {@code statusCode} and {@code headers}; null if the
     *     function sent none, so that all of it is body
     * @param body what followed; must not be modified
     */
    @SuppressWarnings("ArrayRecordComponent") // as above
    record Streamed(byte @Nullable [] metadata, byte[] body) implements InvocationResult {
        @Override
        public String summary() {
            return "streamed its response";
        }

        @Override
        public <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E {
            return visitor.streamed(this);
        }
    }

    /**
     * The function failed: the handler threw, the process ended, its initialisation failed. The front learns no
     * more than that, and its client less.
     *
     * @param type Lambda's error type, {@code java.lang.IllegalStateException} or {@code Runtime.ExitError}
     * @param message what went wrong, for the log
     */
    record Failed(String type, String message) implements InvocationResult {
        @Override
        public String summary() {
            return "failed: " + type + ": " + message;
        }

        @Override
        public <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E {
            return visitor.failed(this);
        }
    }

    /**
     * The function did not respond before the front's timeout.
     *
     * @param after how long it waited
     */
    record TimedOut(Duration after) implements InvocationResult {
        @Override
        public String summary() {
            return "did not respond within " + after.toMillis() + " ms";
        }

        @Override
        public <R, E extends Exception> R accept(Visitor<R, E> visitor) throws E {
            return visitor.timedOut(this);
        }
    }
}
