package dev.corsac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Mistakes that other CORS engines have made, each by its public name. */
class KnownBugsTest {

    private static final String SHOP = "https://shop.example.com";

    @Nested
    class Any_origin_with_credentials {

        /**
         * CVE-2018-20744 (rs/cors), CVE-2017-20146 (gorilla/handlers), CVE-2024-25124 (Fiber), CVE-2018-8014 (Tomcat),
         * CVE-2021-39185 (http4s), CVE-2026-54290 (Hono): reflected whatever origin came.
         */
        @Test
        void is_refused_when_the_policy_is_built() {
            assertThat(problems(CorsPolicy.builder().allowOrigins("*").allowCredentials()))
                    .contains(new CorsProblem.CredentialsForAnyOrigin());
        }

        /** rs/cors#197: {@code h*} is as good as any. Spring's allowedOriginPatterns("*") likewise. */
        @Test
        void cannot_be_had_by_another_wildcard() {
            for (String pattern : List.of(
                    "h*",
                    "http*",
                    "https://*",
                    "http*://*",
                    "*://*",
                    "https://*.",
                    "**",
                    "https://*:*",
                    "https://*.*")) {
                assertThat(problems(CorsPolicy.builder().allowOrigins(pattern)))
                        .as(pattern)
                        .hasSize(1)
                        .first()
                        .isInstanceOf(CorsProblem.InvalidOrigin.class);
            }
            assertThat(problems(
                            CorsPolicy.builder().allowOrigins("https://*.com").allowCredentials()))
                    .hasSize(1)
                    .first()
                    .isInstanceOf(CorsProblem.PublicSuffix.class);
        }

        /** CVE-2023-49803 (@koa/cors): an origin that is not set meant any. */
        @Test
        void is_not_the_default() {
            assertThat(problems(CorsPolicy.builder())).containsExactly(new CorsProblem.NoOrigins());
            assertThat(problems(CorsPolicy.builder().allowOrigins(List.of()).allowCredentials()))
                    .containsExactly(new CorsProblem.NoOrigins());
        }
    }

    @Nested
    class The_null_origin {

        /** CVE-2021-39185 (http4s), Ktor: echoed. */
        @Test
        void can_be_neither_allowed_nor_echoed() {
            assertThat(problems(CorsPolicy.builder().allowOrigins("null", "NULL")))
                    .hasSize(2);
            assertThat(lines(policy(SHOP, "https://*.example.com", "http://localhost:*"), "GET", "null"))
                    .containsExactly("Vary: Origin");
        }
    }

    @Nested
    class Matching_of_origins {

        /** CVE-2022-1996 (go-restful), CVE-2017-11173 (rack-cors), CVE-2026-37737 (sanic-cors): no anchor at the end. */
        @Test
        void looks_at_the_end() {
            assertRefused(
                    policy("https://example.com"), "https://example.com.malicious.domain", "https://example.community");
            assertRefused(policy("https://trusted.com"), "https://trusted.com.attacker.io");
        }

        /** CVE-2024-27302 (go-zero): compared the end of the host only. */
        @Test
        void looks_at_the_beginning() {
            assertRefused(
                    policy("https://victim.com", "https://*.victim.com"),
                    "https://evil-victim.com",
                    "https://evilvictim.com");
        }

        /** CVE-2019-25211 (gin-contrib/cors): the wildcard at the end was cut off together with the slash. */
        @Test
        void has_no_wildcard_paths() {
            assertThat(problems(CorsPolicy.builder().allowOrigins("https://example.com/*")))
                    .containsExactly(new CorsProblem.InvalidOrigin(
                            "https://example.com/*", OriginFlaw.PATH, "https://example.com"));
        }

        /** CVE-2026-25479 (Litestar), Jetty's CrossOriginHandler, Helidon: dots of a regular expression. */
        @Test
        void takes_dots_for_dots() {
            assertRefused(policy("https://app.example.com"), "https://appXexample.com", "https://app-example.com");
            assertRefused(
                    policy("https://*.example.com"),
                    "https://xexample.com",
                    "https://xexampleZcom",
                    "https://a.examplexcom");
            assertAllowed(policy("https://*.example.com"), "https://foo.example.com");
        }

