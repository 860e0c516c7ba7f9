package dev.corsac.gateway.httpapi;

import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.AuthorizerCache;
import dev.corsac.gateway.Component;
import dev.corsac.gateway.DeploymentException;
import dev.corsac.gateway.Front;
import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.PayloadFormat;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.gateway.UnverifiedBehavior.HttpApiAnyOriginVary;
import dev.corsac.gateway.UnverifiedBehavior.HttpApiErrorCors;
import dev.corsac.gateway.UnverifiedBehavior.HttpApiFunctionVary;
import dev.corsac.gateway.UnverifiedBehavior.HttpApiIgnoredHeaders;
import dev.corsac.gateway.UnverifiedBehavior.HttpApiJsonBody;
import dev.corsac.gateway.UnverifiedBehavior.HttpApiPreflightOfCatchAllRoute;
import dev.corsac.gateway.UnverifiedBehavior.HttpApiPreflightOfOptionsRoute;
import dev.corsac.gateway.UnverifiedBehavior.HttpApiRefusedPreflight;
import dev.corsac.gateway.internal.ApiIdentity;
import dev.corsac.gateway.internal.FunctionOutput;
import dev.corsac.gateway.internal.HopByHop;
import dev.corsac.gateway.internal.MalformedResponseException;
import dev.corsac.gateway.internal.PayloadV2Event;
import dev.corsac.gateway.internal.PayloadV2Response;
import dev.corsac.gateway.internal.RequestAuthorization;
import dev.corsac.gateway.internal.ResponseLines;
import dev.corsac.http.Body;
import dev.corsac.http.Header;
import dev.corsac.http.Request;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * API Gateway's <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api.html">HTTP API</a> with Lambda
 * integrations.
 *
 * <p>Without a {@code corsConfiguration} it adds no CORS header and removes none. With one it responds to preflights itself, ignores the
 * CORS headers of functions, and adds its own for allowed origins, to its own 401 and 500 as well; but a preflight that
 * selects a route with an authorizer is that authorizer's to refuse, and a request to a stage that is not there gets none.
 *
 * <p>Integrations other than Lambda functions, mutual TLS and throttling are not modelled.
 *
 * <p>Immutable but for the {@link AuthorizerCache} that it was given; thread-safe if its functions are.
 */
public final class HttpApi implements Front {

    /** The largest body that API Gateway takes, in bytes (documented). */
    static final int MAX_REQUEST_BODY = 10 * 1024 * 1024;

    /** The longest request line and headers together, in bytes (documented). */
    static final int MAX_REQUEST_HEAD = 10_240;

    /** The largest event and result of a function, in bytes (documented). */
    static final int MAX_FUNCTION_PAYLOAD = 6 * 1024 * 1024;

    private static final Duration INTEGRATION_TIMEOUT = Duration.ofSeconds(30);

    private static final Component SERVICE = Component.of(Component.Kind.SERVICE, "HTTP API");
    private static final Component CORS = Component.of(Component.Kind.HTTP_API_CORS, "");
    private static final Header JSON = new Header("Content-Type", "application/json");
    private static final Header TEXT = new Header("Content-Type", "text/plain; charset=utf-8");

    private final ApiIdentity identity;
    private final AuthorizerCache authorizerCache;
    private final HttpApiStages stages;
    private final HttpApiRoutes routes;
    private final @Nullable HttpApiCors cors;
    private final Duration timeout;

    private final boolean respondsToPreflightOfCatchAllRoute;
    private final boolean respondsToPreflightOfOptionsRoute;
    private final int refusedPreflightStatus;
    private final boolean varyWithAnyOrigin;
    private final boolean keepsVary;
    private final boolean corsOnOtherErrors;
    private final boolean ignoresWithoutOrigin;
    private final boolean jsonBody;

