package dev.corsac.gateway.internal;

/**
 * Patterns in which {@code *} stands for any characters or none and {@code ?} for one: those of load balancers' and
 * CloudFront's paths, and of IAM policies.
 */
public final class Glob {

    private Glob() {}

    /** Returns whether the whole text matches, with case, in at most the product of both lengths. */
    public static boolean matches(String pattern, String text) {
        int p = 0;
        int at = 0;
        int star = -1;
        int resume = 0;
        while (at < text.length()) {
            char expected = p < pattern.length() ? pattern.charAt(p) : 0;
            if (expected == '*') {
                star = p++;
                resume = at;
            } else if (expected != 0 && (expected == '?' || expected == text.charAt(at))) {
                p++;
                at++;
            } else if (star >= 0) {
                p = star + 1;
                at = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