        /** GHSA-vhxv-fg4m-p2w8 (jub0bs/cors), GHSA-v84h-653v-4pq9 (fcors): two hosts made a third. */
        @Test
        void does_not_join_hosts() {
            assertRefused(
                    policy("https://foo.com", "https://bar.com"),
                    "https://barfoo.com",
                    "https://foobar.com",
                    "https://foo.combar.com");
            assertRefused(
                    policy("https://*.foo.com", "https://bar.com"), "https://barfoo.com", "https://bar.comfoo.com");
        }

        /** jub0bs/cors#12: inserting one origin made others be forgotten. */
        @Test
        void forgets_none() {
            List<String> origins = new ArrayList<>();
            for (String host : List.of("a", "ab", "abc", "b", "ba", "bac", "bad", "aab", "aaab", "z")) {
                origins.add("https://" + host + ".example");
                origins.add("https://" + host + ".example:8080");
                origins.add("http://" + host + ".example");
                origins.add("https://*." + host + ".example");
            }
            CorsPolicy policy = CorsPolicy.builder().allowOrigins(origins).build();
            for (String origin : origins) {
                assertAllowed(policy, origin.replace("*", "www"));
            }
        }

        /** CVE-2026-55438 (coder): the origin of another subdomain. */
        @Test
        void tells_subdomains_apart() {
            assertRefused(
                    policy("https://*.apps.example.com"),
                    "https://apps.example.com",
                    "https://apps.example.com.evil.apps-example.com");
        }

        /** Jetty's CrossOriginHandler: split the header at spaces, and echoed all if any part matched. */
        @Test
        void takes_the_header_for_one_origin() {
            assertRefused(
                    policy(SHOP), SHOP + " https://evil.example", "https://evil.example " + SHOP, SHOP + "," + SHOP);
        }

        /** Vert.x Origin: a path after the origin was tolerated, and {@code https://} threw. */
        @Test
        void refuses_what_is_no_origin_without_throwing() {
            for (CorsPolicy policy : List.of(policy(SHOP), policy("https://*.example.com", "http://localhost:*"))) {
                assertRefused(
                        policy,
                        "https://",
                        "://",
                        ":",
                        "",
                        "/",
                        "https:",
                        "https://:",
                        "https://[",
                        "https://]",
                        "https://.",
                        SHOP + "/path",
                        "\uD800");
            }
        }

        /** Spring's patterns: 73 seconds for one match of {@code https://*-*.*.example.com}. */
        @Test
        void has_one_wildcard_for_labels_and_one_for_the_port() {
            assertThat(problems(CorsPolicy.builder()
                            .allowOrigins(
                                    "https://*-*.*.example.com",
                                    "https://*.*.example.com",
                                    "https://app*.example.com")))
                    .hasSize(3);
        }
    }

    @Nested
    class Preflights {

        /** CVE-2025-47908, GHSA-mh55-gqvf-xfwm (rs/cors), go-chi/cors#36: commas by the megabyte. */
        @Test
        void with_nothing_but_commas_are_refused_at_once() {
            CorsPolicy policy =
                    CorsPolicy.builder().allowOrigins(SHOP).allowHeaders("x-a").build();
            for (String flood : List.of(",", " ", "\t,", "x-a,", "a,", "a", ", ")) {
                CorsDecision decision = policy.decide(CorsRequest.of("OPTIONS", SHOP, "GET", flood.repeat(1 << 20)));
                assertThat(decision.allowed()).as(flood).isFalse();
                assertThat(decision.refusal().value().length()).isLessThan(200);
            }
        }

        /** jub0bs/cors#15: allowed request headers were not found. */
        @Test
        void find_every_allowed_header_alone_and_among_the_others() {
            List<String> names = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                names.add("x-" + Integer.toString(i * 7919, 36));
                CorsPolicy policy = CorsPolicy.builder()
                        .allowOrigins(SHOP)
                        .allowHeaders(names)
                        .build();
                for (String name : names) {
                    assertPreflight(policy, "GET", name, true);
                }
                assertPreflight(policy, "GET", String.join(",", names), true);
                assertPreflight(policy, "GET", String.join(",", names) + ",x-other", false);
            }
        }

