package dev.corsac.gateway.rest;

import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Component;
import dev.corsac.gateway.DeploymentException;
import dev.corsac.gateway.Front;
import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.gateway.internal.QueryString;
import dev.corsac.http.Body;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
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
 * <p>It adds no CORS header to anything, ever: not to what a function answers, and not to the errors it makes itself, unless a
 * {@linkplain RestGatewayResponse gateway response} is configured to. A page therefore sees those as CORS errors.
 *
 * <p>Modelled are Lambda proxy and MOCK integrations, authorizers, API keys and gateway responses. Not modelled, and so not
 * accepted: HTTP, HTTP proxy and AWS integrations, request validators, usage plans' limits (but see {@link
 * Builder#refuse}), resource policies, private APIs, caching of responses and VTL beyond {@link RestMock}'s.
 *
 * <p>Immutable but for the policies that {@linkplain RestAuthorizer authorizers} returned, kept for as long as they say;
 * safe to share between threads if its functions are.
 */
public final class RestApi implements Front {

    /** The largest body that API Gateway takes, in bytes (documented). */
    static final int MAX_REQUEST_BODY = 10 * 1024 * 1024;

    /** The most that the values of a request's headers may have together, in bytes (documented). */
    static final int MAX_HEADER_VALUES = 10_240;

    /** How long the integration may take unless the quota was raised (documented). */
    private static final Duration INTEGRATION_TIMEOUT = Duration.ofSeconds(29);

    /** The shortest time for an integration (documented). */
    private static final Duration MIN_TIMEOUT = Duration.ofMillis(50);

    static final Component SERVICE = Component.of(Component.Kind.SERVICE, "REST API");

    private static final Component WAF = Component.of(Component.Kind.SERVICE, "web ACL of AWS WAF");

    /** Between a streamed answer's metadata and its body (documented). */
    private static final int DELIMITER = 8;

