package dev.corsac.local.function;

import dev.corsac.deployment.FunctionSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The environment of a function's process, as Lambda makes it. */
final class FunctionEnvironment {

    private static final List<String> INHERITED = List.of(
            "PATH",
            "HOME",
            "TMPDIR",
            "TEMP",
            "TMP",
            "SystemRoot",
            "AWS_REGION",
            "AWS_DEFAULT_REGION",
            "AWS_PROFILE",
            "AWS_ACCESS_KEY_ID",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_SESSION_TOKEN");

    private FunctionEnvironment() {}

    /**
     * Makes an inherited environment the function's.
     *
     * @param folder its working folder
     * @param framed whether the runtime client is to write log events in frames
     */
    static void fill(
            Map<String, String> environment, FunctionSettings spec, Path folder, int runtimeApiPort, boolean framed) {
        environment.keySet().retainAll(INHERITED);
        environment.putAll(spec.environment());
        environment.put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + runtimeApiPort);
        environment.put("AWS_LAMBDA_FUNCTION_NAME", spec.name());
        environment.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
        environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(spec.memory()));
        environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + spec.name());
        environment.put("AWS_LAMBDA_LOG_STREAM_NAME", "local");
        environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
        environment.put("LAMBDA_TASK_ROOT", folder.toString());
        environment.put("_HANDLER", spec.program().handler());
        environment.putIfAbsent("AWS_REGION", "us-east-1");
        environment.putIfAbsent("AWS_DEFAULT_REGION", "us-east-1");
        if (framed) {
            environment.put("_LAMBDA_TELEMETRY_LOG_FD", Integer.toString(StartGuard.LOG_DESCRIPTOR));
        }
        // Corsac's handlers log what they decide, and why: as in no deployment that does not ask for it.
        environment.putIfAbsent(DecisionLog.VARIABLE, "true");
        environment.put("TZ", ":UTC");
        environment.put("LANG", "en_US.UTF-8");
    }
}
