package dev.corsac.gateway.rest;

import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.AuthorizerCache;
import dev.corsac.gateway.Component;
import dev.corsac.gateway.DeploymentException;
import dev.corsac.gateway.Front;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.gateway.internal.ApiIdentity;
import dev.corsac.gateway.internal.RequestSignature;
import dev.corsac.http.Body;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * API Gateway's <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-rest-api.html">REST API</a>: one stage of a
 * deployment, behind a custom domain name or the {@code execute-api} host.
 *
 * <p>It never adds a CORS header: not to what a function returns, and not to the errors it makes itself, unless a
 * {@linkplain RestGatewayResponse gateway response} is configured to. A page therefore sees those as CORS errors.
 *
 * <p>Modelled are Lambda proxy and MOCK integrations, authorizers, API keys and gateway responses. Not modelled, and so not
 * accepted: HTTP, HTTP proxy and AWS integrations, request validators, usage plans' limits (but see {@link
 * Builder#refuse}), resource policies, private APIs, caching of responses and VTL beyond {@link RestMock}'s.
 *
 * <p>Immutable but for the {@link AuthorizerCache} that it was given; thread-safe if its functions are.
 */
public final class RestApi implements Front {

    /** The largest request body that API Gateway accepts, in bytes (documented). */
    static final int MAX_REQUEST_BODY = 10 * 1024 * 1024;

    /**
     * The most bytes that a request's header lines may have together, names, line ends and white space included (<a
     * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-execution-service-limits-table.html">documented</a>;
     * 8,000 for a private API, which is not modelled).
     */
    static final int MAX_HEADERS = 20_480;

    /** The most bytes of a method's ARN (documented on the same page). */
    static final int MAX_METHOD_ARN = 1_600;

    /** How long the integration may take unless the quota was raised (documented). */
    private static final Duration INTEGRATION_TIMEOUT = Duration.ofSeconds(29);

    /** The shortest time for an integration (documented). */
    private static final Duration MIN_TIMEOUT = Duration.ofMillis(50);

    static final Component SERVICE = Component.of(Component.Kind.SERVICE, "REST API");

    private static final Component WAF = Component.of(Component.Kind.SERVICE, "web ACL of AWS WAF");

    private final ApiIdentity identity;
    private final AuthorizerCache authorizerCache;
    private final String stage;
    private final Map<String, String> stageVariables;
    private final List<String> binaryMediaTypes;
    private final boolean everythingBinary;
    private final UnverifiedBehavior unverified;
    private final RestIntegration integration;
    private final RestRoutes routes;
    private final IdentityHashMap<RestResource, String> resourceIds = new IdentityHashMap<>();
    private final String deploymentId;
    private final RestGatewayResponses gatewayResponses;
    private final Set<String> apiKeys;
    private final boolean apiKeyFromAuthorizer;
    private final List<Rule> rules;

    /** What comes before the resources in a request's path, {@code /prod} or {@code /v1}; empty for nothing. */
    private final String prefix;

    private final boolean customDomain;

    /** A kind of request that is refused before anything else is looked at. */
    private record Rule(
            RestResponseType type,
            Predicate<Request> when,
            @Nullable Response custom) {}

    private RestApi(Builder builder) {
        this.identity = builder.identity;
        this.authorizerCache = builder.authorizerCache;
        this.stage = builder.stage;
        this.stageVariables = RestGatewayResponse.unmodifiable(builder.stageVariables);
        this.binaryMediaTypes = List.copyOf(builder.binaryMediaTypes);
        this.everythingBinary = binaryMediaTypes.contains("*/*");
        this.unverified = builder.unverified;
        this.integration = new RestIntegration(builder.timeout, unverified);
        this.apiKeys = Set.copyOf(builder.apiKeys);
        this.apiKeyFromAuthorizer = builder.apiKeyFromAuthorizer;
        this.rules = List.copyOf(builder.rules);
        this.customDomain = builder.customDomain;
        this.prefix = builder.customDomain ? builder.basePath : "/" + builder.stage;
        this.deploymentId = sixCharacters(identity.id() + stage);
        this.gatewayResponses = new RestGatewayResponses(builder.gatewayResponses, unverified);
        Map<RestAuthorizer, RestAuthorization> authorizations = new HashMap<>();
        List<RestResource> resources = new ArrayList<>();
        builder.methods.forEach((path, methods) -> {
            Map<String, RestOperation> operations = new LinkedHashMap<>();
            methods.forEach((method, setting) ->
                    operations.put(method, operation(method + " " + path, setting, authorizations)));
            resources.add(new RestResource(path, operations));
        });
        resources.forEach(resource -> resourceIds.put(resource, sixCharacters(identity.id() + resource.path())));
        this.routes = new RestRoutes(resources);
    }

