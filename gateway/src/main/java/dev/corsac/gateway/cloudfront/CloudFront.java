package dev.corsac.gateway.cloudfront;

import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Component;
import dev.corsac.gateway.DeploymentException;
import dev.corsac.gateway.Front;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.gateway.internal.CloudFrontPage;
import dev.corsac.gateway.internal.Glob;
import dev.corsac.gateway.internal.ResponseLines;
import dev.corsac.http.Body;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import dev.corsac.http.Url;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Introduction.html">CloudFront</a>
 * distribution, seen from one edge location: origins, behaviors by path, a cache, and the policies that determine what is in its
 * key, what goes to the origin and what headers are added to the response.
 *
 * <p>Its cache is real: a response for one origin is served to another unless {@code Origin} is in the cache key (C24), and
 * {@code Vary} in a response changes nothing about that. Not modelled: CloudFront Functions and Lambda@Edge, compression at
 * the edge, revalidation of what has expired (it is fetched again), expired responses served while the origin fails, and
 * ranges of cached objects (the whole is sent). Behaviors have policies; the older settings without them do not exist here.
 *
 * <p>Immutable but for the {@link CloudFrontCache} that it was given; thread-safe.
 */
public final class CloudFront implements Front {

    /** Whom the origin sees calling (documented): an edge location, here one of RFC 5737's addresses. */
    private static final String EDGE_IP = "192.0.2.199";

    private final String id;
    private final CloudFrontCache cache;
    private final Map<String, CloudFrontOrigin> origins;
    private final List<Ruled> behaviors;
    private final CloudFrontBehavior defaultBehavior;
    private final Map<Integer, CloudFrontErrorResponse> errors;
    private final @Nullable String defaultRootObject;
    private final boolean policyOnOwnErrors;
    private final boolean errorsKeptUncached;
    private final boolean foreignOriginKept;
    private final boolean varyForAnyOrigin;

    private record Ruled(String pattern, CloudFrontBehavior behavior) {}

    private CloudFront(Builder builder, CloudFrontBehavior defaultBehavior) {
        this.id = builder.id;
        this.cache = builder.cache;
        this.origins = Map.copyOf(builder.origins);
        this.behaviors = List.copyOf(builder.behaviors);
        this.defaultBehavior = defaultBehavior;
        this.errors = Map.copyOf(builder.errors);
        this.defaultRootObject = builder.defaultRootObject;
        UnverifiedBehavior unverified = builder.unverified;
        this.policyOnOwnErrors = unverified.choice(UnverifiedBehavior.CloudFrontPolicyOnOwnErrors.class)
                == UnverifiedBehavior.CloudFrontPolicyOnOwnErrors.APPLIED;
        this.errorsKeptUncached = unverified.choice(UnverifiedBehavior.CloudFrontErrorsWithoutCaching.class)
                == UnverifiedBehavior.CloudFrontErrorsWithoutCaching.KEPT;
        this.foreignOriginKept = unverified.choice(UnverifiedBehavior.CloudFrontOverrideForeignOrigin.class)
                == UnverifiedBehavior.CloudFrontOverrideForeignOrigin.KEPT;
        this.varyForAnyOrigin = unverified.choice(UnverifiedBehavior.CloudFrontVaryForAnyOrigin.class)
                == UnverifiedBehavior.CloudFrontVaryForAnyOrigin.ADDED;
    }

    /**
     * Returns a builder without origins.
     *
     * @param cache where responses are kept; as many distributions as wanted may share it
     */
    public static Builder builder(CloudFrontCache cache) {
        return new Builder(cache);
    }

    @Override
    public AttributedResponse respond(Request request, RequestMetadata arrival) {
        Request asked = request;
        if (defaultRootObject != null && request.url().path().equals("/")) {
            asked = withPath(request, "/" + defaultRootObject);
        }
        CloudFrontBehavior behavior = behavior(asked.url().path());
        AttributedResponse refused = refused(asked, behavior, arrival);
        if (refused != null) {
            return refused;
        }
        Fetched fetched = fetch(asked, behavior, arrival);
        int status = fetched.response().response().status();
        CloudFrontErrorResponse error = errors.get(status);
        AttributedResponse received = error == null || error.responsePagePath() == null
                ? deliver(fetched, behavior)
                : errorPage(error, fetched, asked, behavior, arrival);
        return finish(received, status, fetched.hit(), asked, behavior, arrival);
    }

