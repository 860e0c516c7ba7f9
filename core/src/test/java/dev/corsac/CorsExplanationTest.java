package dev.corsac;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CorsExplanationTest {

    private static final String SHOP = "https://shop.example.com";

    private static final CorsPolicy POLICY = CorsPolicy.builder()
            .allowOrigins(SHOP, "https://*.preview.example.com", "https://www.other.example:8443")
            .allowCredentials()
            .allowMethods("PUT")
            .allowHeaders("Content-Type")
            .build();

    @Test
    void tells_the_whole_reasoning_of_a_granted_preflight() {
        assertThat(POLICY.explain(CorsRequest.of("OPTIONS", SHOP, "PUT", "content-type")))
                .hasToString("""
                ok    OPTIONS with Origin and Access-Control-Request-Method is a preflight: the policy answers, the handler is not called.
                      https://fetch.spec.whatwg.org/#cors-preflight-request
                ok    The origin "https://shop.example.com" is one of the allowed origins.
                      https://fetch.spec.whatwg.org/#cors-check
                ok    Credentials are allowed: the page may call with cookies.
                      https://fetch.spec.whatwg.org/#cors-protocol-and-credentials
                ok    The method "PUT" is allowed.
                      https://fetch.spec.whatwg.org/#cors-preflight-fetch
                ok    The headers "content-type" are allowed.
                      https://fetch.spec.whatwg.org/#cors-preflight-fetch
                ok    Others get another answer, so caches are told what it depends on: Vary, whether or not there is an Origin.
                      https://fetch.spec.whatwg.org/#cors-protocol-and-http-caches
                Answer: 204, without the handler, with
                      Access-Control-Allow-Origin: https://shop.example.com
                      Access-Control-Allow-Credentials: true
                      Access-Control-Allow-Methods: GET,HEAD,POST,PUT
                      Access-Control-Allow-Headers: content-type
                      Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers
                """);
    }

    @Test
    void ends_with_what_was_refused_and_what_is_allowed() {
        assertFails(CorsRequest.of("OPTIONS", SHOP, "DELETE", null), "\"DELETE\" is none", "GET,HEAD,POST,PUT");
        assertFails(
                CorsRequest.of("OPTIONS", SHOP, "PUT", "content-type,x-a"),
                "\"x-a\" is none",
                "Allowed are content-type");
        assertFails(CorsRequest.of("OPTIONS", SHOP, "PUT", "x-a,".repeat(50)), "\"x-a\" is none");
        assertFails(CorsRequest.of("OPTIONS", SHOP, "PUT", "content-type,".repeat(50)), "is longer than");
        CorsPolicy none = CorsPolicy.builder().allowOrigins(SHOP).build();
        assertThat(none.explain(CorsRequest.of("OPTIONS", SHOP, "GET", "x-a")).toString())
                .contains("None is allowed but those that need no preflight.");
        assertThat(none.explain(CorsRequest.of("OPTIONS", SHOP, "GET", "authorization"))
                        .toString())
                .contains("\"*\" does not cover it");
    }

    @Test
    void names_the_allowed_origin_that_a_stranger_is_near_to() {
        assertFails(
                get("https://shop.example.com:8443"), "Near to it is https://shop.example.com, which differs in port.");
        assertFails(get("http://shop.example.com"), "Near to it is https://shop.example.com, which differs in scheme.");
        assertFails(get("https://www.shop.example.com"), "with and without www. are two origins");
        assertFails(get("https://other.example"), "with and without www. are two origins");
        assertFails(get("https://preview.example.com"), "covers what is below preview.example.com, not itself");
        assertFails(get("https://shop.example.com/"), "an origin has no slash at the end");
        assertFails(get("null"), "sandboxed");
        assertThat(POLICY.explain(get("https://stranger.example")).toString())
                .doesNotContain("Near to it")
                .contains("the browser keeps the answer from the page")
                .endsWith("Answer: that of the handler, with\n      Vary: Origin\n");
    }

    @Test
    void says_what_becomes_of_a_refused_call() {
        assertThat(POLICY.explain(CorsRequest.of("OPTIONS", "https://stranger.example", "PUT", null))
                        .toString())
                .contains("does not send the call it asks for")
                .contains("Answer: 403, without the handler");
        assertThat(POLICY.toBuilder()
                        .refuseForeignOrigins()
                        .build()
                        .explain(get("https://stranger.example"))
                        .toString())
                .contains("refused before the handler");
    }

    @Test
    void tells_calls_from_preflights_and_from_what_is_not_CORS() {
        assertThat(POLICY.explain(get(null)).toString()).startsWith("ok    There is no Origin header");
        assertThat(POLICY.explain(CorsRequest.of("OPTIONS", SHOP, null, null)).toString())
                .startsWith("ok    OPTIONS without Access-Control-Request-Method is no preflight");
        assertThat(POLICY.explain(CorsRequest.of("OPTIONS", "https://a.preview.example.com", "GET", null))
                        .toString())
                .contains("is covered by https://*.preview.example.com")
                .contains("It asks for no header.");
        CorsPolicy any = CorsPolicy.builder().allowOrigins("*").build();
        assertThat(any.explain(get(SHOP)).toString())
                .contains("It has an Origin header")
                .contains("Any origin is allowed.")
                .contains("Credentials are not allowed")
                .contains("it does not vary")
                .contains("Answer: that of the handler, with\n      Access-Control-Allow-Origin: *");
    }

    @Test
    void says_what_the_decision_says() {
        long seed = Long.getLong("corsac.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            NaiveCors naive = RandomPoliciesTest.randomPolicy(random);
            CorsPolicy policy = naive.policy();
            CorsRequest request = RandomPoliciesTest.randomRequest(random, naive);
            CorsExplanation explanation = policy.explain(request);
            assertThat(explanation.decision()).as("-Dcorsac.seed=%d", seed).isEqualTo(policy.decide(request));
            assertThat(explanation.steps().stream().allMatch(CorsExplanation.Step::passed))
                    .as("-Dcorsac.seed=%d: %s asked %s: %s", seed, naive, request, explanation)
                    .isEqualTo(explanation.decision().allowed());
        }
    }

    private static CorsRequest get(@Nullable String origin) {
        return CorsRequest.of("GET", origin, null, null);
    }

    private static void assertFails(CorsRequest request, String... texts) {
        CorsExplanation explanation = POLICY.explain(request);
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
