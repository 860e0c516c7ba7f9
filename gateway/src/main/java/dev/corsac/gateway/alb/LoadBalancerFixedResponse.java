package dev.corsac.gateway.alb;

import dev.corsac.gateway.DeploymentException;

/**
 * A response that a listener makes itself: the action {@code fixed-response} of a <a
 * href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html#fixed-response-actions">rule</a>.
 * With {@linkplain LoadBalancer.Builder#attribute header attributes} it can respond to preflights without a function. Immutable.
 *
 * @param status the status, 2XX, 4XX or 5XX
 * @param contentType the value of {@code Content-Type}
 * @param body the body; may be empty
 */
public record LoadBalancerFixedResponse(int status, String contentType, String body) {

    /** @throws DeploymentException if the status is not 2XX, 4XX or 5XX (documented) */
    public LoadBalancerFixedResponse {
        int hundred = status / 100;
        if (hundred != 2 && hundred != 4 && hundred != 5) {
            throw new DeploymentException("The status code of a fixed response is 2XX, 4XX or 5XX", "it is " + status);
        }
    }
}
