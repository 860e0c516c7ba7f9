package dev.corsac.check;

import dev.corsac.deployment.DeployedFront;
import dev.corsac.deployment.Deployment;
import dev.corsac.deployment.Endpoint;
import dev.corsac.deployment.FrontKind;
import dev.corsac.deployment.Resolution;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Host names of AWS in a recording, which a template does not state: where the deployment has one front of a kind, its host
 * replaces the recorded one. Immutable.
 */
final class RecordedHosts {

    private static final Pattern API =
            Pattern.compile("[a-z0-9]+\\.execute-api\\.[a-z0-9-]+\\.amazonaws\\.com(\\.cn)?");
    private static final Pattern URL = Pattern.compile("[a-z0-9]+\\.lambda-url\\.[a-z0-9-]+\\.on\\.aws");
    private static final Pattern WEBSITE = Pattern.compile("[a-z0-9.-]+\\.s3-website[.-][a-z0-9-]+\\.amazonaws\\.com");
    private static final Pattern BALANCER = Pattern.compile("[a-z0-9.-]+\\.elb\\.amazonaws\\.com");
    private static final Pattern CLOUDFRONT = Pattern.compile("[a-z0-9]+\\.cloudfront\\.net");

    private final Deployment deployment;
    private final Resolution resolution;

    RecordedHosts(Deployment deployment, Resolution resolution) {
        this.deployment = deployment;
        this.resolution = resolution;
    }

    /**
     * Returns a URL or origin with the origin that the check has for it.
     *
     * @param assumed gets {@code host} if another host replaces the recorded one
     */
    String translated(String url, List<String> assumed) {
        int start = url.indexOf("://");
        if (start < 0) {
            return url;
        }
        int end = url.indexOf('/', start + 3);
        String origin = end < 0 ? url : url.substring(0, end);
        String rest = end < 0 ? "" : url.substring(end);
        String host = origin.substring(start + 3).toLowerCase(Locale.ROOT);
        String known = null;
        List<FrontKind> kinds = kinds(host);
        List<String> candidates = new ArrayList<>();
        for (DeployedFront front : deployment.fronts()) {
            for (Endpoint endpoint : front.endpoints()) {
                String its = resolution.origin(front, endpoint);
                if (its.equals(origin)) {
                    known = its;
                } else if (kinds.contains(front.kind()) && !endpoint.custom()) {
                    candidates.add(its);
                }
            }
        }
        if (known == null && candidates.size() == 1) {
            if (!assumed.contains("host")) {
                assumed.add("host");
            }
            known = candidates.get(0);
        }
        return (known == null ? origin : known) + rest;
    }

    private static List<FrontKind> kinds(String host) {
        if (API.matcher(host).matches()) {
            return List.of(FrontKind.REST_API, FrontKind.HTTP_API);
        }
        @Nullable
        FrontKind kind = URL.matcher(host).matches()
                ? FrontKind.FUNCTION_URL
                : WEBSITE.matcher(host).matches()
                        ? FrontKind.SITE
                        : BALANCER.matcher(host).matches()
                                ? FrontKind.LOAD_BALANCER
                                : CLOUDFRONT.matcher(host).matches() ? FrontKind.CLOUDFRONT : null;
        return kind == null ? List.of() : List.of(kind);
    }

    /** Returns the headers with a token that is accepted in the place of a recorded one, which may have expired. */
    Headers allowed(Headers recorded) {
        List<Header> lines = new ArrayList<>();
        for (Header line : recorded.lines()) {
            String value = line.value();
            if (line.is("Authorization")) {
                value = value.startsWith("AWS4-") ? CallerTokens.SIGNATURE : CallerTokens.bearer(List.of());
            } else if (line.is("x-api-key")) {
                value = Subject.API_KEY;
            }
            lines.add(new Header(line.name(), value));
        }
        return Headers.of(lines);
    }
}
