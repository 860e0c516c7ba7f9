package dev.corsac.benchmarks.origins;

import com.sun.management.OperatingSystemMXBean;
import com.sun.net.httpserver.HttpServer;
import dev.corsac.CorsPolicy;
import dev.corsac.RefreshRules;
import dev.corsac.benchmarks.Figure;
import dev.corsac.origins.FileSnapshots;
import dev.corsac.origins.OriginRules;
import dev.corsac.origins.OriginSnapshot;
import dev.corsac.origins.OriginsText;
import dev.corsac.origins.RefreshedOrigins;
import dev.corsac.origins.SnapshotBuilder;
import dev.corsac.origins.SnapshotSource;
import dev.corsac.origins.appconfig.AppConfigOrigins;
import dev.corsac.origins.dynamodb.DynamoDbOrigins;
import dev.corsac.origins.s3.S3Snapshots;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The cold start with each source: a fresh Java process from its start to its first decision. Servers are
 * on this machine and respond at once, so the time of a network is not in it.
 */
public final class SourceStart {

    private static final String TABLE = "origins-starts";
    private static final String ORIGIN = "https://customer-0.example.com";
    private static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b"));

    private SourceStart() {}

    /** With a number of starts, measures and prints figures; with three arguments, is one of the processes: a source's kind, a port, a file. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 3) {
            start(arguments[0], arguments[1], arguments[2]);
        } else {
            measure(Integer.parseInt(arguments[0]));
        }
    }

    private static void start(String kind, String port, String file) throws Exception {
        CorsPolicy policy;
        if (kind.equals("none")) {
            policy = CorsPolicy.builder().allowOrigins(ORIGIN).build();
        } else if (kind.equals("policy of text")) {
            policy = CorsPolicy.builder()
                    .allowOrigins(Files.readAllLines(Path.of(file + ".txt")))
                    .build();
        } else {
            policy = RefreshedOrigins.from(
                            source(kind, port, file), RefreshRules.of(Duration.ofMinutes(1), Duration.ofMinutes(10)))
                    .start()
                    .get();
        }
        if (!policy.decide("GET", ORIGIN, null, null).allowed()) {
            throw new IllegalStateException(kind);
        }
        long wall = System.currentTimeMillis() - Long.getLong("started");
        long cpu = ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
        try {
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            System.out.println(wall + " " + cpu / 1_000_000 + " " + (runtime.totalMemory() - runtime.freeMemory()));
        } finally {
            Reference.reachabilityFence(policy);
        }
    }

    private static SnapshotSource source(String kind, String port, String file) {
        URI uri = URI.create("http://127.0.0.1:" + port);
        return switch (kind) {
            case "file" -> new FileSnapshots(Path.of(file));
            case "text" ->
                current -> OriginsText.read(
                        Files.newBufferedReader(Path.of(file + ".txt")),
                        "text",
                        OriginRules.WITH_CREDENTIALS,
                        1,
                        Instant.EPOCH);
            case "appconfig" ->
                new AppConfigOrigins(
                        Integer.parseInt(port),
                        "a",
                        "b",
                        "c",
                        OriginRules.WITH_CREDENTIALS,
                        InstantSource.system(),
                        Duration.ofSeconds(20));
            case "s3" ->
                new S3Snapshots(
                        S3Client.builder()
                                .endpointOverride(uri)
                                .forcePathStyle(true)
                                .region(Region.US_EAST_1)
                                .credentialsProvider(CREDENTIALS)
                                .httpClientBuilder(UrlConnectionHttpClient.builder())
                                .build(),
                        "bucket",
                        "key");
            default ->
                new DynamoDbOrigins(
                        DynamoDbClient.builder()
                                .endpointOverride(uri)
                                .region(Region.US_EAST_1)
                                .credentialsProvider(CREDENTIALS)
                                .httpClientBuilder(UrlConnectionHttpClient.builder())
                                .build(),
                        "table",
                        OriginRules.WITH_CREDENTIALS,
                        InstantSource.system());
        };
    }

    private static void measure(int starts) throws Exception {
        Path folder = Files.createTempDirectory("corsac-origins");
        Map<Integer, Path> files = new LinkedHashMap<>();
        // With one start only the programs are tried, and a million origins take seconds.
        int many = starts == 1 ? 2_000 : 1_000_000;
        for (int count : new int[] {1000, many}) {
            files.put(count, write(folder.resolve(count + ".corsac"), count));
        }
        row("none", 1000, files.get(1000), starts);
        for (String kind : List.of("appconfig", "dynamodb", "s3", "file", "text")) {
            row(kind, 1000, files.get(1000), starts);
        }
        for (String kind : List.of("s3", "file", "text", "policy of text")) {
            row(kind, many, files.get(many), starts);
        }
    }

    private static Path write(Path file, int count) throws IOException {
        SnapshotBuilder builder = new SnapshotBuilder(OriginRules.WITH_CREDENTIALS);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            String origin = "https://customer-" + i + ".example.com";
            builder.add("", origin);
            text.append(origin).append('\n');
        }
        OriginSnapshot snapshot = builder.build(1, Instant.EPOCH);
        Files.write(file, snapshot.toBytes());
        Files.writeString(Path.of(file + ".txt"), text);
        return file;
    }

    private static void row(String kind, int count, Path file, int starts) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] response = response(kind, count, file);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, response.length);
            exchange.getResponseBody().write(response);
            exchange.close();
        });
        server.start();
        List<Double> wall = new ArrayList<>();
        List<Double> processor = new ArrayList<>();
        List<Double> heap = new ArrayList<>();
        for (int i = 0; i < starts; i++) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-Dstarted=" + System.currentTimeMillis(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            SourceStart.class.getName(),
                            kind,
                            Integer.toString(server.getAddress().getPort()),
                            file.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(kind + " failed: " + output);
            }
            String[] figures = output.strip().split(" ", -1);
            wall.add(Double.valueOf(figures[0]));
            processor.add(Double.valueOf(figures[1]));
            heap.add(Double.parseDouble(figures[2]) / 1e6);
        }
        server.stop(0);
        String number = kind.equals("none") ? "1" : Integer.toString(count);
        Figure.print("ms", wall, TABLE, title(kind), number, "wall");
        Figure.print("ms", processor, TABLE, title(kind), number, "processor");
        Figure.print("MB", heap, TABLE, title(kind), number, "heap");
    }

    private static String title(String kind) {
        return switch (kind) {
            case "none" -> "a policy with one origin";
            case "policy of text" -> "a policy built from text";
            case "file" -> "file, snapshot";
            case "text" -> "file, text into a snapshot";
            case "appconfig" -> "AppConfig's extension, text";
            case "s3" -> "S3, snapshot";
            default -> "DynamoDB, scan";
        };
    }

    private static byte[] response(String kind, int count, Path file) throws IOException {
        if (kind.equals("s3")) {
            return Files.readAllBytes(file);
        }
        if (kind.equals("appconfig")) {
            return Files.readAllBytes(Path.of(file + ".txt"));
        }
        if (!kind.equals("dynamodb")) {
            return new byte[0];
        }
        StringBuilder items = new StringBuilder("{\"Items\":[");
        for (int i = 0; i < count; i++) {
            items.append(i == 0 ? "" : ",")
                    .append("{\"tenant\":{\"S\":\"-\"},\"origin\":{\"S\":\"https://customer-")
                    .append(i)
                    .append(".example.com\"}}");
        }
        return items.append("]}").toString().getBytes(StandardCharsets.UTF_8);
    }
}
