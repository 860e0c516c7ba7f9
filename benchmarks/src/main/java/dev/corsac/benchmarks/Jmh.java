package dev.corsac.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/**
 * Runs JMH and prints a figure for each of its results: least, median and most of all measured iterations. Arguments: the name of a figure
 * with parameters in braces, such as {@code decisions/{call}/{origins}} ({@code {method}} is the method that is measured); the name of the
 * figure of the bytes that are allocated, or an empty text; then the options of JMH, of which {@code -o} names the file for its report.
 */
public final class Jmh {

    private Jmh() {}

    /** Measures; see the class. */
    public static void main(String[] arguments) throws Exception {
        String time = arguments[0];
        String bytes = arguments[1];
        CommandLineOptions options = new CommandLineOptions(Arrays.copyOfRange(arguments, 2, arguments.length));
        Collection<RunResult> results;
        try {
            results = new Runner(options).run();
        } catch (RunnerException e) {
            if (options.getOutput().hasValue()) {
                System.err.println(Files.readString(Path.of(options.getOutput().get())));
            }
            throw e;
        }
        for (RunResult result : results) {
            print(time, result.getParams(), result.getPrimaryResult());
            if (!bytes.isEmpty()) {
                print(bytes, result.getParams(), result.getSecondaryResults().get("gc.alloc.rate.norm"));
            }
        }
    }

    private static void print(String template, BenchmarkParams params, Result<?> result) {
        String method = params.getBenchmark().substring(params.getBenchmark().lastIndexOf('.') + 1);
        String name = template.replace("{method}", method);
        for (String key : params.getParamsKeys()) {
            name = name.replace("{" + key + "}", params.getParam(key));
        }
        var statistics = result.getStatistics();
        Figure.print(
                result.getScoreUnit().replace("/op", "").replace("us", "µs"),
                statistics.getMin(),
                statistics.getPercentile(50),
                statistics.getMax(),
                name.split("/", -1));
    }
}
