package dev.corsac;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;

/** The code of docs/policy.md, verbatim; {@link DocumentationTest} compares and runs it. */
final class Snippets {

    private Snippets() {}

    static void all() {
        building();
        explaining();
        counting();
        changing();
    }

    private static void building() {
        CorsPolicy policy = CorsPolicy.builder()
                .allowOrigins("https://shop.example.com", "https://*.preview.example.com")
                .allowCredentials()
                .allowMethods("GET", "PUT")
                .allowHeaders("Authorization", "Content-Type")
                .exposeHeaders("ETag")
                .maxAge(Duration.ofMinutes(10))
                .build();
        assertThat(policy.decide(CorsRequest.of("OPTIONS", "https://shop.example.com", "PUT", "content-type"))
                        .allowed())
                .isTrue();
    }

    /** Not run: the environment of a test has no such variables. */
    static CorsPolicy configured() {
        CorsPolicy policy = CorsPolicy.fromEnvironment(System.getenv());
        return policy;
    }

    private static void explaining() {
        CorsPolicy policy =
                CorsPolicy.builder().allowOrigins("https://shop.example.com").build();
        CorsRequest request = CorsRequest.of("GET", "https://www.shop.example.com", null, null);
        String reasoning = policy.explain(request).toString();
        assertThat(reasoning).contains("only in www., which makes it another origin");
    }

    private static void counting() {
        Map<String, LongAdder> counts = new ConcurrentHashMap<>();
        CorsListener counting = (request, decision) -> {
            CorsRefusal refusal = decision.refusal();
            String outcome = refusal == null ? "allowed" : refusal.code();
            counts.computeIfAbsent(decision.kind() + " " + outcome, key -> new LongAdder())
                    .increment();
        };
        CorsPolicy.builder()
                .allowOrigins("*")
                .listener(counting)
                .build()
                .decide(CorsRequest.of("GET", "https://a.example", null, null));
        assertThat(counts.toString()).isEqualTo("{ACTUAL allowed=1}");
    }

    private static void changing() {
        CorsPolicy policy =
                CorsPolicy.builder().allowOrigins("https://shop.example.com").build();
        CorsPolicyHolder holder = new CorsPolicyHolder(policy);
        holder.change(builder -> builder.allowOrigins("https://new.example.com"));
        CorsRequest request = CorsRequest.of("GET", "https://new.example.com", null, null);
        assertThat(holder.decide(request).allowed()).isTrue();

        OriginSource source = () -> List.of("https://new.example.com");
        Executor executor = Runnable::run;
        RefreshedCorsPolicy refreshed = new RefreshedCorsPolicy(
                CorsPolicy.builder().allowCredentials(),
                source,
                RefreshRules.of(Duration.ofMinutes(1), Duration.ofMinutes(10)),
                InstantSource.system(),
                executor,
                RefreshListener.none());
        CorsDecision decision = refreshed.decide(request);
        Duration age = refreshed.age();
        assertThat(decision.allowed()).isTrue();
        assertThat(age).isLessThan(Duration.ofMinutes(1));
    }
}