    private HttpApi(Builder builder) {
        identity = builder.identity;
        authorizerCache = builder.authorizerCache;
        stages = new HttpApiStages(builder.stages, builder.mappings);
        routes = new HttpApiRoutes(builder.routes);
        cors = builder.cors;
        timeout = builder.timeout;
        UnverifiedBehavior unverified = builder.unverified;
        respondsToPreflightOfCatchAllRoute = unverified.choice(HttpApiPreflightOfCatchAllRoute.class)
                == HttpApiPreflightOfCatchAllRoute.ANSWERED_BY_API;
        respondsToPreflightOfOptionsRoute = unverified.choice(HttpApiPreflightOfOptionsRoute.class)
                == HttpApiPreflightOfOptionsRoute.ANSWERED_BY_API;
        refusedPreflightStatus =
                unverified.choice(HttpApiRefusedPreflight.class) == HttpApiRefusedPreflight.NO_CONTENT ? 204 : 403;
        varyWithAnyOrigin = unverified.choice(HttpApiAnyOriginVary.class) == HttpApiAnyOriginVary.ADDED;
        keepsVary = unverified.choice(HttpApiFunctionVary.class) == HttpApiFunctionVary.KEPT;
        corsOnOtherErrors = unverified.choice(HttpApiErrorCors.class) == HttpApiErrorCors.ADDED;
        ignoresWithoutOrigin = unverified.choice(HttpApiIgnoredHeaders.class) == HttpApiIgnoredHeaders.ALWAYS;
        jsonBody = unverified.choice(HttpApiJsonBody.class) == HttpApiJsonBody.SENT_AS_TEXT;
    }

    /** Returns a builder without routes. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public AttributedResponse respond(Request request, RequestMetadata arrival) {
        String requestId = requestId(arrival);
        String origin = cors == null ? null : request.headers().first("Origin");
        HttpApiStages.Selected place = stages.select(request.url().path());
        if (place == null) {
            return new Reply(requestId, null)
                    .error(
                            404,
                            "Not Found",
                            SERVICE,
                            null,
                            "no stage for " + request.url().path());
        }
        Reply reply = new Reply(requestId, origin);
        int head = headLength(request);
        if (head > MAX_REQUEST_HEAD) {
            return reply.error(
                    431,
                    "Request Header Fields Too Large",
                    SERVICE,
                    null,
                    "a request line and headers of " + head + " bytes are over the limit of " + MAX_REQUEST_HEAD);
        }
        if (request.body().length() > MAX_REQUEST_BODY) {
            return reply.error(
                    413,
                    "Request Entity Too Large",
                    SERVICE,
                    null,
                    "the body is over the limit of " + MAX_REQUEST_BODY + " bytes");
        }
        HttpApiRoute route = routes.select(request.method(), place.routed());
        boolean options = cors != null && request.method().equals("OPTIONS");
        boolean preflight = options && origin != null && request.headers().has("Access-Control-Request-Method");
        if (route == null) {
            if (preflight) {
                return reply.preflight();
            }
            return options
                    ? reply.noContent()
                    : reply.error(
                            404, "Not Found", SERVICE, null, "no route for " + request.method() + " " + place.routed());
        }
        PayloadV2Event.Target target = new PayloadV2Event.Target(
                false,
                identity.accountId(),
                identity.id(),
                route.key(),
                place.stage(),
                place.rawPath(),
                requestId,
                route.variables(place.routed()),
                stages.variables(place.stage()),
                null);
        HttpApiAuthorizer authorizer = route.authorizer();
        if (authorizer != null) {
            HttpApiAuthorization said = authorizer.authorize(this, route, place.routed(), target, request, arrival);
            RequestAuthorization granted = said.granted();
            if (granted == null) {
                return reply.error(
                        said.status(),
                        said.message(),
                        Component.of(Component.Kind.AUTHORIZER, authorizer.name()),
                        said.challenge(),
                        said.reason());
            }
            target = target.authorized(granted);
        }
        boolean respondsToPreflight = route.key().startsWith("OPTIONS ")
                ? respondsToPreflightOfOptionsRoute
                : respondsToPreflightOfCatchAllRoute;
        if (preflight && respondsToPreflight) {
            return reply.preflight();
        }
        return integrate(route, place, target, request, arrival, reply, preflight);
    }

    @Override
    public int maxRequestBody() {
        return MAX_REQUEST_BODY;
    }

    private AttributedResponse integrate(
            HttpApiRoute route,
            HttpApiStages.Selected place,
            PayloadV2Event.Target target,
            Request request,
            RequestMetadata arrival,
            Reply reply,
            boolean preflight) {
        byte[] event = route.format() == PayloadFormat.V2_0
                ? PayloadV2Event.of(target, request, arrival)
                : PayloadV1Event.of(target, route.resource(), place.path(), request, arrival);
        if (event.length > MAX_FUNCTION_PAYLOAD) {
            // Unverified: the status; that of a body over the API's own limit here.
            return reply.error(
                    413,
                    "Request Entity Too Large",
                    SERVICE,
                    null,
                    "an event of " + event.length + " bytes is over the limit of functions, " + MAX_FUNCTION_PAYLOAD);
        }
        return route.function().invoke(event, timeout).accept(new Output(route, reply, preflight));
    }

    /** Makes the response to a request of what a route's function did. */
    private final class Output implements InvocationResult.Visitor<AttributedResponse, RuntimeException> {

