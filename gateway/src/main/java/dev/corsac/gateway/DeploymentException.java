package dev.corsac.gateway;

/**
 * AWS would refuse this deployment. Thrown when a front is built, so that no front exists that could not exist on AWS;
 * the message is AWS's reason, then what to write instead.
 */
public final class DeploymentException extends IllegalArgumentException {

    /** What AWS says, in its words where they are known. */
    private final String reason;

    private final String mend;

    /**
     * @param reason what AWS says, in its words where they are known: {@code Invalid mapping expression specified: *}
     * @param mend what is wrong and what to write instead
     */
    public DeploymentException(String reason, String mend) {
        super(reason + ": " + mend);
        this.reason = reason;
        this.mend = mend;
    }

    /** What AWS says, in its words where they are known. */
    public String reason() {
        return reason;
    }

    /** What is wrong and what to write instead. */
    public String mend() {
        return mend;
    }
}