    /** CloudFront's own limit is far above what any origin here looks at. */
    @Override
    public int maxRequestBody() {
        int most = 0;
        for (CloudFrontOrigin origin : origins.values()) {
            most = Math.max(most, origin.front().maxRequestBody());
        }
        return most;
    }

    private CloudFrontBehavior behavior(String path) {
        for (Ruled each : behaviors) {
            if (Glob.matches(each.pattern(), path)) {
                return each.behavior();
            }
        }
        return defaultBehavior;
    }

    private static Request withPath(Request request, String path) {
        Url url = request.url();
        return new Request(
                request.method(),
                new Url(url.scheme(), url.host(), url.port(), path, url.query()),
                request.headers(),
                request.body());
    }

    /** Returns CloudFront's own refusal of a request; null if the cache or the origin responds. */
    private @Nullable AttributedResponse refused(
            Request request, CloudFrontBehavior behavior, RequestMetadata arrival) {
        String method = request.method();
        boolean secure = request.url().scheme().equals("https");
        if (!secure && behavior.viewerProtocol() == CloudFrontBehavior.ViewerProtocol.REDIRECT_TO_HTTPS) {
            return redirectToHttps(request, behavior, arrival);
        }
        String message = null;
        String reason = "";
        if (!secure && behavior.viewerProtocol() == CloudFrontBehavior.ViewerProtocol.HTTPS_ONLY) {
            message = "Bad request.";
            reason = "the behavior is https-only";
        } else if (!behavior.allowedMethods().has(method)) {
            message =
                    "This distribution is not configured to allow the HTTP request method that was used for this request."
                            + " The distribution supports only cachable requests.";
            reason = method + " is not one of the behavior's allowed methods, " + behavior.allowedMethods();
        } else if (method.equals("GET") && !request.body().isEmpty()) {
            message = "Bad request.";
            reason = "a GET with a body";
        }
        if (message == null) {
            return null;
        }
        Response page = new Response(
                403,
                Headers.of("Server", "CloudFront", "Content-Type", "text/html"),
                Body.of(CloudFrontPage.html(403, message, arrival)));
        return own(page, "Error from cloudfront", reason, request, behavior, policyOnOwnErrors, arrival);
    }

    /** 307 keeps the method and the body of every method but GET and HEAD (documented); a preflight may not be redirected. */
    private AttributedResponse redirectToHttps(Request request, CloudFrontBehavior behavior, RequestMetadata arrival) {
        boolean simple = request.method().equals("GET") || request.method().equals("HEAD");
        int status = simple ? 301 : 307;
        String title = status + (simple ? " Moved Permanently" : " Temporary Redirect");
        String html = "<html>\r\n<head><title>" + title + "</title></head>\r\n<body>\r\n<center><h1>" + title
                + "</h1></center>\r\n<hr><center>CloudFront</center>\r\n</body>\r\n</html>\r\n";
        String location = "https://" + request.url().host() + request.url().target();
        Headers headers = Headers.of("Server", "CloudFront", "Content-Type", "text/html", "Location", location);
        Response response = new Response(status, headers, Body.of(html));
        return own(response, "Redirect from cloudfront", "redirect-to-https", request, behavior, false, arrival);
    }

    private AttributedResponse own(
            Response response,
            String xCache,
            String reason,
            Request request,
            CloudFrontBehavior behavior,
            boolean policy,
            RequestMetadata arrival) {
        ResponseLines lines = new ResponseLines();
        lines.addAll(response.headers(), CloudFrontEdge.SERVICE);
        identify(lines, xCache, arrival);
        if (policy) {
            apply(behavior, request, lines);
        }
        Body body = request.method().equals("HEAD") ? Body.EMPTY : response.body();
        return lines.respond(response.status(), body, CloudFrontEdge.SERVICE, reason);
    }