        private final HttpApiRoute route;
        private final LambdaFunction function;
        private final Reply reply;
        private final boolean preflight;

        Output(HttpApiRoute route, Reply reply, boolean preflight) {
            this.route = route;
            this.function = route.function();
            this.reply = reply;
            this.preflight = preflight;
        }

        @Override
        public AttributedResponse payload(InvocationResult.Payload payload) {
            return respond(payload.bytes());
        }

        /** Responds with everything that was streamed without metadata: a buffered invocation gets it as one result. */
        @Override
        public AttributedResponse streamed(InvocationResult.Streamed streamed) {
            return streamed.metadata() == null
                    ? respond(streamed.body())
                    : reply.internalServerError(
                            function.name() + " " + streamed.summary() + ", which an HTTP API cannot read");
        }

        @Override
        public AttributedResponse failed(InvocationResult.Failed failed) {
            return reply.internalServerError(function.name() + " " + failed.summary());
        }

        @Override
        public AttributedResponse timedOut(InvocationResult.TimedOut timedOut) {
            return reply.error(503, "Service Unavailable", SERVICE, null, function.name() + " " + timedOut.summary());
        }

        private AttributedResponse respond(byte[] payload) {
            if (payload.length > MAX_FUNCTION_PAYLOAD) {
                return reply.internalServerError(function.name() + " returned " + payload.length
                        + " bytes, over the limit of functions, " + MAX_FUNCTION_PAYLOAD);
            }
            try {
                if (route.format() == PayloadFormat.V2_0) {
                    PayloadV2Response returned = PayloadV2Response.parse(payload, jsonBody);
                    return reply.respond(
                            route,
                            returned.status(),
                            returned.headers(),
                            returned.cookies(),
                            returned.inferred() ? JSON : TEXT,
                            returned.body(),
                            preflight);
                }
                PayloadV1Response returned = PayloadV1Response.parse(payload);
                return reply.respond(
                        route, returned.status(), returned.headers(), List.of(), TEXT, returned.body(), preflight);
            } catch (MalformedResponseException e) {
                return reply.internalServerError("malformed response of " + function.name() + ": " + e.getMessage());
            }
        }
    }

    /** A response in the making, with what every response to this request has. */
    private final class Reply {
        private final String requestId;

        /** The page's origin; null without one or without a {@code corsConfiguration}. */
        private final @Nullable String origin;

        private final ResponseLines lines = new ResponseLines();

        Reply(String requestId, @Nullable String origin) {
            this.requestId = requestId;
            this.origin = origin;
        }

