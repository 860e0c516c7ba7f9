package dev.corsac.local;

/** The local run cannot start or change; the message is meant for people and names the cause and the fix. */
public final class LocalException extends Exception {

    public LocalException(String message) {
        super(message);
    }

    public LocalException(String message, Throwable cause) {
        super(message, cause);
    }
}
