package dev.corsac.deployment;

import dev.corsac.deployment.DeployedRoute.Authorization;
import dev.corsac.gateway.Front;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.rest.RestApi;
import dev.corsac.gateway.rest.RestAuthorizer;
import dev.corsac.gateway.rest.RestGatewayResponse;
import dev.corsac.gateway.rest.RestMethod;
import dev.corsac.gateway.rest.RestMock;
import dev.corsac.gateway.rest.RestMockResponse;
import dev.corsac.gateway.rest.RestResponseType;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a REST API. */
final class RestApiFactory {

    /** How long an integration may take by default (documented). */
    private static final Duration TIMEOUT = Duration.ofSeconds(29);

    private final FrontFactory factory;
    private final DeployedRestApi api;
    private final ApiAuthorizers<RestAuthorizer> authorizers;

    RestApiFactory(FrontFactory factory, DeployedRestApi api) {
        this.factory = factory;
        this.api = api;
        this.authorizers = new ApiAuthorizers<>(factory, api.id());
    }

    Front make(Endpoint endpoint) {
        String stage = factory.text(api.stage());
        RestApi.Builder builder =
                RestApi.builder().stage(stage == null ? "stage" : stage).unverified(factory.open());
        factory.texts(api.stageVariables()).forEach(builder::stageVariable);
        if (endpoint.custom()) {
            builder.customDomain(
                    endpoint.path().startsWith("/") ? endpoint.path().substring(1) : endpoint.path());
        } else {
            builder.executeApi();
        }
        for (String type : factory.texts(api.binaryMediaTypes())) {
            builder.binaryMediaType(type);
        }
        api.apiKeys().forEach(builder::apiKey);
        if (api.apiKeyFromAuthorizer()) {
            builder.apiKeyFromAuthorizer();
        }
        Value<Integer> timeout = api.timeoutMillis();
        Integer millis = timeout == null ? null : timeout.known();
        if (timeout != null && millis != null) {
            factory.attempt(timeout.place(), () -> builder.timeout(Duration.ofMillis(millis)));
        } else {
            builder.timeout(TimedFunction.longest(api.routes(), TIMEOUT));
        }
        for (DeployedGatewayResponse response : api.gatewayResponses()) {
            gatewayResponse(builder, response);
        }
        authorizers.make(api.authorizers(), this::authorizer);
        for (DeployedRoute route : api.routes()) {
            RestMethod method = factory.attempt(route.place(), () -> method(route));
            if (method != null) {
                // A resource's path is checked when an API is built: one by one, so that the route is named.
                Object alone = factory.attempt(
                        route.place(),
                        () -> RestApi.builder()
                                .method(route.method(), route.path(), method)
                                .build());
                if (alone != null) {
                    factory.attempt(route.place(), () -> builder.method(route.method(), route.path(), method));
                }
            }
        }
        return builder.build();
    }

    private void gatewayResponse(RestApi.Builder builder, DeployedGatewayResponse response) {
        boolean known = Arrays.stream(RestResponseType.values())
                .anyMatch(type -> type.name().equals(response.type()));
        if (!known) {
            return; // It never acts; its reader has said so.
        }
        Value<Integer> status = response.status();
        RestGatewayResponse made = factory.attempt(
                response.place(),
                () -> new RestGatewayResponse(
                        RestResponseType.valueOf(response.type()),
                        status == null ? null : status.known(),
                        factory.texts(response.parameters()),
                        factory.texts(response.templates())));
        if (made != null) {
            // Parameters are checked when an API is built: one by one, so that the response is named.
            Object alone = factory.attempt(
                    response.place(),
                    () -> RestApi.builder()
                            .unverified(factory.open())
                            .gatewayResponse(made)
                            .build());
            if (alone != null) {
                builder.gatewayResponse(made);
            }
        }
    }