    /**
     * The origin's response, fresh or from the cache.
     *
     * @param response as the origin made it
     * @param hit the cache, if the response comes from it; else null
     * @param age how long the cache has had it
     */
    private record Fetched(
            AttributedResponse response, @Nullable Component hit, Duration age) {}

    private Fetched fetch(Request request, CloudFrontBehavior behavior, RequestMetadata arrival) {
        boolean cached = behavior.caches(request.method());
        boolean errorsCached = cached || (errorsKeptUncached && behavior.isCachedMethod(request.method()));
        String key = errorsCached ? CloudFrontEdge.key(id, request, behavior) : "";
        CloudFrontCache.Entry entry = errorsCached ? cache.get(key, arrival.time()) : null;
        if (entry != null) {
            Component component = Component.of(Component.Kind.CACHE, entry.filledBy());
            return new Fetched(entry.response(), component, Duration.between(entry.stored(), arrival.time()));
        }
        CloudFrontOrigin origin = origins.get(behavior.origin());
        if (origin == null) {
            throw new IllegalStateException("checked when built: no origin " + behavior.origin());
        }
        RequestMetadata atOrigin = new RequestMetadata(arrival.time(), arrival.requestId(), EDGE_IP);
        AttributedResponse received =
                origin.respond(CloudFrontEdge.forward(request, behavior, origin, id, arrival), atOrigin);
        CloudFrontErrorResponse error = errors.get(received.response().status());
        Duration atLeast = error == null ? CloudFrontErrorResponse.MIN_TTL : error.errorCachingMinTtl();
        Duration ttl = CloudFrontEdge.ttl(received.response(), behavior.cachePolicy(), atLeast, arrival.time());
        // A response to HEAD has no body to serve to GET.
        boolean kept = received.response().status() >= 400 ? errorsCached : cached;
        if (kept && !ttl.isZero() && !request.method().equals("HEAD")) {
            String page = request.headers().first("Origin");
            String filledBy = received.madeBy() + (page == null ? " for a request without Origin" : " for " + page);
            cache.put(
                    key,
                    new CloudFrontCache.Entry(
                            received, arrival.time(), arrival.time().plus(ttl), filledBy));
        }
        return new Fetched(received, null, Duration.ZERO);
    }

    /** Returns the response for the viewer. */
    private static AttributedResponse deliver(Fetched fetched, CloudFrontBehavior behavior) {
        AttributedResponse received = fetched.response();
        ResponseLines lines = CloudFrontEdge.received(received, behavior);
        Component hit = fetched.hit();
        if (hit == null) {
            return lines.respond(
                    received.response().status(), received.response().body(), received.madeBy(), received.reason());
        }
        lines.attributeTo(hit);
        lines.remove("Age");
        lines.add("Age", Long.toString(fetched.age().toSeconds() + originAge(received)), CloudFrontEdge.SERVICE);
        String reason = "kept for " + fetched.age().toSeconds() + " s"
                + (received.reason().isEmpty() ? "" : ": " + received.reason());
        return lines.respond(received.response().status(), received.response().body(), hit, reason);
    }

