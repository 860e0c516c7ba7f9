package dev.corsac.deployment;

import dev.corsac.deployment.DeployedRoute.Authorization;
import dev.corsac.gateway.Front;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.PayloadFormat;
import dev.corsac.gateway.httpapi.HttpApi;
import dev.corsac.gateway.httpapi.HttpApiAuthorizer;
import dev.corsac.gateway.httpapi.HttpApiJwtAuthorizer;
import dev.corsac.gateway.httpapi.HttpApiLambdaAuthorizer;
import dev.corsac.gateway.httpapi.HttpApiResponseParameter;
import dev.corsac.gateway.httpapi.HttpApiRoute;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes an HTTP API. */
final class HttpApiFactory {

    /** How long an integration may take at most, and by default (documented). */
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final FrontFactory factory;
    private final DeployedHttpApi api;
    private final ApiAuthorizers<HttpApiAuthorizer> authorizers;

    HttpApiFactory(FrontFactory factory, DeployedHttpApi api) {
        this.factory = factory;
        this.api = api;
        this.authorizers = new ApiAuthorizers<>(factory, api.id());
    }

    Front make(Endpoint endpoint) {
        String named = factory.text(api.stage());
        String stage = named == null ? "$default" : named;
        HttpApi.Builder builder = HttpApi.builder()
                .stage(stage, factory.texts(api.stageVariables()))
                .unverified(factory.open());
        Value<Integer> timeout = api.timeoutMillis();
        Integer millis = timeout == null ? null : timeout.known();
        if (timeout != null && millis != null) {
            factory.attempt(timeout.place(), () -> builder.timeout(Duration.ofMillis(millis)));
        }
        if (endpoint.custom()) {
            String path = endpoint.path().startsWith("/") ? endpoint.path().substring(1) : endpoint.path();
            factory.attempt(api.place(), () -> builder.mapping(path, stage));
        }
        DeployedCors cors = api.cors();
        if (cors != null) {
            new CorsFactory(factory, cors).httpApi(builder);
        }
        authorizers.make(api.authorizers(), this::authorizer);
        for (DeployedRoute route : api.routes()) {
            HttpApiRoute made = factory.attempt(route.place(), () -> route(route));
            if (made != null) {
                builder.route(made);
            }
        }
        return builder.build();
    }

    private @Nullable HttpApiRoute route(DeployedRoute route) {
        LambdaFunction function;
        PayloadFormat format = PayloadFormat.V2_0;
        if (route.integration() instanceof Integration.Function proxy) {
            LambdaFunction called = factory.function(proxy.function());
            function = api.timeoutMillis() == null
                    ? TimedFunction.of(called, proxy.timeoutMillis(), TIMEOUT, (int) TIMEOUT.toMillis())
                    : called;
            format = format(proxy.payloadFormat());
        } else {
            String target = route.integration() instanceof Integration.Other other
                    ? other.type() + " " + other.target()
                    : "MOCK";
            function = FrontFactory.unmodelled(
                    "integration of " + route.key(),
                    "the integration " + target + " is not modelled: its response is unknown");
        }
        HttpApiRoute made = HttpApiRoute.of(route.key(), function).with(format);
        Authorization authorization = route.authorization();
        if (authorization.kind() == Authorization.Kind.IAM) {
            made = made.with(HttpApiAuthorizer.iam());
        } else if (authorization.kind() == Authorization.Kind.AUTHORIZER) {
            HttpApiAuthorizer authorizer = authorizers.of(authorization);
            if (authorizer == null) {
                return null;
            }
            made = made.with(authorizer).withScopes(factory.texts(authorization.scopes()));
        }
        List<HttpApiResponseParameter> parameters = new ArrayList<>();
        for (DeployedRoute.ResponseParameter parameter : route.parameters()) {
            HttpApiResponseParameter change = factory.attempt(parameter.place(), () -> parameter(parameter));
            if (change != null) {
                parameters.add(change);
            }
        }
        return made.with(parameters.toArray(HttpApiResponseParameter[]::new));
    }

    private @Nullable HttpApiResponseParameter parameter(DeployedRoute.ResponseParameter parameter) {
        if (parameter.change().equals("remove")) {
            return HttpApiResponseParameter.remove(parameter.status(), parameter.header());
        }
        String value = factory.text(parameter.value());
        if (value == null) {
            return null;
        }
        return parameter.change().equals("append")
                ? HttpApiResponseParameter.append(parameter.status(), parameter.header(), value)
                : HttpApiResponseParameter.overwrite(parameter.status(), parameter.header(), value);
    }

    private HttpApiAuthorizer authorizer(DeployedAuthorizer authorizer) {
        String[] sources = factory.texts(authorizer.identitySources());
        if (authorizer.kind() == DeployedAuthorizer.Kind.JWT) {
            String issuer = authorizers.issuer(authorizer);
            List<String> audience = List.of(factory.texts(authorizer.audience()));
            if (audience.isEmpty() && !authorizer.audience().isEmpty()) {
                audience = List.of("unknown"); // No token has it.
            }
            HttpApiJwtAuthorizer made = HttpApiJwtAuthorizer.of(
                    authorizer.name(),
                    issuer != null ? issuer : authorizer.signature() == null ? ApiAuthorizers.NO_ISSUER : "",
                    audience,
                    authorizers.signature(authorizer));
            return sources.length == 0 ? made : made.withIdentitySource(sources[0]);
        }
        HttpApiLambdaAuthorizer.Builder builder = HttpApiLambdaAuthorizer.builder(
                        authorizer.name(), authorizers.function(authorizer))
                .format(format(authorizer.payloadFormat()))
                .identitySources(sources)
                .resultTtl(Duration.ofSeconds(authorizer.ttl().or(0)));
        return (authorizer.simpleResponses() ? builder.simpleResponses() : builder).build();
    }

    private PayloadFormat format(Value<String> format) {
        return "1.0".equals(factory.text(format)) ? PayloadFormat.V1_0 : PayloadFormat.V2_0;
    }
}
