package dev.corsac.lambda;

/** Bytes that are not JSON. Its message says what was expected and at which byte; it has no stack trace. */
final class MalformedJsonException extends Exception {

    MalformedJsonException(String expected, int position, int length) {
        super(
                position >= length
                        ? "expected " + expected + ", but it ends after " + length + " bytes"
                        : "expected " + expected + " at byte " + position + " of " + length,
                null,
                false,
                false);
    }
}
