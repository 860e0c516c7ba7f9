package dev.corsac.lambda.internal;

/** Compares header names: without regard to the case of ASCII letters, and to nothing else, as HTTP does. */
public final class HeaderNames {

    private HeaderNames() {}

    /** Whether two names are the same; {@code String} would take a dotless i for an I. */
    public static boolean areEqual(String a, String b) {
        return a.length() == b.length() && startsWith(a, b);
    }

    /** Whether a name begins with a prefix. */
    public static boolean startsWith(String name, String prefix) {
        if (name.length() < prefix.length()) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            if (lowerCase(name.charAt(i)) != lowerCase(prefix.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether a name is a token of RFC 9110, as header names are. */
    public static boolean isToken(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c <= ' ' || c >= 0x7f || "\"\\(),/:;<=>?@[]{}".indexOf(c) >= 0) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    /** Returns the name with its ASCII letters in lower case. */
    public static String lowerCase(String name) {
        StringBuilder lower = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            lower.append(lowerCase(name.charAt(i)));
        }
        return lower.toString();
    }

    private static char lowerCase(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
    }
}
