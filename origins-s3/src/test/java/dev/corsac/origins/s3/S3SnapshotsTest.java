package dev.corsac.origins.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.corsac.CorsPolicy;
import dev.corsac.RefreshEvent;
import dev.corsac.RefreshRules;
import dev.corsac.awsservers.AwsServer;
import dev.corsac.origins.OriginRules;
import dev.corsac.origins.OriginSnapshot;
import dev.corsac.origins.RefreshedOrigins;
import dev.corsac.origins.SnapshotBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Against MiniStack and moto, and, for what they do not do, a server that misbehaves. */
class S3SnapshotsTest {

    private static final String A = "https://a.example";
    private static final String B = "https://b.example";
    private static final String BUCKET = "origins";
    private static final String KEY = "current.corsac";

    private static final Map<AwsServer.Kind, AwsServer> SERVERS = new EnumMap<>(AwsServer.Kind.class);

    private long now = 1_000_000;
    private final List<RefreshEvent> events = new ArrayList<>();

    private static AwsServer server(AwsServer.Kind kind) {
        AwsServer server = SERVERS.computeIfAbsent(kind, AwsServer::start);
        Assumptions.assumeTrue(server != null, "no " + kind + " here");
        return server;
    }

    @AfterAll
    static void end() {
        SERVERS.values().forEach(AwsServer::close);
    }

