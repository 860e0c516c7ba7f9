package dev.corsac.deployment;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Lambda accepts as a function's environment variables.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">Working with Lambda environment
 *     variables</a>
 */
public final class EnvironmentRules {

    /** Variables that Lambda sets by itself and refuses to have set (documented). */
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

    /** All names and values together (documented), measured as the JSON object that they are sent as (reported). */
    private static final int MOST_BYTES = 4 * 1024;

    private EnvironmentRules() {}

    /** What Lambda refuses about a variable, and the fix; null if it accepts the variable. */
    public static @Nullable String problem(String name, String value) {
        if (RESERVED.contains(name)) {
            return name + " is set by Lambda, and AWS refuses a function that sets it. Remove it"
                    + (name.startsWith("AWS_") && !name.startsWith("AWS_LAMBDA_")
                            ? ", and set it in the shell that starts Corsac if you need it here"
                            : "");
        }
        if (!name.matches("[a-zA-Z][a-zA-Z0-9_]+")) {
            return "\"" + name
                    + "\" is not a valid name of an environment variable. AWS accepts a letter followed by one or"
                    + " more letters, digits and underscores";
        }
        if (value.indexOf('\0') >= 0) {
            return "the value of " + name + " contains a NUL character, which no environment variable can. Remove it";
        }
        return null;
    }

    /** What Lambda refuses about all variables together, and the fix; null if it accepts them. */
    public static @Nullable String problem(Map<String, String> variables) {
        int bytes = 1;
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            // "name":"value" and a comma, or the last brace.
            bytes += length(variable.getKey()) + length(variable.getValue()) + "\"\":\"\",".length();
        }
        return bytes <= MOST_BYTES
                ? null
                : "its environment variables have " + bytes + " bytes, and AWS accepts " + MOST_BYTES
                        + ". Move large values to a file, Parameter Store or Secrets Manager";
    }

    private static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