    private RestOperation operation(
            String name, RestMethod method, Map<RestAuthorizer, RestAuthorization> authorizations) {
        LambdaFunction function = method.function();
        Component component = function == null
                ? Component.of(Component.Kind.MOCK, name)
                : Component.of(Component.Kind.FUNCTION, function.name());
        RestAuthorizer authorizer = method.authorizer();
        RestMock mock = method.mock();
        return new RestOperation(
                method,
                component,
                authorizer == null
                        ? null
                        : authorizations.computeIfAbsent(authorizer, key -> new RestAuthorization(key, unverified)),
                mock == null ? null : new RestMockIntegration(mock, component, unverified));
    }

    /** Returns a builder without resources. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public AttributedResponse respond(Request request, RequestMetadata arrival) {
        RestCall call = new RestCall(this, request, arrival);
        if (call.headerBytes > MAX_HEADERS) {
            return headersTooLarge(call);
        }
        if (request.body().length() > MAX_REQUEST_BODY) {
            return refused(
                    call,
                    RestRefusal.of(
                            RestResponseType.REQUEST_TOO_LARGE,
                            "the body is over the limit of " + MAX_REQUEST_BODY + " bytes"));
        }
        if (!stripPrefix(call)) {
            return forbidden(call);
        }
        if (call.path.length() <= 6 && (call.path.equals("/ping") || call.path.equals("/sping")) && customDomain) {
            return healthy(call);
        }
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            if (rule.when.test(request)) {
                return refusedByRule(call, rule);
            }
        }
        RestResource resource = routes.find(call) ? call.resource : null;
        RestOperation operation = resource == null ? null : resource.operation(call.method);
        if (operation == null) {
            return refused(
                    call,
                    RestRefusal.of(
                            RestResponseType.MISSING_AUTHENTICATION_TOKEN,
                            "no resource and method for " + call.method + " " + call.path));
        }
        call.iam = operation.method().isIam();
        if (call.path.length() > MAX_METHOD_ARN / 2 && call.methodArn().length() > MAX_METHOD_ARN) {
            return service(
                    call,
                    414,
                    "RequestTooLongException",
                    "{\"message\":\"Request URI too long\"}",
                    "the ARN of the method is over the limit of " + MAX_METHOD_ARN + " bytes");
        }
        RestRefusal refusal = authorize(call, operation);
        if (refusal != null) {
            return refused(call, refusal);
        }
        RestMockIntegration mock = operation.mock();
        return mock != null ? mock.respond(call) : integration.respond(call, operation);
    }

    @Override
    public int maxRequestBody() {
        return MAX_REQUEST_BODY;
    }

    /** Removes the stage or the base path from the path; false if the path does not begin with it. */
    private boolean stripPrefix(RestCall call) {
        if (prefix.isEmpty()) {
            return true;
        }
        String path = call.path;
        if (!path.startsWith(prefix)) {
            return false;
        }
        if (path.length() == prefix.length()) {
            call.path = "/";
            return true;
        }
        if (path.charAt(prefix.length()) != '/') {
            return false;
        }
        call.path = path.substring(prefix.length());
        return true;
    }

    /** Returns the response for a path outside the stage or base path: no API is reached, and so no gateway response (reported). */
    private AttributedResponse forbidden(RestCall call) {
        String path = call.request.url().path();
        return service(
                call,
                403,
                "ForbiddenException",
                "{\"message\":\"Forbidden\"}",
                path + " does not begin with " + prefix + ", " + (customDomain ? "the base path" : "the stage")
                        + " of this API");
    }

