package dev.corsac.gateway;

import dev.corsac.http.Body;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * API Gateway's <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-rest-api.html">REST
 * API</a> with Lambda proxy integrations, behind a custom domain name whose base path is empty.
 *
 * <p>It adds no CORS header to anything, ever: not to what a function answers, and not to the errors it makes itself. A
 * page therefore sees those as CORS errors.
 *
 * <p>Immutable; safe to share between threads.
 */
public final class RestApi implements Front {

    /** The largest body that API Gateway takes, in bytes (documented). */
    static final int MAX_REQUEST_BODY = 10 * 1024 * 1024;

    /** How long the integration may take unless the quota was raised (documented). */
    private static final Duration INTEGRATION_TIMEOUT = Duration.ofSeconds(29);

    /** Sent as {@code x-amzn-Remapped-<name>} when a function returns them (documented and recorded). */
    private static final Set<String> REMAPPED = Set.of("connection", "content-length", "date", "server");

    private static final Element SERVICE = Element.of(Element.Kind.SERVICE, "REST API");

    private final String id;
    private final String accountId;
    private final String stage;
    private final Map<String, String> stageVariables;
    private final List<RestResource> resources;
    private final List<String> binaryMediaTypes;
    private final Duration timeout;

    private RestApi(Builder builder) {
        this.id = builder.id;
        this.accountId = builder.accountId;
        this.stage = builder.stage;
        this.stageVariables = Map.copyOf(builder.stageVariables);
        this.binaryMediaTypes = List.copyOf(builder.binaryMediaTypes);
        this.timeout = builder.timeout;
        List<RestResource> sorted = new ArrayList<>();
        builder.methods.forEach((path, methods) -> sorted.add(new RestResource(path, methods)));
        sorted.sort(RestResource::bySpecificity);
        this.resources = List.copyOf(sorted);
    }

