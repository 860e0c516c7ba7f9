package dev.corsac.deployment;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A function to run.
 *
 * @param name the function's name, as logs and {@code AWS_LAMBDA_FUNCTION_NAME} have it
 * @param program what its processes run
 * @param folder the working folder of its processes, {@code LAMBDA_TASK_ROOT}
 * @param environment the function's environment variables; of Corsac's own it inherits none but what a program needs to
 *     start and AWS credentials
 * @param memory in MB; the bound of a Java program's heap, and what any program is told
 * @param timeout how long an invocation may take before the process is ended
 * @param concurrency how many processes it may have at once, each of which takes one event at a time
 * @param debugPort where a debugger of Java can attach, on the loopback interface; null for none
 */
public record FunctionSettings(
        String name,
        FunctionProgram program,
        Path folder,
        Map<String, String> environment,
        int memory,
        Duration timeout,
        int concurrency,
        @Nullable Integer debugPort) {

    /** How many processes a function may have unless its user says otherwise. */
    public static final int CONCURRENCY = 4;

    /**
     * Copies the environment.
     *
     * @throws IllegalArgumentException if a debugger is to attach to what is no Java program or may have more than one
     *     process, or if there is to be no process at all
     */
    public FunctionSettings {
        environment = Map.copyOf(environment);
        if (concurrency < 1) {
            throw new IllegalArgumentException(
                    "concurrency is " + concurrency + ": a function has one process or more");
        }
        if (debugPort != null && !(program instanceof FunctionProgram.Java)) {
            throw new IllegalArgumentException("a debug port is for Java: a command takes its debugger's own option,"
                    + " such as node's --inspect");
        }
        if (debugPort != null && concurrency != 1) {
            throw new IllegalArgumentException(
                    "with a debug port a function has one process; concurrency is " + concurrency);
        }
    }
}
