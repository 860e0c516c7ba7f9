package dev.corsac;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Recognises environment variables whose names are nearly those of the policy's. Loaded only when one was found or when
 * {@code ALLOWED_ORIGINS} is missing.
 */
final class MisspeltVariables {

    private static final List<String> READ = List.of(
            PolicyVariables.ALLOWED_ORIGINS,
            PolicyVariables.ALLOW_CREDENTIALS,
            PolicyVariables.ALLOWED_METHODS,
            PolicyVariables.ALLOWED_HEADERS,
            PolicyVariables.EXPOSED_HEADERS,
            PolicyVariables.MAX_AGE_SECONDS,
            PolicyVariables.DANGEROUSLY_ALLOW_INSECURE_ORIGINS,
            PolicyVariables.EXPLAIN_PREFLIGHTS);

    /** What other tools and frameworks put before such a name. */
    private static final List<String> PREFIXES =
            List.of("APP_", "API_", "CORSAC_", "CORS_", "HTTP_", "ACCESS_CONTROL_");

    private MisspeltVariables() {}

    /**
     * Adds a problem for each variable that was probably meant to be one of the policy's that is not set.
     *
     * @param guess whether to report names that are not plainly misspelt too: they may be there for another purpose, so that
     *     they must not stop a function that has its origins
     */
    static void report(Map<String, String> variables, boolean guess, List<CorsProblem> problems) {
        List<String> names = new ArrayList<>(variables.keySet());
        Collections.sort(names);
        for (String name : names) {
            String meant = READ.contains(name) ? null : guess ? guess(name) : plainlyMeant(name);
            if (meant != null && isBlank(variables.get(meant))) {
                problems.add(new CorsProblem.InVariable(name, new CorsProblem.MisspeltVariable(name, meant)));
            }
        }
    }

    private static boolean isBlank(@Nullable String value) {
        return value == null || value.isBlank();
    }

    private static @Nullable String plainlyMeant(String name) {
        for (String[] names : PolicyVariables.MISSPELT) {
            for (int i = 1; i < names.length; i++) {
                if (names[i].equals(name)) {
                    return names[0];
                }
            }
        }
        return null;
    }

    /** Returns the variable that was probably meant by a name; null if it is near to none. */
    private static @Nullable String guess(String name) {
        String stem = stem(name);
        for (String read : READ) {
            if (isNear(stem, stem(read))) {
                return read;
            }
        }
        return switch (stem) {
            case "METHOD" -> hasPrefix(name) ? PolicyVariables.ALLOWED_METHODS : null;
            case "HEADER" -> hasPrefix(name) ? PolicyVariables.ALLOWED_HEADERS : null;
            case "CREDENTIAL" -> hasPrefix(name) ? PolicyVariables.ALLOW_CREDENTIALS : null;
            case "MAXAG" -> hasPrefix(name) ? PolicyVariables.MAX_AGE_SECONDS : null;
            default -> stem.contains("ORIGIN") ? PolicyVariables.ALLOWED_ORIGINS : null;
        };
    }

    private static boolean hasPrefix(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return PREFIXES.stream().anyMatch(upper::startsWith);
    }

    /** Returns the words of a name in upper case, without a prefix, plurals, and the endings of ALLOWED and EXPOSED. */
    private static String stem(String name) {
        String upper = name.toUpperCase(Locale.ROOT).replace('-', '_');
        for (String prefix : PREFIXES) {
            if (upper.startsWith(prefix)) {
                upper = upper.substring(prefix.length());
            }
        }
        StringBuilder stem = new StringBuilder();
        for (String word : upper.split("_", -1)) {
            String root = word.endsWith("ED") ? word.substring(0, word.length() - 2) : word;
            root = root.endsWith("S") ? root.substring(0, root.length() - 1) : root;
            stem.append(root.endsWith("E") ? root.substring(0, root.length() - 1) : root);
        }
        return stem.toString();
    }

    /** Whether two stems are the same but for one letter that is missing, added, replaced or swapped with the next. */
    private static boolean isNear(String a, String b) {
        if (a.equals(b)) {
            return true;
        }
        int start = 0;
        while (start < a.length() && start < b.length() && a.charAt(start) == b.charAt(start)) {
            start++;
        }
        int aEnd = a.length();
        int bEnd = b.length();
        while (aEnd > start && bEnd > start && a.charAt(aEnd - 1) == b.charAt(bEnd - 1)) {
            aEnd--;
            bEnd--;
        }
        int inA = aEnd - start;
        int inB = bEnd - start;
        return Math.max(inA, inB) <= 1
                || (inA == 2
                        && inB == 2
                        && a.charAt(start) == b.charAt(start + 1)
                        && a.charAt(start + 1) == b.charAt(start));
    }
}
