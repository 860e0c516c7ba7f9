package dev.corsac.config;

import java.util.Collection;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the name that was probably meant. */
public final class Nearest {

    private Nearest() {}

    /** Returns the candidate that takes the fewest changes of a letter, if these are few for its length; else null. */
    public static @Nullable String of(String given, Collection<String> candidates) {
        String nearest = null;
        int fewest = Integer.MAX_VALUE;
        String lower = given.toLowerCase(Locale.ROOT);
        for (String candidate : candidates) {
            int changes = distance(lower, candidate.toLowerCase(Locale.ROOT));
            if (changes < fewest && changes <= Math.max(1, Math.min(given.length(), candidate.length()) / 3)) {
                fewest = changes;
                nearest = candidate;
            }
        }
        return nearest;
    }

    /** Returns {@code . Did you mean X?}, or nothing. */
    static String hint(String given, Collection<String> candidates) {
        String nearest = of(given, candidates);
        return nearest == null ? "" : ". Did you mean " + nearest + "?";
    }

    /** Returns {@code . Did you mean X?}, or a sentence that lists the names that there are. */
    public static String meant(String given, Collection<String> known) {
        String hint = hint(given, known);
        return !hint.isEmpty() || known.isEmpty() || known.size() > 12
                ? hint
                : ". There are " + String.join(", ", known);
    }

    /** Returns how many letters are inserted, left out, replaced, or swapped with their neighbour. */
    private static int distance(String a, String b) {
        int[][] changes = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    changes[i][j] = i + j;
                    continue;
                }
                int replaced = changes[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                changes[i][j] = Math.min(replaced, 1 + Math.min(changes[i - 1][j], changes[i][j - 1]));
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    changes[i][j] = Math.min(changes[i][j], 1 + changes[i - 2][j - 2]);
                }
            }
        }
        return changes[a.length()][b.length()];
    }
}
