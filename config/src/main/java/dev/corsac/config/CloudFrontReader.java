package dev.corsac.config;

import dev.corsac.deployment.DeployedCors;
import dev.corsac.deployment.DeployedDistribution;
import dev.corsac.deployment.DeployedDistribution.Behavior;
import dev.corsac.deployment.DeployedDistribution.HeadersPolicy;
import dev.corsac.deployment.DeployedDistribution.Origin;
import dev.corsac.deployment.DeployedFront;
import dev.corsac.deployment.Endpoint;
import dev.corsac.deployment.Value;
import dev.corsac.gateway.cloudfront.CloudFrontBehavior.Methods;
import dev.corsac.gateway.cloudfront.CloudFrontBehavior.ViewerProtocol;
import dev.corsac.gateway.cloudfront.CloudFrontCachePolicy;
import dev.corsac.gateway.cloudfront.CloudFrontErrorResponse;
import dev.corsac.gateway.cloudfront.CloudFrontOrigin;
import dev.corsac.gateway.cloudfront.CloudFrontOriginRequestPolicy;
import dev.corsac.gateway.cloudfront.CloudFrontResponseHeadersPolicy;
import dev.corsac.gateway.cloudfront.CloudFrontSelection;
import dev.corsac.gateway.cloudfront.CloudFrontSelection.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code distributions}. */
final class CloudFrontReader {

    private final Setting setting;
    private final Known known;
    private final Map<String, Origin> origins = new LinkedHashMap<>();

    private CloudFrontReader(Setting setting, Known known) {
        this.setting = setting;
        this.known = known;
    }

    static DeployedDistribution distribution(String name, Setting setting, Endpoint endpoint, Known known) {
        return new CloudFrontReader(setting, known).distribution(name, endpoint);
    }

    private DeployedDistribution distribution(String name, Endpoint endpoint) {
        setting.entries("origins").forEach((id, origin) -> origins.put(id, origin(id, origin)));
        Setting last = setting.need("defaultCacheBehavior", "what happens to all other paths");
        List<Behavior> behaviors = new ArrayList<>();
        Behavior byDefault = behavior("*", last);
        setting.entries("cacheBehaviors").forEach((pattern, its) -> behaviors.add(behavior(pattern, its)));
        behaviors.add(byDefault);
        List<CloudFrontErrorResponse> errors = new ArrayList<>();
        for (Setting error : setting.items("customErrorResponses")) {
            errors.add(error.deployed(() -> new CloudFrontErrorResponse(
                    error.number("errorCode"),
                    error.textOrNull("responsePagePath"),
                    error.numberOrNull("responseCode"),
                    Duration.ofSeconds(error.number("errorCachingMinTTL")))));
        }
        return new DeployedDistribution(
                name,
                List.of(endpoint),
                List.copyOf(origins.values()),
                behaviors,
                setting.valueOrNull("defaultRootObject"),
                errors,
                setting.place());
    }

    @SuppressWarnings("NullAway") // the signing of an origin may be null: the annotation of the nested type is not seen
    private Origin origin(String id, Setting origin) {
        if (origin.isText()) {
            return origin(id, known.front(origin), origin);
        }
        Origin made = origin(id, known.front(origin.need("front", "the entry behind it")), origin);
        Setting path = origin.find("originPath");
        Setting control = origin.find("originAccessControl");
        return new Origin(
                id,
                made.domain(),
                made.front(),
                path == null ? made.path() : path.value(),
                made.protocol(),
                origin.valueMap("originCustomHeaders"),
                control == null
                        ? null
                        : control.deployed(() -> CloudFrontOrigin.Signing.valueOf(
                                control.text().toUpperCase(Locale.ROOT).replace('-', '_'))),
                path == null ? made.place() : path.place());
    }

    @SuppressWarnings("NullAway") // the signing of an origin may be null: the annotation of the nested type is not seen
    private static Origin origin(String id, DeployedFront front, Setting setting) {
        return new Origin(
                id,
                front.endpoints().get(0).host(),
                front,
                Value.byDefault(""),
                "http",
                Map.of(),
                null,
                setting.place());
    }

