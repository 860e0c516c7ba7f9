package dev.corsac.local;

/** The local run cannot start or change; the message names the cause and the mend and is meant for people. */
public final class LocalException extends Exception {

    public LocalException(String message) {
        super(message);
    }

    public LocalException(String message, Throwable cause) {
        super(message, cause);
    }
}
