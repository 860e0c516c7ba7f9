package dev.corsac.explain;

/**
 * Text of strangers made fit for a terminal: what a request, a recording or a file says can neither move the cursor, change
 * colours, begin another line nor reorder what is read, and is not longer than a reader can take in.
 *
 * <p>Characters of the Unicode categories Cc (controls, with ESC and the C1 set), Cf (invisible formatting, with the
 * bidirectional controls), Zl and Zp (line and paragraph separators), Cs (unpaired surrogates) and Cn (unassigned) are written
 * as escapes: {@code \\n}, {@code \\u001b}, {@code \\u{e0001}}. So the result has one line.
 */
public final class TerminalText {

    /** Characters that {@link #of(String)} keeps at most. */
    public static final int MOST = 2_000;

    private TerminalText() {}

    /** The text escaped, and cut after {@link #MOST} characters. */
    public static String of(String text) {
        return of(text, MOST);
    }

    /**
     * The text escaped and cut.
     *
     * @param most how many characters of the text are kept; what is left out is stated after them, as in {@code … (9,000
     *     characters)}
     */
    public static String of(String text, int most) {
        if (text.length() <= most && isPlain(text)) {
            return text;
        }
        int end = Math.min(most, text.length());
        if (end < text.length() && end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        StringBuilder escaped = new StringBuilder(end + 32);
        int i = 0;
        while (i < end) {
            int codePoint = text.codePointAt(i);
            i += Character.charCount(codePoint);
            append(escaped, codePoint);
        }
        if (end < text.length()) {
            escaped.append("\u2026 (").append(grouped(text.length())).append(" characters)");
        }
        return escaped.toString();
    }

    /**
     * The text escaped, its line feeds kept and each of its lines cut: for messages of several lines in which names of strangers
     * stand.
     */
    public static String ofLines(String text) {
        if (text.indexOf('\n') < 0) {
            return of(text);
        }
        StringBuilder lines = new StringBuilder(text.length() + 16);
        int from = 0;
        for (int to = text.indexOf('\n'); to >= 0; to = text.indexOf('\n', from)) {
            lines.append(of(text.substring(from, to))).append('\n');
            from = to + 1;
        }
        return lines.append(of(text.substring(from))).toString();
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                return text.codePoints().noneMatch(TerminalText::isHidden);
            }
        }
        return true;
    }

    /** Returns whether a character is written as an escape. */
    static boolean isHidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> true;
            default -> false;
        };
    }

    private static void append(StringBuilder escaped, int codePoint) {
        if (!isHidden(codePoint)) {
            escaped.appendCodePoint(codePoint);
            return;
        }
        switch (codePoint) {
            case '\n' -> escaped.append("\\n");
            case '\r' -> escaped.append("\\r");
            case '\t' -> escaped.append("\\t");
            default -> {
                if (codePoint > 0xFFFF) {
                    escaped.append("\\u{")
                            .append(Integer.toHexString(codePoint))
                            .append('}');
                } else {
                    escaped.append("\\u").append(hex((char) codePoint));
                }
            }
        }
    }

    /** Returns the character's four hexadecimal digits. */
    static String hex(char c) {
        String hex = Integer.toHexString(c);
        return "0000".substring(hex.length()) + hex;
    }

    private static String grouped(int number) {
        StringBuilder text = new StringBuilder(Integer.toString(number));
        for (int i = text.length() - 3; i > 0; i -= 3) {
            text.insert(i, ',');
        }
        return text.toString();
    }
}
