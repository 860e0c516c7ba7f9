package dev.corsac.config.template;

import dev.corsac.deployment.DeployedDistribution;
import dev.corsac.deployment.DeployedDistribution.Behavior;
import dev.corsac.deployment.DeployedDistribution.Origin;
import dev.corsac.deployment.DeployedFront;
import dev.corsac.deployment.Endpoint;
import dev.corsac.deployment.FrontKind;
import dev.corsac.deployment.NoticeCode;
import dev.corsac.deployment.Symbol;
import dev.corsac.deployment.Value;
import dev.corsac.gateway.cloudfront.CloudFrontBehavior.Methods;
import dev.corsac.gateway.cloudfront.CloudFrontBehavior.ViewerProtocol;
import dev.corsac.gateway.cloudfront.CloudFrontErrorResponse;
import dev.corsac.gateway.cloudfront.CloudFrontOrigin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads CloudFront distributions. */
final class DistributionItems {

    private final Stack stack;
    private final CachePolicies policies;

    private DistributionItems(Stack stack) {
        this.stack = stack;
        this.policies = new CachePolicies(stack);
    }

    /** Reads the distributions, once all fronts that they can stand before are known. */
    static void read(Stack stack) {
        DistributionItems items = new DistributionItems(stack);
        for (Resource resource : stack.ofType("AWS::CloudFront::Distribution")) {
            Item config = resource.properties().get("DistributionConfig");
            if (config == null || config.get("DefaultCacheBehavior") == null) {
                stack.findings()
                        .mistake(
                                resource.place(),
                                resource.id() + " has no DistributionConfig with a DefaultCacheBehavior");
                continue;
            }
            if (!config.flagOr(true, "Enabled")) {
                continue;
            }
            stack.fronts().add(items.distribution(resource, config));
        }
    }

    private DeployedDistribution distribution(Resource resource, Item config) {
        List<Endpoint> endpoints = new ArrayList<>();
        config.values("Aliases").forEach(alias -> endpoints.add(new Endpoint(alias, "", true)));
        endpoints.add(new Endpoint(Value.of(new Symbol(resource.id(), Symbol.HOST), resource.place()), "", false));
        List<Origin> origins = new ArrayList<>();
        Item listed = config.get("Origins");
        if (listed != null) {
            listed.items().forEach(origin -> origins.add(origin(resource.id(), origin)));
        }
        Value<String> acl = config.value("WebACLId");
        if (acl != null && !"".equals(acl.known())) {
            stack.findings()
                    .notice(
                            NoticeCode.PROPERTY_NOT_MODELLED,
                            "the web ACL of " + resource.id() + " is not modelled: what it blocks is not blocked here",
                            resource.place());
        }
        Map<String, String> groups = groups(config.get("OriginGroups"));
        List<Behavior> behaviors = new ArrayList<>();
        Item more = config.get("CacheBehaviors");
        if (more != null) {
            for (Item behavior : more.items()) {
                Behavior made = behavior(behavior.string("PathPattern"), behavior, groups);
                if (made != null) {
                    behaviors.add(made);
                }
            }
        }
        Item last = config.get("DefaultCacheBehavior");
        Behavior byDefault = last == null ? null : behavior("*", last, groups);
        if (byDefault != null) {
            behaviors.add(byDefault);
        }
        return new DeployedDistribution(
                resource.id(),
                endpoints,
                origins,
                behaviors,
                config.value("DefaultRootObject"),
                errors(config.get("CustomErrorResponses")),
                resource.place());
    }

    private Map<String, String> groups(@Nullable Item listed) {
        Map<String, String> groups = new LinkedHashMap<>();
        Item items = listed == null ? null : listed.get("Items");
        if (items != null) {
            for (Item group : items.items()) {
                String id = group.string("Id");
                Item members = group.get("Members", "Items");
                String first = members == null || members.items().isEmpty()
                        ? null
                        : members.items().get(0).string("OriginId");
                if (id != null && first != null) {
                    groups.put(id, first);
                    stack.findings()
                            .notice(
                                    NoticeCode.PROPERTY_NOT_MODELLED,
                                    "the origin group " + id + " is its first origin here: there is no failover",
                                    group.place());
                }
            }
        }
        return groups;
    }

    private List<CloudFrontErrorResponse> errors(@Nullable Item listed) {
        List<CloudFrontErrorResponse> errors = new ArrayList<>();
        for (Item error : listed == null ? List.<Item>of() : listed.items()) {
            Value<Integer> code = error.number("ErrorCode");
            Integer known = code == null ? null : code.known();
            if (known == null) {
                continue;
            }
            Value<Integer> response = error.number("ResponseCode");
            Value<Integer> ttl = error.number("ErrorCachingMinTTL");
            try {
                errors.add(new CloudFrontErrorResponse(
                        known,
                        error.string("ResponsePagePath"),
                        response == null ? null : response.known(),
                        Duration.ofSeconds(ttl == null ? 10 : ttl.or(10))));
            } catch (IllegalArgumentException e) {
                stack.findings().mistake(error.place(), "AWS refuses this: " + e.getMessage());
            }
        }
        return errors;
    }

