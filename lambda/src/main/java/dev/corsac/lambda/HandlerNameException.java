package dev.corsac.lambda;

import org.jspecify.annotations.Nullable;

/** Thrown when a handler cannot be created from its name. The message names the value and the fix. */
final class HandlerNameException extends IllegalArgumentException {

    private HandlerNameException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Returns one under its superclass's name, so that callers that throw none need not load this class. */
    static IllegalArgumentException of(String message, @Nullable Throwable cause) {
        return new HandlerNameException(message, cause);
    }
}
