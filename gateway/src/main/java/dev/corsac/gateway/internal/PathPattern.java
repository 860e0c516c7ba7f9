package dev.corsac.gateway.internal;

/** A pattern for paths as load balancers and CloudFront have them: {@code *} for any characters, {@code ?} for one. */
public final class PathPattern {

    private PathPattern() {}

    /** Whether the whole path fits, with case. Takes no more than the product of both lengths, whatever the pattern. */
    public static boolean matches(String pattern, String path) {
        int p = 0;
        int at = 0;
        int star = -1;
        int resume = 0;
        while (at < path.length()) {
            char expected = p < pattern.length() ? pattern.charAt(p) : 0;
            if (expected == '*') {
                star = p++;
                resume = at;
            } else if (expected != 0 && (expected == '?' || expected == path.charAt(at))) {
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
