package dev.corsac.local;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * How a Java function's process is started.
 *
 * @param java the {@code java} command
 * @param classPath {@code corsac-runtime} and what it needs; it goes before the function's own, as Lambda's does
 * @param options further options of the JVM
 */
public record JavaRuntime(Path java, List<Path> classPath, List<String> options) {

    private static final List<String> INHERITED = List.of(
            "PATH",
            "HOME",
            "TMPDIR",
            "TEMP",
            "TMP",
            "SystemRoot",
            "AWS_PROFILE",
            "AWS_ACCESS_KEY_ID",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_SESSION_TOKEN");

    /** Copies the lists. */
    public JavaRuntime {
        classPath = List.copyOf(classPath);
        options = List.copyOf(options);
    }

    ProcessBuilder process(FunctionSpec spec, int runtimeApiPort) {
        StringJoiner path = new StringJoiner(File.pathSeparator);
        classPath.forEach(entry -> path.add(entry.toString()));
        spec.classPath().forEach(entry -> path.add(entry.toString()));
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        // As Lambda starts Java 17 and newer.
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx" + spec.memory() + "m"));
        command.addAll(List.of("-Dfile.encoding=UTF-8", "-Dsun.stdout.encoding=UTF-8", "-Dsun.stderr.encoding=UTF-8"));
        command.addAll(List.of("-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8"));
        command.addAll(options);
        command.addAll(List.of("-cp", path.toString(), "dev.corsac.runtime.FunctionMain", spec.handler()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.keySet().retainAll(INHERITED);
        environment.putAll(spec.environment());
        environment.put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + runtimeApiPort);
        environment.put("AWS_LAMBDA_FUNCTION_NAME", spec.name());
        environment.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST");
        environment.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(spec.memory()));
        environment.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + spec.name());
        environment.put("AWS_LAMBDA_LOG_STREAM_NAME", "local");
        environment.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
        environment.put("_HANDLER", spec.handler());
        environment.putIfAbsent("AWS_REGION", "us-east-1");
        environment.putIfAbsent("AWS_DEFAULT_REGION", "us-east-1");
        environment.put("TZ", ":UTC");
        environment.put("LANG", "en_US.UTF-8");
        return builder;
    }
}
