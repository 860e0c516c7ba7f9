package dev.corsac.local.function;

import dev.corsac.local.JavaRuntime;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Versions of Java that classes are compiled for, and what to do about those that are too new. */
final class ClassVersions {

    /** The version of a class file that does not say. */
    static final int UNKNOWN = 0;

    /** Subtracted from a class file's major version it is the version of Java. */
    private static final int BEFORE_JAVA = 44;

    private static final Pattern CLASS_FILE_VERSION = Pattern.compile("class file version ([0-9]{2,3})");

    private ClassVersions() {}

    /** Reads a class file's version: its magic number, two bytes of minor and two of major version. */
    static int version(InputStream in) throws IOException {
        byte[] head = in.readNBytes(8);
        return head.length < 8 ? UNKNOWN : (((head[6] & 0xff) << 8) | (head[7] & 0xff)) - BEFORE_JAVA;
    }

    /** Returns the version that the JVM's message about a class that is too new names; {@link #UNKNOWN} if it names none. */
    static int inMessage(String message) {
        Matcher version = CLASS_FILE_VERSION.matcher(message);
        return version.find() ? Integer.parseInt(version.group(1)) - BEFORE_JAVA : UNKNOWN;
    }

    /**
     * Returns the first class in a folder that is compiled for a newer Java; null if there is none. Classes under
     * {@code META-INF} do not count: those of multi-release jars are there.
     */
    static @Nullable Path newerThan(int java, Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> !folder.relativize(file).startsWith("META-INF"))
                    .filter(file -> version(file) > java)
                    .findFirst()
                    .orElse(null);
        } catch (IOException | UncheckedIOException e) {
            return null;
        }
    }

    static int version(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return version(in);
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    /**
     * Returns what to do about a class that is too new for the Java that runs the function.
     *
     * @param needed the version that it is compiled for
     * @param installed finds the home of a Java of that version or newer on this machine
     */
    static String fix(int needed, JavaRuntime runtime, IntFunction<@Nullable Path> installed) {
        Path home = installed.apply(needed);
        return (home == null
                        ? "Install a JDK " + needed
                                + " or newer and set JAVA_HOME, or \"java\" of the function in corsac.yaml, to its folder"
                        : "Set \"java\" of the function in corsac.yaml, or JAVA_HOME, to " + home)
                + "; or compile the function for Java " + runtime.version() + " (javac --release " + runtime.version()
                + ").";
    }
}
