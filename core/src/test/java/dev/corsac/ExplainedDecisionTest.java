package dev.corsac;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExplainedDecisionTest {

    private static final String SHOP = "https://shop.example.com";

    private static final CorsPolicy POLICY = CorsPolicy.builder()
            .allowOrigins(SHOP, "https://*.preview.example.com", "https://www.other.example:8443")
            .allowCredentials()
            .allowMethods("PUT")
            .allowHeaders("Content-Type")
            .build();

    @Test
    void lists_every_step_of_a_granted_preflight() {
        assertThat(POLICY.explain(CorsRequest.of("OPTIONS", SHOP, "PUT", "content-type")))
                .hasToString("""
                ok    OPTIONS with Origin and Access-Control-Request-Method is a preflight: the policy responds, the handler is not called.
                      https://fetch.spec.whatwg.org/#cors-preflight-request
                ok    The origin "https://shop.example.com" is allowed.
                      https://fetch.spec.whatwg.org/#cors-check
                ok    Credentials are allowed: the page may call with cookies.
                      https://fetch.spec.whatwg.org/#cors-protocol-and-credentials
                ok    The method "PUT" is allowed.
                      https://fetch.spec.whatwg.org/#cors-preflight-fetch
                ok    The headers "content-type" are allowed.
                      https://fetch.spec.whatwg.org/#cors-preflight-fetch
                ok    Other requests get other headers, so Vary tells caches what the response depends on, with or without an Origin.
                      https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches
                Response: 204, without the handler, with
                      Access-Control-Allow-Origin: https://shop.example.com
                      Access-Control-Allow-Credentials: true
                      Access-Control-Allow-Methods: GET,HEAD,POST,PUT
                      Access-Control-Allow-Headers: content-type
                      Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers
                """);
    }

    @Test
    void ends_with_the_refused_value_and_the_allowed_ones() {
        assertFails(CorsRequest.of("OPTIONS", SHOP, "DELETE", null), "\"DELETE\" is not allowed", "GET,HEAD,POST,PUT");
        assertFails(
                CorsRequest.of("OPTIONS", SHOP, "PUT", "content-type,x-a"),
                "\"x-a\" is not allowed",
                "The allowed headers are content-type");
        assertFails(CorsRequest.of("OPTIONS", SHOP, "PUT", "x-a,".repeat(50)), "\"x-a\" is not allowed");
        assertFails(CorsRequest.of("OPTIONS", SHOP, "PUT", "content-type,".repeat(50)), "is longer than");
        CorsPolicy none = CorsPolicy.builder().allowOrigins(SHOP).build();
        assertThat(none.explain(CorsRequest.of("OPTIONS", SHOP, "GET", "x-a")).toString())
                .contains("No header is allowed, except those that need no preflight.");
        assertThat(none.explain(CorsRequest.of("OPTIONS", SHOP, "GET", "authorization"))
                        .toString())
                .contains("\"*\" does not cover it");
    }

    @Test
    void names_the_allowed_origin_that_is_similar() {
        assertFails(
                get("https://shop.example.com:8443"),
                "The allowed origin https://shop.example.com differs from it only in the port.");
        assertFails(
                get("http://shop.example.com"),
                "The allowed origin https://shop.example.com differs from it only in the scheme.");
        assertFails(get("https://www.shop.example.com"), "only in www., which makes it another origin");
        assertFails(get("https://other.example"), "only in www., which makes it another origin");
        assertFails(
                get("https://preview.example.com"), "covers only the domains below preview.example.com, not itself");
        assertFails(get("https://shop.example.com/"), "an origin does not end with a slash");
        assertFails(get("null"), "sandboxed");
        assertThat(POLICY.explain(get("https://stranger.example")).toString())
                .doesNotContain("The allowed origin")
                .contains("the browser keeps the response from the page")
                .endsWith("Response: that of the handler, with\n      Vary: Origin\n");
    }

    @Test
    void states_the_consequence_of_a_refused_call() {
        assertThat(POLICY.explain(CorsRequest.of("OPTIONS", "https://stranger.example", "PUT", null))
                        .toString())
                .contains("does not send the call it asks for")
                .contains("Response: 403, without the handler");
        assertThat(POLICY.toBuilder()
                        .rejectDisallowedOrigins()
                        .build()
                        .explain(get("https://stranger.example"))
                        .toString())
                .contains("rejected before the handler");
    }

    @Test
    void distinguishes_calls_preflights_and_requests_that_are_not_CORS() {
        assertThat(POLICY.explain(get(null)).toString()).startsWith("ok    There is no Origin header");
        assertThat(POLICY.explain(CorsRequest.of("OPTIONS", SHOP, null, null)).toString())
                .startsWith("ok    OPTIONS without Access-Control-Request-Method is not a preflight");
        assertThat(POLICY.explain(CorsRequest.of("OPTIONS", "https://a.preview.example.com", "GET", null))
                        .toString())
                .contains("is covered by https://*.preview.example.com")
                .contains("It asks for no headers.");
        CorsPolicy any = CorsPolicy.builder().allowOrigins("*").build();
        assertThat(any.explain(get(SHOP)).toString())
                .contains("It has an Origin header")
                .contains("Every origin is allowed.")
                .contains("Credentials are not allowed")
                .contains("the response does not vary")
                .contains("Response: that of the handler, with\n      Access-Control-Allow-Origin: *");
    }

    @Test
    void agrees_with_the_decision() {
        long seed = Long.getLong("corsac.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            NaiveCors naive = RandomPoliciesTest.randomPolicy(random);
            CorsPolicy policy = naive.policy();
            CorsRequest request = RandomPoliciesTest.randomRequest(random, naive);
            ExplainedDecision explanation = policy.explain(request);
            assertThat(explanation.decision()).as("-Dcorsac.seed=%d", seed).isEqualTo(policy.decide(request));
            assertThat(explanation.steps().stream().allMatch(ExplainedDecision.Step::passed))
                    .as("-Dcorsac.seed=%d: %s asked %s: %s", seed, naive, request, explanation)
                    .isEqualTo(explanation.decision().allowed());
        }
    }

    private static CorsRequest get(@Nullable String origin) {
        return CorsRequest.of("GET", origin, null, null);
    }

    private static void assertFails(CorsRequest request, String... texts) {
        ExplainedDecision explanation = POLICY.explain(request);
        assertThat(explanation.steps())
                .filteredOn(step -> !step.passed())
                .hasSize(1)
                .first()
                .satisfies(step -> {
                    assertThat(step.text()).contains(texts);
                    assertThat(step.reference()).startsWith("https://fetch.spec.whatwg.org/#");
                });
        assertThat(explanation.toString()).contains("FAILS ");
    }
}
