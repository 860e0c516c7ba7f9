package dev.corsac.gateway;

/** The services of AWS that fronts model, as far as they differ in the errors that they write themselves. */
public enum Service {
    /** A website endpoint of S3. */
    S3_WEBSITE("S3"),
    /** A REST endpoint of S3. */
    S3("S3"),
    /** A REST API of API Gateway. */
    REST_API("REST API"),
    /** An HTTP API of API Gateway. */
    HTTP_API("HTTP API"),
    /** A Function URL of Lambda. */
    FUNCTION_URL("Function URL"),
    /** An Application Load Balancer. */
    LOAD_BALANCER("load balancer"),
    /** A CloudFront distribution. */
    CLOUDFRONT("CloudFront");

    private final String title;

    Service(String title) {
        this.title = title;
    }

    /** Returns the service as a component of a response. */
    Component component() {
        return Component.of(Component.Kind.SERVICE, title);
    }
}
