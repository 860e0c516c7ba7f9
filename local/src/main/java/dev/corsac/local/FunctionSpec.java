package dev.corsac.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A Java function to run.
 *
 * @param name the function's name, as logs and {@code AWS_LAMBDA_FUNCTION_NAME} have it
 * @param handler {@code package.Class} or {@code package.Class::method}
 * @param classPath folders of classes and jar files
 * @param environment the function's environment variables; of Corsac's own it inherits none but what a program needs to
 *     start and AWS credentials
 * @param memory in MB; the bound of the heap
 * @param timeout how long an invocation may take before the process is ended
 */
public record FunctionSpec(
        String name,
        String handler,
        List<Path> classPath,
        Map<String, String> environment,
        int memory,
        Duration timeout) {

    /** Copies the collections. */
    public FunctionSpec {
        classPath = List.copyOf(classPath);
        environment = Map.copyOf(environment);
    }
}
