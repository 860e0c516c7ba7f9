package dev.corsac.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.http.Body;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HostCheckTest {

    private static final RequestMetadata ARRIVAL = new RequestMetadata(
            Instant.parse("2026-11-22T12:00:00Z"), "0a1b2c3d-0000-4000-8000-000000000000", "203.0.113.7");

    private static final Set<String> SERVED = Set.of("api.shop.localhost", "127.0.0.1", "[::1]");

    private static final Front FRONT = (request, arrival) -> AttributedResponse.by(
            Component.of(Component.Kind.SERVICE, "test"), "", new Response(200, Headers.EMPTY, Body.of("secret")));

    private static AttributedResponse respond(Service service, String method, String host) {
        Headers headers = Headers.of("Host", host, "Origin", "http://" + host);
        return HostCheck.before(
                        FRONT,
                        service,
                        "apis.shop",
                        SERVED::contains,
                        foreign -> "add " + foreign + " to apis.shop.hosts")
                .respond(Request.of(method, "http://api.shop.localhost:8081/", headers), ARRIVAL);
    }

    @ParameterizedTest
    @CsvSource({"api.shop.localhost:8081", "API.shop.localhost", "127.0.0.1:8081", "[::1]:8081", "[::1]"})
    void a_host_of_the_front_reaches_it_with_any_port(String host) {
        assertThat(respond(Service.HTTP_API, "GET", host).response().body().text())
                .isEqualTo("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "REST_API,      403, Forbidden",
        "HTTP_API,      403, Forbidden",
        "FUNCTION_URL,  403, Message",
        "S3,            404, NoSuchBucket",
        "S3_WEBSITE,    404, NoSuchBucket",
        "CLOUDFRONT,    403, Bad request",
        "LOAD_BALANCER, 403, Corsac refused"
    })
    void any_other_host_gets_what_the_service_sends(Service service, int status, String body) {
        for (String host : new String[] {"evil.example", "evil.example:8081", "api.shop.localhost.evil.example", ""}) {
            AttributedResponse response = respond(service, "GET", host);
            assertThat(response.response().status()).as(host).isEqualTo(status);
            assertThat(response.response().body().text()).as(host).contains(body);
            assertThat(response.reason()).as(host).contains("apis.shop.", " to apis.shop.hosts");
        }
    }

    @ParameterizedTest
    @EnumSource
    void nothing_of_the_front_reaches_a_page_of_another_host(Service service) {
        for (String method : new String[] {"GET", "HEAD", "POST", "OPTIONS"}) {
            assertThat(respond(service, method, "evil.example")
                            .response()
                            .body()
                            .text())
                    .doesNotContain("secret");
        }
    }

    @Test
    void the_limit_of_a_body_is_the_fronts() {
        Front small = new Front() {
            @Override
            public AttributedResponse respond(Request request, RequestMetadata arrival) {
                return FRONT.respond(request, arrival);
            }

            @Override
            public int maxRequestBody() {
                return 7;
            }
        };
        assertThat(HostCheck.before(small, Service.S3, "sites.shop", SERVED::contains, host -> "")
                        .maxRequestBody())
                .isEqualTo(7);
    }
}
