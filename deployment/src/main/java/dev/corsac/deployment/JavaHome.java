package dev.corsac.deployment;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The home of a JDK or JRE that runs functions. Immutable and thread-safe.
 *
 * @param folder the folder with {@code bin/java}
 * @param version the first number of its version, such as 21
 */
public record JavaHome(Path folder, int version) {

    /** The oldest Java that Corsac's runtime client runs on, so that functions do. */
    public static final int OLDEST = 17;

    private static final Pattern VERSION = Pattern.compile("^JAVA_VERSION=\"(?:1\\.)?([0-9]{1,4})", Pattern.MULTILINE);

    private static final Pattern LAMBDA_RUNTIME = Pattern.compile("java([0-9]{1,4})(\\.al2)?");

    /**
     * Returns the first number of the version that a home's file {@code release} states, 8 for {@code 1.8.0}; 0 if it states
     * none.
     */
    public static int versionIn(String release) {
        Matcher version = VERSION.matcher(release);
        return version.find() ? Integer.parseInt(version.group(1)) : 0;
    }

    /** Returns the version of Java that a runtime of Lambda has: 21 of {@code java21}; 0 if it is not a Java runtime. */
    public static int versionOfRuntime(String runtime) {
        Matcher version = LAMBDA_RUNTIME.matcher(runtime);
        return version.matches() ? Integer.parseInt(version.group(1)) : 0;
    }

    /** Returns the {@code java} command. */
    public Path command() {
        return folder.resolve("bin").resolve("java");
    }
}
