package dev.corsac.deployment;

/**
 * A warning of a reader: what it did not read, or what is not modelled.
 *
 * @param code what kind of warning it is
 * @param message one line without the place
 * @param place where it is
 */
public record Notice(NoticeCode code, String message, Place place) {

    /** Returns the line that a user reads: place, message and code. */
    public String line() {
        return place.says(message + " [" + code.code() + "]");
    }
}