    /** The status is unverified. */
    private AttributedResponse headersTooLarge(RestCall call) {
        boolean fieldsTooLarge = unverified.choice(UnverifiedBehavior.RestHeadersTooLarge.class)
                == UnverifiedBehavior.RestHeadersTooLarge.STATUS_431;
        return service(
                call,
                fieldsTooLarge ? 431 : 400,
                "BadRequestException",
                "{\"message\":null}",
                "the headers have " + call.headerBytes + " bytes, which is over the limit of " + MAX_HEADERS);
    }

    private static AttributedResponse service(RestCall call, int status, String errorType, String body, String why) {
        RestGatewayResponses.MappedLines lines = new RestGatewayResponses.MappedLines(call, false);
        lines.add("Content-Type", "application/json", SERVICE);
        lines.add("x-amzn-ErrorType", errorType, SERVICE);
        return lines.respond(status, Body.of(body), SERVICE, why);
    }

    /** At the root of a domain the two paths are the service's own (documented); what it sends is unverified. */
    private static AttributedResponse healthy(RestCall call) {
        RestGatewayResponses.MappedLines lines = new RestGatewayResponses.MappedLines(call, false);
        lines.add("Content-Type", "text/plain", SERVICE);
        return lines.respond(
                200, Body.of("healthy"), SERVICE, call.path + " is reserved for the service's own health check");
    }

    private AttributedResponse refusedByRule(RestCall call, Rule rule) {
        Response custom = rule.custom;
        return custom != null
                ? AttributedResponse.by(WAF, "blocked by a rule of AWS WAF with a custom response", custom)
                : refused(call, RestRefusal.of(rule.type, "refused by a rule for " + rule.type));
    }

    /** Returns the gateway response for a refusal. */
    AttributedResponse refused(RestCall call, RestRefusal refusal) {
        return gatewayResponses.respond(call, refusal);
    }

    private @Nullable RestRefusal authorize(RestCall call, RestOperation operation) {
        RestMethod method = operation.method();
        if (method.isIam() && !RequestSignature.isSigned(call.request)) {
            return RestRefusal.of(
                    RestResponseType.MISSING_AUTHENTICATION_TOKEN, "the method needs a signature, and there is none");
        }
        RestAuthorization authorization = operation.authorization();
        RestRefusal refusal = authorization == null ? null : authorization.authorize(call, method.scopes());
        if (refusal != null || !method.isApiKeyRequired()) {
            return refusal;
        }
        RestCaller caller = call.caller;
        String key = !apiKeyFromAuthorizer ? call.apiKey : caller == null ? null : caller.usageIdentifierKey();
        if (key == null || !apiKeys.contains(key)) {
            return RestRefusal.of(
                    RestResponseType.INVALID_API_KEY,
                    key == null ? "the method needs an API key, and there is none" : "no such API key");
        }
        call.knownApiKey = key;
        return null;
    }

    /** Returns whether request bodies of that type are bytes to this API: where every type is, one that is not named is too. */
    boolean isBinaryBody(@Nullable String contentType) {
        return everythingBinary || isBinary(contentType);
    }

    /** Returns whether bodies of that type are bytes to this API. Only the first type of a list counts (recorded). */
    boolean isBinary(@Nullable String mediaTypes) {
        if (mediaTypes == null || binaryMediaTypes.isEmpty()) {
            return false;
        }
        int end = 0;
        while (end < mediaTypes.length() && mediaTypes.charAt(end) != ',' && mediaTypes.charAt(end) != ';') {
            end++;
        }
        String type = mediaTypes.substring(0, end).trim().toLowerCase(Locale.ROOT);
        String wildcard = type.substring(0, type.indexOf('/') + 1) + "*";
        return everythingBinary || binaryMediaTypes.contains(type) || binaryMediaTypes.contains(wildcard);
    }

    ApiIdentity identity() {
        return identity;
    }

