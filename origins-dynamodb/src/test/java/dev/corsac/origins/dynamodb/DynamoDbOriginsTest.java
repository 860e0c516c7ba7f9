package dev.corsac.origins.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corsac.awsservers.AwsServer;
import dev.corsac.origins.OriginRules;
import dev.corsac.origins.OriginSnapshot;
import dev.corsac.origins.SnapshotException;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.PutRequest;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Against MiniStack and moto. */
@Tag("slow")
class DynamoDbOriginsTest {

    private static final Map<AwsServer.Kind, AwsServer> SERVERS = new EnumMap<>(AwsServer.Kind.class);

    @AfterAll
    static void end() {
        SERVERS.values().forEach(AwsServer::close);
    }

    private static DynamoDbClient client(AwsServer.Kind kind) {
        AwsServer server = SERVERS.computeIfAbsent(kind, AwsServer::start);
        Assumptions.assumeTrue(server != null, "no " + kind + " here");
        return client(server.uri());
    }

    private static DynamoDbClient client(URI uri) {
        return DynamoDbClient.builder()
                .endpointOverride(uri)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(limits -> limits.retryStrategy(retries -> retries.maxAttempts(1)))
                .build();
    }

    @SuppressWarnings("unchecked") // the client's varargs are of a generic type
    private static void createTable(DynamoDbClient client, String table) {
        client.createTable(create -> create.tableName(table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                        tenant -> tenant.attributeName("tenant").attributeType(ScalarAttributeType.S),
                        origin -> origin.attributeName("origin").attributeType(ScalarAttributeType.S))
                .keySchema(
                        tenant -> tenant.attributeName("tenant").keyType(KeyType.HASH),
                        origin -> origin.attributeName("origin").keyType(KeyType.RANGE)));
    }

    private static Map<String, AttributeValue> item(String tenant, String origin) {
        return Map.of(
                "tenant", AttributeValue.builder().s(tenant).build(),
                "origin", AttributeValue.builder().s(origin).build());
    }

    @ParameterizedTest
    @EnumSource(AwsServer.Kind.class)
    void reads_every_page_of_a_table(AwsServer.Kind kind) throws Exception {
        DynamoDbClient client = client(kind);
        createTable(client, "pages");
        // Some padding, so that it takes several pages of a megabyte.
        String padding = "x".repeat(8000);
        for (int i = 0; i < 300; i += 25) {
            List<WriteRequest> writes = new ArrayList<>();
            for (int j = i; j < i + 25; j++) {
                Map<String, AttributeValue> item = new java.util.HashMap<>(item("t" + j, "https://t" + j + ".example"));
                item.put("padding", AttributeValue.builder().s(padding).build());
                writes.add(WriteRequest.builder()
                        .putRequest(PutRequest.builder().item(item).build())
                        .build());
            }
            client.batchWriteItem(write -> write.requestItems(Map.of("pages", writes)));
        }
        client.putItem(put -> put.tableName("pages").item(item("-", "https://*.all.example")));
        DynamoDbOrigins source =
                new DynamoDbOrigins(client, "pages", OriginRules.WITH_CREDENTIALS, InstantSource.system());
        OriginSnapshot first = source.fetch(null);
        assertThat(first.size()).isEqualTo(301);
        assertThat(first.contains("t299", "https://t299.example")).isTrue();
        assertThat(first.contains("t299", "https://t298.example")).isFalse();
        assertThat(first.contains("", "https://a.all.example")).isTrue();
        assertThat(source.fetch(first)).isSameAs(first);
        client.deleteItem(delete -> delete.tableName("pages").key(item("t7", "https://t7.example")));
        assertThat(source.fetch(first).contains("t7", "https://t7.example")).isFalse();
    }

    @Test
    void names_the_tenant_of_an_origin_that_is_not_valid() {
        DynamoDbClient client = client(AwsServer.Kind.MINISTACK);
        createTable(client, "bad");
        client.putItem(put -> put.tableName("bad").item(item("acme", "https://acme.example/")));
        DynamoDbOrigins source =
                new DynamoDbOrigins(client, "bad", OriginRules.WITH_CREDENTIALS, InstantSource.system());
        assertThatThrownBy(() -> source.fetch(null))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("bad acme: The origin \"https://acme.example/\" would never match");
    }

    @Test
    void states_that_the_table_or_the_server_is_missing() {
        assertThatThrownBy(() -> new DynamoDbOrigins(
                                client(AwsServer.Kind.MINISTACK),
                                "missing",
                                OriginRules.WITH_CREDENTIALS,
                                InstantSource.system())
                        .fetch(null))
                .hasMessageStartingWith("DynamoDB table missing: Scan failed: ")
                .hasMessageContaining("Check the table's name");
        assertThatThrownBy(() -> new DynamoDbOrigins(
                                client(URI.create("http://127.0.0.1:1")),
                                "any",
                                OriginRules.WITH_CREDENTIALS,
                                InstantSource.system())
                        .fetch(null))
                .hasMessageContaining("Check the function's network");
    }

    @Test
    void reports_problems_only_to_items_that_are_there() throws Exception {
        DynamoDbClient client = client(AwsServer.Kind.MINISTACK);
        createTable(client, "reports");
        client.putItem(put -> put.tableName("reports").item(item("acme", "nonsense")));
        OriginsTable table = new OriginsTable(client, "reports");
        OriginsTable.Key key = new OriginsTable.Key("acme", "nonsense");
        OriginsTable.Key gone = new OriginsTable.Key("acme", "gone");
        table.report(key, "it has no scheme");
        table.report(gone, "it has no scheme");
        assertThat(table.get(List.of(key, gone))).containsOnlyKeys(key);
        assertThat(table.get(List.of(key)).get(key).problem()).isEqualTo("it has no scheme");
        table.report(key, null);
        assertThat(table.get(List.of(key)).get(key).problem()).isNull();
    }
}
