package dev.corsac;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What is almost an allowed origin never gets in. */
class NeighboursTest {

    private static final List<String> EXACT = List.of(
            "https://shop.example.com",
            "https://example.com:8443",
            "http://localhost:3000",
            "http://127.0.0.1",
            "http://[2001:db8::1]:8080",
            "capacitor://localhost",
            "https://xn--bcher-kva.example");

    private static final List<String> PATTERNS = List.of(
            "https://*.preview.example.com", "http://localhost:*", "https://*.dev.example.org:*", "http://[::1]:*");

    @Test
    void of_an_exact_origin() {
        for (String allowed : EXACT) {
            CorsPolicy policy = CorsPolicy.builder().allowOrigins(allowed).build();
            assertThat(allowed(policy, allowed)).isTrue();
            for (String neighbour : neighbours(allowed)) {
                assertThat(allowed(policy, neighbour))
                        .as("%s by %s", neighbour, allowed)
                        .isFalse();
            }
        }
    }

    @Test
    void of_any_of_many() {
        CorsPolicy policy = CorsPolicy.builder().allowOrigins(EXACT).build();
        for (String allowed : EXACT) {
            assertThat(allowed(policy, allowed)).isTrue();
            for (String neighbour : neighbours(allowed)) {
                assertThat(allowed(policy, neighbour)).as(neighbour).isFalse();
            }
        }
    }

    /** The look that saves loading the one at everything: a yes of it must be one that the latter would say. */
    @Test
    void is_plainly_an_origin_only_if_it_is_an_exact_and_secure_one() {
        List<String> origins = new ArrayList<>(EXACT);
        origins.addAll(PATTERNS);
        origins.addAll(List.of("https://a.b", "https://a.1b", "https://a.b1", "https://127.0.0.1", "https://a.0x1f"));
        origins.add("https://" + "a".repeat(63) + ".example");
        origins.add("https://" + ("a".repeat(63) + ".").repeat(3) + "a".repeat(61));
        int plain = 0;
        for (String origin : origins) {
            for (String neighbour : neighbours(origin)) {
                if (ExactOrigins.isPlain(neighbour)) {
                    plain++;
                    List<CorsProblem> problems = new ArrayList<>();
                    OriginPattern pattern = OriginPattern.parse(neighbour, problems);
                    assertThat(problems).as(neighbour).isEmpty();
                    assertThat(pattern).as(neighbour).isNotNull();
                    assertThat(pattern.isExact()).as(neighbour).isTrue();
                    assertThat(pattern.isInsecure()).as(neighbour).isFalse();
                }
            }
        }
        assertThat(plain).isGreaterThan(1000);
        assertThat(ExactOrigins.isPlain("https://shop.example.com")).isTrue();
        assertThat(ExactOrigins.isPlain("https://d111111abcdef8.cloudfront.net"))
                .isTrue();
    }

    @Test
    void of_what_a_wildcard_covers() {
        CorsPolicy policy = CorsPolicy.builder().allowOrigins(PATTERNS).build();
        NaiveCors naive = new NaiveCors(PATTERNS, false, List.of(), List.of(), List.of(), -1, false, false);
        for (String covered : List.of(
                "https://a.preview.example.com",
                "https://a-1.b_2.preview.example.com",
                "http://localhost",
                "http://localhost:3000",
                "https://x.dev.example.org:8443",
                "https://x.dev.example.org",
                "http://[::1]:3000")) {
            assertThat(allowed(policy, covered)).as(covered).isTrue();
            int refused = 0;
            for (String neighbour : neighbours(covered)) {
                boolean expected = naive.decide(CorsRequest.of("GET", neighbour, null, null))
                        .allowed();
                assertThat(allowed(policy, neighbour)).as(neighbour).isEqualTo(expected);
                refused += expected ? 0 : 1;
            }
            assertThat(refused).isGreaterThan(100);
        }
    }

    @Test
    void wildcards_cover_labels_and_nothing_else() {
        CorsPolicy policy =
                CorsPolicy.builder().allowOrigins("https://*.example.com").build();
        for (String origin : List.of(
                "https://example.com",
                "https://.example.com",
                "https://a..example.com",
                "https://aexample.com",
                "https://a.example.com.",
                "https://a.example.com.evil.example",
                "https://evil.example/.example.com",
                "https://evil.example#.example.com",
                "https://evil.example?.example.com",
                "https://evil.example\\.example.com",
                "https://user@a.example.com",
                "https://evil.example:80.example.com",
                "https://a.example.com:443",
                "https://a.example.com:8443",
                "https://a.example.com:",
                "https://A.example.com",
                "https://b\u00fc.example.com",
                "https://*.example.com",
                "https://a.example.com/",
                "http://a.example.com",
                "https://[a.example.com",
                "https://[a].example.com",
                "https://" + "a".repeat(64) + ".example.com",
                "https://" + "a.".repeat(125) + "example.com")) {
            assertThat(allowed(policy, origin)).as(origin).isFalse();
        }
        for (String origin : List.of(
                "https://a.example.com",
                "https://a.b.c.d.example.com",
                "https://-.example.com",
                "https://" + "a".repeat(63) + ".example.com",
                "https://" + "a.".repeat(121) + "example.com")) {
            assertThat(allowed(policy, origin)).as(origin).isTrue();
        }
    }

    private static boolean allowed(CorsPolicy policy, String origin) {
        boolean first = policy.decide(CorsRequest.of("GET", origin, null, null)).allowed();
        boolean preflight =
                policy.decide(CorsRequest.of("OPTIONS", origin, "GET", null)).allowed();
        assertThat(preflight).as(origin).isEqualTo(first);
        return first;
    }

    private static List<String> neighbours(String origin) {
        List<String> neighbours = new ArrayList<>();
        for (int i = 0; i < origin.length(); i++) {
            String before = origin.substring(0, i);
            String after = origin.substring(i + 1);
            for (int bit = 0; bit < 16; bit++) {
                neighbours.add(before + (char) (origin.charAt(i) ^ (1 << bit)) + after);
            }
            neighbours.add(before + after);
            for (char c : "a.-:/@*\u0000 ".toCharArray()) {
                neighbours.add(before + c + origin.substring(i));
            }
            neighbours.add(before);
            neighbours.add(origin.substring(i));
        }
        String rest = origin.substring(origin.indexOf("://") + 3);
        for (String scheme : List.of("http", "https", "file", "httpss", "ws", "")) {
            neighbours.add(scheme + "://" + rest);
        }
        for (String tail : List.of(
                ".",
                "/",
                "/.",
                ".evil.example",
                "evil.example",
                "@evil.example",
                ":80",
                ":443",
                ":444",
                ",",
                " ",
                "\t",
                "\r\n",
                "\u0000",
                ",https://evil.example",
                " https://evil.example",
                "%00",
                "?",
                "#",
                "*")) {
            neighbours.add(origin + tail);
        }
        for (String head :
                List.of(" ", "null,", "https://evil.example,", "https://evil.example ", "*", "https://", "x")) {
            neighbours.add(head + origin);
        }
        neighbours.add(origin.replace("://", "://evil"));
        neighbours.add(origin.replace("://", "://evil."));
        neighbours.add(origin.replace("://", "://evil-"));
        neighbours.add(origin.replace("://", "://evil@"));
        neighbours.add(origin.replace('.', 'x'));
        neighbours.add(origin.toUpperCase(Locale.ROOT));
        neighbours.add("null");
        neighbours.add("*");
        neighbours.add("");
        neighbours.removeIf(origin::equals);
        return neighbours;
    }
}
