package dev.corsac.gateway.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.gateway.internal.AuthorizerPolicy;
import dev.corsac.gateway.internal.FrontJson;
import dev.corsac.gateway.internal.Jwt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An authorizer at work in one API. Immutable; thread-safe. */
final class RestAuthorization {

    /** How long API Gateway waits for an authorizer: its quota for integrations is the function's for authorizers too. */
    private static final Duration TIMEOUT = Duration.ofSeconds(29);

    private final RestAuthorizer authorizer;
    private final List<MappingExpression> identitySources = new ArrayList<>();
    private final @Nullable Pattern validation;
    private final RestResponseType failure;
    private final Output output = new Output();

    RestAuthorization(RestAuthorizer authorizer, UnverifiedBehavior questions) {
        this.authorizer = authorizer;
        for (String source : authorizer.identitySources()) {
            identitySources.add(MappingExpression.parse(source, MappingExpression.Place.IDENTITY_SOURCE, questions));
        }
        String expression = authorizer.validation();
        this.validation = expression == null ? null : Pattern.compile(expression);
        this.failure = questions.choice(UnverifiedBehavior.RestAuthorizerFailure.class)
                        == UnverifiedBehavior.RestAuthorizerFailure.CONFIGURATION_ERROR
                ? RestResponseType.AUTHORIZER_CONFIGURATION_ERROR
                : RestResponseType.AUTHORIZER_FAILURE;
    }

    /** What a function said of a caller, for any method. */
    private record Result(RestCaller caller, AuthorizerPolicy policy) {}

    private static final class RefusedException extends Exception {
        private final RestRefusal refusal;

        RefusedException(RestRefusal refusal) {
            super(refusal.why());
            this.refusal = refusal;
        }
    }

    /** Returns the refusal; null if the caller may call the method, and then the call has the caller. */
    @Nullable
    RestRefusal authorize(RestCall call, List<String> scopes) {
        List<String> identity = new ArrayList<>(identitySources.size());
        for (int i = 0; i < identitySources.size(); i++) {
            String value = identitySources.get(i).of(call);
            if (value == null || value.isEmpty()) {
                if (authorizer.kind() == RestAuthorizer.Kind.REQUEST
                        && authorizer.ttl().isZero()) {
                    // Without caching a REQUEST authorizer's function gets every request (documented).
                    continue;
                }
                return unauthorized("no " + authorizer.identitySources().get(i) + ", so the authorizer "
                        + authorizer.name() + " was not asked");
            }
            identity.add(value);
        }
        if (validation != null
                && !identity.isEmpty()
                && !validation.matcher(identity.get(0)).matches()) {
            return unauthorized("the token does not match " + validation + ", so the authorizer " + authorizer.name()
                    + " was not asked");
        }
        try {
            if (authorizer.kind() == RestAuthorizer.Kind.COGNITO_USER_POOLS) {
                call.caller = cognito(identity.get(0), scopes, call);
                return null;
            }
            Result result = call.api
                    .authorizerCache()
                    .get(
                            List.of(call.api.identity().id(), authorizer.name()),
                            identity,
                            authorizer.ttl(),
                            call.arrival.time(),
                            Result.class,
                            () -> invoke(identity, call));
            call.caller = result.caller;
            return decide(result.policy, call);
        } catch (RefusedException e) {
            return e.refusal;
        }
    }

    private static RestRefusal unauthorized(String why) {
        return RestRefusal.of(RestResponseType.UNAUTHORIZED, why);
    }

    private @Nullable RestRefusal decide(AuthorizerPolicy policy, RestCall call) {
        String arn = call.methodArn();
        return switch (policy.decide(arn)) {
            case ALLOW -> null;
            case IMPLICIT_DENY ->
                RestRefusal.of(
                        RestResponseType.ACCESS_DENIED,
                        "the policy of the authorizer " + authorizer.name() + " does not name " + arn);
            case EXPLICIT_DENY ->
                RestRefusal.of(
                        RestResponseType.ACCESS_DENIED,
                        "User is not authorized to access this resource with an explicit deny",
                        "the policy of the authorizer " + authorizer.name() + " denies " + arn);
        };
    }

    private Result invoke(List<String> identity, RestCall call) throws RefusedException {
        LambdaFunction function = Objects.requireNonNull(authorizer.function());
        byte[] event = authorizer.kind() == RestAuthorizer.Kind.TOKEN
                ? RestProxyEvent.authorizerToken(identity.get(0), call.methodArn())
                : RestProxyEvent.authorizerRequest(call, call.methodArn());
        return function.invoke(event, TIMEOUT).accept(output);
    }

    /** Reads what the authorizer's function decided. */
    private final class Output implements InvocationResult.Visitor<Result, RefusedException> {

