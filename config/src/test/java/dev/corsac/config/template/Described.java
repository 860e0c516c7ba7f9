package dev.corsac.config.template;

import dev.corsac.deployment.DeployedAuthorizer;
import dev.corsac.deployment.DeployedBucket;
import dev.corsac.deployment.DeployedCors;
import dev.corsac.deployment.DeployedDistribution;
import dev.corsac.deployment.DeployedFront;
import dev.corsac.deployment.DeployedFunction;
import dev.corsac.deployment.DeployedFunctionUrl;
import dev.corsac.deployment.DeployedHttpApi;
import dev.corsac.deployment.DeployedLoadBalancer;
import dev.corsac.deployment.DeployedRestApi;
import dev.corsac.deployment.DeployedRoute;
import dev.corsac.deployment.DeployedWebsite;
import dev.corsac.deployment.Deployment;
import dev.corsac.deployment.Integration;
import dev.corsac.deployment.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A deployment as text without places and generated names, so that two ways of writing it can be compared. */
final class Described {

    private final Map<String, String> names = new LinkedHashMap<>();

    private Described(Deployment deployment) {
        // A function is known by its handler, a front by its kind.
        for (DeployedFunction function : deployment.functions()) {
            names.put(function.id(), "function " + function.handler());
        }
        for (DeployedFront front : deployment.fronts()) {
            names.putIfAbsent(front.id(), "the " + front.kind());
        }
    }

    static String of(Deployment deployment) {
        return new Described(deployment).text(deployment);
    }

    /** Routes, authorizers and gateway responses of the APIs only. */
    static String apis(Deployment deployment) {
        Described described = new Described(deployment);
        List<String> lines = new ArrayList<>();
        deployment.fronts().forEach(front -> lines.add(described.front(front)));
        lines.sort(null);
        return described.plain(String.join("\n", lines));
    }

    private String text(Deployment deployment) {
        List<String> lines = new ArrayList<>();
        for (DeployedFunction function : deployment.functions()) {
            lines.add("function " + function.handler() + " " + function.runtime() + " " + function.memory() + " MB "
                    + function.timeout() + " s " + function.environment());
        }
        deployment.fronts().forEach(front -> lines.add(front(front)));
        lines.sort(null);
        return plain(String.join("\n", lines));
    }

    /** Replaces names, the longest first. */
    private String plain(String text) {
        String plain = text;
        List<String> longest = new ArrayList<>(names.keySet());
        longest.sort((a, b) -> b.length() - a.length());
        for (String name : longest) {
            plain = plain.replace(" of " + name + "}", " of <" + names.get(name) + ">}");
        }
        return plain;
    }

    private String front(DeployedFront front) {
        StringBuilder text = new StringBuilder(
                front.kind() + " at " + front.endpoints().get(0).path());
        if (front instanceof DeployedRestApi api) {
            text.append("\n stage ").append(api.stage()).append(routes(api.routes()));
            api.authorizers().forEach(authorizer -> text.append(authorizer(authorizer)));
            TreeSet<String> responses = new TreeSet<>();
            api.gatewayResponses()
                    .forEach(response -> responses.add("\n  " + response.type() + " " + response.status() + " "
                            + new TreeMap<>(response.parameters())));
            text.append(String.join("", responses));
        } else if (front instanceof DeployedHttpApi api) {
            text.append("\n stage ").append(api.stage()).append("\n cors ").append(cors(api.cors()));
            text.append(routes(api.routes()));
            api.authorizers().forEach(authorizer -> text.append(authorizer(authorizer)));
        } else if (front instanceof DeployedFunctionUrl url) {
            text.append("\n ").append(names.get(url.function())).append(' ').append(url.authType());
            text.append(' ').append(url.invokeMode()).append(" cors ").append(cors(url.cors()));
            text.append(" missing ").append(url.missingPermission());
        } else if (front instanceof DeployedLoadBalancer balancer) {
            text.append("\n ").append(new TreeMap<>(balancer.attributes()));
            balancer.rules().forEach(rule -> text.append(rule(rule)));
            text.append(rule(balancer.defaultAction()));
        } else if (front instanceof DeployedWebsite site) {
            text.append("\n ")
                    .append(site.index())
                    .append(' ')
                    .append(site.error())
                    .append(' ');
            text.append(site.redirectHost()).append(' ').append(site.routingRules());
            text.append(' ').append(site.access());
            site.cors().forEach(cors -> text.append("\n cors ").append(cors(cors)));
        } else if (front instanceof DeployedBucket bucket) {
            text.append("\n ").append(bucket.access());
            bucket.cors().forEach(cors -> text.append("\n cors ").append(cors(cors)));
        } else if (front instanceof DeployedDistribution distribution) {
            text.append("\n ").append(distribution.defaultRootObject()).append(distribution.errorResponses());
            distribution.origins().forEach(origin -> text.append(origin(origin)));
            distribution.behaviors().forEach(behavior -> text.append(behavior(behavior)));
        }
        return text.toString();
    }

