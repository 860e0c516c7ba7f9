package dev.corsac.gateway.httpapi;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.corsac.gateway.DeploymentException;
import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.PayloadFormat;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.gateway.internal.AuthorizerPolicy;
import dev.corsac.gateway.internal.FrontJson;
import dev.corsac.gateway.internal.FunctionOutput;
import dev.corsac.gateway.internal.Jwt;
import dev.corsac.gateway.internal.PayloadV2Event;
import dev.corsac.gateway.internal.RequestAuthorization;
import dev.corsac.http.Request;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html">Lambda
 * authorizer</a> of an HTTP API. A request that lacks an identity source is a 401 and the function is not invoked; one that the
 * function does not allow is a 403. A function that returns {@code {"errorMessage":"Unauthorized"}}, or fails with that
 * message, makes a 401; any other failure, or output that is not a decision, makes a 500.
 *
 * <p>Immutable; thread-safe. What its function decides is kept in the API's {@link dev.corsac.gateway.AuthorizerCache}.
 */
public final class HttpApiLambdaAuthorizer extends HttpApiAuthorizer {

    /** How long the function may take (documented). */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /**
     * The {@code errorMessage} that makes a 401 (<a
     * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html">documented</a>).
     */
    private static final String UNAUTHORIZED = "Unauthorized";

    private static final Duration LONGEST_TTL = Duration.ofHours(1);

    private final String name;
    private final LambdaFunction function;
    private final PayloadFormat format;
    private final boolean simpleResponses;
    private final List<IdentitySource> identitySources;
    private final Duration ttl;
    private final Output output = new Output();

    /** What the function decided: yes or no, or by a policy. */
    private record Decision(
            boolean allowed,
            @Nullable AuthorizerPolicy policy,
            @Nullable String context,
            @Nullable String principalId) {}

    private HttpApiLambdaAuthorizer(Builder builder) {
        name = builder.name;
        function = builder.function;
        format = builder.format;
        simpleResponses = builder.simpleResponses;
        identitySources = List.copyOf(builder.identitySources);
        ttl = builder.ttl;
    }

