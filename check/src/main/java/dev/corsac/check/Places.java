package dev.corsac.check;

import dev.corsac.deployment.DeployedCors;
import dev.corsac.deployment.DeployedDistribution;
import dev.corsac.deployment.DeployedFront;
import dev.corsac.deployment.DeployedFunction;
import dev.corsac.deployment.DeployedFunctionUrl;
import dev.corsac.deployment.DeployedGatewayResponse;
import dev.corsac.deployment.DeployedHttpApi;
import dev.corsac.deployment.DeployedLoadBalancer;
import dev.corsac.deployment.DeployedRestApi;
import dev.corsac.deployment.DeployedRoute;
import dev.corsac.deployment.Deployment;
import dev.corsac.deployment.Integration;
import dev.corsac.deployment.Place;
import dev.corsac.deployment.Value;
import dev.corsac.gateway.Component;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a component of the deployment is written that made a header or status, and what people call it. */
final class Places {

    private static final Map<String, String> VARIABLES = Map.of(
            "access-control-allow-origin", "ALLOWED_ORIGINS",
            "access-control-allow-methods", "ALLOWED_METHODS",
            "access-control-allow-headers", "ALLOWED_HEADERS",
            "access-control-allow-credentials", "ALLOW_CREDENTIALS",
            "access-control-expose-headers", "EXPOSED_HEADERS");

    private final Deployment deployment;
    private final Functions functions;
    private final @Nullable DeployedFront front;
    private final @Nullable DeployedDistribution distribution;

    /**
     * @param front the front that was called, or that is behind the distribution
     * @param distribution null if none is before it
     */
    Places(
            Deployment deployment,
            Functions functions,
            @Nullable DeployedFront front,
            @Nullable DeployedDistribution distribution) {
        this.deployment = deployment;
        this.functions = functions;
        this.front = front;
        this.distribution = distribution;
    }

    /** Returns where the front is declared; the distribution if there is no front. */
    Place front() {
        return front != null ? front.place() : distribution != null ? distribution.place() : Place.NONE;
    }

    /**
     * Returns where a component sets a header.
     *
     * @param header the header's name in lower case; empty for the component itself
     */
    Place of(Component component, String header) {
        return switch (component.kind()) {
            case FUNCTION -> function(component.name(), header);
            case MOCK -> mock(component.name(), header);
            case GATEWAY_RESPONSE -> gatewayResponse(component.name(), header);
            case HTTP_API_CORS -> front instanceof DeployedHttpApi api ? block(api.cors(), header) : front();
            case FUNCTION_URL_CORS -> front instanceof DeployedFunctionUrl url ? block(url.cors(), header) : front();
            case BUCKET_CORS -> bucket(header);
            case LISTENER_ATTRIBUTES -> listener(header);
            case RESPONSE_HEADERS_POLICY -> policy(component.name(), header);
            case AUTHORIZER, BUCKET, SERVICE -> front();
            case CACHE -> distribution == null ? front() : distribution.place();
        };
    }

    private Place function(String id, String header) {
        DeployedFunction function = deployment.function(id);
        if (function == null) {
            return front();
        }
        Functions.Known known = functions.of(function);
        if (known instanceof Functions.Stated stated) {
            return stated.responses().get(0).place();
        }
        Value<String> variable = function.environment().get(VARIABLES.getOrDefault(header, ""));
        return variable == null ? function.place() : variable.place();
    }

    private Place mock(String key, String header) {
        for (DeployedRoute route : Routes.of(front)) {
            if (route.key().equals(key) && route.integration() instanceof Integration.Mock mock) {
                for (Integration.Response response : mock.responses().responses()) {
                    Value<String> value = value(response.parameters(), header);
                    if (value != null) {
                        return value.place();
                    }
                }
                return mock.place();
            }
        }
        return front();
    }

    private static @Nullable Value<String> value(Map<String, Value<String>> values, String header) {
        for (Map.Entry<String, Value<String>> each : values.entrySet()) {
            String name = each.getKey().toLowerCase(Locale.ROOT).replace('_', '-');
            if (!header.isEmpty() && name.contains(header)) {
                return each.getValue();
            }
        }
        return null;
    }

    private Place gatewayResponse(String type, String header) {
        if (front instanceof DeployedRestApi api) {
            for (DeployedGatewayResponse response : api.gatewayResponses()) {
                if (response.type().equals(type)) {
                    Value<String> value = value(response.parameters(), header);
                    return value == null ? response.place() : value.place();
                }
            }
        }
        return front();
    }

    /** Returns where a block lists what a header has; the block itself where it does not. */
    static Place block(@Nullable DeployedCors cors, String header) {
        if (cors == null) {
            return Place.NONE;
        }
        List<Value<String>> values = switch (header) {
            case "access-control-allow-origin" -> cors.allowOrigins();
            case "access-control-allow-methods" -> cors.allowMethods();
            case "access-control-allow-headers" -> cors.allowHeaders();
            case "access-control-expose-headers" -> cors.exposeHeaders();
            default -> List.of();
        };
        Place place = values.isEmpty()
                ? header.equals("access-control-allow-credentials")
                        ? cors.allowCredentials().place()
                        : cors.place()
                : values.get(0).place();
        return place.equals(Place.NONE) ? cors.place() : place;
    }

    private Place bucket(String header) {
        List<DeployedCors> rules = front == null ? List.of() : front.corsBlocks();
        return rules.isEmpty() ? front() : block(rules.get(0), header);
    }

    private Place listener(String header) {
        if (front instanceof DeployedLoadBalancer balancer) {
            Value<String> value = value(balancer.attributes(), header);
            return value == null ? balancer.place() : value.place();
        }
        return front();
    }

    private Place policy(String name, String header) {
        if (distribution != null) {
            for (DeployedDistribution.Behavior behavior : distribution.behaviors()) {
                DeployedDistribution.HeadersPolicy policy = behavior.responseHeadersPolicy();
                if (policy != null && policy.name().equals(name)) {
                    return policy.cors() == null ? behavior.place() : block(policy.cors(), header);
                }
            }
        }
        return front();
    }
}
