package dev.corsac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InnerPartsTest {

    @Nested
    class Exact_origins {

        @Test
        void are_found_and_counted_once() {
            List<String> origins = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                origins.add("https://" + i % 500 + ".example");
            }
            ExactOrigins set = ExactOrigins.of(origins, origins.size());
            assertThat(set.size()).isEqualTo(500);
            Set<Integer> slots = new HashSet<>();
            for (String origin : origins) {
                int slot = set.find(origin);
                assertThat(set.origin(slot)).isEqualTo(origin);
                slots.add(slot);
            }
            assertThat(slots).hasSize(500);
            assertThat(set.find("https://500.example")).isNegative();
            assertThat(set.find("")).isNegative();
            assertThat(ExactOrigins.of(List.of(), 0).find("")).isNegative();
        }

        /** "ap" and "c2" have the same hash code, so there are 2^n hosts of 2n letters with one hash code between them. */
        @Test
        void stay_apart_when_tenants_pick_colliding_hosts() {
            List<String> hosts = List.of("");
            for (int i = 0; i < 10; i++) {
                List<String> longer = new ArrayList<>();
                for (String host : hosts) {
                    longer.add(host + "ap");
                    longer.add(host + "c2");
                }
                hosts = longer;
            }
            List<String> origins =
                    hosts.stream().map(host -> "https://" + host + ".example").toList();
            assertThat(origins.stream().map(String::hashCode).distinct()).hasSize(1);
            ExactOrigins set = ExactOrigins.of(origins, origins.size());
            assertThat(set.longestRun()).isLessThan(130);
            for (String origin : origins) {
                assertThat(set.origin(set.find(origin))).isEqualTo(origin);
            }
            assertThat(set.find("https://" + "ap".repeat(9) + "c3.example")).isNegative();
            assertThat(set.size()).isEqualTo(1024);
        }

        @Test
        void measure_their_longest_run() {
            assertThat(ExactOrigins.of(List.of(), 0).longestRun()).isZero();
            assertThat(ExactOrigins.of(List.of("a"), 1).longestRun()).isEqualTo(1);
            assertThat(ExactOrigins.of(List.of("a", "b", "c", "d"), 4).longestRun())
                    .isBetween(1, 4);
        }
    }

    @Nested
    class Request_headers {

        private final RequestHeaderNames any = new RequestHeaderNames(List.of("*"));
        private final RequestHeaderNames some = new RequestHeaderNames(List.of("x-a", "x-bc"));

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "authorization|0",
                    "AUTHORIZATION|0",
                    "x-z,authorization|4",
                    "x-z, Authorization ,x-y|5",
                    "xauthorization,authorization|15",
                    "authorizationx,x,authorization|17",
                    "authorizatiZn,authorization|14",
                    "zzz,authoriZation|4",
                    "x-authorization|-1",
                    "authorization-x|-1",
                    "uthorization|-1",
                    "authorizatio|-1",
                    "z|-1",
                    "x,Z,y|-1"
                })
        void covered_by_a_star_are_all_but_authorization(String list, int place) {
            assertThat(any.check(list)).isEqualTo(place);
        }

        @Test
        void covered_by_a_star_are_not_searched_without_end() {
            assertThat(any.check("z".repeat(64))).isEqualTo(RequestHeaderNames.ALLOWED);
            assertThat(any.check("z".repeat(65))).isEqualTo(RequestHeaderNames.TOO_LONG);
            assertThat(any.check("Z".repeat(64))).isEqualTo(RequestHeaderNames.ALLOWED);
            assertThat(any.check("z".repeat(32) + "Z".repeat(33))).isEqualTo(RequestHeaderNames.TOO_LONG);
            assertThat(new RequestHeaderNames(List.of("*", "authorization")).check("authorization," + "z".repeat(100)))
                    .isEqualTo(RequestHeaderNames.ALLOWED);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                ignoreLeadingAndTrailingWhitespace = false,
                value = {
                    "x-a|-1",
                    "x-a,x-bc|-1",
                    "X-BC,X-A|-1",
                    " x-a\t, x-bc |-1",
                    ",,x-a,,|-1",
                    "x-a,x-a|-1",
                    "x-b|0",
                    "x-a,x-b|4",
                    "x-a x-bc|0",
                    "x-a;x-bc|0",
                    "x-abc|0",
                    "x-a, ,x-|6",
                    "\u212a-a|0"
                })
        void are_found_in_any_order_and_case(String list, int place) {
            assertThat(some.check(list)).isEqualTo(place);
            assertThat(some.check(list)).isEqualTo(place);
        }

        @Test
        void have_room_for_what_proxies_add_and_no_more() {
            int room = 32 + 3 + 4 + 2 * 3;
            assertThat(some.check("x-a,x-bc" + " ".repeat(room - 8))).isEqualTo(RequestHeaderNames.ALLOWED);
            assertThat(some.check("x-a,x-bc" + " ".repeat(room - 7))).isEqualTo(RequestHeaderNames.TOO_LONG);
            assertThat(some.check(" ".repeat(room - 3) + "x-a")).isEqualTo(RequestHeaderNames.ALLOWED);
            assertThat(some.check(" ".repeat(room - 2) + "x-a")).isEqualTo(RequestHeaderNames.TOO_LONG);
            assertThat(new RequestHeaderNames(List.of()).check("")).isEqualTo(RequestHeaderNames.ALLOWED);
            assertThat(new RequestHeaderNames(List.of()).check("a")).isZero();
        }

        @Test
        void end_before_a_comma() {
            assertThat(RequestHeaderNames.elementEnd("x-a, x-b", 0, 100)).isEqualTo(3);
            assertThat(RequestHeaderNames.elementEnd("x-a x-b \t,c", 0, 100)).isEqualTo(7);
            assertThat(RequestHeaderNames.elementEnd("x-a", 0, 2)).isEqualTo(2);
            assertThat(RequestHeaderNames.elementEnd("a,x-b", 2, 100)).isEqualTo(5);
        }
    }

    @Nested
    class Names_of_hosts {

        /** From RFC 3492 section 7.1, and some that are in use. */
        @ParameterizedTest
        @CsvSource({
            "b\u00fccher, xn--bcher-kva",
            "m\u00fcnchen, xn--mnchen-3ya",
            "\u00fc, xn--tda",
            "\u4ed6\u4eec\u4e3a\u4ec0\u4e48\u4e0d\u8bf4\u4e2d\u6587, xn--ihqwcrb4cv8a8dqg056pqjye",
            "pro\u010dprost\u011bnemluv\u00ed\u010desky, xn--proprostnemluvesky-uyb24dma41a",
            "\u306a\u305c\u307f\u3093\u306a\u65e5\u672c\u8a9e\u3092\u8a71\u3057\u3066\u304f\u308c\u306a\u3044\u306e\u304b,"
                    + " xn--n8jok5ay5dzabd5bym9f0cm5685rrjetr6pdxa",
            "\uc138\uacc4\uc758\ubaa8\ub4e0\uc0ac\ub78c\ub4e4\uc774\ud55c\uad6d\uc5b4\ub97c\uc774\ud574\ud55c\ub2e4\uba74\uc5bc\ub9c8\ub098\uc88b\uc744\uae4c,"
                    + " xn--989aomsvi5e83db1d2a355cv1e0vak1dwrv93d5xbh15a0dt30a5jpsd879ccm6fea98c",
            "\u0440\u0444, xn--p1ai",
            "\ud83d\ude00, xn--e28h",
            "plain, plain"
        })
        void in_punycode(String label, String ascii) {
            assertThat(Punycode.encode(label)).isEqualTo(ascii);
        }

        @ParameterizedTest
        @CsvSource({
            "[1:0:0:2:0:0:0:3], [1:0:0:2::3]",
            "[1:0:0:2:3:0:0:4], [1::2:3:0:0:4]",
            "[0:0:0:0:0:0:0:0], [::]",
            "[1:0:0:0:0:0:0:0], [1::]",
            "[1:2:3:4:5:6:7::], [1:2:3:4:5:6:7:0]",
            "[::2:3:4:5:6:7:8], [0:2:3:4:5:6:7:8]",
            "[00ab::00CD], [ab::cd]",
            "[1:0:2:0:3:0:4:0], [1:0:2:0:3:0:4:0]"
        })
        void with_an_ipv6_address_in_its_one_form(String address, String serialized) {
            assertThat(IpAddress.formatIpv6(IpAddress.parseIpv6(address))).isEqualTo(serialized);
            assertThat(OriginSuggestion.of("HTTP://" + address)).isEqualTo("http://" + serialized);
        }
    }

    @Nested
    class Policies {

        @Test
        void refuse_every_wildcard_beside_credentials() {
            assertThatThrownBy(() -> CorsPolicy.builder()
                            .allowOrigins("https://a.example")
                            .allowCredentials()
                            .allowMethods("*")
                            .allowHeaders("*", "authorization")
                            .exposeHeaders("*")
                            .build())
                    .isInstanceOfSatisfying(
                            CorsPolicyException.class,
                            e -> assertThat(e.problems())
                                    .containsExactly(
                                            new CorsProblem.WildcardWithCredentials("methods"),
                                            new CorsProblem.WildcardWithCredentials("headers"),
                                            new CorsProblem.WildcardWithCredentials("exposed headers")));
        }

        @Test
        void refuse_headers_that_no_page_sends() {
            for (String name :
                    List.of("Sec-Fetch-Mode", "proxy-x", "HOST", "origin", "te", "Access-Control-Request-Method")) {
                assertThat(problem(CorsPolicy.builder().allowOrigins("*").allowHeaders(name)))
                        .isEqualTo(new CorsProblem.ForbiddenRequestHeader(name));
            }
            assertThat(problem(CorsPolicy.builder().allowOrigins("*").allowHeaders("Access-Control-Allow-Origin")))
                    .isEqualTo(new CorsProblem.ResponseHeaderAsRequestHeader("Access-Control-Allow-Origin"));
            assertThat(problem(CorsPolicy.builder().allowOrigins("*").exposeHeaders("Set-Cookie2")))
                    .isEqualTo(new CorsProblem.ForbiddenResponseHeader("Set-Cookie2"));
            for (String name : List.of("", "\u00e4", "a:", "(", "\u007f")) {
                assertThat(problem(CorsPolicy.builder().allowOrigins("*").exposeHeaders(name)))
                        .isEqualTo(new CorsProblem.InvalidHeaderName(name, null));
                assertThat(problem(CorsPolicy.builder().allowOrigins("*").allowMethods(name)))
                        .isEqualTo(new CorsProblem.InvalidMethod(name, null));
            }
            CorsPolicy.builder()
                    .allowOrigins("*")
                    .allowMethods("!#$%&'+-.^_`|~09azAZ")
                    .allowHeaders("User-Agent", "x-http-method-override", "secret", "proxied")
                    .build();
        }

        @Test
        void have_a_max_age_of_whole_seconds() {
            for (Duration age : List.of(Duration.ofSeconds(-1), Duration.ofNanos(1), Duration.ofSeconds(1L << 31))) {
                assertThat(problem(CorsPolicy.builder().allowOrigins("*").maxAge(age)))
                        .isInstanceOf(CorsProblem.InvalidMaxAge.class);
            }
            for (int seconds : List.of(0, 1, Integer.MAX_VALUE)) {
                CorsPolicy policy = CorsPolicy.builder()
                        .allowOrigins("*")
                        .maxAge(Duration.ofSeconds(seconds))
                        .build();
                assertThat(policy.decide(CorsRequest.of("OPTIONS", "https://a.example", "GET", null))
                                .headers())
                        .contains(new CorsHeader("Access-Control-Max-Age", Integer.toString(seconds)));
            }
        }

        @Test
        void in_the_environment_have_a_max_age_of_digits() {
            for (String age : List.of("0", "1", "2147483647", " 5 ")) {
                assertThat(CorsPolicy.fromEnvironment(Map.of("ALLOWED_ORIGINS", "*", "MAX_AGE_SECONDS", age)))
                        .isEqualTo(CorsPolicy.builder()
                                .allowOrigins("*")
                                .maxAge(Duration.ofSeconds(Long.parseLong(age.strip())))
                                .build());
            }
            for (String age : List.of("-1", "1.5", "2147483648", "99999999999999999999", "x", "\u0661")) {
                assertThatThrownBy(() ->
                                CorsPolicy.fromEnvironment(Map.of("ALLOWED_ORIGINS", "*", "MAX_AGE_SECONDS", age)))
                        .hasMessageContaining("MAX_AGE_SECONDS: The max age \"" + age + "\"");
            }
            assertThat(CorsPolicy.fromEnvironment(
                            Map.of("ALLOWED_ORIGINS", "*", "MAX_AGE_SECONDS", " ", "ALLOW_CREDENTIALS", "False")))
                    .isEqualTo(CorsPolicy.builder().allowOrigins("*").build());
        }

        @Test
        void differ_by_each_setting() {
            CorsPolicy.Builder builder = CorsPolicy.builder().allowOrigins("https://a.example");
            Set<CorsPolicy> policies = new HashSet<>();
            policies.add(builder.build());
            policies.add(builder.allowOrigins("https://b.example").build());
            policies.add(builder.allowOrigins("https://*.b.example").build());
            policies.add(builder.allowMethods("PUT").build());
            policies.add(builder.allowHeaders("x-a").build());
            policies.add(builder.exposeHeaders("x-a").build());
            policies.add(builder.maxAge(Duration.ZERO).build());
            policies.add(builder.rejectDisallowedOrigins().build());
            policies.add(builder.explain().build());
            policies.add(builder.dangerouslyAllowInsecureOrigins().build());
            policies.add(builder.dangerouslyAllowPublicSuffixes().build());
            policies.add(builder.allowCredentials().build());
            assertThat(policies).hasSize(12);
            assertThat(builder.build().hashCode())
                    .isNotEqualTo(CorsPolicy.builder().allowOrigins("*").build().hashCode());
            assertThat(builder.build()).isNotEqualTo("a policy").isEqualTo(builder.build());
        }

        @Test
        void make_equal_decisions_of_equal_requests() {
            CorsPolicy policy =
                    CorsPolicy.builder().allowOrigins("https://a.example").build();
            CorsPolicy same = policy.toBuilder().build();
            CorsDecision decision = policy.decide(CorsRequest.of("GET", "https://a.example", null, null));
            assertThat(decision)
                    .isEqualTo(same.decide(CorsRequest.of("PUT", "https://a.example", null, null)))
                    .hasSameHashCodeAs(same.decide(CorsRequest.of("PUT", "https://a.example", null, null)))
                    .isNotEqualTo(policy.decide(CorsRequest.of("GET", "https://b.example", null, null)))
                    .isNotEqualTo(policy.decide(CorsRequest.of("OPTIONS", "https://a.example", "GET", null)));
            assertThat(policy.decide(CorsRequest.of("GET", "https://c.example", null, null)))
                    .isNotEqualTo(policy.decide(CorsRequest.of("GET", "https://b.example", null, null)));
        }

        @Test
        void keep_of_a_long_origin_its_beginning() {
            CorsPolicy policy =
                    CorsPolicy.builder().allowOrigins("https://*.example").build();
            for (int length : List.of(326, 327, 400, 8192, 8192 + 512)) {
                for (char letter : "ab".toCharArray()) {
                    String origin = "https://" + String.valueOf(letter).repeat(length - 8);
                    CorsRefusal refusal = policy.decide(CorsRequest.of("GET", origin, null, null))
                            .refusal();
                    assertThat(refusal)
                            .isEqualTo(
                                    new CorsRefusal.OriginMalformed(length > 326 ? origin.substring(0, 128) : origin));
                    assertThat(policy.decide(CorsRequest.of("GET", origin, null, null))
                                    .refusal())
                            .isSameAs(refusal);
                }
            }
        }

        @Test
        void tell_an_origin_from_the_beginning_of_a_longer_one() {
            String origin = "https://" + "a.".repeat(56) + "example";
            origin += "b".repeat(128 - origin.length());
            for (int length = 327; length < 327 + 1024; length++) {
                CorsPolicy policy =
                        CorsPolicy.builder().allowOrigins("https://*.example").build();
                policy.decide(CorsRequest.of("GET", origin + "b".repeat(length - 128), null, null));
                assertThat(policy.decide(CorsRequest.of("GET", origin, null, null))
                                .refusal())
                        .isEqualTo(new CorsRefusal.OriginNotAllowed(origin));
            }
        }

        @Test
        void keep_the_decisions_about_nearly_all_of_a_thousand_origins_under_wildcards() {
            CorsPolicy policy =
                    CorsPolicy.builder().allowOrigins("https://*.example").build();
            assertThat(kept(policy, "https://tenant-", ".example", 1000)).isGreaterThan(990);
        }

        @Test
        void find_no_decision_in_a_slot_of_which_another_thread_wrote_one_half() {
            CorsPolicy policy =
                    CorsPolicy.builder().allowOrigins("https://*.example").build();
            CorsDecision one = policy.decide("GET", "https://one.example", null, null);
            CorsDecision other = policy.decide("GET", "https://other.example", null, null);
            @Nullable Object[] table = Decisions.newTable(4);
            Decisions.keep(table, 0, one);
            assertThat(Decisions.find(table, 0, "https://one.example")).isSameAs(one);
            table[1] = other;
            assertThat(Decisions.find(table, 0, "https://one.example")).isNull();
            assertThat(Decisions.find(table, 0, "https://other.example")).isNull();
            table[1] = null;
            assertThat(Decisions.find(table, 0, "https://one.example")).isNull();
            Decisions.keep(table, 0, one);
            assertThat(Decisions.find(table, 0, "https://one.example")).isSameAs(one);
        }

        @Test
        void keep_the_decisions_about_all_of_a_hundred_foreign_origins() {
            CorsPolicy policy =
                    CorsPolicy.builder().allowOrigins("https://*.example").build();
            assertThat(kept(policy, "https://tenant-", ".test", 100)).isEqualTo(100);
        }

        /** How many of so many origins have, asked about in a second round, the decision of the first. */
        private int kept(CorsPolicy policy, String before, String after, int count) {
            Set<CorsDecision> decisions = Collections.newSetFromMap(new IdentityHashMap<>());
            for (int i = 0; i < 2 * count; i++) {
                decisions.add(policy.decide(CorsRequest.of("GET", before + i % count + after, null, null)));
            }
            return 2 * count - decisions.size();
        }

        private CorsProblem problem(CorsPolicy.Builder builder) {
            try {
                builder.build();
            } catch (CorsPolicyException e) {
                assertThat(e.problems()).hasSize(1);
                return e.problems().get(0);
            }
            throw new AssertionError("this policy should not be possible: " + builder.build());
        }
    }
}
