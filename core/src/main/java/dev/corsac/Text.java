package dev.corsac;

import org.jspecify.annotations.Nullable;

/** Text that goes into messages, and text that came from people's configuration. */
final class Text {

    private static final int LONGEST = 200;

    private Text() {}

    /**
     * Returns the value in quotation marks, shortened if it is very long, with escapes for everything that could break out
     * of a log line.
     */
    static String quote(String value) {
        StringBuilder text = new StringBuilder(Math.min(value.length(), LONGEST) + 2).append('"');
        for (int i = 0; i < value.length(); i++) {
            if (i == LONGEST) {
                return text.append("\u2026\"").toString();
            }
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ' || (c >= 0x7f && c <= 0x9f) || c == '\u2028' || c == '\u2029' || isBidiControl(c)) {
                text.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    text.append(Character.forDigit((c >> shift) & 0xf, 16));
                }
            } else {
                text.append(c);
            }
        }
        return text.append('"').toString();
    }

    /** Returns the end of a message: the suggestion as a question, or nothing if there is none. */
    static String didYouMean(@Nullable String suggestion) {
        return suggestion == null ? "" : " Did you mean " + suggestion + "?";
    }

    /**
     * Returns the value without the quotes, brackets and separators around it: what remains of a value that was copied from
     * JSON, YAML, a shell script or a document.
     */
    static String unquoted(String value) {
        int start = 0;
        int end = value.length();
        while (start < end && isWrapping(value.charAt(start)) && !isIpv6(value, start, end)) {
            start++;
        }
        while (start < end && isWrapping(value.charAt(end - 1)) && !endsIpv6(value, start, end)) {
            end--;
        }
        return value.substring(start, end);
    }

    private static boolean isWrapping(char c) {
        return c <= ' '
                || "\"'`,;\\[](){}<>\u00ab\u00bb\u00b4\u2032\u2033\u2039\u203a".indexOf(c) >= 0
                || (c >= '\u2018' && c <= '\u201f');
    }

    /** Whether the bracket there opens an IPv6 address. */
    private static boolean isIpv6(String value, int start, int end) {
        int close = value.indexOf(']', start);
        return value.charAt(start) == '['
                && close > 0
                && close < end
                && IpAddress.parseIpv6(value.substring(start, close + 1)).length == 8;
    }

    /** Whether the bracket before {@code end} closes an IPv6 address. */
    private static boolean endsIpv6(String value, int start, int end) {
        int open = value.lastIndexOf('[', end - 1);
        return open >= start && isIpv6(value, open, end);
    }

    private static boolean isBidiControl(char c) {
        return c == '\u200e' || c == '\u200f' || (c >= '\u202a' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069');
    }
}
