package dev.corsac.origins.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.sun.net.httpserver.HttpServer;
import dev.corsac.awsservers.AwsServer;
import dev.corsac.origins.OriginRules;
import dev.corsac.origins.OriginSnapshot;
import dev.corsac.origins.SnapshotBuilder;
import dev.corsac.origins.dynamodb.OriginsTable;
import dev.corsac.origins.s3.S3Snapshots;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.s3.S3Client;

/** Against MiniStack's table and bucket; the records are in the form that Lambda documents for DynamoDB's streams. */
@Tag("slow")
class SnapshotFunctionTest {

    private static final AtomicInteger NAMES = new AtomicInteger();
    private static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test"));

    private static @Nullable AwsServer server;

    private final ConcurrentLinkedQueue<String> log = new ConcurrentLinkedQueue<>();
    private final String name = "origins" + NAMES.incrementAndGet();
    private final S3Client s3 = s3();
    private final DynamoDbClient dynamo = dynamo(server == null ? URI.create("http://127.0.0.1:1") : server.uri());

    @BeforeAll
    static void start() {
        server = AwsServer.start(AwsServer.Kind.MINISTACK);
    }

    @AfterAll
    static void end() {
        if (server != null) {
            server.close();
        }
    }

    private static S3Client s3() {
        return S3Client.builder()
                .endpointOverride(server == null ? URI.create("http://127.0.0.1:1") : server.uri())
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(CREDENTIALS)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    private static DynamoDbClient dynamo(URI uri) {
        return DynamoDbClient.builder()
                .endpointOverride(uri)
                .region(Region.US_EAST_1)
                .credentialsProvider(CREDENTIALS)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    @SuppressWarnings("unchecked") // the client's varargs are of a generic type
    @BeforeEach
    void create() {
        Assumptions.assumeTrue(server != null, "no MiniStack here");
        dynamo.createTable(create -> create.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                        tenant -> tenant.attributeName("tenant").attributeType(ScalarAttributeType.S),
                        origin -> origin.attributeName("origin").attributeType(ScalarAttributeType.S))
                .keySchema(
                        tenant -> tenant.attributeName("tenant").keyType(KeyType.HASH),
                        origin -> origin.attributeName("origin").keyType(KeyType.RANGE)));
        s3.createBucket(bucket -> bucket.bucket(name));
    }

    private SnapshotStore store() {
        return new SnapshotStore(s3, name, "origins/", 5, InstantSource.system());
    }

    private SnapshotFunction function() {
        return function(dynamo);
    }

    private SnapshotFunction function(DynamoDbClient client) {
        return new SnapshotFunction(
                new OriginsTable(client, name), store(), OriginRules.WITH_CREDENTIALS, InstantSource.system());
    }

    private static Map<String, AttributeValue> key(String tenant, String origin) {
        return Map.of(
                "tenant", AttributeValue.builder().s(tenant).build(),
                "origin", AttributeValue.builder().s(origin).build());
    }

    private void put(String tenant, String origin) {
        dynamo.putItem(put -> put.tableName(name).item(key(tenant, origin)));
    }

    private void delete(String tenant, String origin) {
        dynamo.deleteItem(delete -> delete.tableName(name).key(key(tenant, origin)));
    }

    private static String record(String kind, String tenant, String origin) {
        return """
                {"eventID":"1","eventName":"%s","eventVersion":"1.1","eventSource":"aws:dynamodb","awsRegion":"us-east-1",\
                "dynamodb":{"ApproximateCreationDateTime":1764000000,"Keys":{"tenant":{"S":"%s"},"origin":{"S":"%s"}},\
                "SequenceNumber":"111","SizeBytes":26,"StreamViewType":"KEYS_ONLY"},"eventSourceARN":"arn:aws:dynamodb:x"}""".formatted(kind, tenant, origin);
    }

    private String send(String... records) throws IOException {
        return invoke(function(), "{\"Records\":[" + String.join(",", records) + "]}");
    }

    private String command(String event) throws IOException {
        return invoke(function(), event);
    }

    private String invoke(SnapshotFunction function, String event) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        function.handleRequest(
                new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), output, new LoggingContext(log));
        return output.toString(StandardCharsets.UTF_8);
    }

    private OriginSnapshot current() throws IOException {
        return new S3Snapshots(s3, name, "origins/current.corsac").fetch(null);
    }

    @Test
    void follows_the_table() throws Exception {
        put("acme", "https://acme.example");
        put("-", "https://*.all.example");
        assertThat(send(
                        record("INSERT", "acme", "https://acme.example"),
                        record("INSERT", "-", "https://*.all.example")))
                .isEqualTo("{\"batchItemFailures\":[]}");
        OriginSnapshot first = current();
        assertThat(first.contains("acme", "https://acme.example")).isTrue();
        assertThat(first.contains("", "https://a.all.example")).isTrue();
        put("acme", "https://new.example");
        delete("acme", "https://acme.example");
        send(record("INSERT", "acme", "https://new.example"), record("REMOVE", "acme", "https://acme.example"));
        OriginSnapshot second = current();
        assertThat(second.version()).isGreaterThan(first.version());
        assertThat(second.contains("acme", "https://acme.example")).isFalse();
        assertThat(second.contains("acme", "https://new.example")).isTrue();
        assertThat(second.size()).isEqualTo(2);
    }

    /** What counts is the table: a record that comes late or twice neither brings an origin back nor takes it away. */
    @Test
    void records_may_come_twice_and_in_any_order() throws Exception {
        put("acme", "https://acme.example");
        send(record("INSERT", "acme", "https://acme.example"));
        OriginSnapshot first = current();
        send(record("INSERT", "acme", "https://acme.example"), record("REMOVE", "acme", "https://acme.example"));
        assertThat(current().version())
                .as("nothing changed, so nothing was written")
                .isEqualTo(first.version());
        delete("acme", "https://acme.example");
        send(record("REMOVE", "acme", "https://acme.example"), record("INSERT", "acme", "https://acme.example"));
        assertThat(current().size()).isZero();
    }

    @Test
    void reports_an_origin_that_is_not_valid_in_its_item_and_goes_on() throws Exception {
        put("acme", "https://acme.example/");
        put("acme", "https://good.example");
        send(record("INSERT", "acme", "https://acme.example/"), record("INSERT", "acme", "https://good.example"));
        assertThat(current().size()).isEqualTo(1);
        OriginsTable table = new OriginsTable(dynamo, name);
        OriginsTable.Key bad = new OriginsTable.Key("acme", "https://acme.example/");
        assertThat(table.get(List.of(bad)).get(bad).problem())
                .isEqualTo(
                        "The origin \"https://acme.example/\" would never match: an origin does not end with a slash. Did you"
                                + " mean https://acme.example?");
        assertThat(log).anyMatch(line -> line.contains("Not valid, and left out: 1."));
        // The report itself makes a record, which changes nothing.
        long version = current().version();
        send(record("MODIFY", "acme", "https://acme.example/"));
        assertThat(current().version()).isEqualTo(version);
        // An item that was reported by mistake is cleared once it is found valid.
        OriginsTable.Key good = new OriginsTable.Key("acme", "https://good.example");
        table.report(good, "some reason");
        send(record("MODIFY", "acme", "https://good.example"));
        assertThat(table.get(List.of(good)).get(good).problem()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "[1,{\"Keys\":2}]",
                "{\"dynamodb\":{\"Keys\":{\"tenant\":{\"N\":\"1\"},\"origin\":{\"S\":\"https://a.example\"}}}}",
                "{\"dynamodb\":{\"Keys\":{\"tenant\":{\"S\":\"acme\"}}}}",
                "{\"dynamodb\":{\"Keys\":{\"tenant\":\"acme\",\"origin\":\"https://a.example\"}}}",
                "{\"dynamodb\":null,\"eventID\":\"7\"}",
            })
    void passes_over_a_record_without_such_a_key(String poison) throws Exception {
        put("acme", "https://acme.example");
        send(poison, record("INSERT", "acme", "https://acme.example"));
        assertThat(current().size()).isEqualTo(1);
        assertThat(log).anyMatch(line -> line.startsWith("Passed over: record 0"));
    }

    @Test
    void puts_an_earlier_version_back_and_holds_changes_until_it_is_released() throws Exception {
        put("acme", "https://acme.example");
        send(record("INSERT", "acme", "https://acme.example"));
        long first = current().version();
        put("acme", "https://wrong.example");
        send(record("INSERT", "acme", "https://wrong.example"));
        long second = current().version();
        assertThat(command("{\"corsac\":\"rollback\",\"version\":" + first + "}"))
                .contains("Wrote snapshot");
        OriginSnapshot back = current();
        assertThat(back.version()).as("newer than the one it replaces").isGreaterThan(second);
        assertThat(back.contains("acme", "https://wrong.example")).isFalse();
        assertThat(back.contains("acme", "https://acme.example")).isTrue();
        put("acme", "https://later.example");
        send(record("INSERT", "acme", "https://later.example"));
        assertThat(current().version()).isEqualTo(back.version());
        assertThat(command("{\"corsac\":\"rebuild\"}")).contains("held back");
        assertThat(command("{\"corsac\":\"status\"}")).contains("held back").contains("" + first);
        delete("acme", "https://wrong.example");
        command("{\"corsac\":\"release\"}");
        assertThat(current().contains("acme", "https://later.example")).isTrue();
        assertThat(current().contains("acme", "https://wrong.example")).isFalse();
        assertThat(command("{\"corsac\":\"status\"}")).doesNotContain("held back");
        assertThatThrownBy(() -> command("{\"corsac\":\"rollback\",\"version\":1}"))
                .hasMessageContaining("there is no such version. Kept are [");
        assertThatThrownBy(() -> command("{\"corsac\":\"undo\"}")).hasMessageContaining("Use rebuild");
    }

    @Test
    void keeps_as_many_versions_as_it_should() throws Exception {
        for (int i = 0; i < 8; i++) {
            put("acme", "https://t" + i + ".example");
            send(record("INSERT", "acme", "https://t" + i + ".example"));
        }
        assertThat(store().versions()).hasSize(5).contains(current().version());
    }

    @Test
    void replaces_a_damaged_snapshot_by_what_the_table_has() throws Exception {
        put("acme", "https://acme.example");
        put("other", "https://other.example");
        s3.putObject(put -> put.bucket(name).key("origins/current.corsac"), RequestBody.fromString("nonsense"));
        send(record("INSERT", "acme", "https://acme.example"));
        assertThat(current().size()).isEqualTo(2);
    }

    @Test
    void two_at_once_lose_no_change() throws Exception {
        List<Thread> threads = new ArrayList<>();
        ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
        for (int t = 0; t < 2; t++) {
            int number = t;
            Thread thread = new Thread(() -> {
                try {
                    for (int i = 0; i < 10; i++) {
                        String tenant = "t" + number + "-" + i;
                        put(tenant, "https://" + tenant + ".example");
                        send(record("INSERT", tenant, "https://" + tenant + ".example"));
                    }
                } catch (Throwable e) {
                    failures.add(e);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(failures).isEmpty();
        assertThat(current().size()).isEqualTo(20);
    }

    @Test
    void fails_with_the_table_so_that_lambda_repeats_the_records() {
        assertThatThrownBy(() -> invoke(
                        function(dynamo(URI.create("http://127.0.0.1:1"))),
                        "{\"Records\":[" + record("INSERT", "a", "https://a.example") + "]}"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("DynamoDB table " + name);
    }

    /** Pages as DynamoDB sends them, from a server that makes them up: filling a real table would take an hour. */
    @Test
    void reads_a_table_of_a_million() throws Exception {
        int count = 1_000_000;
        int page = 5000;
        AtomicInteger requests = new AtomicInteger();
        HttpServer pages = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        pages.createContext("/", exchange -> {
            String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            int start = requests.getAndIncrement() * page;
            StringBuilder response = new StringBuilder("{\"Items\":[");
            for (int i = start; i < Math.min(count, start + page); i++) {
                response.append(i == start ? "" : ",")
                        .append("{\"tenant\":{\"S\":\"t")
                        .append(i)
                        .append("\"},\"origin\":{\"S\":\"https://t")
                        .append(i)
                        .append(".example\"}}");
            }
            response.append(']');
            if (start + page < count) {
                response.append(",\"LastEvaluatedKey\":{\"tenant\":{\"S\":\"t\"},\"origin\":{\"S\":\"o\"}}");
            }
            byte[] bytes = response.append('}').toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(request.contains("\"ConsistentRead\":true") ? 200 : 400, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        pages.start();
        try {
            SnapshotFunction function = function(
                    dynamo(URI.create("http://127.0.0.1:" + pages.getAddress().getPort())));
            assertThat(invoke(function, "{\"corsac\":\"rebuild\"}")).contains("with 1000000 origins");
        } finally {
            pages.stop(0);
        }
        assertThat(requests).hasValue(count / page);
        assertThat(current().contains("t999999", "https://t999999.example")).isTrue();
        // A change of the table changes the snapshot without reading the table again.
        put("new", "https://new.example");
        send(record("INSERT", "new", "https://new.example"));
        assertThat(current().size()).isEqualTo(count + 1);
    }

    @Test
    void names_the_variable_that_is_missing() {
        assertThatThrownBy(SnapshotFunction::new)
                .hasMessage(
                        "The environment variable CORSAC_TABLE is not set. Set it to the name of the table with the origins.");
    }

    @Test
    void makes_no_snapshot_under_other_rules_by_changes() throws Exception {
        put("acme", "https://acme.example");
        OriginSnapshot lax = new SnapshotBuilder(OriginRules.WITHOUT_CREDENTIALS)
                .add("acme", "http://insecure.example")
                .build(1, Instant.EPOCH);
        s3.putObject(put -> put.bucket(name).key("origins/current.corsac"), RequestBody.fromBytes(lax.toBytes()));
        send(record("INSERT", "acme", "https://acme.example"));
        assertThat(current().rules()).isEqualTo(OriginRules.WITH_CREDENTIALS);
        assertThat(current().size()).isEqualTo(1);
    }

    /** A context whose log is a list. */
    private record LoggingContext(ConcurrentLinkedQueue<String> lines) implements Context {

        @Override
        public LambdaLogger getLogger() {
            return new LambdaLogger() {
                @Override
                public void log(String message) {
                    lines.add(message);
                }

                @Override
                public void log(byte[] message) {
                    lines.add(new String(message, StandardCharsets.UTF_8));
                }
            };
        }

        @Override
        public String getAwsRequestId() {
            return "1";
        }

        @Override
        public String getLogGroupName() {
            return "group";
        }

        @Override
        public String getLogStreamName() {
            return "stream";
        }

        @Override
        public String getFunctionName() {
            return "function";
        }

        @Override
        public String getFunctionVersion() {
            return "1";
        }

        @Override
        public String getInvokedFunctionArn() {
            return "arn";
        }

        @Override
        public @Nullable CognitoIdentity getIdentity() {
            return null;
        }

        @Override
        public @Nullable ClientContext getClientContext() {
            return null;
        }

        @Override
        public int getRemainingTimeInMillis() {
            return 60_000;
        }

        @Override
        public int getMemoryLimitInMB() {
            return 512;
        }
    }
}
