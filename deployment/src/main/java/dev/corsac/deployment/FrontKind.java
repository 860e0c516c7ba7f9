package dev.corsac.deployment;

/** The services that can be a front, in the order in which they can be made: the last stands before the others. */
public enum FrontKind {
    /** A bucket's website endpoint. */
    SITE("sites", "site"),
    /** A bucket's REST endpoint. */
    BUCKET("buckets", "bucket"),
    /** API Gateway's REST API. */
    REST_API("apis", "REST API"),
    /** API Gateway's HTTP API. */
    HTTP_API("apis", "HTTP API"),
    /** A function's own URL. */
    FUNCTION_URL("urls", "Function URL"),
    /** An Application Load Balancer. */
    LOAD_BALANCER("balancers", "load balancer"),
    /** A CloudFront distribution. */
    CLOUDFRONT("distributions", "CloudFront");

    private final String section;
    private final String word;

    FrontKind(String section, String word) {
        this.section = section;
        this.word = word;
    }

    /** Returns the section of {@code corsac.yaml} that has them. */
    public String section() {
        return section;
    }

    /** Returns what users call it. */
    public String word() {
        return word;
    }

    /** Whether pages are opened there. */
    public boolean hasPages() {
        return this == SITE || this == CLOUDFRONT;
    }
}