    /**
     * Returns a builder of an authorizer with event format 2.0, policies as output, no identity source and no cache.
     *
     * @param name the authorizer's name
     * @param function decides
     */
    public static Builder builder(String name, LambdaFunction function) {
        return new Builder(name, function);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    HttpApiAuthorization authorize(
            HttpApi api,
            HttpApiRoute route,
            String path,
            PayloadV2Event.Target target,
            Request request,
            RequestMetadata arrival) {
        List<String> identity = new ArrayList<>(identitySources.size());
        for (IdentitySource source : identitySources) {
            String value = source.value(target, request, arrival);
            if (value == null) {
                return HttpApiAuthorization.refused(401, "Unauthorized", "there is nothing in " + source.expression());
            }
            identity.add(value);
        }
        String arn = api.identity().methodArn(target.stage(), request.method(), path);
        try {
            return of(
                    api.authorizerCache()
                            .get(
                                    List.of(api.identity().id(), name),
                                    identity,
                                    ttl,
                                    arrival.time(),
                                    Decision.class,
                                    () -> ask(identity, arn, route, path, target, request, arrival)),
                    arn);
        } catch (UnauthorizedException e) {
            return HttpApiAuthorization.refused(
                    401, "Unauthorized", function.name() + " returned the errorMessage Unauthorized");
        } catch (UndecidedException e) {
            return HttpApiAuthorization.refused(500, "Internal Server Error", String.valueOf(e.getMessage()));
        }
    }

    private HttpApiAuthorization of(Decision decision, String arn) {
        AuthorizerPolicy policy = decision.policy();
        if (policy == null ? !decision.allowed() : policy.decide(arn) != AuthorizerPolicy.Decision.ALLOW) {
            return HttpApiAuthorization.refused(
                    403,
                    "Forbidden",
                    policy == null
                            ? function.name() + " returned isAuthorized false"
                            : function.name() + " returned a policy that does not allow " + arn);
        }
        return HttpApiAuthorization.granted(
                new RequestAuthorization.ByFunction(decision.context(), decision.principalId()));
    }

    private Decision ask(
            List<String> identity,
            String arn,
            HttpApiRoute route,
            String path,
            PayloadV2Event.Target target,
            Request request,
            RequestMetadata arrival)
            throws UndecidedException {
        byte[] event = format == PayloadFormat.V2_0
                ? PayloadV2Event.forAuthorizer(target, arn, identity, request, arrival)
                : PayloadV1Event.forAuthorizer(target, route.resource(), path, arn, identity, request, arrival);
        return function.invoke(event, TIMEOUT).accept(output);
    }

    /** Reads what the authorizer's function decided. */
    private final class Output implements InvocationResult.Visitor<Decision, UndecidedException> {

        @Override
        public Decision payload(InvocationResult.Payload payload) throws UndecidedException {
            try (JsonParser json = FrontJson.FACTORY.createParser(payload.bytes())) {
                return read(json);
            } catch (IOException e) {
                throw new UndecidedException(function.name() + " did not return JSON: " + FunctionOutput.firstLine(e));
            } catch (AuthorizerPolicy.MalformedException e) {
                throw new UndecidedException(function.name() + " returned no decision: " + e.getMessage());
            }
        }

        @Override
        public Decision streamed(InvocationResult.Streamed streamed) throws UndecidedException {
            throw new UndecidedException(
                    function.name() + " " + streamed.summary() + ", which an authorizer must not do");
        }

        @Override
        public Decision failed(InvocationResult.Failed failed) throws UndecidedException {
            // Lambda makes {"errorMessage":"Unauthorized"} of the exception
            throw failed.message().equals(UNAUTHORIZED)
                    ? new UnauthorizedException()
                    : new UndecidedException(function.name() + " " + failed.summary());
        }

        @Override
        public Decision timedOut(InvocationResult.TimedOut timedOut) throws UndecidedException {
            throw new UndecidedException(function.name() + " " + timedOut.summary());
        }
    }

    private Decision read(JsonParser json) throws IOException, AuthorizerPolicy.MalformedException, UndecidedException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new UndecidedException(function.name() + " did not return a JSON object");
        }
        Boolean authorized = null;
        AuthorizerPolicy policy = null;
        String context = null;
        String principalId = null;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String key = json.currentName();
            JsonToken value = json.nextToken();
            switch (key) {
                case "errorMessage" -> {
                    if (value == JsonToken.VALUE_STRING && json.getText().equals(UNAUTHORIZED)) {
                        throw new UnauthorizedException();
                    }
                    json.skipChildren();
                }
                case "isAuthorized" -> {
                    authorized = value.isBoolean() ? Boolean.valueOf(json.getBooleanValue()) : null;
                    json.skipChildren();
                }
                case "policyDocument" -> policy = AuthorizerPolicy.read(json);
                case "principalId" -> {
                    String id = json.getValueAsString();
                    principalId = id == null ? null : Jwt.wellFormed(id);
                    json.skipChildren();
                }
                case "context" -> {
                    context = value == JsonToken.START_OBJECT ? copy(json) : null;
                    json.skipChildren();
                }
                default -> json.skipChildren();
            }
        }
        if (json.nextToken() != null) {
            throw new UndecidedException("something follows the JSON object of " + function.name());
        }
        if (simpleResponses) {
            if (authorized == null) {
                throw new UndecidedException(
                        function.name() + " returned no isAuthorized, which simple responses must have");
            }
            return new Decision(authorized, null, context, null);
        }
        if (policy == null || principalId == null) {
            throw new UndecidedException(function.name() + " returned no "
                    + (policy == null ? "policyDocument" : "principalId")
                    + (authorized == null ? "" : "; isAuthorized needs simple responses to be enabled"));
        }
        return new Decision(false, policy, context, principalId);
    }

    private static String copy(JsonParser json) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator copy = FrontJson.FACTORY.createGenerator(text)) {
            copy.copyCurrentStructureExact(json);
        }
        return Jwt.wellFormed(text.toString());
    }

    /** The function came to no decision. */
    private static class UndecidedException extends Exception {
        UndecidedException(String message) {
            super(message);
        }
    }

    /** The function returned what makes a 401. */
    private static final class UnauthorizedException extends UndecidedException {
        UnauthorizedException() {
            super(UNAUTHORIZED);
        }
    }

    /** Builds a {@link HttpApiLambdaAuthorizer}. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final LambdaFunction function;
        private final List<IdentitySource> identitySources = new ArrayList<>();
        private PayloadFormat format = PayloadFormat.V2_0;
        private boolean simpleResponses;
        private Duration ttl = Duration.ZERO;

        private Builder(String name, LambdaFunction function) {
            this.name = Objects.requireNonNull(name, "name");
            this.function = Objects.requireNonNull(function, "function");
        }

        /** Sets {@code authorizerPayloadFormatVersion}: 2.0 unless set. */
        public Builder format(PayloadFormat format) {
            this.format = Objects.requireNonNull(format, "format");
            return this;
        }

        /** Sets {@code enableSimpleResponses}: the function returns {@code isAuthorized} in place of a policy. */
        public Builder simpleResponses() {
            simpleResponses = true;
            return this;
        }

        /**
         * Sets {@code identitySource}: what a request must have, and what results are kept by.
         *
         * @param expressions {@code $request.header.NAME}, {@code $request.querystring.NAME}, {@code
         *     $stageVariables.NAME} or {@code $context.NAME}
         * @throws DeploymentException if one is not valid
         */
        public Builder identitySources(String... expressions) {
            for (String expression : expressions) {
                identitySources.add(IdentitySource.parse(expression));
            }
            return this;
        }

        /** Sets {@code authorizerResultTtlInSeconds}: how long results are kept, up to an hour; not at all unless set. */
        public Builder resultTtl(Duration ttl) {
            this.ttl = Objects.requireNonNull(ttl, "ttl");
            return this;
        }

        /**
         * Builds the authorizer.
         *
         * @throws DeploymentException if API Gateway would refuse it
         */
        public HttpApiLambdaAuthorizer build() {
            if (ttl.isNegative() || ttl.compareTo(LONGEST_TTL) > 0) {
                throw new DeploymentException(
                        "Invalid authorizerResultTtlInSeconds specified",
                        "it is " + ttl.toSeconds() + " in the authorizer \"" + name + "\": 0 to 3600 are allowed");
            }
            if (!ttl.isZero() && identitySources.isEmpty()) {
                throw new DeploymentException(
                        "To enable caching, your authorizer must have at least one identity source",
                        "give the authorizer \"" + name + "\" one, or a TTL of 0");
            }
            if (simpleResponses && format == PayloadFormat.V1_0) {
                throw new DeploymentException(
                        "EnableSimpleResponses is only supported for payload format version 2.0",
                        "give the authorizer \"" + name + "\" format 2.0");
            }
            return new HttpApiLambdaAuthorizer(this);
        }
    }
}
