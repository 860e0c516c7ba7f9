package dev.corsac.gateway.alb;

import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.internal.ApiIdentity;
import org.jspecify.annotations.Nullable;

/**
 * A target group of a load balancer with a Lambda function in it.
 *
 * @param name the group's name
 * @param function the function; null if none is registered, which makes every request a 503
 * @param multiValueHeaders the group's attribute {@code lambda.multi_value_headers.enabled}: events have
 *     {@code multiValueHeaders} instead of {@code headers}, and only that map of a response is read
 */
public record LoadBalancerTarget(String name, @Nullable LambdaFunction function, boolean multiValueHeaders) {

    /** Returns a group with single values, as AWS makes it by default. */
    public static LoadBalancerTarget of(LambdaFunction function) {
        return new LoadBalancerTarget(function.name(), function, false);
    }

    /** Returns the same group in the other mode. */
    public LoadBalancerTarget withMultiValueHeaders() {
        return new LoadBalancerTarget(name, function, true);
    }

    /** AWS makes up the id at the end at random; here it follows from the name, so that a run can be repeated. */
    String arn() {
        String id = "000000000000000" + Long.toHexString(name.hashCode() * 0x9e3779b97f4a7c15L);
        return "arn:aws:elasticloadbalancing:" + ApiIdentity.REGION + ":" + ApiIdentity.ACCOUNT + ":targetgroup/" + name
                + "/" + id.substring(id.length() - 16);
    }
}