        @Override
        public Result payload(InvocationResult.Payload payload) throws RefusedException {
            return read(payload.bytes());
        }

        @Override
        public Result streamed(InvocationResult.Streamed streamed) throws RefusedException {
            throw malformed("it streamed, which no authorizer does");
        }

        @Override
        public Result failed(InvocationResult.Failed failed) throws RefusedException {
            // documented: the one message that is a 401
            throw failed.message().equals("Unauthorized")
                    ? new RefusedException(unauthorized("the authorizer " + authorizer.name() + " said Unauthorized"))
                    : refused(failure, failed);
        }

        @Override
        public Result timedOut(InvocationResult.TimedOut timedOut) throws RefusedException {
            throw refused(RestResponseType.AUTHORIZER_FAILURE, timedOut);
        }

        private RefusedException refused(RestResponseType type, InvocationResult result) {
            return new RefusedException(
                    RestRefusal.of(type, "the authorizer " + authorizer.name() + " " + result.summary()));
        }
    }

    private RefusedException malformed(String what) {
        return new RefusedException(RestRefusal.of(
                RestResponseType.AUTHORIZER_CONFIGURATION_ERROR,
                "malformed response of the authorizer " + authorizer.name() + ": " + what));
    }

    private Result read(byte[] bytes) throws RefusedException {
        String principal = null;
        AuthorizerPolicy policy = null;
        Map<String, String> context = Map.of();
        String key = null;
        try (JsonParser json = FrontJson.FACTORY.createParser(bytes)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw malformed("it is not a JSON object");
            }
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                switch (name) {
                    case "principalId" ->
                        principal = value == JsonToken.VALUE_STRING ? wellFormed(json.getText()) : null;
                    case "policyDocument" -> policy = AuthorizerPolicy.read(json);
                    case "context" -> context = context(json);
                    case "usageIdentifierKey" ->
                        key = value == JsonToken.VALUE_STRING ? wellFormed(json.getText()) : null;
                    default -> json.skipChildren();
                }
            }
        } catch (AuthorizerPolicy.MalformedException e) {
            throw malformed(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw malformed("it is not JSON");
        }
        if (principal == null || policy == null) {
            throw malformed("it has no " + (principal == null ? "principalId" : "policyDocument"));
        }
        return new Result(new RestCaller(principal, context, null, key), policy);
    }

    /** Strings, numbers and booleans; anything else is malformed (documented). */
    private Map<String, String> context(JsonParser json) throws IOException, RefusedException {
        Map<String, String> context = new LinkedHashMap<>();
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return context;
        }
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw malformed("its context is not an object");
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = wellFormed(json.currentName());
            JsonToken value = json.nextToken();
            if (value.isStructStart()) {
                throw malformed("its context has an object or array as \"" + name
                        + "\": only strings, numbers and booleans are allowed");
            }
            if (value != JsonToken.VALUE_NULL) {
                context.put(name, wellFormed(json.getText()));
            }
        }
        return context;
    }

    /** With half characters replaced, which JSON may escape and an event in UTF-8 cannot have. */
    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    /** Returns a user pool's token: no audience is checked; with scopes one of them must be the token's (documented). */
    private RestCaller cognito(String header, List<String> scopes, RestCall call) throws RefusedException {
        String token = header.regionMatches(true, 0, "Bearer ", 0, 7)
                ? header.substring(7).trim()
                : header;
        try {
            Jwt jwt = Jwt.parse(token);
            if (isExpired(jwt, call.arrival.time())) {
                throw new RefusedException(RestRefusal.of(
                        RestResponseType.UNAUTHORIZED,
                        "The incoming token has expired",
                        "the token for the user pool " + authorizer.name() + " has expired"));
            }
            jwt.check(
                    Objects.requireNonNull(authorizer.signature()),
                    Objects.requireNonNull(authorizer.issuer()),
                    List.of(),
                    call.arrival.time());
            if (!jwt.hasScopeOf(scopes)) {
                throw new RefusedException(
                        unauthorized("the token for the user pool " + authorizer.name() + " has none of " + scopes));
            }
            Map<String, String> claims = new LinkedHashMap<>();
            jwt.claims()
                    .forEach((name, value) -> claims.put(
                            name,
                            value instanceof List<?> list
                                    ? String.join(
                                            ",",
                                            list.stream().map(String::valueOf).toList())
                                    : String.valueOf(value)));
            return new RestCaller(null, Map.of(), claims, null);
        } catch (Jwt.InvalidTokenException e) {
            throw new RefusedException(unauthorized(
                    "the user pool " + authorizer.name() + " does not accept the token: " + e.getMessage()));
        }
    }

    private static boolean isExpired(Jwt jwt, Instant now) {
        try {
            return jwt.claims().get("exp") instanceof String exp && Double.parseDouble(exp) <= now.getEpochSecond();
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
