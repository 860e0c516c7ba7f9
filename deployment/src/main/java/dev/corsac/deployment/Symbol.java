package dev.corsac.deployment;

/**
 * A text that AWS makes when the deployment is created, and what it belongs to: the domain name of a distribution, the id of
 * an API. Two equal symbols have the same text.
 *
 * @param component the id of the component in its template; {@code AWS} for what belongs to the account, region or stack
 * @param attribute one of the constants of this type, or the name that the template has for it
 */
public record Symbol(String component, String attribute) {

    /** The host name at which browsers reach an API, Function URL, load balancer or distribution. */
    public static final String HOST = "host";

    /** The host name of a bucket's website endpoint. */
    public static final String WEBSITE_HOST = "website-host";

    /** The host name of a bucket's REST endpoint. */
    public static final String BUCKET_HOST = "bucket-host";

    /** What {@code Ref} returns where it is neither a name nor an ARN: an id. */
    public static final String ID = "id";

    /** A resource's name. */
    public static final String NAME = "name";

    /** A resource's ARN. */
    public static final String ARN = "arn";

    /** The region of the deployment. */
    public static final Symbol REGION = new Symbol("AWS", "Region");

    /** Whether the symbol is a host name. */
    public boolean isHost() {
        return attribute.equals(HOST) || attribute.equals(WEBSITE_HOST) || attribute.equals(BUCKET_HOST);
    }

    @Override
    public String toString() {
        return attribute + " of " + component;
    }
}