    AuthorizerCache authorizerCache() {
        return authorizerCache;
    }

    String stage() {
        return stage;
    }

    Map<String, String> stageVariables() {
        return stageVariables;
    }

    /** Returns the event's {@code path}: without the stage, but with a custom domain's base path (recorded). */
    String eventPath(RestCall call) {
        return customDomain ? call.request.url().path() : call.path;
    }

    /** {@code requestContext.path}: as the client sent it, stage and all (recorded). */
    String contextPath(RestCall call) {
        return call.request.url().path();
    }

    /** AWS makes these up at random; here they follow from the API and the path, so that a run can be repeated. */
    String resourceId(RestResource resource) {
        String known = resourceIds.get(resource);
        return known == null ? sixCharacters(identity.id() + resource.path()) : known;
    }

    String deploymentId() {
        return deploymentId;
    }

    static String sixCharacters(String seed) {
        return Integer.toString((seed.hashCode() & 0x3fffffff) + 0x3fffffff, 36);
    }

    /** Builds a {@link RestApi}. Not thread-safe. */
    public static final class Builder {
        private ApiIdentity identity = ApiIdentity.of("corsac0api");
        private AuthorizerCache authorizerCache = new AuthorizerCache();
        private String stage = "prod";
        private String basePath = "";
        private boolean customDomain = true;
        private Duration timeout = INTEGRATION_TIMEOUT;
        private UnverifiedBehavior unverified = UnverifiedBehavior.defaults();
        private boolean apiKeyFromAuthorizer;
        private final Map<String, String> stageVariables = new LinkedHashMap<>();
        private final Map<String, Map<String, RestMethod>> methods = new LinkedHashMap<>();
        private final List<String> binaryMediaTypes = new ArrayList<>();
        private final List<RestGatewayResponse> gatewayResponses = new ArrayList<>();
        private final Set<String> apiKeys = new LinkedHashSet<>();
        private final List<Rule> rules = new ArrayList<>();

        private Builder() {}

        /** Sets the API's id, ten characters on AWS. */
        public Builder id(String id) {
            identity = identity.withId(id);
            return this;
        }

        /** Sets the account's id, twelve digits; {@code 123456789012} unless set. */
        public Builder accountId(String accountId) {
            identity = identity.withAccountId(accountId);
            return this;
        }

        /** Sets the region, as it appears in an authorizer's method ARN; {@code us-east-1} unless set. */
        public Builder region(String region) {
            identity = identity.withRegion(region);
            return this;
        }

        /** Sets the stage's name; {@code prod} unless set. */
        public Builder stage(String stage) {
            this.stage = stage;
            return this;
        }

        /** Adds a stage variable. */
        public Builder stageVariable(String name, String value) {
            stageVariables.put(name, value);
            return this;
        }

        /**
         * Behind the {@code execute-api} host: paths begin with the stage, which the function does not see but in {@code
         * requestContext.path}; any other path is a 403 of the service, without the API's gateway responses.
         */
        public Builder executeApi() {
            customDomain = false;
            return this;
        }

        /**
         * Behind a custom domain name with this base path mapping; unless set one with the empty base path.
         *
         * @param basePath {@code v1} or {@code shop/v1}; empty for none
         */
        public Builder customDomain(String basePath) {
            int from = basePath.startsWith("/") ? 1 : 0;
            int to = basePath.endsWith("/") ? basePath.length() - 1 : basePath.length();
            String trimmed = to > from ? basePath.substring(from, to) : "";
            this.basePath = trimmed.isEmpty() ? "" : "/" + trimmed;
            customDomain = true;
            return this;
        }

        /** Adds a media type whose bodies are bytes: {@code image/png}, {@code image/*} or {@code *}{@code /*}. */
        public Builder binaryMediaType(String type) {
            binaryMediaTypes.add(type.toLowerCase(Locale.ROOT));
            return this;
        }

