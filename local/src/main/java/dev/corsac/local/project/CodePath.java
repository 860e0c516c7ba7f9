package dev.corsac.local.project;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/** The classes of folders and jar files, read where they are needed. Not thread-safe. */
final class CodePath implements AutoCloseable {

    private final List<Path> folders = new ArrayList<>();
    private final List<ZipFile> jars = new ArrayList<>();
    private final Map<String, @Nullable ClassHead> read = new HashMap<>();

    /** Opens what is there and a jar file or folder; the rest is left out. */
    CodePath(List<Path> entries) {
        for (Path entry : entries) {
            if (Files.isDirectory(entry)) {
                folders.add(entry);
            } else if (Files.isRegularFile(entry)) {
                try {
                    jars.add(new ZipFile(entry.toFile()));
                } catch (IOException e) {
                    // The start of the function names what is not a jar file.
                }
            }
        }
    }

    /** Returns the classes of all folders, by name. */
    Map<String, ClassHead> ownClasses() {
        Map<String, ClassHead> own = new TreeMap<>();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file :
                        (Iterable<Path>) files.filter(file -> file.toString().endsWith(".class"))::iterator) {
                    ClassHead head = head(Files.readAllBytes(file));
                    if (head != null) {
                        own.putIfAbsent(head.name(), head);
                    }
                }
            } catch (IOException | UncheckedIOException e) {
                // What cannot be read is not for Lambda either.
            }
        }
        read.putAll(own);
        return own;
    }

    /** Returns a class by its name with slashes; null if it is not there. */
    @Nullable
    ClassHead find(String name) {
        return read.computeIfAbsent(name, this::search);
    }

    private @Nullable ClassHead search(String name) {
        for (Path folder : folders) {
            Path file = folder.resolve(name + ".class");
            if (Files.isRegularFile(file)) {
                try {
                    return head(Files.readAllBytes(file));
                } catch (IOException e) {
                    return null;
                }
            }
        }
        for (ZipFile jar : jars) {
            ZipEntry entry = jar.getEntry(name + ".class");
            if (entry != null) {
                return head(jar, entry);
            }
        }
        return null;
    }

    /** Returns the name of the jar file that has a class; null if none has. */
    @Nullable
    String jarOf(String name) {
        for (ZipFile jar : jars) {
            if (jar.getEntry(name + ".class") != null) {
                Path file = Path.of(jar.getName()).getFileName();
                return String.valueOf(file);
            }
        }
        return null;
    }

    /** Whether one of the jar files has a name that begins so. */
    boolean hasJar(String beginning) {
        return jars.stream()
                .anyMatch(jar ->
                        String.valueOf(Path.of(jar.getName()).getFileName()).startsWith(beginning));
    }

    /** Returns the classes of the jar files that mention a text. Takes a second for the libraries of a large project. */
    List<ClassHead> libraryClasses(String mentioned) {
        List<ClassHead> found = new ArrayList<>();
        for (ZipFile jar : jars) {
            jar.stream()
                    .filter(entry -> entry.getName().endsWith(".class")
                            && !entry.getName().startsWith("META-INF/"))
                    .forEach(entry -> {
                        ClassHead head = head(jar, entry);
                        if (head != null && head.mentions(mentioned)) {
                            found.add(head);
                        }
                    });
        }
        return found;
    }

    private static @Nullable ClassHead head(ZipFile jar, ZipEntry entry) {
        try (InputStream in = jar.getInputStream(entry)) {
            return head(in.readAllBytes());
        } catch (IOException e) {
            return null;
        }
    }

    private static @Nullable ClassHead head(byte[] bytes) {
        try {
            return ClassHead.read(bytes);
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public void close() {
        for (ZipFile jar : jars) {
            try {
                jar.close();
            } catch (IOException e) {
                // It was only read.
            }
        }
    }
}
