package dev.corsac.origins.dynamodb;

import dev.corsac.origins.OriginRules;
import dev.corsac.origins.OriginSnapshot;
import dev.corsac.origins.SnapshotBuilder;
import dev.corsac.origins.SnapshotSource;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Origins in an {@link OriginsTable}, read whole at each refresh. A scan costs half a read unit for each 4 KB of the table, in every
 * function instance: for more than a few thousand origins, let the stream's function make a snapshot in S3. The function's role
 * needs {@code dynamodb:Scan} for the table.
 *
 * <p>Thread-safe.
 */
public final class DynamoDbOrigins implements SnapshotSource {

    private final OriginsTable table;
    private final OriginRules rules;
    private final InstantSource clock;

    /**
     * Makes a source with a client of yours. Set its time limits: a request may wait for a refresh.
     *
     * @param rules by which the origins are checked
     * @param clock such as {@link InstantSource#system()}
     */
    public DynamoDbOrigins(DynamoDbClient client, String table, OriginRules rules, InstantSource clock) {
        this.table = new OriginsTable(client, table);
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * Makes a source with the client that starts soonest, on the JDK's own HTTP connections. Region and credentials are those of
     * the environment, as in every Lambda function.
     */
    public static DynamoDbOrigins of(String table, OriginRules rules) {
        return new DynamoDbOrigins(smallestClient(), table, rules, InstantSource.system());
    }

    /** Returns a client on the JDK's own HTTP connections, whose calls end after five seconds. */
    public static DynamoDbClient smallestClient() {
        return DynamoDbClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(1))
                        .socketTimeout(Duration.ofSeconds(2)))
                .overrideConfiguration(limits -> limits.apiCallTimeout(Duration.ofSeconds(5))
                        .apiCallAttemptTimeout(Duration.ofSeconds(3))
                        .retryStrategy(retries -> retries.maxAttempts(3)))
                .build();
    }

    /**
     * Reads the whole table.
     *
     * @throws dev.corsac.origins.SnapshotException if an origin of the table is not valid; it lists all
     */
    @Override
    public OriginSnapshot fetch(@Nullable OriginSnapshot current) throws IOException {
        SnapshotBuilder builder = new SnapshotBuilder(rules);
        table.scan(false, items -> {
            for (OriginsTable.Item item : items) {
                builder.add(
                        item.key().snapshotTenant(),
                        item.key().origin(),
                        table + " " + item.key().tenant());
            }
        });
        OriginSnapshot fetched = builder.build(clock.millis(), clock.instant());
        return current != null && fetched.hasSameOrigins(current) ? current : fetched;
    }

    /** Returns the table's name. */
    @Override
    public String toString() {
        return "DynamoDB table " + table;
    }
}
