package dev.corsac.local.machine;

import dev.corsac.config.Configuration;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.local.JavaRuntime;
import dev.corsac.local.LocalException;
import dev.corsac.local.LocalListener;
import dev.corsac.local.LocalRun;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;

/** Functions of a configuration that run without fronts, for as long as a task calls them. */
public final class RunningFunctions {

    private RunningFunctions() {}

    /**
     * Runs a configuration's functions during a task.
     *
     * @param problems receives a line for each function that is not run or fails
     * @param task gets the functions by name
     * @return what the task returns
     * @throws LocalException if they cannot be run here
     */
    public static <T> T during(
            Configuration configuration, Consumer<String> problems, Function<Map<String, LambdaFunction>, T> task)
            throws LocalException {
        configuration
                .notRunnable()
                .forEach((id, reason) -> problems.accept("function " + id + " is not run: " + reason));
        Map<String, LambdaFunction> functions = new LinkedHashMap<>();
        JavaRuntime java = Installation.javaRuntime(FunctionJava.find(System.getenv()));
        try (LocalRun run = LocalRun.builder(java, new Failures(problems), Clock.systemUTC())
                .serve(host -> configuration
                        .functions()
                        .forEach(function -> functions.put(function.name(), host.function(function))))
                .start()) {
            Objects.requireNonNull(run);
            return task.apply(functions);
        }
    }

    /** Reports what functions cannot do. */
    private record Failures(Consumer<String> problems) implements LocalListener {

        @Override
        public void functionFailed(String function, String problem) {
            problems.accept("function " + function + ": " + problem);
        }
    }
}
