package dev.corsac.origins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corsac.CorsPolicy;
import dev.corsac.CorsRequest;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginSnapshotTest {

    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    private static OriginSnapshot snapshot(String... origins) throws SnapshotException {
        return OriginSnapshot.of(OriginRules.WITHOUT_CREDENTIALS, List.of(origins));
    }

    /** The same origin under an ordinary policy with the same origins. */
    @ParameterizedTest
    @CsvSource({
        "https://shop.example.com, https://shop.example.com, true",
        "https://shop.example.com, https://www.shop.example.com, false",
        "https://shop.example.com, http://shop.example.com, false",
        "https://shop.example.com:8443, https://shop.example.com:8443, true",
        "https://shop.example.com:8443, https://shop.example.com, false",
        "http://[::1]:3000, http://[::1]:3000, true",
        "capacitor://localhost, capacitor://localhost, true",
        "https://*.example.com, https://a.example.com, true",
        "https://*.example.com, https://a.b.c.example.com, true",
        "https://*.example.com, https://example.com, false",
        "https://*.example.com, https://a.example.com:8443, false",
        "https://*.example.com, http://a.example.com, false",
        "https://*.example.com, https://a..example.com, false",
        "https://*.example.com, https://.example.com, false",
        "https://*.example.com, https://-/.example.com, false",
        "https://*.example.com, https://a.example.com.evil.example, false",
        "https://*.example.com, https://*.example.com, false",
        "https://*.example.com:8443, https://a.example.com:8443, true",
        "https://*.example.com:8443, https://a.example.com:443, false",
        "http://localhost:*, http://localhost, true",
        "http://localhost:*, http://localhost:3000, true",
        "http://localhost:*, http://localhost:80, false",
        "http://localhost:*, http://localhost:*, false",
        "http://localhost:*, http://localhost:, false",
        "http://[::1]:*, http://[::1]:3000, true",
        "http://[::1]:*, http://[::2]:3000, false",
        "https://*.example.com:*, https://a.b.example.com:1, true",
        "https://*.example.com:*, https://a.b.example.com, true",
        "https://*.example.com:*, https://a.b.example.com:443, false",
        "https://*.example.com:*, https://example.com:1, false",
        "https://*.example., https://a.example., true",
        "https://*.example., https://a.example, false",
        "https://*.a.b.c.d.e.f.example, https://x.a.b.c.d.e.f.example, true",
        "https://pr-{number}.example.com, https://pr-7.example.com, true",
        "https://pr-{number}.example.com, https://pr-07.example.com, false",
        "https://pr-{number}.example.com, https://pr-{number}.example.com, false",
        "https://pr-{number}.example.com, https://a.pr-7.example.com, false",
        "https://{hex}--a.example.com:*, https://abcdef--a.example.com:81, true",
        "https://{hex}--a.example.com:*, https://abcdef--a.example.com, true",
        "https://{hex}--a.example.com:*, https://abcde--a.example.com:81, false",
        "https://{number}.example.com, https://1.example.com, true",
        "https://*.example.com, null, false",
        "https://*.example.com, '', false",
    })
    void contains_what_the_policy_allows(String allowed, String sent, boolean contained) throws Exception {
        assertThat(snapshot(allowed).contains("", sent)).isEqualTo(contained);
        CorsPolicy policy = CorsPolicy.builder().allowOrigins(allowed).build();
        assertThat(policy.decide(CorsRequest.of("GET", sent, null, null)).allowed())
                .isEqualTo(contained);
    }

    /** Against the ordinary policy, with origins and texts that are nearly the same. */
    @Tag("random")
    @Test
    void contains_what_the_policy_allows_for_random_origins() throws Exception {
        long seed = Long.getLong("corsac.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            List<String> origins = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(20); i++) {
                origins.add(origin(random, true));
            }
            OriginSnapshot snapshot = OriginSnapshot.of(OriginRules.WITHOUT_CREDENTIALS, origins);
            CorsPolicy policy = CorsPolicy.builder().allowOrigins(origins).build();
            for (int i = 0; i < 200; i++) {
                String sent = origin(random, random.nextInt(20) == 0);
                if (random.nextInt(8) == 0) {
                    int place = random.nextInt(sent.length());
                    sent = sent.substring(0, place)
                            + "./:-[*\u00e9A1".charAt(random.nextInt(9))
                            + sent.substring(place);
                }
                assertThat(snapshot.contains("", sent))
                        .as("seed %d: %s of %s", seed, sent, origins)
                        .isEqualTo(policy.decide(CorsRequest.of("GET", sent, null, null))
                                .allowed());
            }
        }
    }

    private static String origin(Random random, boolean pattern) {
        StringBuilder origin = new StringBuilder(random.nextInt(3) == 0 ? "http://" : "https://");
        if (pattern && random.nextInt(2) == 0) {
            origin.append("*.");
        }
        for (int i = random.nextInt(4); i >= 0; i--) {
            origin.append("ab".charAt(random.nextInt(2))).append('.');
        }
        origin.append(random.nextInt(9) == 0 ? "c." : "c");
        if (origin.indexOf("*") < 0 && random.nextInt(4) == 0) {
            String part = pattern
                    ? (random.nextBoolean() ? "{number}" : "{hex}")
                    : new String[] {"7", "07", "abcdef", "123456", "a"}[random.nextInt(5)];
            origin.insert(origin.indexOf("://") + 3, part + (random.nextBoolean() ? "-a." : "."));
        }
        int port = random.nextInt(pattern ? 4 : 3);
        return origin + (port == 0 ? "" : port == 1 ? ":8443" : port == 2 ? "" : ":*");
    }

    @Test
    void keeps_the_origins_of_tenants_apart() throws Exception {
        OriginSnapshot snapshot = new SnapshotBuilder(OriginRules.WITH_CREDENTIALS)
                .add("a", "https://a.example")
                .add("b", "https://b.example")
                .add("b", "https://*.b.example")
                .build(1, NOW);
        assertThat(snapshot.size()).isEqualTo(3);
        assertThat(snapshot.contains("a", "https://a.example")).isTrue();
        assertThat(snapshot.contains("b", "https://a.example")).isFalse();
        assertThat(snapshot.contains("", "https://a.example")).isFalse();
        assertThat(snapshot.contains("b", "https://x.b.example")).isTrue();
        assertThat(snapshot.contains("a", "https://x.b.example")).isFalse();
        // The key and the origin are hashed one after the other; neither can borrow from the other.
        assertThat(snapshot.contains("ahttps://", "a.example")).isFalse();
    }

    @Test
    void takes_sixteen_bytes_for_an_origin_whatever_its_length() throws Exception {
        SnapshotBuilder builder = new SnapshotBuilder(OriginRules.WITHOUT_CREDENTIALS);
        for (int i = 0; i < 1000; i++) {
            builder.add("tenant-" + i, "https://" + "a".repeat(i % 60 + 1) + "." + "b".repeat(60) + ".example");
        }
        assertThat(builder.build(1, NOW).toBytes()).hasSize(64 + 16 * 1000);
    }

    @Test
    void is_the_same_bytes_for_the_same_origins_in_any_order() throws Exception {
        List<String> origins = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            origins.add("https://t" + i + ".example");
        }
        byte[] one = OriginSnapshot.of(OriginRules.WITH_CREDENTIALS, origins).toBytes();
        java.util.Collections.reverse(origins);
        origins.addAll(List.copyOf(origins));
        assertThat(OriginSnapshot.of(OriginRules.WITH_CREDENTIALS, origins).toBytes())
                .isEqualTo(one);
    }

    @Test
    void opens_what_it_wrote() throws Exception {
        OriginSnapshot written = new SnapshotBuilder(new OriginRules(true, true, false))
                .add("", "http://shop.example")
                .add("", "https://*.shop.example:*")
                .build(42, NOW);
        OriginSnapshot opened = OriginSnapshot.open(written.toBytes());
        assertThat(opened.version()).isEqualTo(42);
        assertThat(opened.created()).isEqualTo(NOW);
        assertThat(opened.rules()).isEqualTo(new OriginRules(true, true, false));
        assertThat(opened.hasSameOrigins(written)).isTrue();
        assertThat(opened.contains("", "https://a.shop.example:1")).isTrue();
        assertThat(opened).hasToString("snapshot 42 of 2026-11-29T12:00:00Z with 2 origins");
        OriginSnapshot later = opened.withVersion(43, NOW.plusSeconds(1));
        assertThat(OriginSnapshot.open(later.toBytes()).version()).isEqualTo(43);
        assertThat(later.hasSameOrigins(written)).isTrue();
        assertThat(later.contains("", "http://shop.example")).isTrue();
    }

    @Test
    void changes_some_origins_and_keeps_the_others() throws Exception {
        SnapshotBuilder first = new SnapshotBuilder(OriginRules.WITHOUT_CREDENTIALS);
        for (int i = 0; i < 2000; i++) {
            first.add("t" + i, "https://t" + i + ".example");
        }
        OriginSnapshot former = first.build(1, NOW);
        OriginSnapshot changed = new SnapshotBuilder(former)
                .remove("t7", "https://t7.example")
                .remove("t8", "https://stranger.example")
                .add("new", "https://*.new.example:*")
                .add("t9", "https://t9.example")
                .add("flip", "https://flip.example")
                .remove("flip", "https://flip.example")
                .remove("flop", "https://flop.example")
                .add("flop", "https://flop.example")
                .build(2, NOW);
        assertThat(changed.size()).isEqualTo(2001);
        assertThat(changed.contains("t7", "https://t7.example")).isFalse();
        assertThat(changed.contains("t8", "https://t8.example")).isTrue();
        assertThat(changed.contains("new", "https://a.new.example:1")).isTrue();
        assertThat(changed.contains("flip", "https://flip.example")).isFalse();
        assertThat(changed.contains("flop", "https://flop.example")).isTrue();
        assertThat(former.contains("t7", "https://t7.example")).isTrue();
    }

    @Test
    void has_no_byte_that_may_change() throws Exception {
        byte[] bytes = snapshot("https://a.example", "https://*.b.example").toBytes();
        for (int i = 0; i < bytes.length; i++) {
            for (int bit : new int[] {1, 0x80}) {
                byte[] damaged = bytes.clone();
                damaged[i] ^= (byte) bit;
                assertThatThrownBy(() -> OriginSnapshot.open(damaged))
                        .as("byte " + i)
                        .isInstanceOf(SnapshotException.class);
            }
        }
    }

    @Test
    void has_no_byte_too_few_or_too_many() throws Exception {
        byte[] bytes = snapshot("https://a.example", "https://*.b.example").toBytes();
        for (int length = 0; length < bytes.length + 40; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            if (length != bytes.length) {
                assertThatThrownBy(() -> OriginSnapshot.open(cut)).isInstanceOf(SnapshotException.class);
            }
        }
    }

    @Test
    void names_every_origin_that_is_not_valid_with_its_line() {
        String text = """
                # customers
                api.acme.example https://acme.example https://Shop.acme.example

                https://*
                api.other.example
                *
                """;
        assertThatThrownBy(() ->
                        OriginsText.read(new StringReader(text), "origins.txt", OriginRules.WITH_CREDENTIALS, 1, NOW))
                .isInstanceOfSatisfying(
                        SnapshotException.class,
                        e -> assertThat(e.problems())
                                .extracting(SnapshotProblem::place)
                                .containsExactlyInAnyOrder(
                                        "origins.txt:2", "origins.txt:4", "origins.txt:5", "origins.txt:6"))
                .hasMessageContaining("origins.txt:2: The origin \"https://Shop.acme.example\" would never match")
                .hasMessageContaining("Did you mean https://shop.acme.example?");
    }

    @Test
    void reads_text_with_tenants_and_without() throws Exception {
        String text = """
                https://all.example
                api.acme.example   https://acme.example   https://*.acme.example   # two
                api.acme.example https://third.example
                """;
        OriginSnapshot read =
                OriginsText.read(new StringReader(text), "origins.txt", OriginRules.WITH_CREDENTIALS, 1, NOW);
        assertThat(read.size()).isEqualTo(4);
        assertThat(read.contains("", "https://all.example")).isTrue();
        assertThat(read.contains("api.acme.example", "https://all.example")).isFalse();
        assertThat(read.contains("api.acme.example", "https://third.example")).isTrue();
        assertThat(read.contains("api.acme.example", "https://x.acme.example")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://shop.example",
                "https://*.github.io",
                "*",
                "https://a.example/",
                "https://b\u00fccher.example"
            })
    void refuses_what_a_policy_with_credentials_refuses(String origin) {
        assertThatThrownBy(() -> new SnapshotBuilder(OriginRules.WITH_CREDENTIALS)
                        .add("acme", origin)
                        .build(1, NOW))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("acme: ");
        assertThat(OriginRules.WITH_CREDENTIALS.problems(origin)).hasSize(1);
    }

    @Test
    void does_not_serve_a_policy_with_stricter_rules() throws Exception {
        OriginSnapshot lax = snapshot("http://shop.example");
        RefreshedOrigins origins = RefreshedOrigins.from(
                        current -> lax, dev.corsac.RefreshRules.withoutLimit(Duration.ofMinutes(1)))
                .settings(CorsPolicy.builder().allowCredentials())
                .start();
        assertThat(origins.failure()).hasMessageContaining("was made by laxer rules");
        assertThat(origins.decide(CorsRequest.of("GET", "http://shop.example", null, null))
                        .allowed())
                .isFalse();
    }
}
