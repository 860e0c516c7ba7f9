package dev.corsac.config;

import dev.corsac.gateway.Front;
import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.gateway.cloudfront.CloudFront;
import dev.corsac.gateway.cloudfront.CloudFrontBehavior;
import dev.corsac.gateway.cloudfront.CloudFrontBehavior.Methods;
import dev.corsac.gateway.cloudfront.CloudFrontBehavior.ViewerProtocol;
import dev.corsac.gateway.cloudfront.CloudFrontCache;
import dev.corsac.gateway.cloudfront.CloudFrontCachePolicy;
import dev.corsac.gateway.cloudfront.CloudFrontErrorResponse;
import dev.corsac.gateway.cloudfront.CloudFrontOrigin;
import dev.corsac.gateway.cloudfront.CloudFrontOriginRequestPolicy;
import dev.corsac.gateway.cloudfront.CloudFrontResponseHeadersPolicy;
import dev.corsac.gateway.cloudfront.CloudFrontSelection;
import dev.corsac.gateway.cloudfront.CloudFrontSelection.Mode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code distributions}. */
final class CloudFrontReader {

    /** Room for the pages and answers of a local run; not for all that somebody might ask for. */
    private static final long CACHE_BYTES = 16L * 1024 * 1024;

    private static final Set<String> ALL_METHODS = Set.of("GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE");

    private final Setting setting;
    private final UnverifiedBehavior open;
    private final FrontParts parts;
    private final Map<String, CloudFrontOrigin> origins = new LinkedHashMap<>();
    private final Set<Path> folders = new LinkedHashSet<>();

    private CloudFrontReader(Setting setting, UnverifiedBehavior open, FrontParts parts) {
        this.setting = setting;
        this.open = open;
        this.parts = parts;
    }

    static Front distribution(Setting setting, UnverifiedBehavior open, FrontParts parts) {
        return new CloudFrontReader(setting, open, parts).distribution();
    }

    private Front distribution() {
        CloudFrontCache cache = new CloudFrontCache(CACHE_BYTES);
        CloudFront.Builder builder = CloudFront.builder(cache).unverified(open);
        setting.entries("origins").forEach((id, origin) -> origins.put(id, origin.deployed(() -> origin(id, origin))));
        Setting last = setting.need("defaultCacheBehavior", "what happens to all other paths");
        builder.defaultBehavior(last.deployed(() -> behavior(last)));
        setting.entries("cacheBehaviors")
                .forEach((pattern, behavior) -> builder.behavior(pattern, behavior.deployed(() -> behavior(behavior))));
        String root = setting.textOrNull("defaultRootObject");
        if (root != null) {
            builder.defaultRootObject(root);
        }
        for (Setting error : setting.items("customErrorResponses")) {
            builder.errorResponse(error.deployed(() -> new CloudFrontErrorResponse(
                    error.number("errorCode"),
                    error.textOrNull("responsePagePath"),
                    error.numberOrNull("responseCode"),
                    Duration.ofSeconds(error.number("errorCachingMinTTL")))));
        }
        origins.values().forEach(builder::origin);
        return new FreshDistribution(setting.deployed(builder::build), cache, List.copyOf(folders));
    }

    private CloudFrontOrigin origin(String id, Setting origin) {
        if (origin.isText()) {
            return origin(id, parts.front(origin));
        }
        CloudFrontOrigin made = origin(id, parts.front(origin.need("front", "the entry behind it")));
        Setting path = origin.find("originPath");
        if (path != null) {
            CloudFrontOrigin before = made;
            made = path.deployed(() -> before.withPath(path.text()));
        }
        for (Map.Entry<String, String> header :
                origin.map("originCustomHeaders").entrySet()) {
            made = made.withHeader(header.getKey(), header.getValue());
        }
        Setting control = origin.find("originAccessControl");
        if (control != null) {
            CloudFrontOrigin before = made;
            made = control.deployed(() -> before.withAccessControl(CloudFrontOrigin.Signing.valueOf(
                    control.text().toUpperCase(Locale.ROOT).replace('-', '_'))));
        }
        return made;
    }

