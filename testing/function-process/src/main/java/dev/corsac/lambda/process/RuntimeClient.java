package dev.corsac.lambda.process;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The program that calls a handler: between the Runtime API and the function's own classes. */
public enum RuntimeClient {

    /**
     * AWS's own, which runs only on Linux, as on a managed Java runtime: nothing on the system's class path but that client,
     * the core and the serialization library; the function's classes lie in the working directory, its jars in {@code lib}.
     */
    AWS {
        @Override
        List<String> command(Path java, Path folder, String classPath, String handler, List<String> options)
                throws IOException {
            String runtime = layOut(folder, classPath);
            List<String> command = RuntimeClient.jvm(java, options);
            command.add("-Dcom.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI="
                    + nativeClient(folder));
            command.addAll(
                    List.of("-cp", runtime, "com.amazonaws.services.lambda.runtime.api.client.AWSLambda", handler));
            return command;
        }
    },

    /** That of {@code corsac up}, in pure Java, with everything on one class path. */
    CORSAC {
        @Override
        List<String> command(Path java, Path folder, String classPath, String handler, List<String> options) {
            List<String> command = RuntimeClient.jvm(java, options);
            command.addAll(List.of("-cp", classPath, "dev.corsac.runtime.FunctionMain", handler));
            return command;
        }
    };

    private static final List<String> RUNTIME = List.of(
            "aws-lambda-java-core-",
            "aws-lambda-java-runtime-interface-client-",
            "aws-lambda-java-serialization-",
            "utils-lite-");

    /** The command that starts a function, whose working directory is to be {@code folder}, empty so far. */
    abstract List<String> command(Path java, Path folder, String classPath, String handler, List<String> options)
            throws IOException;

    /** As Lambda calls it: it stops at the first compiler. */
    private static List<String> jvm(Path java, List<String> options) {
        List<String> command = new ArrayList<>(List.of(java.toString(), "-XX:TieredStopAtLevel=1"));
        command.addAll(options);
        return command;
    }

    /** Puts a class path where Lambda has it, and gives the system's. */
    private static String layOut(Path folder, String classPath) throws IOException {
        Path lib = Files.createDirectories(folder.resolve("lib"));
        StringBuilder runtime = new StringBuilder();
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            Path path = Path.of(entry).toAbsolutePath();
            String name = path.getFileName().toString();
            if (RUNTIME.stream().anyMatch(name::startsWith)) {
                runtime.append(runtime.isEmpty() ? "" : File.pathSeparator).append(path);
            } else if (Files.isDirectory(path)) {
                copy(path, folder);
            } else if (Files.exists(path)) {
                Files.copy(path, lib.resolve(name));
            }
        }
        return runtime.toString();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(Objects.requireNonNull(target.getParent()));
                if (!Files.exists(target)) {
                    Files.copy(file, target);
                }
            }
        }
    }

    /** Unpacked here, since the client would unpack it to one place for all processes. */
    private static Path nativeClient(Path folder) throws IOException {
        String architecture = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
        Path library = folder.resolve("client.so");
        try (InputStream packed =
                RuntimeClient.class.getResourceAsStream("/jni/libaws-lambda-jni.linux-" + architecture + ".so")) {
            Files.copy(Objects.requireNonNull(packed), library);
        }
        return library;
    }
}
