package dev.corsac.explain;

import java.util.ArrayList;
import java.util.List;

/** Splits a command into its words, as POSIX shells and, as far as developer tools use it, Windows' command line do. */
final class ShellWords {

    private ShellWords() {}

    /** Returns the quotation mark that is open after a line, where one was open before it; 0 for none. */
    static char openQuote(char before, String line) {
        char quote = before;
        int i = 0;
        while (i < line.length()) {
            char c = line.charAt(i++);
            if (c == '\\' && quote != '\'') {
                i++;
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
            } else if (c == quote) {
                quote = 0;
            }
        }
        return quote;
    }

    /** Returns the words, without quotation. */
    static List<String> of(String text) {
        List<String> words = new ArrayList<>();
        split(text, words);
        return words;
    }

    private static void split(String command, List<String> words) {
        // Windows: ^ escapes the next character, quotation marks too.
        boolean isWindows = command.contains("^\"");
        String text = isWindows ? withoutCarets(command) : command;
        StringBuilder word = new StringBuilder();
        boolean started = false;
        char quote = 0;
        boolean ansi = false;
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i++);
            if (quote == 0 && (c == '\'' || c == '"')) {
                ansi = c == '\'' && !word.isEmpty() && word.charAt(word.length() - 1) == '$';
                if (ansi) {
                    word.setLength(word.length() - 1);
                }
                quote = c;
                started = true;
            } else if (c == quote && quote != 0) {
                quote = 0;
            } else if (c == '\\' && (quote == '"' || quote == 0 || ansi) && i < text.length()) {
                i = escape(text, i, ansi, word) + 1;
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
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i++);
            if (c == '^' && i < text.length()) {
                plain.append(text.charAt(i++));
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
