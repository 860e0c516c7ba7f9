package dev.corsac.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.gateway.alb.LoadBalancer;
import dev.corsac.gateway.alb.LoadBalancerRule;
import dev.corsac.gateway.alb.LoadBalancerTarget;
import dev.corsac.gateway.alb.LoadBalancerTokenValidation;
import dev.corsac.gateway.cloudfront.CloudFront;
import dev.corsac.gateway.cloudfront.CloudFrontBehavior;
import dev.corsac.gateway.cloudfront.CloudFrontCache;
import dev.corsac.gateway.cloudfront.CloudFrontCachePolicy;
import dev.corsac.gateway.cloudfront.CloudFrontErrorResponse;
import dev.corsac.gateway.cloudfront.CloudFrontOrigin;
import dev.corsac.gateway.cloudfront.CloudFrontOriginRequestPolicy;
import dev.corsac.gateway.cloudfront.CloudFrontResponseHeadersPolicy;
import dev.corsac.gateway.functionurl.FunctionUrl;
import dev.corsac.gateway.functionurl.FunctionUrlCors;
import dev.corsac.gateway.httpapi.HttpApi;
import dev.corsac.gateway.httpapi.HttpApiCors;
import dev.corsac.gateway.httpapi.HttpApiLambdaAuthorizer;
import dev.corsac.gateway.httpapi.HttpApiRoute;
import dev.corsac.gateway.s3.Bucket;
import dev.corsac.gateway.s3.S3Bucket;
import dev.corsac.gateway.s3.S3Cors;
import dev.corsac.gateway.s3.S3Object;
import dev.corsac.gateway.s3.S3RoutingRule;
import dev.corsac.gateway.s3.S3Website;
import dev.corsac.http.Body;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A front throws for nothing that a client sends or a function returns: a server need not tell the two apart. */
class FrontsRobustnessTest {

    private static final String ORIGIN = "https://shop.example.com";

    private static final Bucket OBJECTS =
            key -> key.startsWith("a") ? new S3Object(Body.of("object"), "text/plain", "\"1\"", Instant.EPOCH) : null;

    private static final S3Cors RULES = S3Cors.of(
            S3Cors.Rule.of(List.of("https://*.example.com"), List.of("GET")).withAllowedHeaders("*"));

    enum Kind {
        HTTP_API(random -> HttpApi.builder()
                .cors(HttpApiCors.builder().allowOrigins(ORIGIN).build())
                .route("ANY /{proxy+}", new FakeFunction(random.result()))
                .route(HttpApiRoute.of("GET /a", new FakeFunction(random.result()))
                        .with(PayloadFormat.V1_0))
                .route(HttpApiRoute.of("POST /a", new FakeFunction(random.result()))
                        .with(authorizer(random)))
                .build()),
        FUNCTION_URL(random -> {
            FunctionUrl.Builder url = FunctionUrl.builder(new FakeFunction(random.result()))
                    .cors(FunctionUrlCors.builder().allowOrigins("*").build());
            if (random.flip()) {
                url.authType(FunctionUrl.AuthType.AWS_IAM);
            }
            return url.invokeMode(
                            random.flip() ? FunctionUrl.InvokeMode.BUFFERED : FunctionUrl.InvokeMode.RESPONSE_STREAM)
                    .build();
        }),
        LOAD_BALANCER(random -> {
            LoadBalancerTarget target = LoadBalancerTarget.of(new FakeFunction(random.result()));
            return LoadBalancer.builder()
                    .attribute("routing.http.response.access_control_allow_origin.header_value", "*")
                    .rule(LoadBalancerRule.forward("/a/*", target.withMultiValueHeaders()))
                    .rule(LoadBalancerRule.forward("/b*", target)
                            .validating(LoadBalancerTokenValidation.of("i", token -> true)))
                    .defaultTarget(target)
                    .build();
        }),
        S3_BUCKET(random -> S3Bucket.of(OBJECTS).withCors(RULES)),
        S3_WEBSITE(random -> S3Website.builder(OBJECTS)
                .indexDocument("a.html")
                .errorDocument("a-error.html")
                .cors(RULES)
                .routingRule(S3RoutingRule.when("b", null).toPrefix("a"))
                .build()),
        CLOUDFRONT(random -> CloudFront.builder(new CloudFrontCache(1 << 16))
                .origin(CloudFrontOrigin.functionUrl("url", FUNCTION_URL.made.apply(random), "url.example")
                        .withAccessControl(CloudFrontOrigin.Signing.ALWAYS))
                .origin(CloudFrontOrigin.s3("bucket", S3_BUCKET.made.apply(random), "bucket.example"))
                .defaultBehavior(CloudFrontBehavior.to("bucket")
                        .with(CloudFrontCachePolicy.CACHING_OPTIMIZED.withHeaders("Origin", "Authorization"))
                        .with(CloudFrontResponseHeadersPolicy.managed("SimpleCORS")))
                .behavior(
                        "/a*",
                        CloudFrontBehavior.to("url")
                                .with(CloudFrontBehavior.Methods.ALL)
                                .with(CloudFrontOriginRequestPolicy.ALL_VIEWER))
                .errorResponse(CloudFrontErrorResponse.of(404, "/a.html", 200))
                .build());

        @SuppressWarnings("ImmutableEnumChecker") // the lambdas above keep no state
        private final Function<RandomMessages, Front> made;

        Kind(Function<RandomMessages, Front> made) {
            this.made = made;
        }

        private static HttpApiLambdaAuthorizer authorizer(RandomMessages random) {
            HttpApiLambdaAuthorizer.Builder gate =
                    HttpApiLambdaAuthorizer.builder("gate", new FakeFunction(random.result()));
            return (random.flip() ? gate.simpleResponses() : gate).build();
        }
    }

    @ParameterizedTest
    @EnumSource
    void there_is_a_final_response_whatever_comes_in_and_whatever_the_function_does(Kind kind) {
        RandomMessages random = new RandomMessages();
        RequestMetadata arrival = new RequestMetadata(Instant.parse("2026-11-22T10:00:00Z"), "short", "::1");
        for (int i = 0; i < 2_000; i++) {
            Front front = kind.made.apply(random);
            Request request = random.request();
            try {
                Response response = front.respond(request, arrival).response();
                assertThat(response.status()).isBetween(200, 999);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + random.seed() + ", round " + i + ": " + request, e);
            }
        }
    }
}
