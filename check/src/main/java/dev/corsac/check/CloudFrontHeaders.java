package dev.corsac.check;

import dev.corsac.deployment.DeployedDistribution;
import dev.corsac.gateway.cloudfront.CloudFrontOriginRequestPolicy;
import dev.corsac.gateway.cloudfront.CloudFrontSelection;

/** Which request headers a cache behavior forwards and keys its cache with. */
final class CloudFrontHeaders {

    private CloudFrontHeaders() {}

    /** Whether a header reaches the origin. */
    static boolean forwards(DeployedDistribution.Behavior behavior, String header) {
        CloudFrontOriginRequestPolicy policy = behavior.originRequestPolicy();
        return takes(behavior.cachePolicy().headers(), header) || (policy != null && takes(policy.headers(), header));
    }

    private static boolean takes(CloudFrontSelection selection, String header) {
        boolean named = selection.names().stream().anyMatch(name -> name.equalsIgnoreCase(header));
        return switch (selection.mode()) {
            case NONE -> false;
            case ALL -> true;
            case ONLY -> named;
            case ALL_EXCEPT -> !named;
        };
    }
}
