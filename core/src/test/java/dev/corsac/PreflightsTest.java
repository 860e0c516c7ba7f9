package dev.corsac;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Preflights are decided the same again, whatever came in between, and by the very method. */
@Tag("random")
class PreflightsTest {

    private static final List<String> ORIGINS =
            List.of("https://shop.example", "https://a.preview.example", "https://stranger.example");

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_list_of_headers_gets_the_decision_of_a_new_policy(boolean explain) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<CorsRequest> requests = new ArrayList<>();
        for (String list : lists(random)) {
            for (String origin : ORIGINS) {
                requests.add(CorsRequest.of("OPTIONS", origin, "PUT", list));
            }
        }
        CorsPolicy policy = policy(explain);
        for (int round = 0; round < 3; round++) {
            Collections.shuffle(requests, random);
            for (CorsRequest request : requests) {
                assertThat(policy.decide(request))
                        .as("seed %d: %s", seed, request)
                        .isEqualTo(policy(explain).decide(request));
            }
        }
    }

    /** Methods of the same length and first letter share a place in the table of a policy. */
    @RepeatedTest(20)
    void a_method_is_allowed_if_it_is_listed_to_the_letter() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> allowed = new ArrayList<>();
        List<String> asked = new ArrayList<>(List.of("", "P", "PUT", "put", "OPTIONS", "DELETE"));
        for (int i = 0; i < 40; i++) {
            String method = "DPX".charAt(random.nextInt(3)) + "AB".repeat(3).substring(random.nextInt(7));
            asked.add(method);
            if (random.nextBoolean()) {
                allowed.add(method);
            }
        }
        CorsPolicy policy = CorsPolicy.builder()
                .allowOrigins("https://shop.example")
                .allowMethods(allowed)
                .build();
        for (String method : asked) {
            assertThat(policy.decide("OPTIONS", "https://shop.example", method, null)
                            .allowed())
                    .as("seed %d: %s of %s", seed, method, allowed)
                    .isEqualTo(allowed.contains(method));
        }
    }

    private static CorsPolicy policy(boolean explain) {
        CorsPolicy.Builder builder = CorsPolicy.builder()
                .allowOrigins("https://shop.example", "https://*.preview.example")
                .allowMethods("PUT")
                .allowHeaders("authorization", "content-type", "x-a");
        return (explain ? builder.explain() : builder).build();
    }

    /** Many of the same length and with the same letters in the middle and at the end, and some that are too long to keep. */
    private static List<String> lists(Random random) {
        List<String> lists = new ArrayList<>(List.of("", ",", "x-a", "X-A", "x-b", "authorization,content-type,x-a"));
        for (int i = 0; i < 40; i++) {
            String name = "x-" + (char) ('a' + random.nextInt(3)) + (random.nextBoolean() ? "" : "z");
            String other = random.nextBoolean() ? "authorization" : "authorizatiom";
            lists.add(name + "," + other);
            lists.add(other + "," + name);
            lists.add(other + ", ".repeat(20 + random.nextInt(200)) + name);
        }
        return lists;
    }
}
