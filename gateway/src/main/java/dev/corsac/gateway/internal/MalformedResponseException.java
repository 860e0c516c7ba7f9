package dev.corsac.gateway.internal;

/** A function returned what its front does not accept. The front tells only the log why. */
public final class MalformedResponseException extends Exception {

    /** @param message what is wrong, naming the member: {@code the function returned headers that are not an object} */
    public MalformedResponseException(String message) {
        super(message);
    }
}
