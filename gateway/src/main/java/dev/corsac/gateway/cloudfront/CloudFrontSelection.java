package dev.corsac.gateway.cloudfront;

import dev.corsac.gateway.DeploymentException;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * Which headers, cookies or query parameters a policy of CloudFront takes. Immutable.
 *
 * @param mode none, all, those named or all but those named
 * @param names the names, with case for cookies and parameters; without for headers
 */
public record CloudFrontSelection(Mode mode, Set<String> names) {

    /** What the names mean. */
    public enum Mode {
        /** Nothing; no names. */
        NONE,
        /** Those named. */
        ONLY,
        /** All but those named. */
        ALL_EXCEPT,
        /** Everything; no names. */
        ALL
    }

    private static final CloudFrontSelection NOTHING = new CloudFrontSelection(Mode.NONE, Set.of());
    private static final CloudFrontSelection EVERYTHING = new CloudFrontSelection(Mode.ALL, Set.of());

    /** @throws DeploymentException if there are names where none belong, or none where they do */
    public CloudFrontSelection {
        Objects.requireNonNull(mode, "mode");
        names = Set.copyOf(new LinkedHashSet<>(names));
        if (names.isEmpty() != (mode == Mode.NONE || mode == Mode.ALL)) {
            throw new DeploymentException(
                    "The parameter Quantity is not what the behavior of the policy asks for",
                    mode + " with the names " + names);
        }
    }

    /** Nothing. */
    public static CloudFrontSelection none() {
        return NOTHING;
    }

    /** Everything. */
    public static CloudFrontSelection all() {
        return EVERYTHING;
    }

    /** Returns those named. */
    public static CloudFrontSelection only(String... names) {
        return new CloudFrontSelection(Mode.ONLY, Set.of(names));
    }

    /** Returns all but those named. */
    public static CloudFrontSelection allExcept(String... names) {
        return new CloudFrontSelection(Mode.ALL_EXCEPT, Set.of(names));
    }

    /** Returns whether a cookie or parameter is taken. */
    boolean takes(String name) {
        return switch (mode) {
            case NONE -> false;
            case ALL -> true;
            case ONLY -> names.contains(name);
            case ALL_EXCEPT -> !names.contains(name);
        };
    }

    /** Returns whether a header is taken, its name in any case. */
    boolean takesHeader(String name) {
        return switch (mode) {
            case NONE -> false;
            case ALL -> true;
            case ONLY -> hasHeader(name);
            case ALL_EXCEPT -> !hasHeader(name);
        };
    }

    private boolean hasHeader(String name) {
        for (String each : names) {
            if (each.equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether headers are taken by name, this one among them. */
    boolean namesHeader(String name) {
        return mode == Mode.ONLY && hasHeader(name.toLowerCase(Locale.ROOT));
    }
}
