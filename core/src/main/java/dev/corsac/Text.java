package dev.corsac;

/** Text for people. */
final class Text {

    private static final int LONGEST = 200;

    private Text() {}

    /** In quotation marks, shortened if it is very long, and without anything that could break out of a line of a log. */
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

    private static boolean isBidiControl(char c) {
        return c == '\u200e' || c == '\u200f' || (c >= '\u202a' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069');
    }
}