        /**
         * Sets how long an integration may take: 29 seconds unless set, more only where the quota was raised.
         *
         * @throws DeploymentException if it is less than 50 milliseconds
         */
        public Builder timeout(Duration timeout) {
            if (timeout.compareTo(MIN_TIMEOUT) < 0) {
                throw new DeploymentException(
                        "Timeout should be between 50 ms and 29000 ms", timeout.toMillis() + " ms is less");
            }
            this.timeout = timeout;
            return this;
        }

        /** Adds a gateway response, in the place of API Gateway's own. */
        public Builder gatewayResponse(RestGatewayResponse response) {
            gatewayResponses.add(response);
            return this;
        }

        /** Sets the value of an API key that a usage plan of this stage has. */
        public Builder apiKey(String value) {
            apiKeys.add(value);
            return this;
        }

        /** Sets {@code apiKeySource} {@code AUTHORIZER}: the key is what the authorizer returns as {@code usageIdentifierKey}. */
        public Builder apiKeyFromAuthorizer() {
            apiKeyFromAuthorizer = true;
            return this;
        }

        /**
         * Refuses some requests as AWS would: {@code THROTTLED} and {@code QUOTA_EXCEEDED} of a usage plan,
         * {@code WAF_FILTERED}, {@code INVALID_SIGNATURE}, {@code EXPIRED_TOKEN}. This model counts no requests and checks no
         * signatures; this is how to see what a page gets when AWS does. Looked at before routes and authorizers.
         *
         * @param type the gateway response that AWS would use
         * @param when which requests; must be safe to call from several threads
         */
        public Builder refuse(RestResponseType type, Predicate<Request> when) {
            if (type.status() == 0) {
                throw new IllegalArgumentException(type + " is only a default: use one of the other types");
            }
            rules.add(new Rule(type, when, null));
            return this;
        }

        /**
         * Blocks some requests with a custom response of AWS WAF, which no gateway response changes (documented).
         *
         * @param when which requests; must be safe to call from several threads
         */
        public Builder waf(Predicate<Request> when, Response customResponse) {
            rules.add(new Rule(RestResponseType.WAF_FILTERED, when, customResponse));
            return this;
        }

        /** Sets where decisions of Lambda authorizers are kept; in a cache of the API's own unless set. */
        public Builder authorizerCache(AuthorizerCache cache) {
            authorizerCache = Objects.requireNonNull(cache, "cache");
            return this;
        }

        /** Sets what to assume where no public source says what AWS does; the defaults unless set. */
        public Builder unverified(UnverifiedBehavior unverified) {
            this.unverified = unverified;
            return this;
        }

        /**
         * Adds a method with a Lambda proxy integration, open to all.
         *
         * @param method a method's name, or {@code ANY}
         * @param path the resource: {@code /orders}, {@code /orders/{id}}, {@code /{proxy+}}
         * @throws IllegalArgumentException if the resource has the method already
         */
        public Builder method(String method, String path, LambdaFunction function) {
            return method(method, path, RestMethod.lambda(function));
        }

        /**
         * Adds a method.
         *
         * @param method a method's name, or {@code ANY}
         * @param path the resource: {@code /orders}, {@code /orders/{id}}, {@code /{proxy+}}
         * @throws IllegalArgumentException if the resource has the method already, or API Gateway has no such method
         */
        public Builder method(String method, String path, RestMethod setting) {
            if (!method.equals("ANY") && !RestMethod.isMethod(method)) {
                throw new DeploymentException(
                        "Invalid HttpMethod specified. Valid options are GET,POST,PUT,DELETE,PATCH,HEAD,OPTIONS,ANY",
                        "\"" + method + " " + path + "\" has none of them");
            }
            Map<String, RestMethod> there = methods.computeIfAbsent(path, key -> new LinkedHashMap<>());
            if (there.putIfAbsent(method, setting) != null) {
                throw new IllegalArgumentException(method + " " + path + " is there twice");
            }
            return this;
        }

        /**
         * Builds the API.
         *
         * @throws DeploymentException if AWS would refuse it
         * @throws IllegalArgumentException if a resource's path is not valid, or if something is not
         *     modelled
         */
        public RestApi build() {
            return new RestApi(this);
        }
    }
}