        /** rs/cors#184: API Gateway splits the list into lines. */
        @Test
        void may_have_their_list_in_several_lines() {
            CorsPolicy policy = CorsPolicy.builder()
                    .allowOrigins(SHOP)
                    .allowHeaders("x-a", "x-b")
                    .build();
            assertThat(policy.decide(CorsRequest.ofLines("OPTIONS", SHOP, "GET", List.of("x-a", "x-b")))
                            .allowed())
                    .isTrue();
            assertThat(policy.decide(CorsRequest.ofLines("OPTIONS", SHOP, "GET", List.of("x-a", "x-c")))
                            .allowed())
                    .isFalse();
            assertThat(policy.decide(CorsRequest.ofLines("OPTIONS", SHOP, "GET", List.of()))
                            .allowed())
                    .isTrue();
        }

        /** rs/cors upper-cased all methods, so that {@code patch} could not be allowed. */
        @Test
        void know_methods_by_their_case() {
            CorsPolicy lower = CorsPolicy.builder()
                    .allowOrigins(SHOP)
                    .allowMethods("sync", "put")
                    .build();
            assertPreflight(lower, "sync", null, true);
            assertPreflight(lower, "SYNC", null, false);
            assertPreflight(lower, "PUT", null, true);
        }

        /** Spring: {@code allowedHeaders("Content-Type,Authorization")} was taken for one name. */
        @Test
        void have_names_one_by_one() {
            assertThat(problems(CorsPolicy.builder().allowOrigins(SHOP).allowHeaders("Content-Type,Authorization")))
                    .containsExactly(new CorsProblem.InvalidHeaderName(
                            "Content-Type,Authorization", "Content-Type, Authorization"));
        }

        /** express, tower-http, http4k, Ktor: took every OPTIONS for a preflight. */
        @Test
        void are_not_every_OPTIONS() {
            CorsPolicy policy = policy(SHOP);
            assertThat(policy.decide(CorsRequest.of("OPTIONS", SHOP, null, null))
                            .status())
                    .isEmpty();
            assertThat(policy.decide(CorsRequest.of("OPTIONS", null, null, null))
                            .status())
                    .isEmpty();
            assertThat(policy.decide(CorsRequest.of("OPTIONS", null, "GET", "x-a"))
                            .status())
                    .isEmpty();
        }

