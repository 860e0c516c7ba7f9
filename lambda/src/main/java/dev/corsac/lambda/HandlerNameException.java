package dev.corsac.lambda;

import org.jspecify.annotations.Nullable;

/** A handler that cannot be had from its name. The message names the value and the mend. */
final class HandlerNameException extends IllegalArgumentException {

    HandlerNameException(String message) {
        super(message);
    }

    HandlerNameException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
