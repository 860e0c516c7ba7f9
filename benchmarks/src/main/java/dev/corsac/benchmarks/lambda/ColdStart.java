package dev.corsac.benchmarks.lambda;

import dev.corsac.lambda.process.FunctionProcess;
import dev.corsac.lambda.process.RuntimeClient;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/**
 * The time from the start of a function's process to its first response, for each function in turn, again and again: what
 * disturbs the machine for a while disturbs all alike. Arguments: the number of runs, {@code archives} for each function also with an
 * archive of its classes (an AOT cache since JDK 25) that an earlier process wrote, and JVMs (each a {@code JAVA_HOME}); without
 * JVMs, the one that this runs on. Prints a table for each, in Markdown.
 */
public final class ColdStart {

    private ColdStart() {}

    /** A function, and the jars that its deployment package has in addition to its own classes. */
    private record Function(String title, String handler, String behind, String comparedWith, List<String> jars) {}

    private static final String OWN = Functions.class.getName();
    private static final List<String> CORS = List.of("corsac-core-", "corsac-lambda-0");
    private static final List<String> EVENTS = List.of("aws-lambda-java-events-", "joda-time-");
    private static final List<String> CORS_EVENTS = List.of(
            "corsac-core-", "corsac-lambda-0", "corsac-lambda-events-", "aws-lambda-java-events-", "joda-time-");
    private static final List<String> EITHER =
            List.of("corsac-core-", "corsac-lambda-0", "aws-lambda-java-events-", "joda-time-");

    private static final List<Function> FUNCTIONS = List.of(
            new Function("stream handler", OWN + "$Stream", "", "", List.of()),
            new Function("wrapped in `CorsStreamHandler`", OWN + "$CorsStream", "", "stream handler", CORS),
            new Function(
                    "behind `CorsHandler`", "dev.corsac.lambda.CorsHandler", OWN + "$Stream", "stream handler", CORS),
            new Function("typed handler", OWN + "$Typed", "", "stream handler", EVENTS),
            new Function(
                    "wrapped in `CorsApiGatewayProxyHandler`", OWN + "$CorsTyped", "", "typed handler", CORS_EVENTS),
            new Function(
                    "typed behind `CorsHandler`",
                    "dev.corsac.lambda.CorsHandler",
                    OWN + "$Typed",
                    "typed handler",
                    EITHER));

    private static final List<String> RUNTIME = List.of(
            "aws-lambda-java-core-",
            "aws-lambda-java-runtime-interface-client-",
            "aws-lambda-java-serialization-",
            "utils-lite-",
            "corsac-runtime-");

    /** A function under further options of its JVM. */
    private record Variant(String title, String comparedWith, Function function, List<String> options) {}

    private record Times(List<Double> wall, List<Double> cpu) {}

    public static void main(String[] args) throws Exception {
        // Otherwise each response waits 40 ms for the acknowledgement of its headers.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        int runs = Integer.parseInt(args[0]);
        boolean archives = args.length > 1 && args[1].equals("archives");
        int first = archives ? 2 : 1;
        List<String> homes = args.length > first
                ? List.of(Arrays.copyOfRange(args, first, args.length))
                : List.of(System.getProperty("java.home"));
        Path function = functionJar();
        try {
            for (String home : homes) {
                if (archives) {
                    measureArchives(Path.of(home), function, runs);
                    continue;
                }
                for (RuntimeClient client : RuntimeClient.values()) {
                    List<Variant> variants = FUNCTIONS.stream()
                            .map(each -> new Variant(each.title(), each.comparedWith(), each, List.of()))
                            .toList();
                    measure(Path.of(home), client, function, runs, variants);
                }
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
                variants.add(new Variant(each.title(), "", each, List.of()));
                variants.add(new Variant(title, each.title(), each, List.of(use)));
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
        System.out.printf(
                "%nJDK %s, %s runtime client, %d runs each, milliseconds: median (least).%n%n",
                version(home), client == RuntimeClient.AWS ? "AWS's" : "Corsac's", runs);
        System.out.println("| function | to the first response | processor time | ÷ | wall | processor |");
        System.out.println("|---|---|---|---|---|---|");
        for (Variant each : variants) {
            Times own = times.get(each.title());
            Times other = times.get(each.comparedWith());
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.0f (%.0f) | %.0f (%.0f) | %s | %s | %s |%n",
                    each.title(),
                    median(own.wall()),
                    least(own.wall()),
                    median(own.cpu()),
                    least(own.cpu()),
                    each.comparedWith(),
                    other == null ? "" : ratio(own.wall(), other.wall()),
                    other == null ? "" : ratio(own.cpu(), other.cpu()));
        }
        System.out.println();
        System.out.flush();
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

    private static String ratio(List<Double> own, List<Double> other) {
        return String.format(Locale.ROOT, "%.2f", median(own) / median(other));
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static double least(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }
}
