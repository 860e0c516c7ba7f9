package dev.corsac.config.template;

import dev.corsac.deployment.DeployedCors;
import dev.corsac.deployment.DeployedDistribution.HeadersPolicy;
import dev.corsac.deployment.NoticeCode;
import dev.corsac.deployment.Value;
import dev.corsac.gateway.cloudfront.CloudFrontCachePolicy;
import dev.corsac.gateway.cloudfront.CloudFrontOriginRequestPolicy;
import dev.corsac.gateway.cloudfront.CloudFrontResponseHeadersPolicy;
import dev.corsac.gateway.cloudfront.CloudFrontSelection;
import dev.corsac.gateway.cloudfront.CloudFrontSelection.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads CloudFront's policies: AWS's own by their ids, and those of the template. */
final class CachePolicies {

    private static final long DAY = 86_400;
    private static final long YEAR = 31_536_000;

    private final Stack stack;

    CachePolicies(Stack stack) {
        this.stack = stack;
    }

    private @Nullable Resource own(@Nullable Value<String> id) {
        String component = Stack.component(id);
        return component == null ? null : stack.resource(component);
    }

    private void notRead(String what, Item at) {
        stack.findings().notice(NoticeCode.PROPERTY_NOT_MODELLED, what, at.place());
    }

    /** Returns what is cached and by which key; nothing is cached where the policy is not known, which allows most calls. */
    CloudFrontCachePolicy cache(Item behavior) {
        Value<String> id = behavior.value("CachePolicyId");
        if (id == null) {
            return forwarded(behavior);
        }
        Resource policy = own(id);
        String known = id.known();
        try {
            if (policy != null) {
                return cache(policy);
            }
            if (known != null) {
                return CloudFrontCachePolicy.managed(known);
            }
        } catch (IllegalArgumentException e) {
            notRead("the cache policy " + id + " is not read: " + e.getMessage(), behavior);
            return CloudFrontCachePolicy.CACHING_DISABLED;
        }
        notRead("the cache policy " + id + " is not in this template: nothing is cached here", behavior);
        return CloudFrontCachePolicy.CACHING_DISABLED;
    }

    private static CloudFrontCachePolicy cache(Resource policy) {
        Item config = policy.properties().get("CachePolicyConfig");
        Item its = config == null ? policy.properties() : config;
        Item key = its.get("ParametersInCacheKeyAndForwardedToOrigin");
        Item parameters = key == null ? its : key;
        Duration least = seconds(its, "MinTTL", 1);
        Duration byDefault = seconds(its, "DefaultTTL", Math.max(DAY, least.toSeconds()));
        Duration most = seconds(its, "MaxTTL", Math.max(YEAR, byDefault.toSeconds()));
        return new CloudFrontCachePolicy(
                policy.id(),
                least,
                byDefault,
                most,
                selection(parameters.get("HeadersConfig"), "HeaderBehavior", "Headers"),
                selection(parameters.get("CookiesConfig"), "CookieBehavior", "Cookies"),
                selection(parameters.get("QueryStringsConfig"), "QueryStringBehavior", "QueryStrings"),
                parameters.flag("EnableAcceptEncodingGzip") || parameters.flag("EnableAcceptEncodingBrotli"));
    }

    /** Returns the policy that the older settings of a behavior come to. */
    private CloudFrontCachePolicy forwarded(Item behavior) {
        Item forwarded = behavior.get("ForwardedValues");
        if (forwarded == null) {
            return CloudFrontCachePolicy.CACHING_OPTIMIZED;
        }
        Set<String> headers = known(forwarded.values("Headers"));
        if (headers.contains("*")) {
            return CloudFrontCachePolicy.CACHING_DISABLED;
        }
        Item cookies = forwarded.get("Cookies");
        String forward = cookies == null ? null : cookies.string("Forward");
        Duration least = seconds(behavior, "MinTTL", 0);
        Duration byDefault = seconds(behavior, "DefaultTTL", DAY);
        return new CloudFrontCachePolicy(
                "ForwardedValues",
                least,
                byDefault.compareTo(least) < 0 ? least : byDefault,
                seconds(behavior, "MaxTTL", Math.max(YEAR, byDefault.toSeconds())),
                headers.isEmpty() ? CloudFrontSelection.none() : new CloudFrontSelection(Mode.ONLY, headers),
                forward == null || forward.equals("none")
                        ? CloudFrontSelection.none()
                        : forward.equals("all") || cookies == null
                                ? CloudFrontSelection.all()
                                : new CloudFrontSelection(Mode.ONLY, known(cookies.values("WhitelistedNames"))),
                forwarded.flag("QueryString") ? CloudFrontSelection.all() : CloudFrontSelection.none(),
                false);
    }