    @SuppressWarnings("NullAway") // the signing of an origin may be null: the annotation of the nested type is not seen
    private Origin origin(String distribution, Item origin) {
        Value<String> domain = origin.valueOr("DomainName", "");
        DeployedFront front = front(domain);
        if (front == null) {
            stack.findings()
                    .notice(
                            NoticeCode.ORIGIN_NOT_IN_DEPLOYMENT,
                            "the origin " + domain + " of " + distribution
                                    + " is not part of this template: its response is unknown",
                            origin.place());
        }
        Map<String, Value<String>> headers = new LinkedHashMap<>();
        Item custom = origin.get("OriginCustomHeaders");
        for (Item header : custom == null ? List.<Item>of() : custom.items()) {
            String name = header.string("HeaderName");
            Value<String> value = header.value("HeaderValue");
            if (name != null && value != null) {
                headers.put(name, value);
            }
        }
        String protocol = origin.string("CustomOriginConfig", "OriginProtocolPolicy");
        return new Origin(
                origin.valueOr("Id", "").or(String.valueOf(origin.value("Id"))),
                domain,
                front,
                origin.valueOr("OriginPath", ""),
                "http-only".equals(protocol) ? "http" : "https",
                headers,
                accessControl(origin),
                origin.place());
    }

    /** Returns how the origin access control signs; as AWS's console makes it where the template does not say. */
    private CloudFrontOrigin.@Nullable Signing accessControl(Item origin) {
        Value<String> id = origin.value("OriginAccessControlId");
        if (id == null || "".equals(id.known())) {
            return null;
        }
        String component = Stack.component(id);
        Resource control = component == null ? null : stack.resource(component);
        String behavior =
                control == null ? null : control.properties().string("OriginAccessControlConfig", "SigningBehavior");
        if (behavior == null) {
            return CloudFrontOrigin.Signing.ALWAYS;
        }
        return switch (behavior) {
            case "no-override" -> CloudFrontOrigin.Signing.NO_OVERRIDE;
            case "never" -> CloudFrontOrigin.Signing.NEVER;
            default -> CloudFrontOrigin.Signing.ALWAYS;
        };
    }

    private @Nullable DeployedFront front(Value<String> domain) {
        String known = domain.known();
        String bucket = known == null ? null : stack.bucket(domain);
        if (known != null && bucket != null) {
            FrontKind kind = known.contains(".s3-website") ? FrontKind.SITE : FrontKind.BUCKET;
            return stack.fronts().stream()
                    .filter(front -> front.kind() == kind && front.id().equals(bucket))
                    .findFirst()
                    .orElse(null);
        }
        for (DeployedFront front : stack.fronts()) {
            for (Endpoint endpoint : front.endpoints()) {
                if (endpoint.host().same(domain)) {
                    return front;
                }
            }
        }
        return null;
    }

    private @Nullable Behavior behavior(@Nullable String pattern, Item behavior, Map<String, String> groups) {
        Value<String> target = behavior.value("TargetOriginId");
        if (pattern == null || target == null) {
            stack.findings()
                    .notice(
                            NoticeCode.VALUE_UNKNOWN,
                            "a cache behavior without a known PathPattern or TargetOriginId is not read",
                            behavior.place());
            return null;
        }
        for (String name : List.of("FunctionAssociations", "LambdaFunctionAssociations")) {
            Item associations = behavior.get(name);
            if (associations != null && !associations.items().isEmpty()) {
                stack.findings()
                        .notice(
                                NoticeCode.PROPERTY_NOT_MODELLED,
                                name + " are not run: what they change of requests and responses is unknown",
                                associations.place());
            }
        }
        for (String name : List.of("TrustedKeyGroups", "TrustedSigners")) {
            if (!behavior.values(name).isEmpty()) {
                stack.findings()
                        .notice(
                                NoticeCode.PROPERTY_NOT_MODELLED,
                                name
                                        + " are not modelled: AWS refuses requests without a signed URL or signed cookies, and"
                                        + " here they are accepted",
                                behavior.place());
            }
        }
        String origin = target.or(target.toString());
        Methods allowed = methods(behavior.values("AllowedMethods"), behavior);
        Methods cached = methods(behavior.values("CachedMethods"), behavior);
        return new Behavior(
                pattern,
                groups.getOrDefault(origin, origin),
                protocol(behavior.string("ViewerProtocolPolicy")),
                allowed,
                cached == Methods.GET_HEAD_OPTIONS && allowed != Methods.GET_HEAD,
                policies.cache(behavior),
                policies.originRequest(behavior),
                policies.responseHeaders(behavior),
                behavior.place());
    }

    private static ViewerProtocol protocol(@Nullable String name) {
        return name == null
                ? ViewerProtocol.ALLOW_ALL
                : IntegrationItems.constant(
                        ViewerProtocol.class,
                        name.toUpperCase(Locale.ROOT).replace('-', '_'),
                        ViewerProtocol.ALLOW_ALL);
    }

    private Methods methods(List<Value<String>> listed, Item behavior) {
        Set<String> names = new TreeSet<>();
        listed.forEach(name -> names.add(name.or("")));
        Methods methods = names.isEmpty() ? Methods.GET_HEAD : Methods.of(names);
        if (methods == null) {
            stack.findings()
                    .mistake(
                            behavior.place(),
                            "AWS refuses this: the methods " + names
                                    + " are not a set that CloudFront has. Use GET and HEAD; GET, HEAD and OPTIONS; or all"
                                    + " seven");
            return Methods.ALL;
        }
        return methods;
    }
}