        AttributedResponse respond(
                HttpApiRoute route,
                int status,
                List<Header> headers,
                List<String> cookies,
                Header defaultType,
                Body body,
                boolean preflight)
                throws MalformedResponseException {
            Component functionComponent =
                    Component.of(Component.Kind.FUNCTION, route.function().name());
            FunctionOutput.checkSize(headers, cookies);
            boolean ignores = cors != null && (ignoresWithoutOrigin || origin != null);
            for (Header line : headers) {
                String lower = line.lowerCaseName();
                if (!(ignores && lower.startsWith("access-control-"))
                        && !lower.equals("content-length")
                        && !HopByHop.contains(lower)) {
                    lines.add(line, functionComponent);
                }
            }
            // Open, but for a result that is the body itself (documented).
            if (!lines.has("Content-Type")) {
                lines.add(defaultType, SERVICE);
            }
            for (String cookie : cookies) {
                lines.add("set-cookie", cookie, functionComponent);
            }
            if (!route.responseParameters().isEmpty()) {
                Component integration = Component.of(Component.Kind.SERVICE, "integration of " + route.key());
                for (HttpApiResponseParameter parameter : route.responseParameters()) {
                    parameter.apply(status, lines, integration);
                }
            }
            addCors(preflight);
            return finish(status, body, functionComponent, "");
        }

        AttributedResponse preflight() {
            if (cors != null && origin != null && cors.allows(origin)) {
                addCors(true);
                return finish(204, Body.EMPTY, CORS, "");
            }
            return finish(refusedPreflightStatus, Body.EMPTY, CORS, "the origin " + origin + " is not in allowOrigins");
        }

        /** Returns the response to an {@code OPTIONS} that no route covers and that is not a preflight (reported: 54capvm12g, 2026-09). */
        AttributedResponse noContent() {
            return finish(
                    204, Body.EMPTY, CORS, "not a preflight: that needs Origin and Access-Control-Request-Method");
        }

        AttributedResponse internalServerError(String reason) {
            return error(500, "Internal Server Error", SERVICE, null, reason);
        }

        AttributedResponse error(
                int status, String message, Component madeBy, @Nullable String challenge, String reason) {
            lines.add(JSON, SERVICE);
            if (corsOnOtherErrors || status == 401 || status == 500) {
                addCors(false);
            }
            if (challenge != null) {
                lines.add("www-authenticate", challenge, madeBy);
            }
            return finish(status, Body.of("{\"message\":\"" + message + "\"}"), madeBy, reason);
        }

        private void addCors(boolean preflight) {
            if (cors == null || origin == null || !cors.allows(origin)) {
                return;
            }
            if (!keepsVary) {
                lines.remove("vary");
            }
            if (preflight) {
                cors.addPreflightTo(lines, origin, varyWithAnyOrigin, CORS);
            } else {
                cors.addTo(lines, origin, varyWithAnyOrigin, CORS);
            }
        }

        private AttributedResponse finish(int status, Body body, Component madeBy, String reason) {
            lines.add("apigw-requestid", requestId, SERVICE);
            return lines.respond(status, body, madeBy, reason);
        }
    }

    private static int headLength(Request request) {
        int length = request.method().length() + request.url().path().length() + "  HTTP/1.1\r\n".length();
        String query = request.url().query();
        length += query == null ? 0 : query.length() + 1;
        for (Header line : request.headers()) {
            length += line.name().length() + line.value().length() + ": \r\n".length();
        }
        return length;
    }

