package dev.corsac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Preview deployments: a number or a hash in the first label, and nothing wider. */
class PlaceholdersTest {

    @ParameterizedTest
    @CsvSource({
        "https://deploy-preview-{number}--shop.netlify.app, https://deploy-preview-123--shop.netlify.app, true",
        "https://deploy-preview-{number}--shop.netlify.app, https://deploy-preview-0--shop.netlify.app, true",
        "https://deploy-preview-{number}--shop.netlify.app, https://deploy-preview-007--shop.netlify.app, false",
        "https://deploy-preview-{number}--shop.netlify.app, https://deploy-preview-12345678901--shop.netlify.app, false",
        "https://deploy-preview-{number}--shop.netlify.app, https://deploy-preview-1-2--shop.netlify.app, false",
        "https://deploy-preview-{number}--shop.netlify.app, https://deploy-preview---shop.netlify.app, false",
        "https://deploy-preview-{number}--shop.netlify.app, https://deploy-preview-x--shop.netlify.app, false",
        "https://deploy-preview-{number}--shop.netlify.app, https://deploy-preview-1--other.netlify.app, false",
        "https://deploy-preview-{number}--shop.netlify.app, https://deploy-preview-1--shop.netlify.app.evil.example, false",
        "https://deploy-preview-{number}--shop.netlify.app, https://a.deploy-preview-1--shop.netlify.app, false",
        "https://deploy-preview-{number}--shop.netlify.app, https://deploy-preview-{number}--shop.netlify.app, false",
        "https://deploy-preview-{number}--shop.netlify.app, http://deploy-preview-1--shop.netlify.app, false",
        "https://deploy-preview-{number}--shop.netlify.app, https://deploy-preview-1--shop.netlify.app:8443, false",
        "https://pr-{number}.d123.amplifyapp.com, https://pr-7.d123.amplifyapp.com, true",
        "https://pr-{number}.d123.amplifyapp.com, https://pr-7.d124.amplifyapp.com, false",
        "https://{hex}.shop.pages.dev, https://abc123.shop.pages.dev, true",
        "https://{hex}.shop.pages.dev, https://abc12.shop.pages.dev, false",
        "https://{hex}.shop.pages.dev, https://abc12g.shop.pages.dev, false",
        "https://{hex}.shop.pages.dev, https://main.shop.pages.dev, false",
        "https://{number}.shop.example:*, https://7.shop.example:8443, true",
        "https://{number}.shop.example:*, https://7.shop.example:443, false",
        "http://pr-{number}.localhost:3000, http://pr-1.localhost:3000, true",
        "http://pr-{number}.localhost:3000, http://pr-1.localhost, false",
    })
    void cover_these_origins_and_nothing_more(String allowed, String origin, boolean covered) {
        CorsPolicy policy = CorsPolicy.builder().allowOrigins(allowed).build();
        CorsRequest request = CorsRequest.of("GET", origin, null, null);
        assertThat(policy.decide(request).allowed()).isEqualTo(covered);
        assertThat(policy.explain(request).toString().contains("is covered by " + allowed))
                .isEqualTo(covered);
        assertThat(policy.toBuilder().build()).isEqualTo(policy);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://shop-{branch}.example.com",
                "https://shop{number}.example.com",
                "https://{number}x.example.com",
                "https://{number}-{number}.example.com",
                "https://{number}-{hex}.example.com",
                "https://*.{number}.example.com",
                "https://a.{number}.example.com",
                "https://{number}",
                "https://{number}:8443",
                "https://a.example:{number}",
                "https://{number}.0.0.1",
                "https://xn--{hex}.example.com",
                "https://{NUMBER}.example.com",
                "https://{}.example.com",
            })
    void are_refused_anywhere_else(String origin) {
        assertThatThrownBy(() -> CorsPolicy.builder().allowOrigins(origin).build())
                .isInstanceOfSatisfying(
                        CorsPolicyException.class,
                        e -> assertThat(e.problems())
                                .singleElement()
                                .isInstanceOfSatisfying(
                                        CorsProblem.InvalidOrigin.class,
                                        problem -> assertThat(problem.flaw()).isEqualTo(OriginFlaw.PLACEHOLDER)));
    }

    /** Whatever switch is set: a stranger may have a host that the pattern covers. */
    @Test
    void are_refused_with_credentials() {
        assertThatThrownBy(() -> CorsPolicy.builder()
                        .allowOrigins("https://deploy-preview-{number}--shop.netlify.app")
                        .allowCredentials()
                        .dangerouslyAllowPublicSuffixes()
                        .dangerouslyAllowInsecureOrigins()
                        .build())
                .isInstanceOfSatisfying(
                        CorsPolicyException.class,
                        e -> assertThat(e.problems())
                                .containsExactly(new CorsProblem.PlaceholderWithCredentials(
                                        "https://deploy-preview-{number}--shop.netlify.app")));
    }

    /** Texts in braces that are not origins at all keep the reason that they had. */
    @ParameterizedTest
    @ValueSource(strings = {"${ORIGIN}", "{https://shop.example.com}", "{{origin}}"})
    void are_not_meant_by_braces_around_an_origin(String origin) {
        assertThatThrownBy(() -> CorsPolicy.builder().allowOrigins(origin).build())
                .isInstanceOfSatisfying(
                        CorsPolicyException.class,
                        e -> assertThat(e.problems())
                                .singleElement()
                                .isInstanceOfSatisfying(
                                        CorsProblem.InvalidOrigin.class,
                                        problem -> assertThat(problem.flaw()).isNotEqualTo(OriginFlaw.PLACEHOLDER)));
    }

    @Test
    void are_found_among_many_that_differ_in_one_part() {
        List<String> origins = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            origins.add("https://deploy-preview-{number}--shop" + i + ".netlify.app");
            origins.add("https://{hex}--shop" + i + ".netlify.app");
        }
        CorsPolicy policy = CorsPolicy.builder().allowOrigins(origins).build();
        for (int i = 0; i < 2000; i++) {
            String host = "--shop" + i + ".netlify.app";
            assertThat(policy.decide("GET", "https://deploy-preview-" + i + host, null, null)
                            .allowed())
                    .isTrue();
            assertThat(policy.decide("GET", "https://abcdef" + i + host, null, null)
                            .allowed())
                    .isTrue();
            assertThat(policy.decide("GET", "https://deploy-preview-a" + host, null, null)
                            .allowed())
                    .isFalse();
        }
    }
}
