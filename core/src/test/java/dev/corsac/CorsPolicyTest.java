package dev.corsac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.corsac.CorsDecision.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CorsPolicyTest {

    private static final String SHOP = "https://shop.example.com";

    private static final CorsPolicy ANY = CorsPolicy.builder()
            .allowOrigins("*")
            .allowMethods("PUT")
            .allowHeaders("Content-Type")
            .exposeHeaders("ETag")
            .maxAge(Duration.ZERO)
            .build();

    private static final CorsPolicy LIST = CorsPolicy.builder()
            .allowOrigins(SHOP, "https://*.preview.example.com", "http://localhost:*")
            .allowCredentials()
            .allowMethods("PUT")
            .allowHeaders("Authorization", "Content-Type")
            .exposeHeaders("ETag")
            .maxAge(Duration.ofMinutes(10))
            .build();

    @Test
    void any_origin_is_allowed_with_and_without_an_origin_and_nothing_varies() {
        for (String origin : new @Nullable String[] {null, SHOP, "null", "https://stranger.example"}) {
            CorsDecision decision = ANY.decide(CorsRequest.of("GET", origin, null, null));
            assertThat(decision.allowed()).isTrue();
            assertThat(decision.status()).isEmpty();
            assertThat(lines(decision))
                    .containsExactly("Access-Control-Allow-Origin: *", "Access-Control-Expose-Headers: etag");
            assertThat(decision.vary()).isEmpty();
            assertThat(decision.kind()).isEqualTo(origin == null ? Kind.NOT_CORS : Kind.ACTUAL);
        }
    }

    @Test
    void a_preflight_to_any_origin_is_granted_without_the_handler() {
        CorsDecision decision = ANY.decide(CorsRequest.of("OPTIONS", SHOP, "PUT", "content-type"));
        assertThat(decision.kind()).isEqualTo(Kind.PREFLIGHT);
        assertThat(decision.status()).hasValue(204);
        assertThat(lines(decision))
                .containsExactly(
                        "Access-Control-Allow-Origin: *",
                        "Access-Control-Allow-Methods: GET,HEAD,POST,PUT",
                        "Access-Control-Allow-Headers: content-type",
                        "Access-Control-Max-Age: 0",
                        "Vary: Access-Control-Request-Method, Access-Control-Request-Headers");
    }

    @Test
    void a_listed_origin_gets_itself_and_credentials() {
        for (String origin :
                List.of(SHOP, "https://a.b.preview.example.com", "http://localhost", "http://localhost:3000")) {
            CorsDecision decision = LIST.decide(CorsRequest.of("POST", origin, null, null));
            assertThat(decision.allowed()).isTrue();
            assertThat(lines(decision))
                    .containsExactly(
                            "Access-Control-Allow-Origin: " + origin,
                            "Access-Control-Allow-Credentials: true",
                            "Access-Control-Expose-Headers: etag",
                            "Vary: Origin");
            assertThat(LIST.decide(CorsRequest.of("POST", origin, null, null))).isSameAs(decision);
        }
    }

    @Test
    void another_origin_reaches_the_handler_and_gets_nothing_but_Vary() {
        CorsDecision decision = LIST.decide(CorsRequest.of("GET", "https://stranger.example", null, null));
        assertThat(decision.allowed()).isFalse();
        assertThat(decision.status()).isEmpty();
        assertThat(lines(decision)).containsExactly("Vary: Origin");
        assertThat(decision.refusal()).isEqualTo(new CorsRefusal.OriginNotAllowed("https://stranger.example"));
    }

    @Test
    void a_request_without_origin_varies_too_if_the_origins_are_listed() {
        CorsDecision decision = LIST.decide(CorsRequest.of("GET", null, null, null));
        assertThat(decision.kind()).isEqualTo(Kind.NOT_CORS);
        assertThat(decision.allowed()).isTrue();
        assertThat(lines(decision)).containsExactly("Vary: Origin");
    }

    @Test
    void foreign_origins_are_refused_before_the_handler_if_asked_for() {
        CorsPolicy strict = LIST.toBuilder().rejectDisallowedOrigins().build();
        assertThat(strict.decide(CorsRequest.of("POST", "https://stranger.example", null, null))
                        .status())
                .hasValue(403);
        assertThat(strict.decide(CorsRequest.of("POST", SHOP, null, null)).status())
                .isEmpty();
        assertThat(strict.decide(CorsRequest.of("POST", null, null, null)).status())
                .isEmpty();
    }

    @Test
    void refused_preflights_say_403_and_which_part_was_refused() {
        assertRefused(
                CorsRequest.of("OPTIONS", "https://x.example", "PUT", null),
                new CorsRefusal.OriginNotAllowed("https://x.example"));
        assertRefused(CorsRequest.of("OPTIONS", "null", "PUT", null), new CorsRefusal.OriginNotAllowed("null"));
        assertRefused(CorsRequest.of("OPTIONS", SHOP + "/", "PUT", null), new CorsRefusal.OriginMalformed(SHOP + "/"));
        assertRefused(CorsRequest.of("OPTIONS", SHOP, "DELETE", null), new CorsRefusal.MethodNotAllowed("DELETE"));
        assertRefused(CorsRequest.of("OPTIONS", SHOP, "put", null), new CorsRefusal.MethodNotAllowed("put"));
        assertRefused(
                CorsRequest.of("OPTIONS", SHOP, "PUT", "authorization,x-other"),
                new CorsRefusal.HeaderNotAllowed("x-other"));
        assertRefused(
                CorsRequest.ofLines("OPTIONS", SHOP, "PUT", List.of("authorization", "x-other")),
                new CorsRefusal.HeaderNotAllowed("x-other"));
    }

    private static void assertRefused(CorsRequest request, CorsRefusal refusal) {
        CorsDecision decision = LIST.decide(request);
        assertThat(decision.kind()).isEqualTo(Kind.PREFLIGHT);
        assertThat(decision.allowed()).isFalse();
        assertThat(decision.status()).hasValue(403);
        assertThat(lines(decision))
                .containsExactly("Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers");
        assertThat(decision.refusal()).isEqualTo(refusal);
        assertThat(LIST.decide(request)).isSameAs(decision);
    }

    @Test
    void options_without_the_preflight_headers_is_the_handlers() {
        assertThat(LIST.decide(CorsRequest.of("OPTIONS", SHOP, null, "x-a")).kind())
                .isEqualTo(Kind.ACTUAL);
        assertThat(LIST.decide(CorsRequest.of("OPTIONS", null, "PUT", null)).kind())
                .isEqualTo(Kind.NOT_CORS);
        assertThat(LIST.decide(CorsRequest.of("options", SHOP, "PUT", null)).kind())
                .isEqualTo(Kind.ACTUAL);
    }

    @Test
    void all_problems_are_reported_at_once() {
        assertThatThrownBy(() -> CorsPolicy.builder()
                        .allowOrigins("https://Shop.example.com/", "*", "http://shop.example.com")
                        .allowCredentials()
                        .allowMethods("TRACE", "*")
                        .allowHeaders("Cookie", "a b")
                        .maxAge(Duration.ofMillis(1500))
                        .build())
                .isInstanceOfSatisfying(CorsPolicyException.class, e -> {
                    assertThat(e.problems())
                            .containsExactly(
                                    new CorsProblem.InvalidOrigin(
                                            "https://Shop.example.com/", OriginFlaw.TRAILING_SLASH, SHOP),
                                    new CorsProblem.InsecureOrigin("http://shop.example.com"),
                                    new CorsProblem.AnyOriginAmongOthers(),
                                    new CorsProblem.CredentialsForAnyOrigin(),
                                    new CorsProblem.ForbiddenMethod("TRACE"),
                                    new CorsProblem.WildcardWithCredentials("methods"),
                                    new CorsProblem.ForbiddenRequestHeader("Cookie"),
                                    new CorsProblem.InvalidHeaderName("a b", "a, b"),
                                    new CorsProblem.InvalidMaxAge("PT1.5S", null));
                    for (CorsProblem problem : e.problems()) {
                        assertThat(e).hasMessageContaining(problem.message());
                    }
                });
    }

    @Test
    void a_policy_round_trips_through_its_builder() {
        for (CorsPolicy policy : List.of(
                ANY, LIST, LIST.toBuilder().explain().rejectDisallowedOrigins().build())) {
            assertThat(policy.toBuilder().build())
                    .isEqualTo(policy)
                    .hasSameHashCodeAs(policy)
                    .hasToString(policy.toString());
        }
        assertThat(ANY).isNotEqualTo(LIST);
    }

    @Test
    void the_environment_describes_a_policy() {
        assertThat(CorsPolicy.fromEnvironment(Map.of(
                        "ALLOWED_ORIGINS", SHOP + " \n https://*.preview.example.com\thttp://localhost:*",
                        "ALLOW_CREDENTIALS", "true",
                        "ALLOWED_METHODS", "PUT",
                        "ALLOWED_HEADERS", "authorization, content-type",
                        "EXPOSED_HEADERS", "ETag",
                        "MAX_AGE_SECONDS", "600")))
                .isEqualTo(LIST);
        assertThat(CorsPolicy.fromEnvironment(Map.of("ALLOWED_ORIGINS", "*")))
                .isEqualTo(CorsPolicy.builder().allowOrigins("*").build());
    }

    @Test
    void problems_of_the_environment_name_their_variables() {
        assertThatThrownBy(() -> CorsPolicy.fromEnvironment(Map.of(
                        "ALLOW_CREDENTIALS", "yes",
                        "ALLOWED_METHODS", "TRACE",
                        "ALLOWED_HEADERS", "cookie",
                        "EXPOSED_HEADERS", "set-cookie",
                        "MAX_AGE_SECONDS", "10m",
                        "DANGEROUSLY_ALLOW_INSECURE_ORIGINS", "1")))
                .isInstanceOfSatisfying(
                        CorsPolicyException.class,
                        e -> assertThat(e.problems())
                                .allSatisfy(problem -> assertThat(problem).isInstanceOf(CorsProblem.InVariable.class))
                                .extracting(problem -> ((CorsProblem.InVariable) problem).variable())
                                .containsExactly(
                                        "ALLOW_CREDENTIALS",
                                        "MAX_AGE_SECONDS",
                                        "DANGEROUSLY_ALLOW_INSECURE_ORIGINS",
                                        "ALLOWED_ORIGINS",
                                        "ALLOWED_METHODS",
                                        "ALLOWED_HEADERS",
                                        "EXPOSED_HEADERS"));
    }

    private static List<String> lines(CorsDecision decision) {
        List<String> lines = new ArrayList<>();
        for (CorsHeader header : decision.headers()) {
            lines.add(header.toString());
        }
        return lines;
    }

    @Test
    void the_problems_of_a_policy_survive_serialization() throws Exception {
        CorsPolicyException e = catchThrowableOfType(
                CorsPolicyException.class,
                () -> CorsPolicy.fromEnvironment(Map.of(
                        "ALLOWED_ORIGINS",
                        "https://a.example/ 'null'",
                        "MAX_AGE_SECONDS",
                        "x",
                        "ALLOW_METHODS",
                        "PUT")));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(e);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            CorsPolicyException read = (CorsPolicyException) in.readObject();
            assertThat(read.problems()).isEqualTo(e.problems()).hasSize(4);
            assertThat(read).hasMessage(e.getMessage());
        }
    }
}
