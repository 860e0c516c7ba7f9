package dev.corsac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicSuffixesTest {

    private final PublicSuffixes suffixes = PublicSuffixes.load();

    @ParameterizedTest
    @CsvSource({
        "com, com",
        "co.uk, co.uk",
        "uk, uk",
        "github.io, github.io",
        "cloudfront.net, cloudfront.net",
        "s3.amazonaws.com, s3.amazonaws.com",
        "anything.ck, anything.ck",
        "ck, ck",
        "kobe.jp, kobe.jp",
        "x.kobe.jp, x.kobe.jp",
        "kawasaki.jp, kawasaki.jp",
        "xn--p1ai, xn--p1ai",
        "xn--fiqs8s, xn--fiqs8s",
        "internal, internal",
        "unlisted-top-level-domain, unlisted-top-level-domain"
    })
    void anyone_can_have_a_domain_under_a_public_suffix(String domain, String suffix) {
        assertThat(suffixes.coveredBy(domain)).isNotNull().endsWith(suffix);
    }

    @Test
    void domains_above_a_public_suffix_cover_it() {
        assertThat(suffixes.coveredBy("amazonaws.com")).endsWith(".amazonaws.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.com",
                "preview.example.com",
                "example.co.uk",
                "me.github.io",
                "d1.cloudfront.net",
                "www.ck",
                "a.www.ck",
                "city.kobe.jp",
                "a.b.kobe.jp",
                "localhost",
                "a.localhost",
                "corp.internal",
                "com.example.org",
                "xample.com",
                "hub.example"
            })
    void other_domains_have_one_owner(String domain) {
        assertThat(suffixes.coveredBy(domain)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "example.com, example.com",
        "a.b.example.com, example.com",
        "com, com",
        "www.example.co.uk, example.co.uk",
        "co.uk, co.uk",
        "me.github.io, me.github.io",
        "github.io, github.io",
        "a.me.github.io, me.github.io",
        "d1.cloudfront.net, d1.cloudfront.net",
        "bucket.s3.amazonaws.com, bucket.s3.amazonaws.com",
        "a.b.example.ck, b.example.ck",
        "www.ck, www.ck",
        "a.www.ck, www.ck",
        "a.city.kobe.jp, city.kobe.jp",
        "a.b.x.kobe.jp, b.x.kobe.jp",
        "kobe.jp, kobe.jp",
        "a.example.xn--p1ai, example.xn--p1ai",
        "localhost, localhost",
        "shop.localhost, shop.localhost",
        "api.shop.localhost, shop.localhost",
        "api.corp.internal, corp.internal",
        "127.0.0.1, 127.0.0.1",
        "[::1], [::1]",
        "a.example.com., example.com.",
        "., .",
        "'', ''"
    })
    void a_site_is_a_public_suffix_and_one_label_more(String host, String domain) {
        assertThat(suffixes.registrableDomain(host)).isEqualTo(domain);
    }

    @Test
    void a_wildcard_over_a_public_suffix_needs_a_dangerous_word_if_there_are_credentials() {
        CorsPolicy.Builder builder =
                CorsPolicy.builder().allowOrigins("https://*.github.io", "https://*.example.com:*");
        assertThat(builder.build()
                        .decide(CorsRequest.of("GET", "https://a.github.io", null, null))
                        .allowed())
                .isTrue();
        assertThatThrownBy(() -> builder.allowCredentials().build())
                .isInstanceOfSatisfying(
                        CorsPolicyException.class,
                        e -> assertThat(e.problems())
                                .isEqualTo(List.of(new CorsProblem.PublicSuffix("https://*.github.io", "github.io"))))
                .hasMessageContaining("dangerouslyAllowPublicSuffixes");
        assertThat(builder.dangerouslyAllowPublicSuffixes().build().toString())
                .contains("dangerouslyAllowPublicSuffixes");
    }
}