    private CloudFrontOrigin origin(String id, FrontParts.Part part) {
        folders.addAll(part.spec().folders());
        String host = part.spec().hosts().get(0);
        return switch (part.spec().kind()) {
            case BUCKET -> CloudFrontOrigin.s3(id, part.front(), host);
            case REST_API, HTTP_API -> CloudFrontOrigin.apiGateway(id, part.front(), host);
            case FUNCTION_URL -> CloudFrontOrigin.functionUrl(id, part.front(), host);
            case SITE, LOAD_BALANCER, CLOUDFRONT -> CloudFrontOrigin.custom(id, part.front(), "http", host);
        };
    }

    private CloudFrontBehavior behavior(Setting behavior) {
        Setting origin = behavior.isText() ? behavior : behavior.need("origin", "an origin's id, or an entry");
        String id = origin.text();
        if (!origins.containsKey(id)) {
            if (!parts.hasFront(id)) {
                Map<String, String> known = new LinkedHashMap<>();
                origins.keySet().forEach(name -> known.put(name, name));
                parts.fronts().forEach(name -> known.put(name, name));
                FrontParts.named(origin, known, origin.where() + " is \"" + id + "\", which is no origin; there are ");
            }
            origins.put(id, origin(id, parts.front(origin)));
        }
        if (behavior.isText()) {
            return CloudFrontBehavior.to(id);
        }
        Methods allowed = methods(behavior, "allowedMethods");
        Methods cached = methods(behavior, "cachedMethods");
        if (cached == Methods.ALL) {
            throw behavior.wrong(
                    behavior.where() + ".cachedMethods has methods that change something: [GET, HEAD] or [GET, HEAD,"
                            + " OPTIONS] is wanted here");
        }
        return new CloudFrontBehavior(
                id,
                ViewerProtocol.valueOf(behavior.text("viewerProtocolPolicy")
                        .toUpperCase(Locale.ROOT)
                        .replace('-', '_')),
                allowed,
                cached == Methods.GET_HEAD_OPTIONS,
                cachePolicy(behavior.find("cachePolicy")),
                originRequestPolicy(behavior.find("originRequestPolicy")),
                responseHeadersPolicy(behavior.find("responseHeadersPolicy")));
    }

    private static Methods methods(Setting behavior, String name) {
        Setting setting = behavior.find(name);
        if (setting == null) {
            return Methods.GET_HEAD;
        }
        Set<String> names = Set.copyOf(setting.texts());
        if (names.equals(Set.of("ALL")) || names.equals(ALL_METHODS)) {
            return Methods.ALL;
        }
        if (names.equals(Set.of("GET", "HEAD", "OPTIONS"))) {
            return Methods.GET_HEAD_OPTIONS;
        }
        if (names.equals(Set.of("GET", "HEAD"))) {
            return Methods.GET_HEAD;
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

    private static @Nullable CloudFrontResponseHeadersPolicy responseHeadersPolicy(@Nullable Setting policy) {
        if (policy == null) {
            return null;
        }
        if (policy.isText()) {
            return policy.deployed(() -> CloudFrontResponseHeadersPolicy.managed(policy.text()));
        }
        Setting cors = policy.find("corsConfig");
        CloudFrontResponseHeadersPolicy.Cors made = cors == null
                ? null
                : cors.deployed(() -> new CloudFrontResponseHeadersPolicy.Cors(
                        cors.texts("accessControlAllowOrigins"),
                        cors.texts("accessControlAllowMethods"),
                        cors.texts("accessControlAllowHeaders"),
                        cors.texts("accessControlExposeHeaders"),
                        cors.numberOrNull("accessControlMaxAgeSec"),
                        cors.flag("accessControlAllowCredentials"),
                        cors.flag("originOverride"),
                        false));
        return policy.deployed(
                () -> new CloudFrontResponseHeadersPolicy(policy.where(), made, policy.texts("removeHeaders")));
    }
}
