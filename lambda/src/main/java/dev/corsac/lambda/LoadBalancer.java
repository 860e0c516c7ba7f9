package dev.corsac.lambda;

import dev.corsac.lambda.internal.JsonText;

/**
 * An Application Load Balancer whose target group has {@code lambda.multi_value_headers.enabled} off, which is the default:
 * it reads only {@code headers}, whose values must be strings, and needs a numeric status. A body that is null is malformed.
 *
 * @see <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html">Lambda functions
 *     as targets</a>
 */
class LoadBalancer extends Front {

    static final Front FRONT = new LoadBalancer();

    LoadBalancer() {}

    @Override
    String title() {
        return "a load balancer";
    }

    @Override
    void status(JsonText text, int status) {
        super.status(text, status);
        text.raw(",\"statusDescription\":\"").raw(description(status)).raw("\"");
    }

    @Override
    boolean reads(String member) {
        return !member.equals("multiValueHeaders");
    }

    @Override
    boolean needsStatus() {
        return true;
    }

    @Override
    boolean acceptsTextStatus() {
        return false;
    }

    @Override
    int highestStatus() {
        return 599;
    }

    @Override
    boolean acceptsScalars() {
        return false;
    }

    @Override
    boolean acceptsNullBody() {
        return false;
    }

    private static String description(int status) {
        return switch (status) {
            case 204 -> "204 No Content";
            case 403 -> "403 Forbidden";
            case 504 -> "504 Gateway Timeout";
            default -> "500 Internal Server Error";
        };
    }
}
