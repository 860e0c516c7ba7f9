package dev.corsac.lambda;

import org.jspecify.annotations.Nullable;

/** A handler that cannot be had from its name. The message names the value and the mend. */
final class HandlerNameException extends IllegalArgumentException {

    private HandlerNameException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Made here, and called by its superclass's name, so that whoever throws none need not load it. */
    static IllegalArgumentException of(String message, @Nullable Throwable cause) {
        return new HandlerNameException(message, cause);
    }
}
