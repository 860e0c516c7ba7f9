package dev.corsac.explain;

import java.nio.charset.StandardCharsets;

/** The one way to put foreign text into a command that a person pastes into a POSIX shell. */
public final class Shell {

    private Shell() {}

    /**
     * Quotes a text as one word, for every POSIX shell. Control characters other than line feeds and tabs, which could reach the
     * terminal when the command is shown or pasted, are written as {@code printf} escapes; NUL, which no command can have, is
     * left out.
     */
    public static String quoted(String text) {
        StringBuilder word = new StringBuilder(text.length() + 2).append('\'');
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i++);
            if (c == '\'') {
                word.append("'\\''");
            } else if (c == '\n' || c == '\t') {
                word.append(c);
            } else if (Character.isHighSurrogate(c) && i < text.length() && Character.isLowSurrogate(text.charAt(i))) {
                if (TerminalText.isHidden(text.codePointAt(i - 1))) {
                    escape(text.substring(i - 1, i + 1), word);
                } else {
                    word.append(c).append(text.charAt(i));
                }
                i++;
            } else if (TerminalText.isHidden(c)) {
                escape(String.valueOf(c), word);
            } else {
                word.append(c);
            }
        }
        return word.append('\'').toString();
    }

    private static void escape(String hidden, StringBuilder word) {
        if (hidden.equals("\0")) {
            return;
        }
        word.append("'\"$(printf '");
        for (byte each : hidden.getBytes(StandardCharsets.UTF_8)) {
            String octal = Integer.toOctalString(each & 0xFF);
            word.append('\\').append("000".substring(octal.length())).append(octal);
        }
        word.append("')\"'");
    }

    /** Quotes a text as a JSON string, without the shell's quotation: {@link #quoted} goes around the whole document. */
    public static String jsonString(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || TerminalText.isHidden(c)) {
                json.append("\\u").append(TerminalText.hex(c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
