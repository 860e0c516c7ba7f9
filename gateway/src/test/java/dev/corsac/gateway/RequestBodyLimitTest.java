package dev.corsac.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.gateway.alb.LoadBalancer;
import dev.corsac.gateway.alb.LoadBalancerTarget;
import dev.corsac.gateway.cloudfront.CloudFront;
import dev.corsac.gateway.cloudfront.CloudFrontBehavior;
import dev.corsac.gateway.cloudfront.CloudFrontCache;
import dev.corsac.gateway.cloudfront.CloudFrontOrigin;
import dev.corsac.gateway.functionurl.FunctionUrl;
import dev.corsac.gateway.httpapi.HttpApi;
import dev.corsac.gateway.rest.RestApi;
import dev.corsac.gateway.s3.S3Bucket;
import dev.corsac.http.Body;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A server reads one byte more than a front looks at: that is enough for the front's own response to a longer body. */
class RequestBodyLimitTest {

    private static final RequestMetadata ARRIVAL = new RequestMetadata(
            Instant.parse("2026-11-22T12:00:00Z"), "0a1b2c3d-0000-4000-8000-000000000000", "203.0.113.7");

    private static final LambdaFunction FUNCTION = FakeFunction.returning("{\"statusCode\":200}");

    static Stream<Arguments> fronts() {
        Front rest = RestApi.builder().method("ANY", "/", FUNCTION).build();
        Front url = FunctionUrl.builder(FUNCTION).build();
        return Stream.of(
                Arguments.of("REST API", rest, 10 << 20, 413),
                Arguments.of(
                        "HTTP API",
                        HttpApi.builder().route("$default", FUNCTION).build(),
                        10 << 20,
                        413),
                Arguments.of("Function URL", url, 6 << 20, 413),
                Arguments.of(
                        "load balancer",
                        LoadBalancer.builder()
                                .defaultTarget(LoadBalancerTarget.of(FUNCTION))
                                .build(),
                        1 << 20,
                        413),
                Arguments.of("S3", S3Bucket.of(key -> null), 0, 403),
                Arguments.of(
                        "CloudFront before a Function URL and a REST API", distribution(url, rest), 10 << 20, 413));
    }

    private static Front distribution(Front url, Front rest) {
        return CloudFront.builder(new CloudFrontCache(1 << 20))
                .origin(CloudFrontOrigin.functionUrl("url", url, "url.example"))
                .origin(CloudFrontOrigin.apiGateway("rest", rest, "rest.example"))
                .defaultBehavior(CloudFrontBehavior.to("url").with(CloudFrontBehavior.Methods.ALL))
                .build();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fronts")
    void one_byte_past_the_limit_gets_the_fronts_own_response(String name, Front front, int limit, int status) {
        assertThat(front.maxRequestBody()).isEqualTo(limit);
        Request request = Request.of("POST", "https://api.example.com/", Headers.of("Host", "api.example.com"))
                .withBody(Body.wrap(new byte[limit + 1]));
        assertThat(front.respond(request, ARRIVAL).response().status()).isEqualTo(status);
    }
}