        /** Ktor, Helidon, Jetty, middy: a max age of zero was left out, which means five seconds. */
        @Test
        void may_be_forgotten_at_once() {
            CorsPolicy policy = CorsPolicy.builder()
                    .allowOrigins(SHOP)
                    .maxAge(java.time.Duration.ZERO)
                    .build();
            assertThat(lines(policy, "OPTIONS", SHOP)).contains("Access-Control-Max-Age: 0");
            assertThat(lines(policy(SHOP), "OPTIONS", SHOP)).noneMatch(line -> line.contains("Max-Age"));
        }
    }

    @Nested
    class Responses {

        /** vertx-web#1656, #2319 and #2880, middy#1251, powertools-lambda-typescript#4509, h3#1456: no Vary where it was needed. */
        @Test
        void vary_with_the_origin_whether_or_not_there_is_one() {
            for (String origin : new @Nullable String[] {null, SHOP, "https://stranger.example"}) {
                assertThat(lines(policy(SHOP), "GET", origin)).contains("Vary: Origin");
            }
        }

        /** powertools-lambda-typescript#4509, tower-http, express: methods and headers disclosed to strangers, and {@code Allow-Credentials: false}. */
        @Test
        void disclose_nothing_to_strangers() {
            CorsPolicy policy = CorsPolicy.builder()
                    .allowOrigins(SHOP)
                    .allowCredentials()
                    .allowMethods("PUT")
                    .exposeHeaders("etag")
                    .build();
            assertThat(lines(policy, "GET", "https://stranger.example")).containsExactly("Vary: Origin");
            assertThat(lines(policy, "OPTIONS", "https://stranger.example"))
                    .containsExactly("Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers");
            assertThat(lines(policy(SHOP), "GET", SHOP)).noneMatch(line -> line.contains("Credentials"));
        }

        /** jub0bs/cors#14 and 0.1.1, rs/cors#198, middy#1263: shared values were changed by callers. */
        @Test
        void cannot_be_changed() {
            CorsDecision decision = policy(SHOP).decide(CorsRequest.of("GET", SHOP, null, null));
            assertThatThrownBy(() -> decision.headers().clear()).isInstanceOf(UnsupportedOperationException.class);
            assertThatThrownBy(() -> decision.headers().set(0, new CorsHeader("a", "b")))
                    .isInstanceOf(UnsupportedOperationException.class);
            assertThatThrownBy(() -> decision.vary().add("x")).isInstanceOf(UnsupportedOperationException.class);
        }

        /** express: options were read again for each request, and so were changes to them. */
        @Test
        void do_not_change_with_what_the_policy_was_built_from() {
            List<String> origins = new ArrayList<>(List.of(SHOP));
            CorsPolicy.Builder builder = CorsPolicy.builder().allowOrigins(origins);
            CorsPolicy policy = builder.build();
            origins.add("https://late.example");
            builder.allowOrigins("https://later.example").allowMethods("PUT");
            assertRefused(policy, "https://late.example", "https://later.example");
            assertPreflight(policy, "PUT", null, false);
        }

        /** middy#1263: one call's headers appeared in the response to the next. */
        @Test
        void do_not_depend_on_former_ones() {
            CorsPolicy policy = policy(SHOP, "https://*.example.org");
            List<String> origins =
                    new ArrayList<>(List.of(SHOP, "https://a.example.org", "https://stranger.example", "null"));
            List<List<String>> first = new ArrayList<>();
            for (String origin : origins) {
                first.add(lines(policy, "GET", origin));
            }
            for (int round = 0; round < 100; round++) {
                for (int i = 0; i < origins.size(); i++) {
                    assertThat(lines(policy, "GET", origins.get(i))).isEqualTo(first.get(i));
                    assertThat(lines(policy, "OPTIONS", origins.get(i))).isNotEqualTo(first.get(i));
                }
            }
        }

        /** CVE-2022-4147 (Quarkus), GHSA-583g-g682-crxf (Micronaut): calls of strangers reached the handler. Ours are marked as not allowed, or refused first. */
        @Test
        void refuse_strangers_before_the_handler_if_asked_for() {
            CorsPolicy policy = CorsPolicy.builder()
                    .allowOrigins(SHOP)
                    .rejectDisallowedOrigins()
                    .build();
            CorsDecision decision = policy.decide(CorsRequest.of("POST", "https://stranger.example", null, null));
            assertThat(decision.status()).hasValue(403);
            assertThat(policy(SHOP)
                            .decide(CorsRequest.of("POST", "https://stranger.example", null, null))
                            .allowed())
                    .isFalse();
        }

        /** jub0bs/cors 0.13.1: {@code file} could be allowed. */
        @Test
        void never_go_to_files() {
            assertThat(problems(CorsPolicy.builder().allowOrigins("file://host", "file://")))
                    .hasSize(2);
        }
    }

    private static CorsPolicy policy(String... origins) {
        return CorsPolicy.builder().allowOrigins(origins).build();
    }

    private static List<CorsProblem> problems(CorsPolicy.Builder builder) {
        try {
            builder.build();
            return List.of();
        } catch (CorsPolicyException e) {
            return e.problems();
        }
    }

    private static void assertAllowed(CorsPolicy policy, String... origins) {
        for (String origin : origins) {
            assertThat(lines(policy, "GET", origin)).as(origin).contains("Access-Control-Allow-Origin: " + origin);
        }
    }

    private static void assertRefused(CorsPolicy policy, String... origins) {
        for (String origin : origins) {
            assertThat(lines(policy, "GET", origin)).as(origin).containsExactly("Vary: Origin");
        }
    }

    private static void assertPreflight(CorsPolicy policy, String method, @Nullable String headers, boolean allowed) {
        assertThat(policy.decide(CorsRequest.of("OPTIONS", SHOP, method, headers))
                        .allowed())
                .as("%s %s", method, headers)
                .isEqualTo(allowed);
    }

    private static List<String> lines(CorsPolicy policy, String method, @Nullable String origin) {
        return RandomPoliciesTest.expectation(
                        policy.decide(CorsRequest.of(method, origin, method.equals("OPTIONS") ? "GET" : null, null)))
                .lines();
    }
}
