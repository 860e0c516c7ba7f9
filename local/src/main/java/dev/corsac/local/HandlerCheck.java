package dev.corsac.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.StringJoiner;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Finds at the start what Lambda tells at the first invocation only: that a function's class path or handler is wrong.
 */
final class HandlerCheck {

    private HandlerCheck() {}

    /** What is wrong and the mend, or null. */
    static @Nullable String problem(FunctionSpec spec) {
        StringJoiner missing = new StringJoiner(", ");
        for (Path entry : spec.classPath()) {
            if (!Files.exists(entry)) {
                missing.add(entry.toString());
            }
        }
        if (missing.length() > 0) {
            return "its class path names what is not there: " + missing
                    + "\nBuild the function first, or correct its classpath.";
        }
        String className = className(spec.handler());
        if (className.isEmpty()) {
            return "its handler \"" + spec.handler()
                    + "\" names no class: write package.Class or package.Class::method.";
        }
        String file = className.replace('.', '/') + ".class";
        for (Path entry : spec.classPath()) {
            if (contains(entry, file)) {
                return null;
            }
        }
        StringJoiner searched = new StringJoiner("\n  ", "\n  ", "");
        for (Path entry : spec.classPath()) {
            searched.add(entry.toString());
        }
        return "its handler class " + className + " is not on its class path. Correct the handler, or build what should"
                + " contain it; searched were" + searched;
    }

    private static String className(String handler) {
        int colons = handler.lastIndexOf("::");
        return colons < 0 ? handler : handler.substring(0, colons);
    }

    private static boolean contains(Path entry, String file) {
        if (Files.isDirectory(entry)) {
            return Files.exists(entry.resolve(file));
        }
        try (ZipFile jar = new ZipFile(entry.toFile())) {
            return jar.getEntry(file) != null;
        } catch (IOException e) {
            return false;
        }
    }
}
