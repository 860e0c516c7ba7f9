package dev.corsac;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The engine against {@link NaiveCors}: random policies, and random requests that are near to what they allow. */
@Tag("random")
class RandomPoliciesTest {

    private static final int POLICIES = Integer.getInteger("corsac.random.policies", 5_000);
    private static final int REQUESTS = 400;

    private static final String[] SCHEMES = {"https", "http", "https", "app", "chrome-extension"};
    private static final String[] LABELS = {
        "a", "b", "ab", "ba", "foo", "bar", "foobar", "example", "com", "x-y", "a_b", "1"
    };
    private static final String[] PORTS = {"", "", "", ":1", ":81", ":8080", ":8443", ":65535"};
    private static final String[] ADDRESSES = {"127.0.0.1", "10.0.0.1", "[::1]", "[2001:db8::1]"};
    private static final String[] METHODS = {
        "GET", "HEAD", "POST", "PUT", "put", "Delete", "PATCH", "sync", "QUERY", "OPTIONS"
    };
    private static final String[] HEADERS = {
        "authorization",
        "Authorization",
        "content-type",
        "x-a",
        "X-B",
        "x-ab",
        "x-a-b",
        "x-zone",
        "if-match",
        "x",
        "xx-authorization"
    };

    @Test
    void millions_of_requests_are_decided_as_the_naive_oracle_does() {
        long seed = Long.getLong("corsac.seed", System.nanoTime());
        Random random = new Random(seed);
        int granted = 0;
        int grantedPreflights = 0;
        for (int p = 0; p < POLICIES; p++) {
            NaiveCors naive = randomPolicy(random);
            CorsPolicy policy = naive.policy();
            for (int r = 0; r < REQUESTS; r++) {
                CorsRequest request = randomRequest(random, naive);
                NaiveCors.Expectation expected = naive.decide(request);
                CorsDecision decision = policy.decide(request);
                NaiveCors.Expectation actual = expectation(decision);
                if (!expected.equals(actual)) {
                    assertThat(actual)
                            .as("-Dcorsac.seed=%d: %s asked %s", seed, naive, request)
                            .isEqualTo(expected);
                }
                if (decision.allowed() == (decision.refusal() != null)) {
                    assertThat(decision.refusal())
                            .as("-Dcorsac.seed=%d: %s asked %s", seed, naive, request)
                            .isEqualTo(null);
                }
                if (decision.allowed() && request.origin() != null) {
                    granted++;
                    grantedPreflights += decision.status().isPresent() ? 1 : 0;
                }
            }
        }
        // That requests are near the border is what makes this a test.
        assertThat(granted).isBetween(POLICIES * REQUESTS / 10, POLICIES * REQUESTS / 10 * 9);
        assertThat(grantedPreflights).isGreaterThan(POLICIES * REQUESTS / 50);
    }

    static NaiveCors.Expectation expectation(CorsDecision decision) {
        List<String> lines = new ArrayList<>();
        for (CorsHeader line : decision.headers()) {
            lines.add(line.toString());
        }
        return new NaiveCors.Expectation(
                decision.kind(), decision.allowed(), decision.status().orElse(0), lines);
    }

    static NaiveCors randomPolicy(Random random) {
        boolean any = random.nextInt(8) == 0;
        boolean credentials = !any && random.nextBoolean();
        List<String> origins = any
                ? List.of("*")
                : some(
                        random,
                        1,
                        8,
                        () -> !credentials && random.nextInt(5) == 0
                                ? randomPlaceholder(random)
                                : randomPattern(random));
        List<String> methods = some(random, 0, 4, () -> pick(random, METHODS));
        List<String> headers = some(random, 0, 6, () -> pick(random, HEADERS));
        List<String> exposed = some(random, 0, 2, () -> pick(random, "etag", "x-a", "location"));
        if (!credentials && random.nextInt(6) == 0) {
            methods.add("*");
        }
        if (!credentials && random.nextInt(4) == 0) {
            headers.add("*");
        }
        if (!credentials && random.nextInt(6) == 0) {
            exposed.add("*");
        }
        int maxAge = random.nextInt(3) == 0 ? -1 : random.nextInt(3) * 300;
        return new NaiveCors(
                origins, credentials, methods, headers, exposed, maxAge, random.nextBoolean(), random.nextInt(4) == 0);
    }

    private static String randomPattern(Random random) {
        String scheme = pick(random, SCHEMES);
        if (random.nextInt(8) == 0) {
            return scheme + "://" + pick(random, ADDRESSES) + (random.nextInt(3) == 0 ? ":*" : pick(random, PORTS));
        }
        String host = randomHost(random);
        if (random.nextInt(3) == 0) {
            host = "*." + host;
        }
        return scheme + "://" + host + (random.nextInt(4) == 0 ? ":*" : pick(random, PORTS));
    }

