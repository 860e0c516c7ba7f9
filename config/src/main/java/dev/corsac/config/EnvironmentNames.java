package dev.corsac.config;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Lambda refuses of a function's environment: names that are not letters, digits and underscores, reserved names, and more
 * than 4 KB together (<a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">documented</a>).
 */
final class EnvironmentNames {

    private static final Pattern NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9_]+");

    private static final int MOST_BYTES = 4096;

    private static final Set<String> RESERVED = Set.of(
            "_HANDLER",
            "_X_AMZN_TRACE_ID",
            "AWS_DEFAULT_REGION",
            "AWS_REGION",
            "AWS_EXECUTION_ENV",
            "AWS_LAMBDA_FUNCTION_NAME",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
            "AWS_LAMBDA_FUNCTION_VERSION",
            "AWS_LAMBDA_INITIALIZATION_TYPE",
            "AWS_LAMBDA_LOG_GROUP_NAME",
            "AWS_LAMBDA_LOG_STREAM_NAME",
            "AWS_ACCESS_KEY",
            "AWS_ACCESS_KEY_ID",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_SESSION_TOKEN",
            "AWS_LAMBDA_RUNTIME_API",
            "LAMBDA_TASK_ROOT",
            "LAMBDA_RUNTIME_DIR");

    private EnvironmentNames() {}

    /** Reports each problem with the variable that has it; null for all variables together. */
    static void check(Map<String, String> environment, BiConsumer<@Nullable String, String> problems) {
        int bytes = 0;
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            String name = variable.getKey();
            bytes += (name + variable.getValue()).getBytes(StandardCharsets.UTF_8).length;
            if (RESERVED.contains(name)) {
                problems.accept(
                        name,
                        "AWS refuses this: " + name
                                + " is a reserved variable, which Lambda sets itself. Remove it; credentials and the"
                                + " region come from the environment of corsac");
            } else if (!NAME.matcher(name).matches()) {
                problems.accept(
                        name,
                        "AWS refuses this: \"" + name.replaceAll("\\p{Cc}", "?")
                                + "\" is not a name of a variable. Use a letter and at least one more letter, digit or underscore");
            } else if (variable.getValue().indexOf('\0') >= 0) {
                problems.accept(name, "the value of " + name + " has a NUL character. Remove it");
            }
        }
        if (bytes > MOST_BYTES) {
            problems.accept(
                    null,
                    "AWS refuses this: the variables have " + bytes + " bytes together, and Lambda takes " + MOST_BYTES
                            + ". Move long values to a file or to Parameter Store");
        }
    }
}
