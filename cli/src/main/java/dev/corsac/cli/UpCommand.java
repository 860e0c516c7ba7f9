package dev.corsac.cli;

import dev.corsac.cli.Configuration.Api;
import dev.corsac.cli.Configuration.Function;
import dev.corsac.cli.Configuration.Route;
import dev.corsac.cli.Configuration.Site;
import dev.corsac.gateway.Answer;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.RestApi;
import dev.corsac.gateway.S3Website;
import dev.corsac.http.Request;
import dev.corsac.local.FunctionSpec;
import dev.corsac.local.JavaRuntime;
import dev.corsac.local.LocalException;
import dev.corsac.local.LocalListener;
import dev.corsac.local.LocalRun;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code corsac up}: pages, APIs and functions on this machine, until Ctrl-C. */
@Command(
        name = "up",
        description = {
            "Runs pages, APIs and functions on this machine as AWS would: each site and API on a port of its own,"
                    + " each function in a process of its own.",
            "Ends with Ctrl-C."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class UpCommand implements Callable<Integer> {

    private static final String FILE = "corsac.yaml";

    private final PrintStream out;
    private final PrintStream err;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "what to run; " + FILE + " in this folder if it is there, else the example")
    @Nullable
    Path file;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "moves all ports: the lowest becomes N, the others keep their distance")
    @Nullable
    Integer port;

    @Option(
            names = "--open",
            negatable = true,
            description = "opens the first page in the browser, or not; it does where there is a desktop")
    @Nullable
    Boolean open;

    UpCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() throws LocalException, InterruptedException {
        Configuration configuration = ConfigurationReader.read(find(), port);
        Terminal terminal = Terminal.detect();
        Log log = new Log(configuration, terminal);
        LocalRun run = assemble(configuration, log);
        CountDownLatch ended = new CountDownLatch(1);
        run.start();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            run.close();
                            ended.countDown();
                        },
                        "end"));
        log.started();
        if (open == null ? Desktop.isThere() : open) {
            String page = configuration.sites().isEmpty()
                    ? configuration.apis().get(0).url()
                    : configuration.sites().get(0).origin() + "/";
            Desktop.open(page, err);
        }
        ended.await();
        return 0;
    }

    private Path find() {
        if (file != null) {
            return Files.isDirectory(file) ? file.resolve(FILE) : file;
        }
        Path here = Path.of(FILE);
        if (Files.exists(here)) {
            return here;
        }
        String example = System.getProperty("corsac.example");
        if (example == null) {
            throw new Failure("there is no " + FILE + " here: go where it is, or name it: corsac up FILE");
        }
        out.println("No " + FILE + " here: this is the example, " + example);
        return Path.of(example);
    }

    private LocalRun assemble(Configuration configuration, Log log) {
        Clock clock = Clock.systemUTC();
        LocalRun run = new LocalRun(javaRuntime(), log, clock);
        Map<String, LambdaFunction> functions = new HashMap<>();
        for (Function function : configuration.functions()) {
            functions.put(
                    function.name(),
                    run.function(new FunctionSpec(
                            function.name(),
                            function.handler(),
                            function.classPath(),
                            function.environment(),
                            function.memory(),
                            function.timeout())));
        }
        for (Site site : configuration.sites()) {
            FolderBucket bucket = new FolderBucket(site.directory(), site.files(), clock.instant());
            run.listen(site.port(), new S3Website(bucket, site.index(), site.error()));
        }
        for (Api api : configuration.apis()) {
            RestApi.Builder builder = RestApi.builder();
            try {
                for (Route route : api.routes()) {
                    builder.method(
                            route.method(), route.path(), Objects.requireNonNull(functions.get(route.function())));
                }
                run.listen(api.port(), builder.build());
            } catch (IllegalArgumentException e) {
                throw new Failure("apis." + api.name() + ": " + e.getMessage(), e);
            }
        }
        return run;
    }

    /** The JVM that runs Corsac, with the jars that {@code ./corsac} keeps for functions. */
    private static JavaRuntime javaRuntime() {
        String folder = System.getProperty("corsac.runtime");
        if (folder == null) {
            throw new Failure("the system property corsac.runtime does not say where the jars for functions are:"
                    + " start Corsac with ./corsac");
        }
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(Path.of(folder), "*.jar")) {
            stream.forEach(jars::add);
        } catch (IOException e) {
            throw new Failure("the jars for functions are not in " + folder + ": start Corsac with ./corsac", e);
        }
        jars.sort(null);
        return new JavaRuntime(Path.of(System.getProperty("java.home"), "bin", "java"), jars, List.of());
    }

    /** What happens, line by line. */
    private final class Log implements LocalListener {
        private final Configuration configuration;
        private final Terminal terminal;
        private final long start = System.nanoTime();
        private final AtomicInteger notReady;

        Log(Configuration configuration, Terminal terminal) {
            this.configuration = configuration;
            this.terminal = terminal;
            this.notReady = new AtomicInteger(configuration.functions().size());
        }

        void started() {
            StringBuilder text = new StringBuilder("\n");
            for (Site site : configuration.sites()) {
                text.append("  ")
                        .append(terminal.bold("site      "))
                        .append(site.origin())
                        .append("/\n");
            }
            for (Api api : configuration.apis()) {
                for (String host : api.hosts()) {
                    text.append("  ")
                            .append(terminal.bold("REST API  "))
                            .append("http://" + host + ":" + api.port() + "\n");
                }
            }
            for (Function function : configuration.functions()) {
                text.append("  ").append(terminal.bold("function  ")).append(function.name());
                text.append("  ").append(function.handler()).append('\n');
            }
            text.append("\n  Ctrl-C ends it.\n");
            out.println(text);
        }

        @Override
        public void answered(Request request, Answer answer, Duration took) {
            out.println(RequestLine.of(request, answer, took, terminal));
        }

        @Override
        public void functionReady(String function, Duration took) {
            out.println(terminal.dim(function + " is ready after " + took.toMillis() + " ms"));
            if (notReady.decrementAndGet() == 0) {
                long all = Duration.ofNanos(System.nanoTime() - start).toMillis();
                out.println(terminal.green("Ready") + " after " + all + " ms");
            }
        }

        @Override
        public void functionFailed(String function, String problem) {
            err.println(terminal.red("function " + function + ": " + problem));
        }

        @Override
        public void functionLogged(String function, String line) {
            out.println(terminal.yellow(function + " | ") + line);
        }
    }
}
