package dev.corsac.config;

import dev.corsac.deployment.DeployedBucket;
import dev.corsac.deployment.DeployedDistribution;
import dev.corsac.deployment.DeployedFront;
import dev.corsac.deployment.DeployedFunctionUrl;
import dev.corsac.deployment.DeployedHttpApi;
import dev.corsac.deployment.DeployedLoadBalancer;
import dev.corsac.deployment.DeployedRestApi;
import dev.corsac.deployment.DeployedWebsite;
import dev.corsac.deployment.Endpoint;
import dev.corsac.deployment.FrontKind;
import dev.corsac.deployment.Place;
import dev.corsac.deployment.Value;
import dev.corsac.gateway.alb.LoadBalancerFixedResponse;
import dev.corsac.gateway.s3.S3Access;
import java.util.List;
import java.util.Map;

/** Fronts without anything in them: their addresses are needed before they are read. */
final class EmptyFronts {

    private EmptyFronts() {}

    static DeployedFront of(FrontKind kind, String name, Endpoint endpoint) {
        List<Endpoint> at = List.of(endpoint);
        Value<String> none = Value.byDefault("");
        return switch (kind) {
            case SITE ->
                new DeployedWebsite(name, at, null, null, null, null, List.of(), List.of(), S3Access.NONE, Place.NONE);
            case BUCKET -> new DeployedBucket(name, at, List.of(), S3Access.NONE, Place.NONE);
            case REST_API ->
                new DeployedRestApi(
                        name,
                        at,
                        none,
                        Map.of(),
                        List.of(),
                        List.of(),
                        false,
                        null,
                        List.of(),
                        List.of(),
                        List.of(),
                        Place.NONE);
            case HTTP_API ->
                new DeployedHttpApi(name, at, none, Map.of(), null, null, List.of(), List.of(), Place.NONE);
            case FUNCTION_URL -> new DeployedFunctionUrl(name, at, "", none, none, null, null, Place.NONE);
            case LOAD_BALANCER ->
                new DeployedLoadBalancer(
                        name,
                        at,
                        Map.of(),
                        List.of(),
                        new DeployedLoadBalancer.Rule(
                                "*",
                                List.of(),
                                new DeployedLoadBalancer.Fixed(new LoadBalancerFixedResponse(503, "text/plain", "")),
                                null,
                                Place.NONE),
                        Place.NONE);
            case CLOUDFRONT -> new DeployedDistribution(name, at, List.of(), List.of(), null, List.of(), Place.NONE);
        };
    }
}
