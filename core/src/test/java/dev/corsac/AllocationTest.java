package dev.corsac;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Deciding allocates nothing, by the JVM's own count. */
class AllocationTest {

    private static final int ROUNDS = 20_000;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private long checksum;

    @Test
    void with_listed_origins() {
        List<String> origins = new ArrayList<>(List.of("https://*.preview.example.com", "http://localhost:*"));
        for (int i = 0; i < 1000; i++) {
            origins.add("https://tenant-" + i + ".example.com");
        }
        assertNothingAllocated(CorsPolicy.builder()
                .allowOrigins(origins)
                .allowCredentials()
                .allowMethods("PUT")
                .allowHeaders("authorization", "content-type")
                .build());
    }

    @Test
    void with_any_origin() {
        assertNothingAllocated(
                CorsPolicy.builder().allowOrigins("*").allowHeaders("*").build());
    }

    @Test
    void while_it_explains() {
        assertNothingAllocated(CorsPolicy.builder()
                .allowOrigins("https://tenant-7.example.com", "https://*.preview.example.com")
                .rejectDisallowedOrigins()
                .explain()
                .build());
    }

    private void assertNothingAllocated(CorsPolicy policy) {
        List<CorsRequest> requests = requests();
        decideAll(policy, requests);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        decideAll(policy, requests);
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        // What the counter itself and a compilation in between may cost; one byte a decision would be 400,000.
        assertThat(allocated).isLessThan(10_000);
        assertThat(checksum).isNotZero();
    }

    private void decideAll(CorsPolicy policy, List<CorsRequest> requests) {
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < requests.size(); i++) {
                CorsDecision decision = policy.decide(requests.get(i));
                checksum += decision.status().orElse(1);
                for (int line = 0; line < decision.headers().size(); line++) {
                    checksum += decision.headers().get(line).value().length();
                }
            }
        }
    }

    private static List<CorsRequest> requests() {
        List<CorsRequest> requests = new ArrayList<>();
        String hostile = "https://" + "a.".repeat(4096);
        for (String origin : new String[] {
            null,
            "https://tenant-7.example.com",
            "https://a.b.preview.example.com",
            "http://localhost:3000",
            "https://stranger.example",
            "null",
            "https://tenant-7.example.com/",
            hostile
        }) {
            requests.add(CorsRequest.of("GET", origin, null, null));
            requests.add(CorsRequest.of("OPTIONS", origin, "PUT", "authorization,content-type"));
        }
        String origin = "https://tenant-7.example.com";
        requests.add(CorsRequest.of("OPTIONS", origin, "DELETE", null));
        requests.add(CorsRequest.of("OPTIONS", origin, "PUT", "Content-Type, Authorization"));
        requests.add(CorsRequest.of("OPTIONS", origin, "PUT", "authorization,x-other"));
        requests.add(CorsRequest.of("OPTIONS", origin, "PUT", ",".repeat(8192)));
        return requests;
    }
}
