package dev.corsac.lambda;

import dev.corsac.lambda.internal.JsonText;

/**
 * An Application Load Balancer whose target group has {@code lambda.multi_value_headers.enabled} on: it reads
 * only {@code multiValueHeaders}.
 *
 * @see <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html#multi-value-headers">Multi-value
 *     headers</a>
 */
final class LoadBalancerMultiValue extends LoadBalancer {

    static final Front FRONT = new LoadBalancerMultiValue();

    private LoadBalancerMultiValue() {}

    @Override
    String headers() {
        return "multiValueHeaders";
    }

    @Override
    boolean reads(String member) {
        return !member.equals("headers");
    }

    @Override
    void header(JsonText text, String name, String value) {
        text.string(name).raw(":[").string(value).raw("]");
    }
}
