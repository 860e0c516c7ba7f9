package dev.corsac.explain;

import java.util.ArrayList;
import java.util.List;

/** Splits a command into its words, as POSIX shells and, as far as developer tools use it, Windows' command line do. */
final class ShellWords {

    private ShellWords() {}

    /** Whether every quotation mark that is opened is closed. */
    static boolean isComplete(String text) {
        return split(text, new ArrayList<>());
    }

    /** Returns the words, without quotation. */
    static List<String> of(String text) {
        List<String> words = new ArrayList<>();
        split(text, words);
        return words;
    }

    private static boolean split(String command, List<String> words) {
        // Windows: ^ escapes the next character, quotation marks too.
        boolean isWindows = command.contains("^\"");
        String text = isWindows ? withoutCarets(command) : command;
        StringBuilder word = new StringBuilder();
        boolean started = false;
        char quote = 0;
        boolean ansi = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote == 0 && (c == '\'' || c == '"')) {
                ansi = c == '\'' && !word.isEmpty() && word.charAt(word.length() - 1) == '$';
                if (ansi) {
                    word.setLength(word.length() - 1);
                }
                quote = c;
                started = true;
            } else if (c == quote && quote != 0) {
                quote = 0;
            } else if (c == '\\' && (quote == '"' || quote == 0 || ansi) && i + 1 < text.length()) {
                i = escape(text, i + 1, ansi, word);
                started = true;
            } else if (quote == 0 && c <= ' ') {
                if (started) {
                    words.add(word.toString());
                    word.setLength(0);
                    started = false;
                }
            } else {
                word.append(c);
                started = true;
            }
        }
        if (started) {
            words.add(word.toString());
        }
        return quote == 0;
    }

    private static int escape(String text, int at, boolean ansi, StringBuilder word) {
        char c = text.charAt(at);
        if (ansi && c == 'u' && at + 4 < text.length()) {
            try {
                word.append((char) Integer.parseInt(text.substring(at + 1, at + 5), 16));
                return at + 4;
            } catch (NumberFormatException e) {
                word.append(c);
                return at;
            }
        }
        word.append(ansi && c == 'n' ? '\n' : ansi && c == 't' ? '\t' : ansi && c == 'r' ? '\r' : c);
        return at;
    }

    private static String withoutCarets(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '^' && i + 1 < text.length()) {
                i++;
                plain.append(text.charAt(i));
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