    private static long originAge(AttributedResponse received) {
        String age = received.response().headers().first("Age");
        try {
            return age == null ? 0 : Math.max(0, Long.parseLong(age));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** Returns the page's headers and body with the configured status; of the error the {@code x-amz-error-} headers (reported). */
    private AttributedResponse errorPage(
            CloudFrontErrorResponse error,
            Fetched failed,
            Request request,
            CloudFrontBehavior behavior,
            RequestMetadata arrival) {
        String path = error.responsePagePath();
        Url url = request.url();
        Url page = new Url(url.scheme(), url.host(), url.port(), path == null ? "/" : path, null);
        Request asked = new Request("GET", page, request.headers(), Body.EMPTY);
        CloudFrontBehavior of = behavior(asked.url().path());
        Fetched fetched = fetch(asked, of, arrival);
        AttributedResponse original = deliver(failed, behavior);
        if (!fetched.response().response().isOk()) {
            return original; // documented: without the page, the viewer gets the origin's error
        }
        AttributedResponse delivered = deliver(fetched, of);
        ResponseLines lines = new ResponseLines();
        List<Header> headers = original.response().headers().lines();
        for (int i = 0; i < headers.size(); i++) {
            if (headers.get(i).lowerCaseName().startsWith("x-amz-error-")) {
                lines.add(headers.get(i), original.sources().get(i));
            }
        }
        headers = delivered.response().headers().lines();
        for (int i = 0; i < headers.size(); i++) {
            lines.add(headers.get(i), delivered.sources().get(i));
        }
        Integer code = error.responseCode();
        return lines.respond(
                code == null ? error.errorCode() : code,
                delivered.response().body(),
                CloudFrontEdge.SERVICE,
                "the custom error response for " + error.errorCode() + ": " + original.reason());
    }

    /** Returns the lines that CloudFront adds, then those of the policy. */
    private AttributedResponse finish(
            AttributedResponse received,
            int originsStatus,
            @Nullable Component hit,
            Request request,
            CloudFrontBehavior behavior,
            RequestMetadata arrival) {
        ResponseLines lines = ResponseLines.of(received);
        Response response = received.response();
        String xCache = hit == null ? "Miss from cloudfront" : "Hit from cloudfront";
        identify(lines, originsStatus >= 400 ? "Error from cloudfront" : xCache, arrival);
        int status = response.status();
        Body body = response.body();
        String known = request.headers().combined("If-None-Match");
        String tag = lines.first("ETag");
        boolean cacheable = behavior.caches(request.method()) && status == 200;
        if (cacheable && known != null && tag != null && (known.equals("*") || known.contains(tag))) {
            status = 304;
            body = Body.EMPTY;
            lines.remove("Content-Type");
            lines.remove("Content-Length");
        } else if (request.method().equals("HEAD")) {
            if (!body.isEmpty() && lines.first("Content-Length") == null) {
                lines.add("Content-Length", Integer.toString(body.length()), CloudFrontEdge.SERVICE);
            }
            body = Body.EMPTY;
        }
        apply(behavior, request, lines);
        return lines.respond(status, body, received.madeBy(), received.reason());
    }

    private void identify(ResponseLines lines, String xCache, RequestMetadata arrival) {
        lines.add("X-Cache", xCache, CloudFrontEdge.SERVICE);
        lines.add("Via", "1.1 " + id + ".cloudfront.net (CloudFront)", CloudFrontEdge.SERVICE);
        lines.add("X-Amz-Cf-Pop", "FRA56-P4", CloudFrontEdge.SERVICE);
        lines.add("X-Amz-Cf-Id", CloudFrontPage.id(arrival), CloudFrontEdge.SERVICE);
    }

    /** Removal comes before addition (documented); CORS headers for requests with an {@code Origin} that is listed. */
    private void apply(CloudFrontBehavior behavior, Request request, ResponseLines lines) {
        CloudFrontResponseHeadersPolicy policy = behavior.responseHeadersPolicy();
        if (policy == null) {
            return;
        }
        policy.removed().forEach(lines::remove);
        CloudFrontResponseHeadersPolicy.Cors cors = policy.cors();
        if (cors == null) {
            return;
        }
        Component component = Component.of(Component.Kind.RESPONSE_HEADERS_POLICY, policy.name());
        String origin = request.headers().first("Origin");
        if (origin != null && cors.covers(origin)) {
            // Without override any CORS header of the origin's, in the policy or not, keeps all of the policy's out
            // (documented).
            boolean adds = cors.originOverride() || !lines.hasCors();
            for (Header line : adds ? cors.lines(origin, request.method().equals("OPTIONS")) : List.<Header>of()) {
                lines.remove(line.name());
                lines.add(line, component);
            }
        } else if (origin != null && cors.originOverride() && !foreignOriginKept) {
            lines.remove("Access-Control-Allow-Origin");
        }
        // A line of its own after the others, without an Origin in the request too (reported).
        if (!cors.forAnyOrigin() || varyForAnyOrigin) {
            lines.add(new Header("Vary", "Origin"), component);
        }
    }

    /** Builds a {@link CloudFront}. Not thread-safe. */
    public static final class Builder {
        private final CloudFrontCache cache;
        private final Map<String, CloudFrontOrigin> origins = new LinkedHashMap<>();
        private final List<Ruled> behaviors = new ArrayList<>();
        private final Map<Integer, CloudFrontErrorResponse> errors = new LinkedHashMap<>();
        private String id = "d0corsac0front";
        private @Nullable CloudFrontBehavior defaultBehavior;
        private @Nullable String defaultRootObject;
        private UnverifiedBehavior unverified = UnverifiedBehavior.defaults();

        private Builder(CloudFrontCache cache) {
            this.cache = cache;
        }

        /** Sets the first label of the distribution's domain name; distributions that share a cache need one each. */
        public Builder id(String id) {
            this.id = id;
            return this;
        }

        /**
         * Adds an origin.
         *
         * @throws IllegalArgumentException if there is one of that id
         */
        public Builder origin(CloudFrontOrigin origin) {
            if (origins.putIfAbsent(origin.id(), origin) != null) {
                throw new IllegalArgumentException("the origin " + origin.id() + " is there twice");
            }
            return this;
        }

        /**
         * Adds a behavior for paths; the first that fits decides.
         *
         * @param pathPattern {@code /api/*}, {@code images/*.jpg}: with {@code *} for any characters and {@code ?} for one,
         *     compared with case; a slash before it makes no difference (documented)
         */
        public Builder behavior(String pathPattern, CloudFrontBehavior behavior) {
            boolean rooted = pathPattern.startsWith("/") || pathPattern.startsWith("*");
            behaviors.add(new Ruled(rooted ? pathPattern : "/" + pathPattern, behavior));
            return this;
        }

        /** Sets the behavior of all other paths. */
        public Builder defaultBehavior(CloudFrontBehavior behavior) {
            this.defaultBehavior = behavior;
            return this;
        }

        /** Adds a custom error response; the last of a status counts. */
        public Builder errorResponse(CloudFrontErrorResponse error) {
            errors.put(error.errorCode(), error);
            return this;
        }

        /** Sets what {@code /} stands for, {@code index.html}: only that of the whole distribution, not of folders. */
        public Builder defaultRootObject(String key) {
            this.defaultRootObject = key;
            return this;
        }

        /** Sets what to assume where no public source says what AWS does; the defaults unless set. */
        public Builder unverified(UnverifiedBehavior unverified) {
            this.unverified = unverified;
            return this;
        }

        /**
         * Builds the distribution.
         *
         * @throws DeploymentException if AWS would refuse it: no default behavior, a behavior to an origin that is not there,
         *     a default root object with a slash before it, {@code Host} in the cache key of a bucket
         */
        public CloudFront build() {
            CloudFrontBehavior last = defaultBehavior;
            if (last == null) {
                throw new DeploymentException("The parameter DefaultCacheBehavior is required", "call defaultBehavior");
            }
            List<CloudFrontBehavior> all = new ArrayList<>(List.of(last));
            behaviors.forEach(each -> all.add(each.behavior()));
            for (CloudFrontBehavior each : all) {
                CloudFrontOrigin origin = origins.get(each.origin());
                if (origin == null) {
                    throw new DeploymentException(
                            "One or more of your origins or origin groups do not exist.",
                            "a behavior names " + each.origin() + ", and there are " + origins.keySet());
                }
                CloudFrontOriginRequestPolicy forwarded = each.originRequestPolicy();
                boolean host = each.cachePolicy().headers().takesHeader("Host")
                        || (forwarded != null && forwarded.headers().namesHeader("Host"));
                if (host && origin.kind() == CloudFrontOrigin.Kind.S3) {
                    throw new DeploymentException(
                            "The parameter Headers contains Host that is not allowed.",
                            "a bucket is found by its own Host: leave it out for " + origin.id());
                }
            }
            if (defaultRootObject != null && defaultRootObject.startsWith("/")) {
                throw new DeploymentException(
                        "The parameter DefaultRootObject must not begin with a slash", "\"" + defaultRootObject + "\"");
            }
            return new CloudFront(this, last);
        }
    }
}
