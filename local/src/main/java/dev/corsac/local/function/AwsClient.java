package dev.corsac.local.function;

import dev.corsac.local.LocalException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The native library of AWS's runtime interface client, unpacked once for a run. Left to itself the client unpacks it to
 * one path under {@code /tmp} that all processes share, and two that start together read what the other has half written.
 * Safe to share between threads.
 */
public final class AwsClient implements AutoCloseable {

    public static final String MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";
    public static final String LIBRARY_PROPERTY =
            "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

    private static final String JAR = "aws-lambda-java-runtime-interface-client-";

    private final List<Path> classPath;
    private final String os;
    private @Nullable Path library;

    /** @param classPath where the client's jar is looked for */
    public AwsClient(List<Path> classPath) {
        this(classPath, System.getProperty("os.name", ""));
    }

    /** @param os as the system property {@code os.name} has it */
    public AwsClient(List<Path> classPath, String os) {
        this.classPath = List.copyOf(classPath);
        this.os = os;
    }

    /**
     * Whether it can run here.
     *
     * @param os as the system property {@code os.name} has it
     */
    public static boolean runsOn(String os) {
        return os.equals("Linux");
    }

    /** The library's file. */
    public synchronized Path library() throws LocalException {
        if (library != null) {
            return library;
        }
        if (!runsOn(os)) {
            throw new LocalException("AWS's runtime client has a library only for Linux, and this is " + os
                    + ". Leave --runtime aws out: Corsac's own client does the same in pure Java.");
        }
        String name = "jni/libaws-lambda-jni." + (isMusl() ? "linux_musl" : "linux") + "-" + architecture() + ".so";
        Path jar = classPath.stream()
                .filter(entry -> entry.getFileName() != null
                        && entry.getFileName().toString().startsWith(JAR))
                .findFirst()
                .orElseThrow(
                        () -> new LocalException("AWS's runtime client, " + JAR + "….jar, is not among " + classPath));
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry entry = zip.getEntry(name);
            if (entry == null) {
                throw new LocalException("AWS's runtime client has no library for this machine: there is no " + name
                        + " in " + jar + ". Leave --runtime aws out.");
            }
            Path file = Files.createTempDirectory("corsac-aws-client").resolve("libaws-lambda-jni.so");
            try (InputStream in = zip.getInputStream(entry)) {
                Files.copy(in, file);
            }
            library = file;
            return file;
        } catch (IOException e) {
            throw new LocalException("AWS's runtime client cannot be unpacked from " + jar + ": " + e.getMessage(), e);
        }
    }

    private static String architecture() {
        String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        return switch (arch) {
            case "amd64" -> "x86_64";
            case "aarch64" -> "aarch_64";
            default -> arch;
        };
    }

    /** Whether the C library is musl, as on Alpine. */
    private static boolean isMusl() {
        try (DirectoryStream<Path> loaders = Files.newDirectoryStream(Path.of("/lib"), "ld-musl-*")) {
            return loaders.iterator().hasNext() && !Files.exists(Path.of("/lib64/ld-linux-x86-64.so.2"));
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public synchronized void close() {
        Path file = library;
        library = null;
        if (file == null) {
            return;
        }
        try {
            Files.deleteIfExists(file);
            Path folder = file.getParent();
            if (folder != null) {
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            // It stays in the folder for temporary files, whose business it is to forget it.
        }
    }
}
