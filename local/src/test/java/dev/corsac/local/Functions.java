package dev.corsac.local;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.corsac.deployment.FunctionProgram;
import dev.corsac.deployment.FunctionProgram.ClassPathEntry;
import dev.corsac.deployment.FunctionSettings;
import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the tests of functions share. */
final class Functions {

    static final List<Path> CLASS_PATH = Arrays.stream(
                    System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .toList();

    static final List<ClassPathEntry> ENTRIES =
            CLASS_PATH.stream().map(ClassPathEntry::classes).toList();

    static final JavaRuntime RUNTIME =
            new JavaRuntime(Path.of(System.getProperty("java.home"), "bin", "java"), CLASS_PATH, List.of());

    static final Duration MINUTE = Duration.ofMinutes(1);

    private Functions() {}

    static FunctionSettings java(String name, Class<?> handler, Duration timeout, int concurrency) {
        return spec(name, new FunctionProgram.Java(handler.getName(), ENTRIES), Map.of(), timeout, concurrency);
    }

    static FunctionSettings spec(
            String name, FunctionProgram program, Map<String, String> environment, Duration timeout, int concurrency) {
        return FunctionSettings.builder(name, program, Path.of("").toAbsolutePath())
                .environment(environment)
                .timeout(timeout)
                .concurrency(concurrency)
                .build();
    }

    /** A command in the folder of the test's runtimes. */
    static FunctionSettings command(String name, Map<String, String> environment, int concurrency, String... command) {
        return FunctionSettings.builder(
                        name, new FunctionProgram.Command(List.of(command), "app.handler", List.of()), folder())
                .environment(environment)
                .timeout(MINUTE)
                .concurrency(concurrency)
                .build();
    }

    static Path folder() {
        try {
            return Path.of(Objects.requireNonNull(Functions.class.getResource("/functions"))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** Skips the test where a program is not installed. */
    static void requireProgram(String program) {
        boolean there = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        assumeTrue(there, program + " is not installed");
    }

    static InvocationResult invoke(LambdaFunction function, String event) {
        return function.invoke(event.getBytes(StandardCharsets.UTF_8), MINUTE);
    }

    /** Returns the response's text, or the failure's. */
    static String text(InvocationResult result) {
        if (result instanceof InvocationResult.Payload payload) {
            return new String(payload.bytes(), StandardCharsets.UTF_8);
        }
        if (result instanceof InvocationResult.Failed failed) {
            return failed.type() + ": " + failed.message();
        }
        return result.toString();
    }

    static String responseOf(LambdaFunction function, String event) {
        return text(invoke(function, event));
    }
}
