package dev.corsac.local;

import dev.corsac.deployment.FunctionSettings;
import dev.corsac.deployment.JavaHome;
import dev.corsac.local.function.AwsClient;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * How a Java function's process is started.
 *
 * @param java the {@code java} command
 * @param classPath {@code corsac-runtime} and what it needs: {@code corsac-http} and AWS's runtime client. It comes before the function's
 *     own, as Lambda's does, so that another version of one of these jars there is not used
 * @param options further options of the JVM
 * @param version the first number of that Java's version, such as 21
 * @param archives the folder for archives of functions' classes; null if none are to be made or used
 */
public record JavaRuntime(
        Path java,
        List<Path> classPath,
        List<String> options,
        int version,
        @Nullable Path archives) {

    /** The first version that warns of native libraries which nobody has allowed. */
    private static final int NATIVE_ACCESS = 24;

    /** Copies the lists. */
    public JavaRuntime {
        classPath = List.copyOf(classPath);
        options = List.copyOf(options);
    }

    /** Makes and uses no archives of functions' classes. */
    public JavaRuntime(Path java, List<Path> classPath, List<String> options, int version) {
        this(java, classPath, options, version, null);
    }

    /** Takes a {@code java} of the version that runs this. */
    public JavaRuntime(Path java, List<Path> classPath, List<String> options) {
        this(java, classPath, options, Runtime.version().feature());
    }

    /** Returns how to start processes of another Java; the options stay with this one. Returns this for null. */
    public JavaRuntime on(@Nullable JavaHome home) {
        return home == null ? this : new JavaRuntime(home.command(), classPath, List.of(), home.version(), archives);
    }

    /** Returns the same with these options in place of its own. */
    public JavaRuntime with(List<String> others) {
        return new JavaRuntime(java, classPath, others, version, archives);
    }

    /**
     * Returns the options for an archive of classes. Where it is not for that Java or those jar files, the JVM starts without it
     * and prints nothing.
     */
    public static List<String> sharing(Path archive) {
        return List.of("-XX:SharedArchiveFile=" + archive, "-XX:+VerifySharedSpaces", "-Xshare:auto", "-Xlog:cds=off");
    }

    /**
     * The command of a process.
     *
     * @param functionPath the function's class path, resolved
     * @param library AWS's native library if its client is to run, else null
     */
    public List<String> command(
            FunctionSettings spec, String handler, List<Path> functionPath, @Nullable Path library) {
        StringJoiner path = new StringJoiner(File.pathSeparator);
        classPath.forEach(entry -> path.add(entry.toString()));
        functionPath.forEach(entry -> path.add(entry.toString()));
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        // As Lambda starts Java 17 and newer.
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx" + spec.memory() + "m"));
        command.addAll(List.of("-Dfile.encoding=UTF-8", "-Dsun.stdout.encoding=UTF-8", "-Dsun.stderr.encoding=UTF-8"));
        command.addAll(List.of("-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8"));
        if (spec.debugPort() != null) {
            // A port of its own, which DebugRelay leads to: the user's stays the same from process to process.
            command.add("-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0");
        }
        command.addAll(options);
        if (library == null) {
            command.addAll(List.of("-cp", path.toString(), "dev.corsac.runtime.FunctionMain", handler));
        } else {
            if (version >= NATIVE_ACCESS) {
                command.add("--enable-native-access=ALL-UNNAMED");
            }
            // As Lambda starts Java 17 and newer: without it the client cannot write to the descriptor of its log.
            command.add("--add-opens=java.base/java.io=ALL-UNNAMED");
            command.add("-D" + AwsClient.LIBRARY_PROPERTY + "=" + library);
            command.addAll(List.of("-cp", path.toString(), AwsClient.MAIN, handler));
        }
        return command;
    }
}
