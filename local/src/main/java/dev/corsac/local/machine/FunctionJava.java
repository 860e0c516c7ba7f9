package dev.corsac.local.machine;

import dev.corsac.config.Configuration;
import dev.corsac.deployment.DeployedFunction;
import dev.corsac.deployment.FunctionSettings;
import dev.corsac.deployment.JavaHome;
import dev.corsac.deployment.Notice;
import dev.corsac.deployment.NoticeCode;
import java.io.File;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Java that functions run on: the one that runs Corsac, unless that is an image which has Corsac's own modules only.
 *
 * @param home its folder
 * @param version the first number of its version, such as 21
 * @param reason why this one, to be shown
 */
public record FunctionJava(Path home, int version, String reason) {

    /** Returns the Java for functions: in an image the first of JAVA_HOME, the path and well-known folders that will do. */
    public static FunctionJava find(Map<String, String> environment) {
        Path own = Path.of(System.getProperty("java.home"));
        int version = Runtime.version().feature();
        if (ModuleFinder.ofSystem().find("dev.corsac.cli").isEmpty()) {
            String javaHome = environment.get("JAVA_HOME");
            return new FunctionJava(
                    own,
                    version,
                    javaHome != null && isSame(javaHome, own) ? "from JAVA_HOME" : "the one that runs Corsac");
        }
        FunctionJava installed = installed(environment, Path.of(System.getProperty("user.home")));
        return installed != null
                ? installed
                : new FunctionJava(
                        own,
                        version,
                        "Corsac's own, which has few of Java's modules: install a JDK, or set JAVA_HOME to the folder of one");
    }

    /** Returns the first Java of the machine that will do, or null. */
    static @Nullable FunctionJava installed(Map<String, String> environment, Path userHome) {
        String javaHome = environment.get("JAVA_HOME");
        if (javaHome != null) {
            FunctionJava found = in(javaHome, "from JAVA_HOME");
            if (found != null) {
                return found;
            }
        }
        for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            FunctionJava found = onPath(folder);
            if (found != null) {
                return found;
            }
        }
        for (String folder : folders(environment, userHome)) {
            List<FunctionJava> found = under(folder);
            if (!found.isEmpty()) {
                return found.get(0);
            }
        }
        return null;
    }

    private static List<String> folders(Map<String, String> environment, Path userHome) {
        String named = environment.get("CORSAC_JAVA_FOLDERS");
        return named != null
                ? List.of(named.split(File.pathSeparator, -1))
                : List.of(
                        "/usr/lib/jvm",
                        "/usr/java",
                        "/opt/java",
                        "/opt/jdk",
                        userHome + "/.sdkman/candidates/java",
                        userHome + "/.jdks",
                        "/Library/Java/JavaVirtualMachines");
    }

    /** Returns the home of the oldest Java of the machine that is of a version or newer; null if there is none. */
    public static @Nullable Path atLeast(int version, Map<String, String> environment, Path userHome) {
        FunctionJava best = null;
        for (String folder : folders(environment, userHome)) {
            for (FunctionJava found : under(folder)) {
                if (found.version >= version && (best == null || found.version < best.version)) {
                    best = found;
                }
            }
        }
        return best == null ? null : best.home;
    }

    /** Returns a notice for each function whose Lambda runtime has another version of Java than runs it here. */
    public List<Notice> differences(Configuration configuration) {
        List<Notice> notices = new ArrayList<>();
        for (FunctionSettings function : configuration.functions()) {
            JavaHome own = function.javaHome();
            int runs = own == null ? version : own.version();
            Integer deployed = function.javaRuntime();
            DeployedFunction declared = configuration.deployment().function(function.name());
            if (declared != null && deployed != null && deployed != runs) {
                notices.add(new Notice(
                        NoticeCode.JAVA_VERSION_DIFFERS,
                        "function " + function.name() + " has the runtime "
                                + declared.runtime().or("java" + deployed)
                                + " and runs on Java " + runs + " here. "
                                + (deployed < JavaHome.OLDEST
                                        ? "Corsac's jars need Java " + JavaHome.OLDEST
                                                + ": set the runtime to java17 or newer"
                                        : "Set functions." + function.name()
                                                + ".java in corsac.yaml to the home of a JDK " + deployed),
                        declared.runtime().place()));
            }
        }
        return notices;
    }

    /** Returns this Java's command. */
    public Path command() {
        return home.resolve("bin").resolve("java");
    }

    private static @Nullable FunctionJava onPath(String folder) {
        if (folder.isEmpty()) {
            return null;
        }
        try {
            Path program = Path.of(folder, "java");
            // The path has a link to a Java home's program.
            return Files.isExecutable(program)
                    ? in(program.toRealPath().resolve("../..").normalize().toString(), "on the PATH")
                    : null;
        } catch (IOException | InvalidPathException e) {
            return null;
        }
    }

    private static List<FunctionJava> under(String folder) {
        FunctionJava itself = in(folder, "in " + folder);
        if (itself != null) {
            return List.of(itself);
        }
        List<FunctionJava> all = new ArrayList<>();
        try (DirectoryStream<Path> homes = Files.newDirectoryStream(Path.of(folder))) {
            for (Path home : homes) {
                for (Path candidate : List.of(home, home.resolve("Contents/Home"))) {
                    FunctionJava found = in(candidate.toString(), "in " + folder);
                    if (found != null) {
                        all.add(found);
                    }
                }
            }
        } catch (IOException | InvalidPathException e) {
            // No such folder here.
            return List.of();
        }
        return all;
    }

    /** Returns the Java in that home if there is one that is new enough, else null. */
    private static @Nullable FunctionJava in(String home, String reason) {
        try {
            Path folder = Path.of(home);
            if (!Files.isExecutable(folder.resolve("bin/java"))) {
                return null;
            }
            int version = JavaHome.versionIn(Files.readString(folder.resolve("release")));
            return version < JavaHome.OLDEST ? null : new FunctionJava(folder, version, reason);
        } catch (IOException | InvalidPathException e) {
            return null;
        }
    }

    private static boolean isSame(String javaHome, Path home) {
        try {
            return Files.isSameFile(Path.of(javaHome), home);
        } catch (IOException | InvalidPathException e) {
            return false;
        }
    }
}
