package dev.corsac.origins;

import dev.corsac.CorsPolicy;
import dev.corsac.RefreshRules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Makes a snapshot of a million origins, opens it and replaces it while it is in use: run in a small heap. */
final class MillionOrigins {

    private static final int COUNT = 1_000_000;
    private static final AtomicLong NOW = new AtomicLong();

    private MillionOrigins() {}

    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[0]);
        write(file, 1);
        RefreshedOrigins origins = RefreshedOrigins.from(
                        new FileSnapshots(file), RefreshRules.of(Duration.ofMinutes(1), Duration.ofHours(1)))
                .settings(CorsPolicy.builder().allowCredentials())
                .clock(() -> Instant.ofEpochMilli(NOW.get()))
                .counter(NOW::get)
                .executor(Runnable::run)
                .start();
        // A second version is built from the first, and takes its place while the first is in use.
        OriginSnapshot second = new SnapshotBuilder(OriginSnapshot.open(Files.readAllBytes(file)))
                .add("", "https://new.example")
                .build(2, Instant.EPOCH);
        Files.write(file, second.toBytes());
        int allowed = 0;
        for (int i = 0; i < 2 * COUNT; i += 7) {
            allowed += origins.get()
                            .decide("GET", "https://t" + i + ".example", null, null)
                            .allowed()
                    ? 1
                    : 0;
        }
        NOW.addAndGet(60_000);
        boolean renewed =
                origins.get().decide("GET", "https://new.example", null, null).allowed();
        System.out.println(allowed + " " + renewed + " " + origins.failure());
    }

    private static void write(Path file, long version) throws Exception {
        SnapshotBuilder builder = new SnapshotBuilder(OriginRules.WITH_CREDENTIALS);
        for (int i = 0; i < COUNT; i++) {
            builder.add("", "https://t" + i + ".example");
        }
        Files.write(file, builder.build(version, Instant.EPOCH).toBytes());
    }
}