    private String rule(DeployedLoadBalancer.Rule rule) {
        String action = rule.action() instanceof DeployedLoadBalancer.Target target
                ? names.get(String.valueOf(target.function())) + " " + target.multiValueHeaders()
                : rule.action().toString();
        return "\n  " + rule.pattern() + " " + rule.methods() + " -> " + action + " " + (rule.validation() != null);
    }

    private static String origin(DeployedDistribution.Origin origin) {
        DeployedFront front = origin.front();
        return "\n  origin " + origin.id() + " " + (front == null ? origin.domain() : front.kind()) + " "
                + origin.path() + " " + origin.protocol() + " " + origin.customHeaders() + " " + origin.accessControl();
    }

    private static String behavior(DeployedDistribution.Behavior behavior) {
        DeployedDistribution.HeadersPolicy policy = behavior.responseHeadersPolicy();
        return "\n  " + behavior.pattern() + " -> " + behavior.origin() + " " + behavior.viewerProtocol() + " "
                + behavior.allowedMethods() + " " + behavior.cachesOptions() + " " + behavior.cachePolicy() + " "
                + behavior.originRequestPolicy() + " "
                + (policy == null
                        ? "none"
                        : cors(policy.cors()) + " " + policy.originOverride() + " " + policy.removeHeaders());
    }

    private static String cors(@Nullable DeployedCors cors) {
        return cors == null
                ? "none"
                : cors.allowOrigins() + " " + cors.allowMethods() + " " + cors.allowHeaders() + " "
                        + cors.exposeHeaders() + " " + cors.allowCredentials() + " " + cors.maxAge();
    }

    private String routes(List<DeployedRoute> routes) {
        TreeSet<String> sorted = new TreeSet<>();
        for (DeployedRoute route : routes) {
            sorted.add("\n  " + route.key() + " -> " + integration(route.integration()) + " "
                    + route.authorization().kind() + " " + route.authorization().scopes() + " key "
                    + route.apiKeyRequired() + " "
                    + route.parameters().stream()
                            .map(change -> change.status() + change.change() + change.header() + change.value())
                            .toList());
        }
        return String.join("", sorted);
    }

    private String integration(Integration integration) {
        if (integration instanceof Integration.Function function) {
            Value<Integer> timeout = function.timeoutMillis();
            boolean byDefault = timeout == null || timeout.or(0) == 29_000 || timeout.or(0) == 30_000;
            return names.get(function.function()) + " " + function.payloadFormat() + (byDefault ? "" : " " + timeout);
        }
        if (integration instanceof Integration.Mock mock) {
            List<String> responses = new ArrayList<>();
            mock.responses()
                    .responses()
                    .forEach(response -> responses.add(response.status() + " " + response.selectionPattern() + " "
                            + new TreeMap<>(response.parameters())));
            Map<Integer, TreeSet<String>> declared = new LinkedHashMap<>();
            mock.responses()
                    .methodResponses()
                    .forEach((status, headers) -> declared.put(status, new TreeSet<>(headers)));
            return "mock " + responses + " " + declared;
        }
        return "other " + ((Integration.Other) integration).type();
    }

    private String authorizer(DeployedAuthorizer authorizer) {
        String function = authorizer.function();
        return "\n  authorizer " + authorizer.kind() + " "
                + (function == null ? "" : names.get(function)) + " " + authorizer.identitySources() + " "
                + authorizer.validation() + " " + authorizer.ttl() + " " + authorizer.issuer() + " "
                + authorizer.audience() + " " + authorizer.simpleResponses();
    }
}
