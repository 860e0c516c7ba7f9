package dev.corsac.origins.s3;

import dev.corsac.RefreshRules;
import dev.corsac.origins.RefreshedOrigins;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A process that decides about each line that it reads: an origin. It is stopped and continued as Lambda freezes a function. */
final class FrozenFunction {

    private FrozenFunction() {}

    public static void main(String[] arguments) throws Exception {
        RefreshedOrigins origins = RefreshedOrigins.from(
                        new S3Snapshots(S3SnapshotsTest.client(URI.create(arguments[0])), arguments[1], arguments[2]),
                        RefreshRules.of(Duration.ofSeconds(1), Duration.ofSeconds(2))
                                .withTimeout(Duration.ofSeconds(20)))
                .start();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String origin = lines.readLine(); origin != null; origin = lines.readLine()) {
            System.out.println(origins.get().decide("GET", origin, null, null).allowed());
        }
    }
}
