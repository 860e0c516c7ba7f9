package dev.corsac.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.gateway.alb.LoadBalancer;
import dev.corsac.gateway.alb.LoadBalancerTarget;
import dev.corsac.gateway.functionurl.FunctionUrl;
import dev.corsac.gateway.httpapi.HttpApi;
import dev.corsac.gateway.httpapi.HttpApiRoute;
import dev.corsac.gateway.rest.RestApi;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table that the handlers' wrappers are tested with says what this model does. */
class MalformedResponsesTest {

    private static final RequestMetadata METADATA = new RequestMetadata(
            Instant.parse("2026-11-22T10:00:00Z"), "0a1b2c3d-0000-4000-8000-000000000000", "203.0.113.7");

    @ParameterizedTest
    @ValueSource(strings = {"rest", "v1", "v2", "url", "alb", "alb-multi"})
    void a_front_rejects_the_rows_that_name_it_and_no_others(String front) throws IOException {
        List<String[]> rows = Files.readAllLines(Path.of("../testing/malformed-responses/responses.tsv")).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("\t", -1))
                .toList();
        assertThat(rows)
                .hasSizeGreaterThan(80)
                .allSatisfy(cells -> assertThat(List.of(500, 502).contains(status(front, cells[3])))
                        .as("%s of %s", front, cells[3])
                        .isEqualTo(List.of(cells[0].split(" ")).contains(front)));
    }

    private static int status(String front, String output) {
        FakeFunction function = FakeFunction.returning(output);
        Request request = Request.of(
                "GET", "https://api.example.com/", Headers.of("Accept", "image/png", "Origin", "https://shop.example"));
        AttributedResponse response = switch (front) {
            case "rest" ->
                RestApi.builder()
                        .binaryMediaType("*/*")
                        .method("GET", "/", function)
                        .build()
                        .respond(request, METADATA);
            case "v1" -> httpApi(function, PayloadFormat.V1_0).respond(request, METADATA);
            case "v2" -> httpApi(function, PayloadFormat.V2_0).respond(request, METADATA);
            case "url" -> FunctionUrl.builder(function).build().respond(request, METADATA);
            case "alb" -> balancer(LoadBalancerTarget.of(function)).respond(request, METADATA);
            default ->
                balancer(LoadBalancerTarget.of(function).withMultiValueHeaders())
                        .respond(request, METADATA);
        };
        return response.response().status();
    }

    private static HttpApi httpApi(FakeFunction function, PayloadFormat format) {
        return HttpApi.builder()
                .route(HttpApiRoute.of("GET /", function).with(format))
                .build();
    }

    private static LoadBalancer balancer(LoadBalancerTarget target) {
        return LoadBalancer.builder().defaultTarget(target).build();
    }
}
