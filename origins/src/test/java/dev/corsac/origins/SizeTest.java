package dev.corsac.origins;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.corsac.CorsPolicy;
import dev.corsac.CorsRequest;
import dev.corsac.RefreshRules;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What snapshots cost in memory, by the JVM's own count. */
class SizeTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    private Path folder;

    @Tag("slow")
    @Test
    void a_million_origins_are_written_read_and_replaced_in_128_megabytes() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MillionOrigins.class.getName(),
                        folder.resolve("origins.corsac").toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output.strip()).isEqualTo("142858 true null");
    }

    /** A request like an earlier one, for any tenant; a stranger's too. */
    @Test
    void deciding_again_allocates_nothing() throws Exception {
        SnapshotBuilder builder = new SnapshotBuilder(OriginRules.WITH_CREDENTIALS);
        for (int i = 0; i < 1000; i++) {
            builder.add("api" + i + ".example", "https://t" + i + ".example");
            builder.add("api" + i + ".example", "https://*.t" + i + ".example:*");
        }
        OriginSnapshot snapshot = builder.build(1, Instant.EPOCH);
        RefreshedOrigins origins = RefreshedOrigins.from(
                        current -> snapshot, RefreshRules.of(Duration.ofDays(1), Duration.ofDays(2)))
                .settings(CorsPolicy.builder().allowCredentials().allowMethods("PUT"))
                .start();
        List<String> tenants = new ArrayList<>();
        List<CorsRequest> requests = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            tenants.add("api" + i + ".example");
            requests.add(CorsRequest.of("GET", "https://t" + i + ".example", null, null));
            tenants.add("api" + i + ".example");
            requests.add(CorsRequest.of("OPTIONS", "https://a.b.t" + i + ".example:8443", "PUT", null));
            if (i < 50) {
                tenants.add("api" + i + ".example");
                requests.add(CorsRequest.of("GET", "https://t" + (i + 1) + ".example", null, null));
            }
        }
        long checksum = decideAll(origins, tenants, requests);
        checksum += decideAll(origins, tenants, requests);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int round = 0; round < 50; round++) {
            checksum += decideAll(origins, tenants, requests);
        }
        // What the counter itself and a compilation in between may cost; one byte a decision would be 150,000.
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
        assertThat(checksum).isEqualTo(52 * 2000);
    }

    private static int decideAll(RefreshedOrigins origins, List<String> tenants, List<CorsRequest> requests) {
        int allowed = 0;
        for (int i = 0; i < requests.size(); i++) {
            allowed += origins.policy(tenants.get(i)).decide(requests.get(i)).allowed() ? 1 : 0;
        }
        return allowed;
    }

    /** Strangers send what they like: whether it is in the snapshot is found without memory of its own, but for the decision. */
    @Test
    void a_look_up_allocates_nothing() throws Exception {
        OriginSnapshot snapshot = OriginSnapshot.of(
                OriginRules.WITH_CREDENTIALS,
                List.of("https://shop.example", "https://*.shop.example:*", "https://*.a.b.c.shop.example"));
        List<String> origins = List.of(
                "https://shop.example",
                "https://x.y.shop.example:81",
                "https://stranger.example",
                "https://" + "a.".repeat(120) + "example",
                "null",
                "https://b\u00fccher.example");
        for (int round = 0; round < 3000; round++) {
            for (int i = 0; i < origins.size(); i++) {
                snapshot.contains(1, 2, origins.get(i));
            }
        }
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int round = 0; round < 20_000; round++) {
            for (int i = 0; i < origins.size(); i++) {
                snapshot.contains(1, 2, origins.get(i));
            }
        }
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000);
    }
}
