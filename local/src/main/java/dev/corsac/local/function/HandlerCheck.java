package dev.corsac.local.function;

import dev.corsac.deployment.FunctionProgram;
import dev.corsac.local.JavaRuntime;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Finds at the start what Lambda tells at the first invocation only: that a function's class path, handler or command is
 * wrong.
 */
final class HandlerCheck {

    private static final int NOT_THERE = -1;
    private static final int UNKNOWN = 0;

    private HandlerCheck() {}

    /**
     * Returns what is wrong with a Java handler and the fix, or null.
     *
     * @param deployed the version of Java that the function's Lambda runtime has; null if it is not known
     */
    static @Nullable String problem(
            String handler, List<Path> classPath, JavaRuntime runtime, @Nullable Integer deployed) {
        StringJoiner missing = new StringJoiner(", ");
        for (Path entry : classPath) {
            if (!Files.exists(entry)) {
                missing.add(entry.toString());
            }
        }
        if (missing.length() > 0) {
            return "its class path names what is not there: " + missing
                    + "\nBuild the function first, or correct its classpath.";
        }
        String className = className(handler);
        if (className.isEmpty()) {
            return "its handler \"" + handler + "\" names no class: write package.Class or package.Class::method.";
        }
        String file = className.replace('.', '/') + ".class";
        try {
            for (Path entry : classPath) {
                int version = versionIn(entry, file);
                if (deployed != null && version > deployed) {
                    return "its handler class " + className + " is compiled for Java " + version
                            + ", and its Lambda runtime is java" + deployed
                            + ", where it fails with an UnsupportedClassVersionError.\nSet the template's runtime to java"
                            + version + " if Lambda has it, or compile the function for Java " + deployed
                            + " (javac --release " + deployed + ").";
                }
                if (version > runtime.version()) {
                    return "its handler class " + className + " is compiled for Java " + version
                            + ", and functions run on Java "
                            + runtime.version() + " here: " + runtime.java() + "\nInstall a JDK " + version
                            + " or newer and set JAVA_HOME, or \"java\" of the function in corsac.yaml, to its folder; or compile the function for Java "
                            + runtime.version()
                            + " (javac --release " + runtime.version() + ").";
                }
                if (version != NOT_THERE) {
                    return null;
                }
            }
        } catch (IOException e) {
            return e.getMessage();
        }
        StringJoiner searched = new StringJoiner("\n  ", "\n  ", "");
        for (Path entry : classPath) {
            searched.add(entry.toString());
        }
        return "its handler class " + className + " is not on its class path. Correct the handler, or build what should"
                + " contain it; searched were" + searched;
    }

    /** What is wrong with a function's folder or the program of its command, or null. */
    static @Nullable String problem(FunctionProgram.Command program, Path folder, @Nullable String searchPath) {
        if (!Files.isDirectory(folder)) {
            return "its folder " + folder + " is not there. Correct its folder.";
        }
        String name = program.command().get(0);
        if (name.indexOf('/') < 0) {
            return isOn(searchPath, name)
                    ? null
                    : "its command \"" + name
                            + "\" is on no folder of the PATH. Install it, or write its path; a program"
                            + " of the function's folder begins with ./";
        }
        Path file = folder.resolve(name).normalize();
        if (!Files.exists(file)) {
            return "its command is not there: " + file + "\nBuild the function first, or correct its command.";
        }
        return Files.isExecutable(file)
                ? null
                : "its command cannot be executed: " + file + "\nFix it: chmod +x " + file;
    }

    private static String className(String handler) {
        int colons = handler.lastIndexOf("::");
        return colons < 0 ? handler : handler.substring(0, colons);
    }

    /**
     * Returns the Java version that a class file in a folder or jar is compiled for, {@link #UNKNOWN} if it does not say,
     * or {@link #NOT_THERE} if there is no such file.
     *
     * @throws IOException if the entry is not a jar file; its message is for people
     */
    private static int versionIn(Path entry, String file) throws IOException {
        if (Files.isDirectory(entry)) {
            Path found = entry.resolve(file);
            if (!Files.exists(found)) {
                return NOT_THERE;
            }
            try (InputStream in = Files.newInputStream(found)) {
                return version(in);
            }
        }
        try (ZipFile jar = new ZipFile(entry.toFile())) {
            ZipEntry found = jar.getEntry(file);
            if (found == null) {
                return NOT_THERE;
            }
            try (InputStream in = jar.getInputStream(found)) {
                return version(in);
            }
        } catch (IOException e) {
            throw new IOException(
                    entry + " on its class path is not a jar file (" + e.getMessage()
                            + "). Build it again, or correct its classpath.",
                    e);
        }
    }

    /** Reads a class file's version: its magic number, two bytes of minor and two of major version, 44 before Java's own. */
    private static int version(InputStream in) throws IOException {
        byte[] head = in.readNBytes(8);
        return head.length < 8 ? UNKNOWN : ((head[6] & 0xff) << 8 | head[7] & 0xff) - 44;
    }

    private static boolean isOn(@Nullable String searchPath, String name) {
        if (searchPath == null || File.separatorChar == '\\') {
            // Unknown here; the start of the process shows it.
            return true;
        }
        for (String folder : searchPath.split(File.pathSeparator, -1)) {
            if (Files.isExecutable(Path.of(folder).resolve(name))) {
                return true;
            }
        }
        return false;
    }
}
