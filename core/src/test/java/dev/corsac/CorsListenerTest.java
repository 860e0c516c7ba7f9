package dev.corsac;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Test;

class CorsListenerTest {

    private static final CorsRequest STRANGER = CorsRequest.of("GET", "https://stranger.example", null, null);

    @Test
    void is_told_every_decision() {
        List<CorsDecision> told = new ArrayList<>();
        CorsPolicy policy = CorsPolicy.builder()
                .allowOrigins("https://a.example")
                .listener((request, decision) -> told.add(decision))
                .build();
        List<CorsDecision> made = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            made.add(policy.decide(STRANGER));
            made.add(policy.decide(CorsRequest.of("GET", null, null, null)));
        }
        assertThat(told).isEqualTo(made);
        policy.toBuilder().build().decide(STRANGER);
        assertThat(told).hasSize(7);
        policy.explain(STRANGER);
        assertThat(told).hasSize(7);
    }

    @Test
    void is_told_the_request_of_which_the_policy_was_given_the_parts() {
        List<CorsRequest> told = new ArrayList<>();
        CorsPolicy policy = CorsPolicy.builder()
                .allowOrigins("https://a.example")
                .allowMethods("PUT")
                .listener((request, decision) -> told.add(request))
                .build();
        CorsRequest preflight = CorsRequest.of("OPTIONS", "https://a.example", "PUT", "x-a");
        assertThat(policy.decide("GET", "https://stranger.example", null, null)).isSameAs(policy.decide(STRANGER));
        assertThat(policy.decide("OPTIONS", "https://a.example", "PUT", "x-a")).isSameAs(policy.decide(preflight));
        assertThat(policy.decide("GET", null, null, null).kind()).isEqualTo(CorsDecision.Kind.NOT_CORS);
        assertThat(told)
                .containsExactly(STRANGER, STRANGER, preflight, preflight, CorsRequest.of("GET", null, null, null));
    }

    @Test
    void harms_nobody_by_failing() {
        CorsPolicy policy = CorsPolicy.builder()
                .allowOrigins("https://a.example")
                .listener((request, decision) -> {
                    throw new IllegalStateException("thrown for a test");
                })
                .build();
        assertThat(policy.decide(STRANGER).allowed()).isFalse();
        CorsPolicy broken = policy.toBuilder()
                .listener((request, decision) -> {
                    throw new NoClassDefFoundError("thrown/for/a/Test");
                })
                .build();
        assertThat(broken.decide(STRANGER).allowed()).isFalse();
    }

    @Test
    void is_no_part_of_what_is_allowed() {
        CorsPolicy.Builder builder = CorsPolicy.builder().allowOrigins("https://a.example");
        assertThat(builder.build())
                .isEqualTo(builder.listener((request, decision) -> {}).build());
    }

    @Test
    void can_count_by_outcome_and_reason() {
        Map<String, LongAdder> counts = new ConcurrentHashMap<>();
        CorsListener counting = (request, decision) -> {
            CorsRefusal refusal = decision.refusal();
            String outcome = refusal == null ? "allowed" : refusal.code();
            counts.computeIfAbsent(decision.kind() + " " + outcome, key -> new LongAdder())
                    .increment();
        };
        CorsPolicy policy = CorsPolicy.builder()
                .allowOrigins("https://a.example")
                .listener(counting)
                .build();
        policy.decide(STRANGER);
        policy.decide(CorsRequest.of("OPTIONS", "https://a.example", "PUT", null));
        policy.decide(CorsRequest.of("GET", "https://a.example", null, null));
        policy.decide(CorsRequest.of("GET", "https://a.example", null, null));
        assertThat(new TreeMap<>(counts).toString())
                .isEqualTo("{ACTUAL allowed=2, ACTUAL origin-not-allowed=1, PREFLIGHT method-not-allowed=1}");
    }
}