    private static String randomPlaceholder(Random random) {
        return pick(random, SCHEMES) + "://" + pick(random, "", "pr-", "a--") + pick(random, "{number}", "{hex}")
                + pick(random, "", "-b", "--a-b") + "." + randomHost(random)
                + (random.nextInt(4) == 0 ? ":*" : pick(random, PORTS));
    }

    private static String randomHost(Random random) {
        // The last label is not a number, or the host would have to be an address.
        return String.join("", some(random, 0, 2, () -> pick(random, LABELS) + "."))
                + LABELS[random.nextInt(LABELS.length - 1)];
    }

    static CorsRequest randomRequest(Random random, NaiveCors policy) {
        String origin = random.nextInt(20) == 0 ? null : randomOrigin(random, policy);
        String method = random.nextInt(3) > 0 ? "OPTIONS" : pick(random, METHODS);
        String requestMethod = random.nextInt(10) == 0 ? null : pick(random, METHODS);
        if (requestMethod != null && !policy.methods().isEmpty() && random.nextInt(3) > 0) {
            requestMethod = policy.methods().get(random.nextInt(policy.methods().size()));
        }
        return CorsRequest.of(method, origin, requestMethod, randomList(random, policy));
    }

    private static String randomOrigin(Random random, NaiveCors policy) {
        String origin = policy.origins().get(random.nextInt(policy.origins().size()));
        if (origin.equals("*") || random.nextInt(10) == 0) {
            origin = randomPattern(random);
        }
        origin = origin.replace("://*.", "://" + String.join("", some(random, 0, 3, () -> pick(random, LABELS) + ".")));
        origin = origin.replace(
                        "{number}",
                        pick(random, "0", "7", "123", "1234567890", "12345678901", "01", "", "a", "abcdef1"))
                .replace(
                        "{hex}",
                        pick(random, "abcdef", "123456", "0a1b2c3", "abcde", "abcdeg", "f".repeat(40), "f".repeat(41)));
        if (origin.endsWith(":*")) {
            origin = origin.substring(0, origin.length() - 2)
                    + (random.nextBoolean()
                            ? pick(random, PORTS)
                            : pick(random, ":80", ":443", ":0", ":65536", ":01", ":", ":8a"));
        }
        return random.nextInt(3) == 0 ? mutate(random, origin) : origin;
    }

    /** Changes a text somewhere, in a way that has fooled somebody's matcher. */
    static String mutate(Random random, String text) {
        int at = random.nextInt(text.length() + 1);
        String before = text.substring(0, at);
        String after = text.substring(at);
        return switch (random.nextInt(12)) {
            case 0 -> before + pick(random, ".", "-", "/", "x", "@", ":", "*", " ", "\u0000", "\u00e9", "%") + after;
            case 1 -> after.isEmpty() ? before : before + after.substring(1);
            case 2 ->
                after.isEmpty()
                        ? before
                        : before + (char) (after.charAt(0) ^ (1 << random.nextInt(7))) + after.substring(1);
            case 3 -> text + pick(random, ".", "/", ".evil.example", ":443", ":80", ":81", "x", ",", " ");
            case 4 -> pick(random, "x", " ", "https://", "https://evil.example/") + text;
            case 5 -> text.replace("://", "://" + pick(random, "evil", "evil.", ".", "a.b.", "a@", "-"));
            case 6 -> text.replace('.', 'x');
            case 7 -> text.toUpperCase(java.util.Locale.ROOT);
            case 8 ->
                text.startsWith("https")
                        ? "http" + text.substring(5)
                        : "https" + text.substring(Math.min(4, text.length()));
            case 9 -> text + text;
            case 10 -> "null";
            default -> before;
        };
    }

    private static @Nullable String randomList(Random random, NaiveCors policy) {
        if (random.nextInt(4) == 0) {
            return null;
        }
        List<String> names = some(random, 0, 4, () -> pick(random, HEADERS));
        if (!policy.headers().isEmpty() && random.nextInt(3) > 0) {
            names = some(
                    random,
                    0,
                    5,
                    () -> policy.headers().get(random.nextInt(policy.headers().size())));
        }
        if (random.nextBoolean()) {
            names = names.stream()
                    .map(name -> name.toLowerCase(java.util.Locale.ROOT))
                    .sorted()
                    .distinct()
                    .toList();
        }
        String list = String.join(random.nextInt(5) == 0 ? pick(random, ", ", " ,\t", ",,", ";", " ") : ",", names);
        return random.nextInt(10) == 0 ? mutate(random, list) : list;
    }

    private static List<String> some(Random random, int least, int most, Supplier<String> one) {
        List<String> list = new ArrayList<>();
        for (int i = least + random.nextInt(most - least + 1); i > 0; i--) {
            list.add(one.get());
        }
        return list;
    }

    private static String pick(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
