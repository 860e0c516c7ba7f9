package dev.corsac.internal;

import org.jspecify.annotations.Nullable;

/**
 * The typed placeholders of an allowed origin, which are for a part of its first label between hyphens, or for all of it:
 * {@code {number}} for a number of a pull request, {@code {hex}} for a hash. An origin has at most one.
 */
public final class Placeholders {

    /** For {@code 0}, or up to ten digits of which the first is not 0. */
    public static final String NUMBER = "{number}";

    /** For 6 to 40 digits and letters from {@code a} to {@code f}. */
    public static final String HEX = "{hex}";

    private static final int MOST_NUMBER_DIGITS = 10;
    private static final int LEAST_HEX_DIGITS = 6;
    private static final int MOST_HEX_DIGITS = 40;

    private Placeholders() {}

    /** Returns the placeholder in an allowed origin; null if it has none. */
    public static @Nullable String in(String origin) {
        return origin.contains(NUMBER) ? NUMBER : origin.contains(HEX) ? HEX : null;
    }

    /** Returns the end of the first label of the host that begins there; -1 if it is the only one. */
    public static int labelEnd(String origin, int hostStart, int hostEnd) {
        int dot = origin.indexOf('.', hostStart);
        return dot < 0 || dot >= hostEnd ? -1 : dot;
    }

    /** Returns the end of the part that begins there: the next hyphen, or the label's end. */
    public static int partEnd(String origin, int start, int labelEnd) {
        int hyphen = origin.indexOf('-', start);
        return hyphen < 0 || hyphen > labelEnd ? labelEnd : hyphen;
    }

    /** Whether {@link #NUMBER} is for a part of an origin. */
    public static boolean isNumber(String origin, int start, int end) {
        int digits = end - start;
        if (digits < 1 || digits > MOST_NUMBER_DIGITS || (origin.charAt(start) == '0' && digits > 1)) {
            return false;
        }
        for (int i = start; i < end; i++) {
            if (!isDigit(origin.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether {@link #HEX} is for a part of an origin. */
    public static boolean isHex(String origin, int start, int end) {
        if (end - start < LEAST_HEX_DIGITS || end - start > MOST_HEX_DIGITS) {
            return false;
        }
        for (int i = start; i < end; i++) {
            char c = origin.charAt(i);
            if (!isDigit(c) && !(c >= 'a' && c <= 'f')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /**
     * Returns the allowed origin with a text for its placeholder that the placeholder is for; null if the placeholder is not where
     * one may be. The text before {@code hostStart} has none.
     */
    public static @Nullable String example(String origin, int hostStart) {
        String placeholder = in(origin);
        if (placeholder == null) {
            return null;
        }
        int start = origin.indexOf(placeholder);
        int end = start + placeholder.length();
        String example =
                origin.substring(0, start) + (placeholder.equals(NUMBER) ? "7" : "abcdef") + origin.substring(end);
        boolean bounded = start >= hostStart
                && (start == hostStart || origin.charAt(start - 1) == '-')
                && end < origin.length()
                && (origin.charAt(end) == '.' || origin.charAt(end) == '-');
        int dot = origin.indexOf('.', hostStart);
        // A label that may be punycode is not what it seems.
        return bounded
                        && dot >= end
                        && !origin.startsWith("xn--", hostStart)
                        && example.indexOf('{') < 0
                        && example.indexOf('}') < 0
                ? example
                : null;
    }
}
