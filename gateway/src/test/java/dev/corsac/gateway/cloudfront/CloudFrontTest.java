package dev.corsac.gateway.cloudfront;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Component;
import dev.corsac.gateway.DeploymentException;
import dev.corsac.gateway.FakeFunction;
import dev.corsac.gateway.Front;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.gateway.alb.LoadBalancer;
import dev.corsac.gateway.alb.LoadBalancerTarget;
import dev.corsac.http.Body;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import dev.corsac.http.Url;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudFrontTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final RequestMetadata ARRIVAL =
            new RequestMetadata(NOON, "0a1b2c3d-0000-4000-8000-000000000000", "203.0.113.7");

    private static final CloudFrontCachePolicy POLICY = CloudFrontCachePolicy.of("minute", Duration.ofMinutes(1));

    private final List<Request> received = new ArrayList<>();

    private Headers responded = Headers.of("Access-Control-Allow-Origin", "https://a.example");

    private final Front origin = (request, arrival) -> {
        received.add(request);
        return AttributedResponse.by(
                Component.of(Component.Kind.FUNCTION, "orders"), "", new Response(200, responded, Body.of("body")));
    };

    private CloudFront front(CloudFrontBehavior behavior, CloudFrontOrigin to) {
        return CloudFront.builder(new CloudFrontCache(1_000_000))
                .origin(to)
                .defaultBehavior(behavior)
                .build();
    }

    private CloudFrontOrigin custom() {
        return CloudFrontOrigin.custom("o", origin, "http", "origin.example:8080");
    }

    private static Request request(String method, String target, String... headers) {
        return Request.of(method, "https://cdn.example" + target, Headers.of(headers));
    }

    private Request forwarded(CloudFrontBehavior behavior, Request request) {
        front(behavior.with(CloudFrontBehavior.Methods.ALL), custom()).respond(request, ARRIVAL);
        return received.get(received.size() - 1);
    }

    private static final String[] VIEWER = {
        "Host", "cdn.example",
        "Origin", "https://a.example",
        "Authorization", "token",
        "User-Agent", "browser",
        "Accept-Encoding", "deflate, br;q=1, gzip",
        "Cookie", "a=1; b=2; c=3",
        "If-None-Match", "\"x\"",
        "Range", "bytes=0-1",
        "Connection", "close",
        "X-Forwarded-For", "192.0.2.1",
        "Content-Type", "text/plain"
    };

    @Test
    void without_policies_the_origin_sees_what_cloudfront_writes_and_no_more() {
        Request seen = forwarded(CloudFrontBehavior.to("o").with(POLICY), request("GET", "/a?b=1", VIEWER));
        assertThat(seen.url()).isEqualTo(Url.parse("http://origin.example:8080/a"));
        assertThat(seen.headers().without("X-Amz-Cf-Id"))
                .isEqualTo(Headers.of(
                        "Host", "origin.example:8080",
                        "Content-Type", "text/plain",
                        "User-Agent", "Amazon CloudFront",
                        "X-Forwarded-For", "192.0.2.1,203.0.113.7",
                        "Via", "1.1 d0corsac0front.cloudfront.net (CloudFront)"));
    }

    @Test
    void what_is_in_the_key_or_forwarded_reaches_the_origin() {
        CloudFrontBehavior behavior = CloudFrontBehavior.to("o")
                .with(POLICY.withHeaders("authorization")
                        .withQueries(CloudFrontSelection.only("b"))
                        .withCookies(CloudFrontSelection.allExcept("a", "b")))
                .with(new CloudFrontOriginRequestPolicy(
                        "more",
                        CloudFrontSelection.only("ORIGIN", "User-Agent", "Host"),
                        CloudFrontSelection.only("a"),
                        CloudFrontSelection.only("c")));
        Request seen = forwarded(behavior, request("GET", "/?b=1&a=2&c&b=3", VIEWER));
        assertThat(seen.url().query()).isEqualTo("b=1&c&b=3");
        assertThat(seen.headers().first("Host")).isEqualTo("cdn.example");
        assertThat(seen.headers().first("Origin")).isEqualTo("https://a.example");
        assertThat(seen.headers().first("Authorization")).isEqualTo("token");
        assertThat(seen.headers().first("User-Agent")).isEqualTo("browser");
        assertThat(seen.headers().first("Cookie")).isEqualTo("a=1; c=3");
        assertThat(seen.headers().names()).doesNotContain("if-none-match", "range", "connection", "accept-encoding");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,     false",
        "HEAD,    false",
        "OPTIONS, true",
        "POST,    true",
        "DELETE,  true",
    })
    void a_token_is_removed_from_get_and_head_unless_it_is_in_the_key(String method, boolean kept) {
        Request seen = forwarded(CloudFrontBehavior.to("o").with(POLICY), request(method, "/", VIEWER));
        assertThat(seen.headers().has("Authorization")).isEqualTo(kept);
    }

    @Test
    void all_viewer_headers_are_all_but_those_of_the_connection() {
        CloudFrontBehavior behavior = CloudFrontBehavior.to("o")
                .with(CloudFrontCachePolicy.CACHING_DISABLED)
                .with(CloudFrontOriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST);
        Request seen = forwarded(behavior, request("GET", "/?a=1", VIEWER));
        assertThat(seen.headers().names())
                .containsExactlyInAnyOrder(
                        "host",
                        "origin",
                        "authorization",
                        "user-agent",
                        "accept-encoding",
                        "cookie",
                        "if-none-match",
                        "range",
                        "x-forwarded-for",
                        "content-type",
                        "via",
                        "x-amz-cf-id");
        assertThat(seen.headers().first("Host")).isEqualTo("origin.example:8080");
        assertThat(seen.headers().first("Accept-Encoding")).isEqualTo("deflate, br;q=1, gzip");
        assertThat(seen.url().query()).isEqualTo("a=1");
    }

    @Test
    void an_origin_has_its_path_and_its_own_headers() {
        front(CloudFrontBehavior.to("o"), custom().withPath("/prod").withHeader("X-Secret", "s"))
                .respond(request("GET", "/a", "X-Secret", "mine", "Accept-Encoding", "gzip, br"), ARRIVAL);
        assertThat(received.get(0).url().path()).isEqualTo("/prod/a");
        assertThat(received.get(0).headers().all("X-Secret")).containsExactly("s");
        assertThat(received.get(0).headers().all("Accept-Encoding")).containsExactly("br,gzip");
    }

    @Test
    void the_origin_is_called_by_the_edge_and_told_of_the_viewer() {
        FakeFunction function = FakeFunction.returning("{\"statusCode\":200}");
        Front balancer = LoadBalancer.builder()
                .defaultTarget(LoadBalancerTarget.of(function))
                .build();
        front(CloudFrontBehavior.to("o"), CloudFrontOrigin.custom("o", balancer, "http", "lb.example"))
                .respond(request("GET", "/"), ARRIVAL);
        assertThat(function.event)
                .contains("\"x-forwarded-for\":\"203.0.113.7, 192.0.2.199\"", "\"host\":\"lb.example\"");
    }

    @Test
    void a_response_from_the_cache_names_what_filled_it_and_the_policy_its_own_lines() {
        CloudFront front = front(
                CloudFrontBehavior.to("o")
                        .with(POLICY)
                        .with(CloudFrontOriginRequestPolicy.managed("CORS-CustomOrigin"))
                        .with(CloudFrontResponseHeadersPolicy.of(
                                "site",
                                CloudFrontResponseHeadersPolicy.Cors.of(
                                                List.of("https://b.example"), List.of("GET"), List.of("x"))
                                        .exposing("ETag"))),
                custom());
        AttributedResponse miss = front.respond(request("GET", "/", "Origin", "https://a.example"), ARRIVAL);
        assertThat(miss.madeBy()).hasToString("the function orders");
        assertThat(lines(miss))
                .containsExactly(
                        "Access-Control-Allow-Origin: https://a.example by the function orders",
                        "Vary: Origin by the response headers policy site");
        RequestMetadata later =
                new RequestMetadata(NOON.plusSeconds(7), "0a1b2c3d-0000-4000-8000-000000000001", "203.0.113.7");
        AttributedResponse hit = front.respond(request("GET", "/", "Origin", "https://b.example"), later);
        assertThat(received).hasSize(1);
        assertThat(hit.madeBy().kind()).isEqualTo(Component.Kind.CACHE);
        assertThat(hit.reason()).isEqualTo("kept for 7 s");
        assertThat(lines(hit))
                .containsExactly(
                        "Access-Control-Allow-Origin: https://a.example by the cache of CloudFront, filled by the function"
                                + " orders for https://a.example",
                        "Vary: Origin by the response headers policy site");
    }

    private static List<String> lines(AttributedResponse response) {
        return response.corsLines().stream()
                .map(line -> line.header() + " by " + line.madeBy())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "200 | none                                    | 60",
                "200 | Cache-Control: max-age=5                | 10",
                "200 | Cache-Control: max-age=70               | 70",
                "200 | Cache-Control: max-age=9999             | 600",
                "200 | Cache-Control: max-age=20, s-maxage=30  | 30",
                "200 | Cache-Control: S-MaxAge=30, max-age=20  | 30",
                "200 | Cache-Control: max-age=x                | 60",
                "200 | Cache-Control: no-store                 | 10",
                "200 | Cache-Control: max-age=90, private      | 10",
                "200 | Expires: Sun, 22 Nov 2026 12:01:30 GMT  | 90",
                "200 | Expires: Sun, 22 Nov 2026 11:00:00 GMT  | 10",
                "200 | Expires: 0                              | 10",
                "301 | none                                    | 60",
                "206 | none                                    | 0",
                "304 | none                                    | 0",
                "403 | none                                    | 0",
                "403 | Cache-Control: max-age=30               | 30",
                "403 | Cache-Control: max-age=1                | 15",
                "404 | none                                    | 15",
                "404 | Cache-Control: max-age=30               | 30",
                "418 | Cache-Control: max-age=30               | 0",
                "502 | none                                    | 15",
            })
    void a_response_is_kept_as_long_as_it_states_within_the_policys_limits(int status, String header, long seconds) {
        CloudFrontSelection none = CloudFrontSelection.none();
        CloudFrontCachePolicy policy = new CloudFrontCachePolicy(
                "p", Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(600), none, none, none, false);
        int colon = header.indexOf(':');
        Headers headers = colon < 0
                ? Headers.EMPTY
                : Headers.of(List.of(new Header(header.substring(0, colon), header.substring(colon + 1))));
        assertThat(CloudFrontEdge.ttl(Response.of(status, headers), policy, Duration.ofSeconds(15), NOON))
                .hasSeconds(seconds);
    }

    @Test
    void distributions_share_a_cache_and_not_their_responses() {
        CloudFrontCache cache = new CloudFrontCache(1_000_000);
        for (String id : new String[] {"d1", "d2", "d1"}) {
            CloudFront.builder(cache)
                    .id(id)
                    .origin(custom())
                    .defaultBehavior(CloudFrontBehavior.to("o"))
                    .build()
                    .respond(request("GET", "/"), ARRIVAL);
        }
        assertThat(received).hasSize(2);
        assertThat(cache.size()).isEqualTo(2);
        cache.invalidate();
        assertThat(cache.size()).isZero();
    }

    @Test
    void a_cache_keeps_within_its_bounds_and_forgets_what_was_asked_for_longest_ago() {
        CloudFrontCache cache = new CloudFrontCache(5_000);
        CloudFront front = CloudFront.builder(cache)
                .origin(custom())
                .defaultBehavior(CloudFrontBehavior.to("o"))
                .build();
        for (int i = 0; i < 100; i++) {
            front.respond(request("GET", "/" + i), ARRIVAL);
            front.respond(request("GET", "/0"), ARRIVAL);
        }
        assertThat(received).hasSize(100);
        assertThat(cache.size()).isBetween(2, 10);
        responded = Headers.of("X-Large", "x".repeat(6_000));
        int before = cache.size();
        front.respond(request("GET", "/large"), ARRIVAL);
        assertThat(cache.size()).isEqualTo(before);
        assertThatThrownBy(() -> new CloudFrontCache(0)).hasMessageContaining("0 bytes");
    }

    @Test
    void threads_may_share_a_cache() throws Exception {
        int threads = 4;
        CloudFrontCache cache = new CloudFrontCache(20_000);
        Front echo = (request, arrival) -> AttributedResponse.by(
                Component.of(Component.Kind.FUNCTION, "echo"),
                "",
                new Response(200, Headers.EMPTY, Body.of(request.url().path())));
        CloudFront front = CloudFront.builder(cache)
                .origin(CloudFrontOrigin.custom("o", echo, "https", "o.example"))
                .defaultBehavior(CloudFrontBehavior.to("o"))
                .build();
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Integer>> wrong = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                wrong.add(pool.submit(() -> {
                    start.await(10, TimeUnit.SECONDS);
                    int others = 0;
                    for (int i = 0; i < 2_000; i++) {
                        String path = "/" + i % 50;
                        String got = front.respond(request("GET", path), ARRIVAL)
                                .response()
                                .body()
                                .text();
                        others += got.equals(path) ? 0 : 1;
                    }
                    return others;
                }));
            }
            for (Future<Integer> each : wrong) {
                assertThat(each.get(30, TimeUnit.SECONDS)).isZero();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(cache.size()).isBetween(1, 40);
    }

    @Test
    void a_get_with_a_body_is_refused() {
        AttributedResponse response = front(CloudFrontBehavior.to("o"), custom())
                .respond(request("GET", "/").withBody(Body.of("x")), ARRIVAL);
        assertThat(response.response().status()).isEqualTo(403);
        assertThat(response.madeBy()).hasToString("the CloudFront");
        assertThat(response.reason()).isEqualTo("a GET with a body");
        assertThat(response.response().body().text()).contains("<H1>403 ERROR</H1>");
        assertThat(received).isEmpty();
    }

    @Test
    void managed_policies_are_found_by_id_and_by_either_name() {
        assertThat(CloudFrontCachePolicy.managed("658327ea-f89d-4fab-a63d-7e88639e58f6"))
                .isSameAs(CloudFrontCachePolicy.managed("CachingOptimized"))
                .isSameAs(CloudFrontCachePolicy.managed("Managed-CachingOptimized"));
        assertThat(CloudFrontOriginRequestPolicy.managed("216adef6-5c7f-47e4-b989-5492eafa07d3"))
                .isSameAs(CloudFrontOriginRequestPolicy.managed("AllViewer"));
        assertThat(CloudFrontResponseHeadersPolicy.managed("60669652-455b-4ae9-85a4-c4c02393f86c"))
                .isSameAs(CloudFrontResponseHeadersPolicy.managed("SimpleCORS"));
        assertThatThrownBy(() -> CloudFrontCachePolicy.managed("none"))
                .isInstanceOf(DeploymentException.class)
                .hasMessage("The specified cache policy does not exist.: \"none\"");
        assertThatThrownBy(() -> CloudFrontOriginRequestPolicy.managed("none")).isInstanceOf(DeploymentException.class);
        assertThatThrownBy(() -> CloudFrontResponseHeadersPolicy.managed("none"))
                .isInstanceOf(DeploymentException.class);
    }
}
