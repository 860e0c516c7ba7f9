package dev.corsac.explain.page;

/** Thrown where an input cannot be read or states too little; the message names the place and the fix, in one line. */
public final class UnreadableInputException extends RuntimeException {

    /** Creates an exception with the line that its reader sees. */
    public UnreadableInputException(String message) {
        super(message);
    }
}
