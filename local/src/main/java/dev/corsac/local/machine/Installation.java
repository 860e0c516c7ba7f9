package dev.corsac.local.machine;

import dev.corsac.local.JavaRuntime;
import dev.corsac.local.LocalException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the parts of an installed Corsac are: the jars that go before a function's class path, and the example.
 *
 * <p>The launcher states them in the system properties {@code corsac.runtime} (a folder) and {@code corsac.example} (a
 * file). Without the launcher they are found next to the command's own jar, as the archive has them; and the jars also on
 * the class path, where a build tool has resolved the command as an artifact.
 */
public final class Installation {

    /** A class of each jar that a function's process needs. */
    private static final List<String> PARTS = List.of(
            "dev/corsac/runtime/FunctionMain.class",
            "dev/corsac/http/wire/HttpClientConnection.class",
            "com/amazonaws/services/lambda/runtime/api/client/AWSLambda.class",
            "com/amazonaws/services/lambda/runtime/Context.class",
            "com/amazonaws/services/lambda/runtime/serialization/PojoSerializer.class",
            "software/amazon/awssdk/utilslite/SdkInternalThreadLocal.class");

    private Installation() {}

    /**
     * Returns the jars for functions' processes.
     *
     * @throws LocalException if they are not where they should be
     */
    public static List<Path> functionJars() throws LocalException {
        String stated = System.getProperty("corsac.runtime");
        if (stated != null) {
            return jars(Path.of(stated));
        }
        Path lib = ownFolder();
        if (lib != null && Files.isDirectory(lib.resolve("functions"))) {
            return jars(lib.resolve("functions"));
        }
        return onClassPath();
    }

    /**
     * Returns how Java functions are started on that Java. The launcher's archive of classes is for its own Java only; in the
     * folder that it states in {@code corsac.archives} there are those of functions, for any Java.
     *
     * @throws LocalException if the jars for functions are not where they should be
     */
    public static JavaRuntime javaRuntime(FunctionJava java) throws LocalException {
        String archive = System.getProperty("corsac.runtime.archive");
        String archives = System.getProperty("corsac.archives");
        boolean own = java.home().equals(Path.of(System.getProperty("java.home")));
        return new JavaRuntime(
                java.command(),
                functionJars(),
                archive == null || !own ? List.of() : JavaRuntime.sharing(Path.of(archive)),
                java.version(),
                archives == null ? null : Path.of(archives));
    }

    /** Returns the example's {@code corsac.yaml}, or null if this installation has none. */
    public static @Nullable Path example() {
        String stated = System.getProperty("corsac.example");
        if (stated != null) {
            return Path.of(stated);
        }
        Path lib = ownFolder();
        Path example =
                lib == null || lib.getParent() == null ? null : lib.getParent().resolve("example/corsac.yaml");
        return example != null && Files.exists(example) ? example : null;
    }

    private static List<Path> jars(Path folder) throws LocalException {
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, "*.jar")) {
            stream.forEach(jars::add);
        } catch (IOException e) {
            throw new LocalException(
                    "the jars for functions are not in " + folder
                            + ". This installation of Corsac is incomplete: install it again.",
                    e);
        }
        jars.sort(null);
        return jars;
    }

    private static List<Path> onClassPath() throws LocalException {
        Set<Path> jars = new LinkedHashSet<>();
        ClassLoader loader = Installation.class.getClassLoader();
        for (String part : PARTS) {
            URL found = loader.getResource(part);
            if (found == null) {
                throw new LocalException(
                        "the jars for functions are missing. Add the artifact dev.corsac:corsac-runtime of the same"
                                + " version to the class path that the command runs on.");
            }
            jars.add(jarOf(found));
        }
        return List.copyOf(jars);
    }

    /** Returns the jar of a resource: of {@code jar:file:/a/b.jar!/c} that is {@code /a/b.jar}. */
    private static Path jarOf(URL resource) throws LocalException {
        String path = resource.getPath();
        int end = path.indexOf("!/");
        try {
            return Path.of(new URI(path.substring(0, Math.max(end, 0))));
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new LocalException("a jar for functions is not a file: " + resource, e);
        }
    }

    /** Returns the folder of the command's own jar, or null if it is not in one. */
    private static @Nullable Path ownFolder() {
        CodeSource source = Installation.class.getProtectionDomain().getCodeSource();
        if (source == null
                || source.getLocation() == null
                || !"file".equals(source.getLocation().getProtocol())) {
            return null;
        }
        try {
            return Path.of(source.getLocation().toURI()).getParent();
        } catch (URISyntaxException | IllegalArgumentException e) {
            return null;
        }
    }
}
