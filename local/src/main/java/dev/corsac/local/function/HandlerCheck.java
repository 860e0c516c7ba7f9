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
import java.util.function.IntFunction;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Finds at the start what Lambda tells at the first invocation only: that a function's class path, handler or command is
 * wrong.
 */
final class HandlerCheck {

    private static final int NOT_THERE = -1;

    private HandlerCheck() {}

    /**
     * Returns what is wrong with a Java handler and the fix, or null.
     *
     * @param deployed the version of Java that the function's Lambda runtime has; null if it is not known
     * @param installed finds the home of a Java of a version or newer on this machine
     */
    static @Nullable String problem(
            String handler,
            List<Path> classPath,
            JavaRuntime runtime,
            @Nullable Integer deployed,
            IntFunction<@Nullable Path> installed) {
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
                    return tooNewForLambda("its handler class " + className, version, deployed);
                }
                if (version > runtime.version()) {
                    return "its handler class " + className + " is compiled for Java " + version
                            + ", and functions run on Java " + runtime.version() + " here: " + runtime.java() + "\n"
                            + ClassVersions.fix(version, runtime, installed);
                }
                if (version != NOT_THERE) {
                    // Where functions run on a Java as old as Lambda's, the JVM refuses such a class itself.
                    return deployed == null || runtime.version() <= deployed ? null : newerClass(classPath, deployed);
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

    private static @Nullable String newerClass(List<Path> classPath, int deployed) {
        for (Path entry : classPath) {
            Path newer = Files.isDirectory(entry) ? ClassVersions.newerThan(deployed, entry) : null;
            if (newer != null) {
                return tooNewForLambda("its class " + newer, ClassVersions.version(newer), deployed);
            }
        }
        return null;
    }

    private static String tooNewForLambda(String what, int version, int deployed) {
        return what + " is compiled for Java " + version + ", and its Lambda runtime is java" + deployed
                + ", where it fails with an UnsupportedClassVersionError.\nSet the template's runtime to java" + version
                + " if Lambda has it, or compile the function for Java " + deployed + " (javac --release " + deployed
                + ").";
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
     * Returns the Java version that a class file in a folder or jar is compiled for, {@link ClassVersions#UNKNOWN} if it does not say,
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
                return ClassVersions.version(in);
            }
        }
        try (ZipFile jar = new ZipFile(entry.toFile())) {
            ZipEntry found = jar.getEntry(file);
            if (found == null) {
                return NOT_THERE;
            }
            try (InputStream in = jar.getInputStream(found)) {
                return ClassVersions.version(in);
            }
        } catch (IOException e) {
            throw new IOException(
                    entry + " on its class path is not a jar file (" + e.getMessage()
                            + "). Build it again, or correct its classpath.",
                    e);
        }
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