    static S3Client client(URI uri) {
        return S3Client.builder()
                .endpointOverride(uri)
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(2))
                        .socketTimeout(Duration.ofSeconds(5)))
                .overrideConfiguration(limits -> limits.retryStrategy(retries -> retries.maxAttempts(1)))
                .build();
    }

    private static OriginSnapshot snapshot(long version, String... origins) throws IOException {
        SnapshotBuilder builder = new SnapshotBuilder(OriginRules.WITH_CREDENTIALS);
        for (String origin : origins) {
            builder.add("", origin);
        }
        return builder.build(version, Instant.EPOCH);
    }

    private static void put(S3Client client, String bucket, byte[] bytes) {
        client.putObject(put -> put.bucket(bucket).key(KEY), RequestBody.fromBytes(bytes));
    }

    private RefreshedOrigins origins(S3Client client, String bucket) {
        return RefreshedOrigins.from(
                        new S3Snapshots(client, bucket, KEY),
                        RefreshRules.of(Duration.ofMinutes(1), Duration.ofMinutes(10)))
                .settings(CorsPolicy.builder().allowCredentials())
                .clock(() -> Instant.ofEpochMilli(now))
                .counter(() -> now)
                .executor(Runnable::run)
                .listener(events::add)
                .start();
    }

    private void pass(Duration time) {
        now += time.toMillis();
    }

    private static boolean allows(RefreshedOrigins origins, String origin) {
        return origins.get().decide("GET", origin, null, null).allowed();
    }

    private RefreshEvent.Kind last() {
        return events.get(events.size() - 1).kind();
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource(AwsServer.Kind.class)
    void follows_the_object_and_reads_it_only_when_it_has_changed(AwsServer.Kind kind) throws Exception {
        S3Client client = client(server(kind).uri());
        String bucket = BUCKET + "-follows";
        client.createBucket(create -> create.bucket(bucket));
        RefreshedOrigins origins = origins(client, bucket);
        assertThat(origins.failure())
                .hasMessageContaining("s3://origins-follows/current.corsac: there is no such object or bucket");
        assertThat(allows(origins, A)).isFalse();

        put(client, bucket, snapshot(1, A).toBytes());
        pass(Duration.ofMinutes(1));
        assertThat(allows(origins, A)).isTrue();
        assertThat(last()).isEqualTo(RefreshEvent.Kind.REFRESHED);

        pass(Duration.ofMinutes(1));
        assertThat(allows(origins, A)).isTrue();
        assertThat(last()).isEqualTo(RefreshEvent.Kind.UNCHANGED);

        put(client, bucket, snapshot(2, B).toBytes());
        pass(Duration.ofMinutes(1));
        assertThat(allows(origins, A)).isFalse();
        assertThat(allows(origins, B)).isTrue();
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource(AwsServer.Kind.class)
    void keeps_a_good_snapshot_when_the_object_is_bad_or_gone(AwsServer.Kind kind) throws Exception {
        S3Client client = client(server(kind).uri());
        String bucket = BUCKET + "-bad";
        client.createBucket(create -> create.bucket(bucket));
        put(client, bucket, snapshot(5, A).toBytes());
        RefreshedOrigins origins = origins(client, bucket);
        byte[] good = snapshot(6, B).toBytes();
        byte[] damaged = good.clone();
        damaged[70] ^= 1;
        Map<String, byte[]> bad = Map.of(
                "the checksum of its origins does not match", damaged,
                "its 1 origins need 80", Arrays.copyOf(good, 79),
                "This is not a snapshot", "<html>".repeat(20).getBytes(StandardCharsets.US_ASCII),
                "fewer than its header", new byte[0],
                "which is newer", snapshot(4, B).toBytes());
        bad.forEach((problem, bytes) -> {
            put(client, bucket, bytes);
            pass(Duration.ofMinutes(1));
            assertThat(allows(origins, A)).as(problem).isTrue();
            assertThat(allows(origins, B)).as(problem).isFalse();
            assertThat(origins.failure())
                    .hasMessageStartingWith("s3://origins-bad/current.corsac: ")
                    .hasMessageContaining(problem);
        });
        client.deleteObject(delete -> delete.bucket(bucket).key(KEY));
        pass(Duration.ofMinutes(1));
        assertThat(allows(origins, A)).isTrue();
        assertThat(origins.failure()).hasMessageContaining("there is no such object");
        put(client, bucket, good);
        pass(Duration.ofMinutes(1));
        assertThat(allows(origins, B)).isTrue();
        assertThat(origins.failure()).isNull();
    }

    @Tag("slow")
    @Test
    void refuses_after_the_limit_once_the_server_is_gone() throws Exception {
        AwsServer server = AwsServer.start(AwsServer.Kind.MINISTACK);
        Assumptions.assumeTrue(server != null, "no MiniStack here");
        try (server) {
            S3Client client = client(server.uri());
            client.createBucket(create -> create.bucket(BUCKET));
            put(client, BUCKET, snapshot(1, A).toBytes());
            RefreshedOrigins origins = origins(client, BUCKET);
            assertThat(allows(origins, A)).isTrue();
            server.close();
            pass(Duration.ofMinutes(1));
            assertThat(allows(origins, A)).isTrue();
            assertThat(origins.failure()).hasMessageContaining("the object could not be read");
            pass(Duration.ofMinutes(9));
            assertThat(allows(origins, A)).isFalse();
            assertThat(last()).isEqualTo(RefreshEvent.Kind.STALE);
        }
    }

    /** What an object's server may do. */
    enum Misbehavior {
        ENDS_IN_THE_MIDDLE {
            @Override
            void respond(HttpExchange exchange, byte[] object) throws IOException {
                exchange.sendResponseHeaders(200, object.length);
                exchange.getResponseBody().write(object, 0, object.length / 2);
                exchange.getResponseBody().flush();
                exchange.close();
            }
        },
        THROTTLES {
            @Override
            void respond(HttpExchange exchange, byte[] object) throws IOException {
                byte[] error = "<Error><Code>SlowDown</Code><Message>Reduce your request rate.</Message></Error>"
                        .getBytes(StandardCharsets.US_ASCII);
                exchange.sendResponseHeaders(503, error.length);
                exchange.getResponseBody().write(error);
                exchange.close();
            }
        },
        IS_OLDER {
            @Override
            void respond(HttpExchange exchange, byte[] object) throws IOException {
                byte[] older = OriginSnapshot.open(object)
                        .withVersion(0, Instant.EPOCH)
                        .toBytes();
                exchange.sendResponseHeaders(200, older.length);
                exchange.getResponseBody().write(older);
                exchange.close();
            }
        },
        DENIES {
            @Override
            void respond(HttpExchange exchange, byte[] object) throws IOException {
                exchange.sendResponseHeaders(403, -1);
                exchange.close();
            }
        },
        /** Longer than the client waits for a response. */
        IS_SILENT {
            @Override
            void respond(HttpExchange exchange, byte[] object) throws IOException {
                try {
                    Thread.sleep(60_000);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        },
        CLOSES {
            @Override
            void respond(HttpExchange exchange, byte[] object) {
                exchange.close();
            }
        };

        abstract void respond(HttpExchange exchange, byte[] object) throws IOException;
    }

    @ParameterizedTest
    @EnumSource(Misbehavior.class)
    void keeps_a_good_snapshot_whatever_the_server_does(Misbehavior misbehavior) throws Exception {
        AtomicInteger requests = new AtomicInteger();
        byte[] object = snapshot(1, A).toBytes();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            if (requests.incrementAndGet() == 1) {
                exchange.sendResponseHeaders(200, object.length);
                exchange.getResponseBody().write(object);
                exchange.close();
            } else {
                misbehavior.respond(exchange, object);
            }
        });
        ExecutorService threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.start();
        try {
            S3Client client =
                    client(URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
            RefreshedOrigins origins = origins(client, BUCKET);
            assertThat(origins.failure()).isNull();
            pass(Duration.ofMinutes(1));
            assertThat(allows(origins, A)).isTrue();
            assertThat(last()).isEqualTo(RefreshEvent.Kind.FAILED);
            assertThat(origins.failure()).hasMessageStartingWith("s3://origins/current.corsac: ");
            pass(Duration.ofMinutes(9));
            assertThat(allows(origins, A)).isFalse();
        } finally {
            server.stop(0);
            threads.shutdownNow();
        }
    }

    @Tag("slow")
    @Test
    void a_process_that_was_stopped_checks_the_age_before_its_first_decision() throws Exception {
        Assumptions.assumeTrue(new java.io.File("/bin/kill").exists(), "no kill here");
        AwsServer server = server(AwsServer.Kind.MINISTACK);
        S3Client client = client(server.uri());
        String bucket = BUCKET + "-thaw";
        client.createBucket(create -> create.bucket(bucket));
        put(client, bucket, snapshot(1, A).toBytes());
        ProcessBuilder builder = new ProcessBuilder(
                java.nio.file.Path.of(System.getProperty("java.home"), "bin", "java")
                        .toString(),
                "-cp",
                System.getProperty("java.class.path"),
                FrozenFunction.class.getName(),
                server.uri().toString(),
                bucket,
                KEY);
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        Process process = builder.start();
        try (java.io.BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
                java.io.Writer input = process.outputWriter(StandardCharsets.UTF_8)) {
            assertThat(decide(input, output, A)).isEqualTo("true");
            signal(process, "-STOP");
            put(client, bucket, snapshot(2, B).toBytes());
            // Longer than the two seconds after which its origins must not be used.
            Thread.sleep(2500);
            signal(process, "-CONT");
            assertThat(decide(input, output, A)).isEqualTo("false");
            assertThat(decide(input, output, B)).isEqualTo("true");
        } finally {
            process.destroyForcibly();
        }
    }

    private static @Nullable String decide(java.io.Writer input, java.io.BufferedReader output, String origin)
            throws IOException {
        input.write(origin + "\n");
        input.flush();
        return output.readLine();
    }

    private static void signal(Process process, String signal) throws Exception {
        assertThat(new ProcessBuilder("/bin/kill", signal, "" + process.pid())
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    void states_its_address() {
        assertThat(new S3Snapshots(client(URI.create("http://127.0.0.1:1")), BUCKET, KEY))
                .hasToString("s3://origins/current.corsac");
        assertThatThrownBy(() -> new S3Snapshots(client(URI.create("http://127.0.0.1:1")), BUCKET, KEY).fetch(null))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Check the function's network and credentials");
    }
}