    /** Of the form of {@code Mc7UVioPPHcEKPA=}: 11 bytes, those of the arrival's id that differ most. */
    private static String requestId(RequestMetadata arrival) {
        UUID uuid = uuid(arrival.requestId());
        byte[] id = new byte[11];
        for (int i = 0; i < 8; i++) {
            id[i] = (byte) (uuid.getLeastSignificantBits() >>> (56 - 8 * i));
        }
        for (int i = 8; i < id.length; i++) {
            id[i] = (byte) (uuid.getMostSignificantBits() >>> (120 - 8 * i));
        }
        return Base64.getEncoder().encodeToString(id);
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    ApiIdentity identity() {
        return identity;
    }

    AuthorizerCache authorizerCache() {
        return authorizerCache;
    }

    /** Builds a {@link HttpApi}. Not thread-safe. */
    public static final class Builder {
        private ApiIdentity identity = ApiIdentity.of("corsac0api");
        private AuthorizerCache authorizerCache = new AuthorizerCache();
        private Duration timeout = INTEGRATION_TIMEOUT;
        private UnverifiedBehavior unverified = UnverifiedBehavior.defaults();
        private @Nullable HttpApiCors cors;
        private final Map<String, Map<String, String>> stages = new LinkedHashMap<>();
        private final List<HttpApiStages.Mapping> mappings = new ArrayList<>();
        private final List<HttpApiRoute> routes = new ArrayList<>();

        private Builder() {}

        /** Sets the API's id, ten characters on AWS. */
        public Builder id(String id) {
            identity = identity.withId(id);
            return this;
        }

        /** Sets the AWS account's number, as it appears in events and in ARNs. */
        public Builder accountId(String accountId) {
            identity = identity.withAccountId(accountId);
            return this;
        }

        /** Sets the region, as it appears in ARNs; {@code us-east-1} unless set. */
        public Builder region(String region) {
            identity = identity.withRegion(region);
            return this;
        }

        /** Adds a stage without variables. Without any, there is only {@code $default}. */
        public Builder stage(String name) {
            return stage(name, Map.of());
        }

        /**
         * Adds a stage: the first segment of the path, or {@code $default} for whatever has none of the others' names.
         *
         * @param variables its stage variables
         */
        public Builder stage(String name, Map<String, String> variables) {
            stages.put(Objects.requireNonNull(name, "name"), Map.copyOf(variables));
            return this;
        }

        /**
         * Adds an API mapping of a custom domain name: requests come by that name, and their paths begin with the base path in
         * place of a stage.
         *
         * @param basePath without slashes at its ends: {@code orders/v1}; empty for all paths
         * @param stage the stage's name
         */
        public Builder mapping(String basePath, String stage) {
            if (basePath.startsWith("/") || basePath.endsWith("/")) {
                throw new DeploymentException(
                        "Invalid API mapping key specified: " + basePath, "it has no slash at its start or end");
            }
            mappings.add(new HttpApiStages.Mapping(basePath, stage));
            return this;
        }

        /** Adds a route of payload format 2.0 that everybody may call, as {@link HttpApiRoute#of}. */
        public Builder route(String key, LambdaFunction function) {
            return route(HttpApiRoute.of(key, function));
        }

        /** Adds a route. */
        public Builder route(HttpApiRoute route) {
            routes.add(Objects.requireNonNull(route, "route"));
            return this;
        }

        /** Sets the {@code corsConfiguration}; none unless set. */
        public Builder cors(HttpApiCors cors) {
            this.cors = Objects.requireNonNull(cors, "cors");
            return this;
        }

        /** Sets how long an integration may take: 30 seconds unless set, and no longer on AWS. */
        public Builder timeout(Duration timeout) {
            this.timeout = Objects.requireNonNull(timeout, "timeout");
            return this;
        }

        /** Sets where decisions of Lambda authorizers are kept; in a cache of the API's own unless set. */
        public Builder authorizerCache(AuthorizerCache cache) {
            authorizerCache = Objects.requireNonNull(cache, "cache");
            return this;
        }

        /** Sets what to assume where no public source says what AWS does; the defaults unless set. */
        public Builder unverified(UnverifiedBehavior unverified) {
            this.unverified = Objects.requireNonNull(unverified, "unverified");
            return this;
        }

        /**
         * Builds the API.
         *
         * @throws DeploymentException if API Gateway would refuse it
         */
        public HttpApi build() {
            return new HttpApi(this);
        }
    }
}
