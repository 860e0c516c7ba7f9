package dev.corsac.config.template;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.deployment.DeployedFunctionUrl;
import dev.corsac.deployment.DeployedRestApi;
import dev.corsac.deployment.DeployedRoute;
import dev.corsac.deployment.Integration;
import dev.corsac.http.Response;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What the Serverless Framework 3 makes of a serverless.yml, as its own package command writes it. */
class ServerlessTest {

    private static final String HEAD = "service: shop\nprovider: {name: aws, runtime: java21}\n";

    private static Read read(String text) {
        return Read.file(new Memory().with("serverless.yml", HEAD + text), "serverless.yml");
    }

    private static Response preflight(Read read, String path, String origin) {
        return read.preflight(read.origin(DeployedRestApi.class) + "/dev" + path, origin, "GET");
    }

    @Test
    void the_cors_of_all_events_of_a_path_makes_one_preflight() {
        Read read = read("""
                functions:
                  one:
                    handler: a.One
                    events:
                      - http: {path: a, method: get, cors: true}
                      - http: {path: a, method: put, cors: {origin: "https://x.example", headers: [X-One], methods: [PATCH], maxAge: 60, cacheControl: no-store}}
                """);
        Response response = preflight(read, "/a", "https://other.example");
        assertThat(Read.header(response, "access-control-allow-origin"))
                .as("the origin of the last event")
                .isEqualTo("https://x.example");
        assertThat(Read.header(response, "access-control-allow-methods")).isEqualTo("PATCH,OPTIONS,PUT,GET");
        assertThat(Read.header(response, "access-control-allow-headers")).startsWith("X-One,Content-Type,");
        assertThat(Read.header(response, "access-control-max-age")).isEqualTo("60");
        assertThat(Read.header(response, "cache-control")).isEqualTo("no-store");
    }

    @Test
    void of_several_origins_the_one_that_asks_is_sent() {
        Read read = read("""
                functions:
                  one:
                    handler: a.One
                    events:
                      - http: {path: a, method: get, cors: {origins: ["https://x.example", "https://*.y.example"]}}
                      - http: {path: b, method: any, cors: {origin: "https://x.example, https://z.example"}}
                """);
        assertThat(Read.header(preflight(read, "/a", "https://shop.y.example"), "access-control-allow-origin"))
                .isEqualTo("https://shop.y.example");
        assertThat(Read.header(preflight(read, "/a", "https://y.example.evil"), "access-control-allow-origin"))
                .isEqualTo("https://x.example");
        assertThat(Read.header(preflight(read, "/b", "https://z.example"), "access-control-allow-origin"))
                .isEqualTo("https://z.example");
        assertThat(Read.header(preflight(read, "/b", "https://z.example"), "access-control-allow-methods"))
                .isEqualTo("OPTIONS,DELETE,GET,HEAD,PATCH,POST,PUT");
    }

    @Test
    void a_function_url_allows_other_headers_than_an_api_by_default() {
        Read read = read("functions: {one: {handler: a.One, url: {cors: true}}}");
        assertThat(Objects.requireNonNull(read.front(DeployedFunctionUrl.class).cors())
                        .allowHeaders())
                .extracting(Object::toString)
                .containsExactly(
                        "Content-Type",
                        "X-Amz-Date",
                        "Authorization",
                        "X-Api-Key",
                        "X-Amz-Security-Token",
                        "X-Amzn-Trace-Id");
    }

    @Test
    void events_that_the_function_does_not_respond_to_are_named() {
        Read read = read("""
                functions:
                  one:
                    handler: a.One
                    events:
                      - http: {path: a, method: get, async: true}
                      - http: {path: b, method: get, integration: lambda}
                      - websocket: $connect
                      - alb: {listenerArn: "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/x/1/2", priority: 1, conditions: {path: /a}}
                """);
        assertThat(read.front(DeployedRestApi.class).routes())
                .extracting(DeployedRoute::integration)
                .allMatch(Integration.Other.class::isInstance);
        assertThat(read.codes())
                .containsExactly(
                        "integration-not-modelled",
                        "integration-not-modelled",
                        "resource-not-read",
                        "resource-not-read");
    }
}