    /** A builder without resources. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Answer answer(Request request, Arrival arrival) {
        List<String> segments = RestResource.segments(request.url().path());
        for (RestResource resource : resources) {
            Map<String, String> variables = resource.match(segments);
            if (variables != null) {
                LambdaFunction function = resource.function(request.method());
                return function == null
                        ? missingAuthenticationToken(request, arrival)
                        : integrate(function, resource, variables, request, arrival);
            }
        }
        return missingAuthenticationToken(request, arrival);
    }

    private Answer integrate(
            LambdaFunction function,
            RestResource resource,
            Map<String, String> variables,
            Request request,
            Arrival arrival) {
        if (request.body().length() > MAX_REQUEST_BODY) {
            return error(
                    413,
                    "RequestTooLargeException",
                    "{\"message\":\"Request Too Long\"}",
                    "a body of " + request.body().length() + " bytes is over the limit of " + MAX_REQUEST_BODY,
                    arrival);
        }
        byte[] event = RestProxyEvent.of(this, resource, variables, request, arrival);
        InvocationResult result = function.invoke(event, timeout);
        if (result instanceof InvocationResult.Payload payload) {
            try {
                RestProxyResponse response = RestProxyResponse.parse(payload.bytes());
                return response(response, function, request, arrival);
            } catch (RestProxyResponse.MalformedException e) {
                return internalServerError(
                        502, "malformed answer of " + function.name() + ": " + e.getMessage(), arrival);
            }
        }
        if (result instanceof InvocationResult.TimedOut timedOut) {
            return error(
                    504,
                    "IntegrationTimeoutException",
                    "{\"message\": \"Endpoint request timed out\"}",
                    function.name() + " did not answer within "
                            + timedOut.after().toMillis() + " ms",
                    arrival);
        }
        InvocationResult.Failed failed = (InvocationResult.Failed) result;
        return internalServerError(
                502, function.name() + " failed: " + failed.type() + ": " + failed.message(), arrival);
    }

    private Answer response(RestProxyResponse answered, LambdaFunction function, Request request, Arrival arrival)
            throws RestProxyResponse.MalformedException {
        List<Header> lines = new ArrayList<>(answered.headers().size() + 4);
        boolean hasContentType = false;
        for (Header line : answered.headers()) {
            String lower = line.lowerCaseName();
            if (REMAPPED.contains(lower)) {
                lines.add(new Header("x-amzn-Remapped-" + lower, line.value()));
            } else if (!lower.equals("transfer-encoding")) {
                lines.add(line);
                hasContentType |= lower.equals("content-type");
            }
        }
        Element answering = Element.of(Element.Kind.FUNCTION, function.name());
        List<Element> sources = new ArrayList<>(Collections.nCopies(lines.size(), answering));
        if (!hasContentType) {
            lines.add(new Header("Content-Type", "application/json"));
        }
        lines.addAll(identification(arrival).lines());
        lines.add(new Header("X-Amzn-Trace-Id", RestProxyEvent.traceId(arrival)));
        sources.addAll(Collections.nCopies(lines.size() - sources.size(), SERVICE));
        Response response = new Response(answered.status(), Headers.of(lines), body(answered, request));
        return new Answer(response, answering, "", sources);
    }

    /** Base64 is decoded only for a client whose first accepted media type is a binary one (recorded). */
    private Body body(RestProxyResponse answered, Request request) throws RestProxyResponse.MalformedException {
        String text = answered.body();
        if (text == null) {
            return Body.EMPTY;
        }
        if (!answered.base64() || !isBinary(request.headers().first("Accept"))) {
            return Body.of(text);
        }
        try {
            return Body.wrap(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            throw new RestProxyResponse.MalformedException("isBase64Encoded is true and the body is no Base64");
        }
    }

    private static Headers identification(Arrival arrival) {
        return Headers.of(
                "x-amzn-RequestId", arrival.requestId(), "x-amz-apigw-id", RestProxyEvent.extendedRequestId(arrival));
    }

    private Answer missingAuthenticationToken(Request request, Arrival arrival) {
        return error(
                403,
                "MissingAuthenticationTokenException",
                "{\"message\":\"Missing Authentication Token\"}",
                "no resource and method for " + request.method() + " "
                        + request.url().path(),
                arrival);
    }

    private static Answer internalServerError(int status, String why, Arrival arrival) {
        return error(status, "InternalServerErrorException", "{\"message\": \"Internal server error\"}", why, arrival);
    }

    /** A <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html">
     * gateway response</a> in its default form: no CORS headers. */
    private static Answer error(int status, String type, String body, String why, Arrival arrival) {
        Headers headers =
                identification(arrival).plus(Headers.of("Content-Type", "application/json", "x-amzn-ErrorType", type));
        return Answer.by(SERVICE, why, new Response(status, headers, Body.of(body)));
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
        return binaryMediaTypes.contains("*/*")
                || binaryMediaTypes.contains(type)
                || binaryMediaTypes.contains(wildcard);
    }

    String id() {
        return id;
    }

    String accountId() {
        return accountId;
    }

    String stage() {
        return stage;
    }

    Map<String, String> stageVariables() {
        return stageVariables;
    }

    /** AWS makes these up at random; here they follow from the API and the path, so that a run can be repeated. */
    String resourceId(RestResource resource) {
        return sixCharacters(id + resource.path());
    }

    String deploymentId() {
        return sixCharacters(id + stage);
    }

    private static String sixCharacters(String seed) {
        return Integer.toString((seed.hashCode() & 0x3fffffff) + 0x3fffffff, 36);
    }

    /** Builds a {@link RestApi}. Not safe to share between threads. */
    public static final class Builder {
        private String id = "corsac0api";
        private String accountId = "123456789012";
        private String stage = "prod";
        private Duration timeout = INTEGRATION_TIMEOUT;
        private final Map<String, String> stageVariables = new LinkedHashMap<>();
        private final Map<String, Map<String, LambdaFunction>> methods = new LinkedHashMap<>();
        private final List<String> binaryMediaTypes = new ArrayList<>();

        private Builder() {}

        /** The API's id, ten characters on AWS. */
        public Builder id(String id) {
            this.id = id;
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

        /** A media type whose bodies are bytes: {@code image/png}, {@code image/*} or {@code *}{@code /*}. */
        public Builder binaryMediaType(String type) {
            binaryMediaTypes.add(type.toLowerCase(Locale.ROOT));
            return this;
        }

        /** How long an integration may take: 29 seconds unless set. */
        public Builder timeout(Duration timeout) {
            this.timeout = timeout;
            return this;
        }

        /**
         * A method with its function.
         *
         * @param method a method's name, or {@code ANY}
         * @param path the resource: {@code /orders}, {@code /orders/{id}}, {@code /{proxy+}}
         * @throws IllegalArgumentException if the method of that resource has a function already
         */
        public Builder method(String method, String path, LambdaFunction function) {
            Map<String, LambdaFunction> there = methods.computeIfAbsent(path, key -> new LinkedHashMap<>());
            if (there.putIfAbsent(method, function) != null) {
                throw new IllegalArgumentException(method + " " + path + " is there twice");
            }
            return this;
        }

        /**
         * The API.
         *
         * @throws IllegalArgumentException if a resource's path is none that API Gateway takes
         */
        public RestApi build() {
            return new RestApi(this);
        }
    }
}