    private static Duration seconds(Item item, String name, long byDefault) {
        Value<Integer> number = item.number(name);
        return Duration.ofSeconds(number == null ? byDefault : number.or((int) byDefault));
    }

    private static Set<String> known(List<Value<String>> values) {
        Set<String> known = new HashSet<>();
        values.forEach(value -> {
            String text = value.known();
            if (text != null) {
                known.add(text);
            }
        });
        return known;
    }

    private static CloudFrontSelection selection(@Nullable Item config, String behavior, String names) {
        String mode = config == null ? null : config.string(behavior);
        if (config == null || mode == null) {
            return CloudFrontSelection.none();
        }
        // Terraform has one more level, with the name "items".
        List<Value<String>> listed = new ArrayList<>(config.values(names));
        listed.addAll(config.values(names, "Items"));
        return switch (mode) {
            case "all", "allViewer" -> CloudFrontSelection.all();
            case "allExcept" -> new CloudFrontSelection(Mode.ALL_EXCEPT, known(listed));
            case "whitelist", "allViewerAndWhitelistCloudFront" ->
                mode.equals("whitelist")
                        ? new CloudFrontSelection(Mode.ONLY, known(listed))
                        : CloudFrontSelection.all();
            default -> CloudFrontSelection.none();
        };
    }

    @Nullable
    CloudFrontOriginRequestPolicy originRequest(Item behavior) {
        Value<String> id = behavior.value("OriginRequestPolicyId");
        if (id == null) {
            Item forwarded = behavior.get("ForwardedValues");
            return forwarded != null && known(forwarded.values("Headers")).contains("*")
                    ? CloudFrontOriginRequestPolicy.ALL_VIEWER
                    : null;
        }
        Resource policy = own(id);
        String known = id.known();
        try {
            if (policy != null) {
                Item config = policy.properties().get("OriginRequestPolicyConfig");
                Item its = config == null ? policy.properties() : config;
                return new CloudFrontOriginRequestPolicy(
                        policy.id(),
                        selection(its.get("HeadersConfig"), "HeaderBehavior", "Headers"),
                        selection(its.get("CookiesConfig"), "CookieBehavior", "Cookies"),
                        selection(its.get("QueryStringsConfig"), "QueryStringBehavior", "QueryStrings"));
            }
            if (known != null) {
                return CloudFrontOriginRequestPolicy.managed(known);
            }
        } catch (IllegalArgumentException e) {
            notRead("the origin request policy " + id + " is not read: " + e.getMessage(), behavior);
            return null;
        }
        notRead("the origin request policy " + id + " is not in this template: it is taken as absent", behavior);
        return null;
    }

    @Nullable
    HeadersPolicy responseHeaders(Item behavior) {
        Value<String> id = behavior.value("ResponseHeadersPolicyId");
        if (id == null) {
            return null;
        }
        Resource policy = own(id);
        if (policy != null) {
            Item config = policy.properties().get("ResponseHeadersPolicyConfig");
            return responseHeaders(policy, config == null ? policy.properties() : config);
        }
        String known = id.known();
        if (known != null) {
            try {
                CloudFrontResponseHeadersPolicy.managed(known);
                return new HeadersPolicy(known, true, null, false, List.of(), id.place());
            } catch (IllegalArgumentException e) {
                notRead("the response headers policy " + id + " is not read: " + e.getMessage(), behavior);
                return null;
            }
        }
        notRead("the response headers policy " + id + " is not in this template: it is taken as absent", behavior);
        return null;
    }

    private static HeadersPolicy responseHeaders(Resource policy, Item config) {
        Item cors = config.get("CorsConfig");
        List<String> removed = new ArrayList<>();
        Item remove = config.get("RemoveHeadersConfig", "Items");
        if (remove != null) {
            remove.items().forEach(item -> {
                String name = item.string("Header");
                if (name != null) {
                    removed.add(name);
                }
            });
        }
        return new HeadersPolicy(
                policy.id(),
                false,
                cors == null
                        ? null
                        : new DeployedCors(
                                cors.values("AccessControlAllowOrigins", "Items"),
                                cors.values("AccessControlAllowMethods", "Items"),
                                cors.values("AccessControlAllowHeaders", "Items"),
                                cors.values("AccessControlExposeHeaders", "Items"),
                                cors.flagValue("AccessControlAllowCredentials"),
                                cors.number("AccessControlMaxAgeSec"),
                                cors.place()),
                cors != null && cors.flag("OriginOverride"),
                removed,
                policy.place());
    }
}
