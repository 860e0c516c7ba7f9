package dev.corsac.lambda;

import dev.corsac.lambda.internal.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * An Application Load Balancer whose target group has {@code lambda.multi_value_headers.enabled} off, as it is unless
 * set: it reads {@code headers} alone, and must have a status.
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
    @Nullable
    String objection(Answer answer) {
        return answer.hasStatus() ? null : "it has no statusCode";
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
