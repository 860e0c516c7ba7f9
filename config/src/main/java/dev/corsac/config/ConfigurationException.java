package dev.corsac.config;

/**
 * A configuration that cannot be read or that AWS would refuse. The message is all that its user reads: one line for each
 * problem, with its place, the value and the fix.
 */
public final class ConfigurationException extends RuntimeException {

    /** A problem that was found in the input itself. */
    public ConfigurationException(String message) {
        super(message);
    }

    /** A problem with a cause that the message already explains. */
    public ConfigurationException(String message, Throwable cause) {
        super(message, cause);
    }
}
