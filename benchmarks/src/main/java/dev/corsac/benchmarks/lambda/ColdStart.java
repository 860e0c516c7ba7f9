package dev.corsac.benchmarks.lambda;

import dev.corsac.benchmarks.Figure;
import dev.corsac.lambda.process.FunctionProcess;
import dev.corsac.lambda.process.RuntimeClient;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * The time from the start of a function's process to its first response, for each function in turn, again and again: what
 * disturbs the machine for a while disturbs all alike. Arguments: the number of runs, then {@code aws} or {@code corsac} for the runtime
 * client, or {@code archives} for AWS's client and each function also with an archive of its classes (an AOT cache since JDK 25) that an
 * earlier process wrote. Functions run on the JVM that this runs on. Prints two figures of each: wall and processor time.
 */
public final class ColdStart {

    private ColdStart() {}

    /** A function, and the jars that its deployment package has in addition to its own classes. */
    private record Function(String title, String handler, String behind, List<String> jars) {}

    private static final String OWN = Functions.class.getName();
    private static final List<String> CORS = List.of("corsac-core-", "corsac-lambda-0");
    private static final List<String> EVENTS = List.of("aws-lambda-java-events-", "joda-time-");
    private static final List<String> CORS_EVENTS = List.of(
            "corsac-core-", "corsac-lambda-0", "corsac-lambda-events-", "aws-lambda-java-events-", "joda-time-");
    private static final List<String> EITHER =
            List.of("corsac-core-", "corsac-lambda-0", "aws-lambda-java-events-", "joda-time-");

    private static final List<Function> FUNCTIONS = List.of(
            new Function("stream handler", OWN + "$Stream", "", List.of()),
            new Function("wrapped in `CorsStreamHandler`", OWN + "$CorsStream", "", CORS),
            new Function("behind `CorsHandler`", "dev.corsac.lambda.CorsHandler", OWN + "$Stream", CORS),
            new Function("typed handler", OWN + "$Typed", "", EVENTS),
            new Function("wrapped in `CorsApiGatewayProxyHandler`", OWN + "$CorsTyped", "", CORS_EVENTS),
            new Function("typed behind `CorsHandler`", "dev.corsac.lambda.CorsHandler", OWN + "$Typed", EITHER));

    private static final List<String> RUNTIME = List.of(
            "aws-lambda-java-core-",
            "aws-lambda-java-runtime-interface-client-",
            "aws-lambda-java-serialization-",
            "utils-lite-",
            "corsac-http-",
            "corsac-runtime-");

    /** A function under further options of its JVM. */
    private record Variant(String title, Function function, List<String> options) {}

    private record Times(List<Double> wall, List<Double> cpu) {}

    public static void main(String[] args) throws Exception {
        // Otherwise each response waits 40 ms for the acknowledgement of its headers.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        int runs = Integer.parseInt(args[0]);
        Path home = Path.of(System.getProperty("java.home"));
        Path function = functionJar();
        try {
            if (args[1].equals("archives")) {
                measureArchives(home, function, runs);
            } else {
                List<Variant> variants = FUNCTIONS.stream()
                        .map(each -> new Variant(each.title(), each, List.of()))
                        .toList();
                measure(home, RuntimeClient.valueOf(args[1].toUpperCase(Locale.ROOT)), function, runs, variants);
            }
        } finally {
            Files.delete(function);
        }
    }

