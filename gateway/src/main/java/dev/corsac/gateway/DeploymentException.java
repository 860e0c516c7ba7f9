package dev.corsac.gateway;

/**
 * AWS would refuse this deployment. Thrown when a front is built, so that no front exists that could not exist on AWS;
 * the message is AWS's reason, then what to write instead.
 */
public final class DeploymentException extends IllegalArgumentException {

    /** AWS's reason, in its words where they are known. */
    private final String reason;

    private final String fix;

    /**
     * @param reason AWS's reason, in its words where they are known: {@code Invalid mapping expression specified: *}
     * @param fix what is wrong and what to write instead
     */
    public DeploymentException(String reason, String fix) {
        super(reason + ": " + fix);
        this.reason = reason;
        this.fix = fix;
    }

    /** Returns AWS's reason, in its words where they are known. */
    public String reason() {
        return reason;
    }

    /** Returns what is wrong and what to write instead. */
    public String fix() {
        return fix;
    }
}
