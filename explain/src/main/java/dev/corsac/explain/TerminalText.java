package dev.corsac.explain;

/** Makes foreign text safe to print: what could move the cursor, change the text's direction or hide itself is escaped. */
public final class TerminalText {

    /** How many characters of one value are shown. */
    public static final int LONGEST = 500;

    private TerminalText() {}

    /** Returns one line with at most {@link #LONGEST} characters. */
    public static String of(String text) {
        return of(text, LONGEST);
    }

    /**
     * Returns one line: characters of the categories Cc and Cf, line and paragraph separators and lone surrogates are written
     * as {@code \}{@code u001b}, and what is longer ends in an ellipsis.
     *
     * @param longest how many characters of the text are kept; at least 1
     */
    public static String of(String text, int longest) {
        int end = Math.min(text.length(), Math.max(1, longest));
        // A pair of surrogates is not cut in two.
        if (end < text.length() && end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        StringBuilder shown = null;
        int i = 0;
        while (i < end) {
            char c = text.charAt(i);
            boolean isPair =
                    Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(text.charAt(i + 1));
            boolean hidden = isPair ? isHidden(text.codePointAt(i)) : isHidden(c);
            int length = isPair ? 2 : 1;
            if (hidden && shown == null) {
                shown = new StringBuilder(text.length() + 16).append(text, 0, i);
            }
            if (shown != null) {
                for (int j = i; j < i + length; j++) {
                    if (hidden) {
                        shown.append("\\u").append(hex(text.charAt(j)));
                    } else {
                        shown.append(text.charAt(j));
                    }
                }
            }
            i += length;
        }
        String kept = shown == null ? text.substring(0, end) : shown.toString();
        return end < text.length() ? kept + "…" : kept;
    }

    static boolean isHidden(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE;
    }

    static String hex(char c) {
        String hex = Integer.toHexString(c);
        return "0000".substring(hex.length()) + hex;
    }
}