    private Behavior behavior(String pattern, Setting behavior) {
        Setting origin = behavior.isText() ? behavior : behavior.need("origin", "an origin's id, or an entry");
        String id = origin.text();
        if (!origins.containsKey(id)) {
            if (!known.hasFront(id)) {
                Map<String, String> names = new LinkedHashMap<>();
                origins.keySet().forEach(name -> names.put(name, name));
                known.fronts().forEach(name -> names.put(name, name));
                Known.named(origin, names, origin.where() + " is \"" + id + "\", which is not an origin; there are ");
            }
            origins.put(id, origin(id, known.front(origin), origin));
        }
        if (behavior.isText()) {
            return new Behavior(
                    pattern,
                    id,
                    ViewerProtocol.ALLOW_ALL,
                    Methods.GET_HEAD,
                    false,
                    CloudFrontCachePolicy.CACHING_OPTIMIZED,
                    null,
                    null,
                    behavior.place());
        }
        Methods allowed = methods(behavior, "allowedMethods");
        Methods cached = methods(behavior, "cachedMethods");
        if (cached == Methods.ALL) {
            throw behavior.wrong(behavior.where()
                    + ".cachedMethods has methods that change something. Write [GET, HEAD] or [GET, HEAD,"
                    + " OPTIONS]");
        }
        return new Behavior(
                pattern,
                id,
                ViewerProtocol.valueOf(behavior.text("viewerProtocolPolicy")
                        .toUpperCase(Locale.ROOT)
                        .replace('-', '_')),
                allowed,
                cached == Methods.GET_HEAD_OPTIONS,
                cachePolicy(behavior.find("cachePolicy")),
                originRequestPolicy(behavior.find("originRequestPolicy")),
                responseHeadersPolicy(behavior.find("responseHeadersPolicy")),
                behavior.place());
    }

    private static Methods methods(Setting behavior, String name) {
        Setting setting = behavior.find(name);
        if (setting == null) {
            return Methods.GET_HEAD;
        }
        List<String> names = setting.texts();
        Methods methods = names.equals(List.of("ALL")) ? Methods.ALL : Methods.of(names);
        if (methods != null) {
            return methods;
        }
        throw setting.wrong(setting.where() + " is " + setting.texts()
                + ": CloudFront takes [GET, HEAD], [GET, HEAD, OPTIONS] or all seven methods, ALL");
    }

    private static CloudFrontCachePolicy cachePolicy(@Nullable Setting policy) {
        if (policy == null) {
            return CloudFrontCachePolicy.CACHING_OPTIMIZED;
        }
        if (policy.isText()) {
            return policy.deployed(() -> CloudFrontCachePolicy.managed(policy.text()));
        }
        return policy.deployed(() -> new CloudFrontCachePolicy(
                policy.where(),
                Duration.ofSeconds(policy.number("minTTL")),
                Duration.ofSeconds(policy.number("defaultTTL")),
                Duration.ofSeconds(policy.number("maxTTL")),
                policy.has("headers")
                        ? CloudFrontSelection.only(policy.textArray("headers"))
                        : CloudFrontSelection.none(),
                selection(policy.find("cookies")),
                selection(policy.find("queryStrings")),
                policy.flag("enableAcceptEncoding")));
    }

    private static @Nullable CloudFrontOriginRequestPolicy originRequestPolicy(@Nullable Setting policy) {
        if (policy == null) {
            return null;
        }
        return policy.deployed(() -> policy.isText()
                ? CloudFrontOriginRequestPolicy.managed(policy.text())
                : new CloudFrontOriginRequestPolicy(
                        policy.where(),
                        selection(policy.find("headers")),
                        selection(policy.find("cookies")),
                        selection(policy.find("queryStrings"))));
    }

    private static CloudFrontSelection selection(@Nullable Setting selection) {
        if (selection == null) {
            return CloudFrontSelection.none();
        }
        if (!selection.isText() && !selection.isList()) {
            return new CloudFrontSelection(Mode.ALL_EXCEPT, Set.copyOf(selection.texts("allExcept")));
        }
        if (selection.isText() && selection.text().equals("none")) {
            return CloudFrontSelection.none();
        }
        return selection.isText() && selection.text().equals("all")
                ? CloudFrontSelection.all()
                : new CloudFrontSelection(Mode.ONLY, Set.copyOf(selection.texts()));
    }

    private static @Nullable HeadersPolicy responseHeadersPolicy(@Nullable Setting policy) {
        if (policy == null) {
            return null;
        }
        if (policy.isText()) {
            policy.deployed(() -> CloudFrontResponseHeadersPolicy.managed(policy.text()));
            return new HeadersPolicy(policy.text(), true, null, false, List.of(), policy.place());
        }
        Setting cors = policy.find("corsConfig");
        DeployedCors made = cors == null
                ? null
                : new DeployedCors(
                        cors.values("accessControlAllowOrigins"),
                        cors.values("accessControlAllowMethods"),
                        cors.values("accessControlAllowHeaders"),
                        cors.values("accessControlExposeHeaders"),
                        Value.of(cors.flag("accessControlAllowCredentials"), cors.place()),
                        cors.numberValue("accessControlMaxAgeSec"),
                        cors.place());
        return new HeadersPolicy(
                policy.where(),
                false,
                made,
                cors != null && cors.flag("originOverride"),
                policy.texts("removeHeaders"),
                policy.place());
    }
}