    private @Nullable RestMethod method(DeployedRoute route) {
        RestMethod method;
        Integration integration = route.integration();
        if (integration instanceof Integration.Function function) {
            LambdaFunction called = factory.function(function.function());
            method = RestMethod.lambda(
                    api.timeoutMillis() == null
                            ? TimedFunction.of(called, function.timeoutMillis(), TIMEOUT, 0)
                            : called);
            method = function.streaming() ? method.streaming() : method;
        } else if (integration instanceof Integration.Mock mock) {
            RestMock made = factory.attempt(mock.place(), () -> mock(mock.responses()));
            if (made == null) {
                return null;
            }
            method = RestMethod.mock(made);
        } else {
            Integration.Other other = (Integration.Other) integration;
            method = RestMethod.lambda(FrontFactory.unmodelled(
                    other.type() + " integration of " + route.key(),
                    "the integration " + other.type() + " " + other.target()
                            + " is not modelled: its response is unknown"));
        }
        Authorization authorization = route.authorization();
        if (authorization.kind() == Authorization.Kind.IAM) {
            method = method.iam();
        } else if (authorization.kind() == Authorization.Kind.AUTHORIZER) {
            RestAuthorizer authorizer = authorizers.of(authorization);
            if (authorizer == null) {
                return null;
            }
            method = method.authorizer(authorizer, factory.texts(authorization.scopes()));
        }
        return route.apiKeyRequired() ? method.apiKeyRequired() : method;
    }

    private RestMock mock(Integration.Responses responses) {
        RestMock.Builder builder = RestMock.builder().passthroughBehavior(responses.passthrough());
        if (responses.contentHandling() != null) {
            builder.contentHandling(responses.contentHandling());
        }
        factory.texts(responses.requestTemplates()).forEach(builder::requestTemplate);
        responses
                .methodResponses()
                .forEach((status, headers) -> builder.methodResponse(status, headers.toArray(String[]::new)));
        for (Integration.Response response : responses.responses()) {
            RestMockResponse made = factory.attempt(response.place(), () -> response(response));
            if (made != null) {
                builder.response(made);
            }
        }
        return builder.build();
    }

    private RestMockResponse response(Integration.Response response) {
        RestMockResponse made = RestMockResponse.of(response.status());
        if (response.selectionPattern() != null) {
            made = made.selectionPattern(response.selectionPattern());
        }
        for (Map.Entry<String, String> parameter :
                factory.texts(response.parameters()).entrySet()) {
            made = made.parameter(parameter.getKey(), parameter.getValue());
        }
        for (Map.Entry<String, String> template :
                factory.texts(response.templates()).entrySet()) {
            made = made.template(template.getKey(), template.getValue());
        }
        return response.contentHandling() == null ? made : made.contentHandling(response.contentHandling());
    }

    private RestAuthorizer authorizer(DeployedAuthorizer authorizer) {
        List<String> sources = List.of(factory.texts(authorizer.identitySources()));
        Value<String> pattern = authorizer.validation();
        String validation = pattern == null ? null : factory.text(pattern);
        if (authorizer.kind() == DeployedAuthorizer.Kind.COGNITO_USER_POOLS) {
            String issuer = authorizers.issuer(authorizer);
            return new RestAuthorizer(
                    authorizer.name(),
                    RestAuthorizer.Kind.COGNITO_USER_POOLS,
                    null,
                    sources,
                    validation,
                    Duration.ZERO,
                    authorizers.signature(authorizer),
                    issuer == null ? ApiAuthorizers.NO_ISSUER : issuer);
        }
        boolean token = authorizer.kind() == DeployedAuthorizer.Kind.TOKEN;
        return new RestAuthorizer(
                authorizer.name(),
                token ? RestAuthorizer.Kind.TOKEN : RestAuthorizer.Kind.REQUEST,
                authorizers.function(authorizer),
                sources,
                token ? validation : null,
                Duration.ofSeconds(authorizer.ttl().or(300)),
                null,
                null);
    }
}