    private final String id;
    private final String accountId;
    private final String region;
    private final String stage;
    private final Map<String, String> stageVariables;
    private final List<String> binaryMediaTypes;
    private final boolean everythingBinary;
    private final Duration timeout;
    private final UnverifiedBehavior questions;
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
        this.id = builder.id;
        this.accountId = builder.accountId;
        this.region = builder.region;
        this.stage = builder.stage;
        this.stageVariables = RestGatewayResponse.unmodifiable(builder.stageVariables);
        this.binaryMediaTypes = List.copyOf(builder.binaryMediaTypes);
        this.everythingBinary = binaryMediaTypes.contains("*/*");
        this.timeout = builder.timeout;
        this.questions = builder.questions;
        this.apiKeys = Set.copyOf(builder.apiKeys);
        this.apiKeyFromAuthorizer = builder.apiKeyFromAuthorizer;
        this.rules = List.copyOf(builder.rules);
        this.customDomain = builder.customDomain;
        this.prefix = builder.customDomain ? builder.basePath : "/" + builder.stage;
        this.deploymentId = sixCharacters(id + stage);
        this.gatewayResponses = new RestGatewayResponses(builder.gatewayResponses, questions);
        Map<RestAuthorizer, RestAuthorization> authorizations = new HashMap<>();
        List<RestResource> resources = new ArrayList<>();
        builder.methods.forEach((path, methods) -> {
            Map<String, RestOperation> operations = new LinkedHashMap<>();
            methods.forEach((method, setting) ->
                    operations.put(method, operation(method + " " + path, setting, authorizations)));
            resources.add(new RestResource(path, operations));
        });
        resources.forEach(resource -> resourceIds.put(resource, sixCharacters(id + resource.path())));
        this.routes = new RestRoutes(resources);
    }

    private RestOperation operation(
            String name, RestMethod method, Map<RestAuthorizer, RestAuthorization> authorizations) {
        LambdaFunction function = method.function();
        Component element = function == null
                ? Component.of(Component.Kind.MOCK, name)
                : Component.of(Component.Kind.FUNCTION, function.name());
        RestAuthorizer authorizer = method.authorizer();
        RestMock mock = method.mock();
        return new RestOperation(
                method,
                element,
                authorizer == null
                        ? null
                        : authorizations.computeIfAbsent(authorizer, key -> new RestAuthorization(key, questions)),
                mock == null ? null : new RestMockAnswers(mock, element, questions));
    }

    /** A builder without resources. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public AttributedResponse answer(Request request, RequestMetadata arrival) {
        RestCall call = new RestCall(this, request, arrival);
        if (call.headerBytes > MAX_HEADER_VALUES) {
            return headersTooLarge(call);
        }
        if (request.body().length() > MAX_REQUEST_BODY) {
            return refused(
                    call,
                    RestRefusal.of(
                            RestResponseType.REQUEST_TOO_LARGE,
                            "a body of " + request.body().length() + " bytes is over the limit of "
                                    + MAX_REQUEST_BODY));
        }
        if (!enter(call)) {
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
        RestRefusal refusal = authorize(call, operation);
        if (refusal != null) {
            return refused(call, refusal);
        }
        RestMockAnswers mock = operation.mock();
        return mock != null ? mock.answer(call) : integrate(call, operation);
    }

    /** Takes the stage or the base path off the path; false if it is another's. */
    private boolean enter(RestCall call) {
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

    /** No such stage, or no base path mapping: no API is reached, and so no gateway response either (reported). */
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

    /** Open: the status alone is a guess. */
    private AttributedResponse headersTooLarge(RestCall call) {
        boolean fieldsTooLarge = questions.choice(UnverifiedBehavior.RestHeadersTooLarge.class)
                == UnverifiedBehavior.RestHeadersTooLarge.STATUS_431;
        return service(
                call,
                fieldsTooLarge ? 431 : 400,
                "BadRequestException",
                "{\"message\":null}",
                "the values of the headers have " + call.headerBytes + " bytes, which is over the limit of "
                        + MAX_HEADER_VALUES);
    }

    private static AttributedResponse service(RestCall call, int status, String errorType, String body, String why) {
        RestGatewayResponses.RestLines lines = new RestGatewayResponses.RestLines(call, false);
        lines.add("Content-Type", "application/json", SERVICE);
        lines.add("x-amzn-ErrorType", errorType, SERVICE);
        return lines.answer(status, Body.of(body), SERVICE, why);
    }

    /** At the root of a domain the two paths are the service's own (documented); what it answers is open. */
    private static AttributedResponse healthy(RestCall call) {
        RestGatewayResponses.RestLines lines = new RestGatewayResponses.RestLines(call, false);
        lines.add("Content-Type", "text/plain", SERVICE);
        return lines.answer(
                200, Body.of("healthy"), SERVICE, call.path + " is reserved for the service's own health check");
    }

    private AttributedResponse refusedByRule(RestCall call, Rule rule) {
        Response custom = rule.custom;
        return custom != null
                ? AttributedResponse.by(WAF, "blocked by a rule of AWS WAF with a custom response", custom)
                : refused(call, RestRefusal.of(rule.type, "refused by a rule that answers " + rule.type));
    }

    /** Answers with the gateway response for it. */
    AttributedResponse refused(RestCall call, RestRefusal refusal) {
        return gatewayResponses.answer(call, refusal);
    }

    private @Nullable RestRefusal authorize(RestCall call, RestOperation operation) {
        RestMethod method = operation.method();
        if (method.isIam() && !isSigned(call.request)) {
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

    private static boolean isSigned(Request request) {
        String authorization = request.headers().first("Authorization");
        if (authorization != null && authorization.startsWith("AWS4-HMAC-SHA256")) {
            return true;
        }
        String query = request.url().query();
        return query != null && QueryString.decode(query).containsKey("X-Amz-Signature");
    }

    private AttributedResponse integrate(RestCall call, RestOperation operation) {
        LambdaFunction function = Objects.requireNonNull(operation.method().function());
        InvocationResult result = function.invoke(RestProxyEvent.of(call), timeout);
        try {
            if (result instanceof InvocationResult.Payload payload) {
                return operation.method().isStreaming()
                        ? streamed(payload.bytes(), call, operation)
                        : buffered(payload.bytes(), call, operation);
            }
            if (result instanceof InvocationResult.Streamed streamed) {
                return operation.method().isStreaming()
                        ? streamed(streamed.metadata(), streamed.body(), call, operation)
                        : buffered(together(streamed), call, operation);
            }
        } catch (RestProxyResponse.MalformedException e) {
            return refused(
                    call, RestRefusal.badGateway("malformed answer of " + function.name() + ": " + e.getMessage()));
        }
        if (result instanceof InvocationResult.TimedOut timedOut) {
            return refused(
                    call,
                    RestRefusal.of(
                            RestResponseType.INTEGRATION_TIMEOUT,
                            function.name() + " did not answer within "
                                    + timedOut.after().toMillis() + " ms"));
        }
        InvocationResult.Failed failed = (InvocationResult.Failed) result;
        return refused(
                call, RestRefusal.badGateway(function.name() + " failed: " + failed.type() + ": " + failed.message()));
    }

    private AttributedResponse buffered(byte[] bytes, RestCall call, RestOperation operation)
            throws RestProxyResponse.MalformedException {
        RestProxyResponse answered = RestProxyResponse.parse(bytes, questions);
        return response(answered, body(answered, call), call, operation);
    }

    /** What Lambda collects of a function that streams although nobody asked for it: all that it wrote. */
    private static byte[] together(InvocationResult.Streamed streamed) {
        byte[] metadata = streamed.metadata();
        byte[] body = streamed.body();
        if (metadata == null) {
            return body;
        }
        byte[] all = new byte[metadata.length + DELIMITER + body.length];
        System.arraycopy(metadata, 0, all, 0, metadata.length);
        System.arraycopy(body, 0, all, metadata.length + DELIMITER, body.length);
        return all;
    }

    /** The bytes of a function that does not use the Runtime API's streaming: the delimiter is to be found in them. */
    private AttributedResponse streamed(byte[] bytes, RestCall call, RestOperation operation)
            throws RestProxyResponse.MalformedException {
        int zeros = 0;
        for (int i = 0; i < bytes.length; i++) {
            zeros = bytes[i] == 0 ? zeros + 1 : 0;
            if (zeros == DELIMITER) {
                byte[] metadata = new byte[i + 1 - DELIMITER];
                System.arraycopy(bytes, 0, metadata, 0, metadata.length);
                byte[] body = new byte[bytes.length - i - 1];
                System.arraycopy(bytes, i + 1, body, 0, body.length);
                return streamed(metadata, body, call, operation);
            }
        }
        return streamed(null, bytes, call, operation);
    }

    private AttributedResponse streamed(byte @Nullable [] metadata, byte[] body, RestCall call, RestOperation operation)
            throws RestProxyResponse.MalformedException {
        if (metadata == null) {
            throw new RestProxyResponse.MalformedException(
                    "responseTransferMode is STREAM, and what the function wrote has no eight NUL bytes after its metadata");
        }
        RestProxyResponse answered = RestProxyResponse.parseMetadata(metadata, questions);
        return response(answered, Body.of(body), call, operation);
    }

    private static AttributedResponse response(
            RestProxyResponse answered, Body body, RestCall call, RestOperation operation) {
        List<Header> from = answered.headers();
        List<Header> lines = new ArrayList<>(from.size() + 4);
        boolean hasContentType = false;
        for (int i = 0; i < from.size(); i++) {
            Header line = from.get(i);
            String remapped = remapped(line);
            if (remapped != null) {
                lines.add(new Header(remapped, line.value()));
            } else if (!line.is("transfer-encoding")) {
                lines.add(line);
                hasContentType |= line.is("content-type");
            }
        }
        List<Component> sources = new ArrayList<>(lines.size() + 4);
        sources.addAll(Collections.nCopies(lines.size(), operation.element()));
        if (!hasContentType) {
            lines.add(new Header("Content-Type", "application/json"));
        }
        lines.add(new Header("x-amzn-RequestId", call.arrival.requestId()));
        lines.add(new Header("x-amz-apigw-id", call.extendedRequestId()));
        lines.add(new Header("X-Amzn-Trace-Id", call.traceId()));
        sources.addAll(Collections.nCopies(lines.size() - sources.size(), SERVICE));
        Response response = new Response(answered.status(), Headers.of(lines), body);
        return new AttributedResponse(response, operation.element(), "", sources);
    }

    /** Sent as {@code x-amzn-Remapped-<name>} when a function returns them (documented and recorded), else null. */
    private static @Nullable String remapped(Header line) {
        return switch (line.name().length()) {
            case 4 -> line.is("date") ? "x-amzn-Remapped-date" : null;
            case 6 -> line.is("server") ? "x-amzn-Remapped-server" : null;
            case 10 -> line.is("connection") ? "x-amzn-Remapped-connection" : null;
            case 14 -> line.is("content-length") ? "x-amzn-Remapped-content-length" : null;
            default -> null;
        };
    }

    /** Base64 is decoded only for a client whose first accepted media type is a binary one (recorded). */
    private Body body(RestProxyResponse answered, RestCall call) throws RestProxyResponse.MalformedException {
        String text = answered.body();
        if (text == null) {
            return Body.EMPTY;
        }
        if (!answered.base64() || !isBinary(call.accept)) {
            return Body.of(text);
        }
        try {
            return Body.wrap(Base64.getDecoder().decode(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            throw new RestProxyResponse.MalformedException("isBase64Encoded is true and the body is no Base64");
        }
    }

    /** Whether request bodies of that type are bytes to this API: where every type is, one that is not named is too. */
    boolean isBinaryBody(@Nullable String contentType) {
        return everythingBinary || isBinary(contentType);
    }

    /** Whether bodies of that type are bytes to this API. Only the first type of a list counts (recorded). */
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

    String id() {
        return id;
    }

    String accountId() {
        return accountId;
    }

    String region() {
        return region;
    }

    String stage() {
        return stage;
    }

    Map<String, String> stageVariables() {
        return stageVariables;
    }

    /** The event's {@code path}: without the stage, but with a custom domain's base path (recorded). */
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
        return known == null ? sixCharacters(id + resource.path()) : known;
    }

    String deploymentId() {
        return deploymentId;
    }

    static String sixCharacters(String seed) {
        return Integer.toString((seed.hashCode() & 0x3fffffff) + 0x3fffffff, 36);
    }

    /** Builds a {@link RestApi}. Not safe to share between threads. */
    public static final class Builder {
        private String id = "corsac0api";
        private String accountId = "123456789012";
        private String region = "us-east-1";
        private String stage = "prod";
        private String basePath = "";
        private boolean customDomain = true;
        private Duration timeout = INTEGRATION_TIMEOUT;
        private UnverifiedBehavior questions = UnverifiedBehavior.likely();
        private boolean apiKeyFromAuthorizer;
        private final Map<String, String> stageVariables = new LinkedHashMap<>();
        private final Map<String, Map<String, RestMethod>> methods = new LinkedHashMap<>();
        private final List<String> binaryMediaTypes = new ArrayList<>();
        private final List<RestGatewayResponse> gatewayResponses = new ArrayList<>();
        private final Set<String> apiKeys = new LinkedHashSet<>();
        private final List<Rule> rules = new ArrayList<>();

        private Builder() {}

        /** The API's id, ten characters on AWS. */
        public Builder id(String id) {
            this.id = id;
            return this;
        }

        /** The account's id, twelve digits; {@code 123456789012} unless set. */
        public Builder accountId(String accountId) {
            this.accountId = accountId;
            return this;
        }

        /** The region, as it stands in an authorizer's method ARN; {@code us-east-1} unless set. */
        public Builder region(String region) {
            this.region = region;
            return this;
        }

        /** The stage's name; {@code prod} unless set. */
        public Builder stage(String stage) {
            this.stage = stage;
            return this;
        }

        /** A stage variable. */
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

        /** A media type whose bodies are bytes: {@code image/png}, {@code image/*} or {@code *}{@code /*}. */
        public Builder binaryMediaType(String type) {
            binaryMediaTypes.add(type.toLowerCase(Locale.ROOT));
            return this;
        }

        /**
         * How long an integration may take: 29 seconds unless set, more only where the quota was raised.
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

        /** A gateway response, in the place of what API Gateway answers by itself. */
        public Builder gatewayResponse(RestGatewayResponse response) {
            gatewayResponses.add(response);
            return this;
        }

        /** The value of an API key that a usage plan of this stage has. */
        public Builder apiKey(String value) {
            apiKeys.add(value);
            return this;
        }

        /** {@code apiKeySource} {@code AUTHORIZER}: the key is what the authorizer returns as {@code usageIdentifierKey}. */
        public Builder apiKeyFromAuthorizer() {
            apiKeyFromAuthorizer = true;
            return this;
        }

        /**
         * Answers some requests as if AWS had refused them: {@code THROTTLED} and {@code QUOTA_EXCEEDED} of a usage plan,
         * {@code WAF_FILTERED}, {@code INVALID_SIGNATURE}, {@code EXPIRED_TOKEN}. This model counts no requests and checks no
         * signatures; this is how to see what a page gets when AWS does. Looked at before routes and authorizers.
         *
         * @param type what AWS would answer
         * @param when which requests; must be safe to call from several threads
         */
        public Builder refuse(RestResponseType type, Predicate<Request> when) {
            if (type.status() == 0) {
                throw new IllegalArgumentException(type + " is no answer of its own: name one of the other types");
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

        /** What is chosen where nobody knows; the likelier unless set. */
        public Builder openQuestions(UnverifiedBehavior questions) {
            this.questions = questions;
            return this;
        }

        /**
         * A method with a Lambda proxy integration, open to all.
         *
         * @param method a method's name, or {@code ANY}
         * @param path the resource: {@code /orders}, {@code /orders/{id}}, {@code /{proxy+}}
         * @throws IllegalArgumentException if the resource has the method already
         */
        public Builder method(String method, String path, LambdaFunction function) {
            return method(method, path, RestMethod.lambda(function));
        }

        /**
         * A method.
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
         * The API.
         *
         * @throws DeploymentException if AWS would refuse it
         * @throws IllegalArgumentException if a resource's path is none that API Gateway takes, or if something is not
         *     modelled
         */
        public RestApi build() {
            return new RestApi(this);
        }
    }
}
