package dev.corsac.house;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Java source or a page in Markdown, taken apart as far as the checks need.
 *
 * @param path from the root of the checkout
 * @param text the whole
 * @param parts its code, comments and strings, in order
 */
record SourceFile(String path, String text, List<Part> parts) {

    private static final Pattern PACKAGE = Pattern.compile("(?m)^package ([\\w.]+);");

    private static final Pattern GENERATED = Pattern.compile("(?i)\\bgenerated\\b|\\bmade by\\s+(// )?scripts/");

    private static final Pattern FENCE = Pattern.compile("^\\s*(```|~~~)");

    /** Code, what a browser or AWS says between quotes, targets of links, comments. */
    private static final Pattern NOT_WORDS = Pattern.compile("`[^`]*`|\\]\\([^)]*\\)|<!--.*?-->|\"[^\"]*\"|“[^”]*”");

    /** What a part is. */
    enum Kind {
        CODE,
        COMMENT,
        STRING
    }

    /**
     * A piece of a source within one line.
     *
     * @param line counted from 1
     */
    record Part(Kind kind, int line, String text) {}

    static SourceFile of(String path, String text) {
        return new SourceFile(path, text, new Lexer(text).run());
    }

    /** Returns a page in Markdown: its text is comments, without code, the targets of links and HTML comments. */
    static SourceFile ofMarkdown(String path, String text) {
        List<Part> parts = new ArrayList<>();
        boolean code = false;
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            if (FENCE.matcher(line).find()) {
                code = !code;
            } else if (!code && !line.startsWith("    ")) {
                String words = NOT_WORDS.matcher(line).replaceAll(" ");
                if (!words.isBlank()) {
                    parts.add(new Part(Kind.COMMENT, number, words));
                }
            }
        }
        return new SourceFile(path, text, List.copyOf(parts));
    }

    /** Returns the module's folder: the path before {@code /src/}; empty for a source elsewhere. */
    String module() {
        int src = path.indexOf("/src/");
        return src < 0 ? "" : path.substring(0, src);
    }

    boolean isMain() {
        return path.contains("/src/main/java/");
    }

    String fileName() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    String folder() {
        return path.substring(0, path.lastIndexOf('/'));
    }

    String packageName() {
        Matcher matcher = PACKAGE.matcher(text);
        return matcher.find() ? matcher.group(1) : "";
    }

    /** Whether a program wrote it, which its head says. */
    boolean isGenerated() {
        String head = text.substring(0, Math.min(text.length(), 600));
        return GENERATED.matcher(head).find();
    }

    int lines() {
        return (int) text.lines().count();
    }

    /** Returns the code without comments and strings. */
    String code() {
        StringBuilder code = new StringBuilder();
        for (Part part : parts) {
            if (part.kind == Kind.CODE) {
                code.append(part.text).append('\n');
            }
        }
        return code.toString();
    }

    /** Tells code, comments and strings apart. */
    private static final class Lexer {

        private final String text;
        private final List<Part> parts = new ArrayList<>();
        private int line = 1;
        private int at;

        Lexer(String text) {
            this.text = text;
        }

        List<Part> run() {
            int from = 0;
            while (at < text.length()) {
                int end = literalEnd();
                if (end < 0) {
                    at++;
                    continue;
                }
                add(Kind.CODE, from, at);
                add(text.charAt(at) == '/' ? Kind.COMMENT : Kind.STRING, at, end);
                at = end;
                from = end;
            }
            add(Kind.CODE, from, text.length());
            return List.copyOf(parts);
        }

        /** Where the comment, string or character that begins here ends; -1 if none begins here. */
        private int literalEnd() {
            if (text.startsWith("//", at)) {
                return end(text.indexOf('\n', at), 0);
            }
            if (text.startsWith("/*", at)) {
                return end(text.indexOf("*/", at + 2), 2);
            }
            if (text.startsWith("\"\"\"", at)) {
                return closing("\"\"\"", at + 3);
            }
            char c = text.charAt(at);
            return c == '"' || c == '\'' ? closing(String.valueOf(c), at + 1) : -1;
        }

        private int closing(String quote, int from) {
            int i = from;
            while (i < text.length() && !text.startsWith(quote, i)) {
                i += text.charAt(i) == '\\' ? 2 : 1;
            }
            return Math.min(i + quote.length(), text.length());
        }

        private int end(int found, int length) {
            return found < 0 ? text.length() : found + length;
        }

        private void add(Kind kind, int from, int to) {
            int start = from;
            while (start < to) {
                int feed = text.indexOf('\n', start);
                int end = feed < 0 || feed >= to ? to : feed + 1;
                String piece = text.substring(start, end);
                if (!piece.isBlank()) {
                    parts.add(new Part(kind, line, piece));
                }
                line += piece.endsWith("\n") ? 1 : 0;
                start = end;
            }
        }
    }
}
