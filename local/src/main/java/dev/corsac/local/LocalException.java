package dev.corsac.local;

/** The local run cannot start; the message names the cause and the mend and is meant for people. */
public final class LocalException extends Exception {

    LocalException(String message, Throwable cause) {
        super(message, cause);
    }
}
