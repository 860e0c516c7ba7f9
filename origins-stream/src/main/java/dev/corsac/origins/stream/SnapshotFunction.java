package dev.corsac.origins.stream;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.corsac.origins.OriginRules;
import dev.corsac.origins.dynamodb.DynamoDbOrigins;
import dev.corsac.origins.dynamodb.OriginsTable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A Lambda function that keeps a snapshot in S3 current with an {@link OriginsTable}, from the table's stream. It also obeys
 * commands, as events of their own:
 *
 * <pre>
 * {"corsac": "rebuild"}                     reads the whole table
 * {"corsac": "rollback", "version": 123}    puts an earlier version back, and holds changes of the table back
 * {"corsac": "release"}                     ends that, and reads the whole table
 * {"corsac": "status"}                      returns the current version, and those that are kept
 * </pre>
 *
 * <table>
 * <caption>The environment variables</caption>
 * <tr><th>name</th><th>value</th></tr>
 * <tr><td>{@code CORSAC_TABLE}</td><td>the table's name; required</td></tr>
 * <tr><td>{@code CORSAC_BUCKET}</td><td>the bucket's name; required</td></tr>
 * <tr><td>{@code CORSAC_PREFIX}</td><td>what the keys of objects begin with: {@code origins/} if not set</td></tr>
 * <tr><td>{@code CORSAC_CREDENTIALS}</td><td>{@code false} if the origins are only for policies without credentials</td></tr>
 * <tr><td>{@code CORSAC_KEPT_VERSIONS}</td><td>how many versions to keep: 30 if not set</td></tr>
 * </table>
 *
 * <p>A record only names an item; what counts is what the table has when the record is read. So repeated records and their order make
 * no difference. An origin that is not valid is left out, and its item gets the reason in the attribute {@value
 * OriginsTable#PROBLEM}. A record without such a key is logged and passed over, since it would hold the stream up for ever. If S3 or
 * DynamoDB fails, so does the invocation, and Lambda repeats it.
 */
public final class SnapshotFunction implements RequestStreamHandler {

    private final SnapshotUpdates updates;

    /**
     * Makes the function that the environment describes.
     *
     * @throws IllegalArgumentException if a variable is missing or not valid
     */
    public SnapshotFunction() {
        this(System.getenv());
    }

    private SnapshotFunction(Map<String, String> environment) {
        this(required(environment, "CORSAC_TABLE"), required(environment, "CORSAC_BUCKET"), environment);
    }

    private SnapshotFunction(String table, String bucket, Map<String, String> environment) {
        this(
                new OriginsTable(DynamoDbOrigins.smallestClient(), table),
                new SnapshotStore(
                        s3(),
                        bucket,
                        environment.getOrDefault("CORSAC_PREFIX", "origins/"),
                        keptVersions(environment.getOrDefault("CORSAC_KEPT_VERSIONS", "30")),
                        InstantSource.system()),
                credentials(environment.getOrDefault("CORSAC_CREDENTIALS", "true"))
                        ? OriginRules.WITH_CREDENTIALS
                        : OriginRules.WITHOUT_CREDENTIALS,
                InstantSource.system());
    }

    SnapshotFunction(OriginsTable table, SnapshotStore store, OriginRules rules, InstantSource clock) {
        this.updates = new SnapshotUpdates(table, store, rules, clock);
    }

    private static S3Client s3() {
        return S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(2))
                        .socketTimeout(Duration.ofSeconds(20)))
                .build();
    }

    private static String required(Map<String, String> environment, String name) {
        String value = environment.get(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(
                    "The environment variable " + name + " is not set. Set it to the name of the "
                            + (name.endsWith("TABLE") ? "table with the origins." : "bucket for the snapshots."));
        }
        return value.strip();
    }

    private static boolean credentials(String value) {
        if (!value.equals("true") && !value.equals("false")) {
            throw new IllegalArgumentException("CORSAC_CREDENTIALS is \"" + value + "\". It must be true or false.");
        }
        return value.equals("true");
    }

    private static int keptVersions(String value) {
        if (!value.matches("[1-9]\\d{0,3}")) {
            throw new IllegalArgumentException(
                    "CORSAC_KEPT_VERSIONS is \"" + value + "\". It must be a number from 1 to 9999.");
        }
        return Integer.parseInt(value);
    }

    /** Handles one event. */
    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        StreamEvent event = StreamEvent.read(input.readAllBytes());
        for (String record : event.poison()) {
            log(context, "Passed over: " + record + ".");
        }
        String result =
                event.command() == null ? updates.apply(event.keys()) : updates.obey(event.command(), event.version());
        log(context, result);
        output.write(response(event, result).getBytes(StandardCharsets.UTF_8));
    }

    private static String response(StreamEvent event, String result) {
        if (event.command() == null) {
            return "{\"batchItemFailures\":[]}";
        }
        return "{\"result\":\"" + result.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}";
    }

    private static void log(Context context, String line) {
        context.getLogger().log(line.replace('\n', ' ').replace('\r', ' ') + "\n");
    }
}