    /** Each function without an archive and with one, under AWS's client: what Lambda itself would gain. */
    private static void measureArchives(Path home, Path function, int runs) throws Exception {
        Path folder = Files.createTempDirectory("archives");
        try {
            List<Variant> variants = new ArrayList<>();
            for (Function each : FUNCTIONS) {
                boolean cache = feature(home) >= 25;
                Path archive = folder.resolve(FUNCTIONS.indexOf(each) + ".archive");
                String write = (cache ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + archive;
                start(home, RuntimeClient.AWS, each, function, List.of(write));
                String title = each.title() + (cache ? ", AOT cache" : ", class archive");
                String use = (cache ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + archive;
                variants.add(new Variant(each.title(), each, List.of()));
                variants.add(new Variant(title, each, List.of(use)));
                System.err.printf("%s: %,d bytes%n", title, Files.size(archive));
            }
            measure(home, RuntimeClient.AWS, function, runs, variants);
        } finally {
            delete(folder);
        }
    }

    private static void measure(Path home, RuntimeClient client, Path function, int runs, List<Variant> variants)
            throws Exception {
        Map<String, Times> times = new TreeMap<>();
        for (int run = -1; run < runs; run++) {
            for (Variant each : variants) {
                double[] millis = start(home, client, each.function(), function, each.options());
                if (run >= 0) {
                    Times sofar = times.computeIfAbsent(
                            each.title(), title -> new Times(new ArrayList<>(), new ArrayList<>()));
                    sofar.wall().add(millis[0]);
                    sofar.cpu().add(millis[1]);
                }
            }
        }
        for (Variant each : variants) {
            Times own = times.get(each.title());
            Figure.print("ms", own.wall(), "cold-starts", each.title(), "wall");
            Figure.print("ms", own.cpu(), "cold-starts", each.title(), "processor");
        }
    }

    /** Milliseconds on the clock and of the processors. */
    private static double[] start(Path home, RuntimeClient client, Function each, Path function, List<String> further)
            throws Exception {
        Path folder = Files.createTempDirectory("function");
        Map<String, String> environment = new TreeMap<>();
        environment.put("ALLOWED_ORIGINS", Payloads.ORIGIN + " https://www.shop.example");
        environment.put("ALLOW_CREDENTIALS", "true");
        if (!each.behind().isEmpty()) {
            environment.put("CORSAC_HANDLER", each.behind());
        }
        List<String> options = new ArrayList<>(List.of("-XX:+UseSerialGC"));
        options.addAll(further.isEmpty() ? List.of("-Xshare:auto") : further);
        if (feature(home) >= 24) {
            options.add("--enable-native-access=ALL-UNNAMED");
        }
        try (FunctionProcess process = new FunctionProcess(
                client, home, folder, classPath(each, function), each.handler(), environment, options)) {
            long[] end = new long[1];
            String response = process.respond(Payloads.event())
                    .whenComplete((text, error) -> end[0] = System.nanoTime())
                    .get();
            long cpu = process.cpuNanos();
            if (!response.contains("\"statusCode\":200")
                    || response.contains("Access-Control-Allow-Origin")
                            != each.title().contains("Cors")) {
                throw new IllegalStateException(each.title() + " responded with " + response + "\n" + process.log());
            }
            if (!further.isEmpty()) {
                process.end(); // an archive is written then
            }
            return new double[] {(end[0] - process.startNanos()) / 1e6, cpu / 1e6};
        } finally {
            delete(folder);
        }
    }

    /** What this runs on, less what the function has no need of. */
    private static String classPath(Function each, Path function) {
        StringBuilder path = new StringBuilder(function.toString());
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            String name = Path.of(entry).getFileName().toString();
            if (RUNTIME.stream().anyMatch(name::startsWith)
                    || each.jars().stream().anyMatch(name::startsWith)) {
                path.append(File.pathSeparator).append(Path.of(entry).toAbsolutePath());
            }
        }
        return path.toString();
    }

    /** Returns a jar with only the functions' classes, as they are deployed. */
    private static Path functionJar() throws IOException {
        Path jar = Files.createTempFile("function", ".jar");
        String folder = Functions.class.getPackageName().replace('.', '/');
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            for (String name : List.of("", "$Stream", "$CorsStream", "$Typed", "$CorsTyped")) {
                String entry = folder + "/Functions" + name + ".class";
                out.putNextEntry(new JarEntry(entry));
                try (var in = Functions.class.getResourceAsStream("/" + entry)) {
                    in.transferTo(out);
                }
                out.closeEntry();
            }
        }
        return jar;
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static String version(Path home) throws IOException {
        for (String line : Files.readAllLines(home.resolve("release"))) {
            if (line.startsWith("JAVA_VERSION=")) {
                return line.replaceAll("[^0-9.]", "");
            }
        }
        throw new IOException("no JAVA_VERSION in " + home.resolve("release"));
    }

    private static int feature(Path home) throws IOException {
        return Integer.parseInt(version(home).split("\\.", -1)[0]);
    }
}
