package dev.corsac.config.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;

/** Writes Java: statements with chained calls, and the imports that they need. Not thread-safe. */
final class JavaText {

    private static final int WIDTH = 118;

    private final Set<String> imports = new TreeSet<>();
    private final StringBuilder body = new StringBuilder();

    /** A chain of calls, each on a line of its own. */
    static final class Chain {
        private final String start;
        private final List<String> calls = new ArrayList<>();

        Chain(String start) {
            this.start = start;
        }

        Chain with(String method, String arguments) {
            calls.add("." + method + "(" + arguments + ")");
            return this;
        }

        String build(int depth) {
            StringBuilder text = new StringBuilder(start);
            String indent = "    ".repeat(depth + 2);
            calls.forEach(call -> text.append('\n').append(indent).append(call));
            return text.append('\n').append(indent).append(".build()").toString();
        }
    }

    /** Imports a class and returns its simple name. */
    String type(String name) {
        imports.add(name);
        return name.substring(name.lastIndexOf('.') + 1);
    }

    void comment(int depth, List<String> sentences) {
        for (String line : Fields.wrapped(sentences, WIDTH - 4 * depth)) {
            line(depth, "// " + line);
        }
    }

    void line(int depth, String text) {
        body.append(text.isEmpty() ? "" : "    ".repeat(depth)).append(text).append('\n');
    }

    /** Returns the file with the comment above it. */
    String file(List<String> head) {
        StringBuilder text = new StringBuilder();
        head.forEach(line -> text.append(line.isEmpty() ? "" : "// " + line).append('\n'));
        imports.forEach(name -> text.append("import ").append(name).append(";\n"));
        return text.append('\n').append(body).toString();
    }

    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    String list(List<String> texts) {
        StringJoiner list = new StringJoiner(", ", type("java.util.List") + ".of(", ")");
        texts.forEach(list::add);
        return list.toString();
    }

    String texts(List<String> texts) {
        return list(texts.stream().map(JavaText::quoted).toList());
    }

    /** Returns a mapping; its values are expressions. */
    String map(Map<String, String> expressions, int depth) {
        boolean many = expressions.size() > 10;
        String map = type("java.util.Map");
        String indent = "\n" + "    ".repeat(depth + 2);
        StringJoiner entries = new StringJoiner("," + indent, map + (many ? ".ofEntries(" : ".of(") + indent, ")");
        expressions.forEach((name, value) ->
                entries.add(many ? map + ".entry(" + quoted(name) + ", " + value + ")" : quoted(name) + ", " + value));
        return entries.toString();
    }

    /** Returns a text block. */
    static String block(String text, int depth) {
        String indent = "    ".repeat(depth + 2);
        StringBuilder block = new StringBuilder("\"\"\"\n");
        text.lines()
                .forEach(line -> block.append(indent)
                        .append(line.replace("\\", "\\\\").replace("\"\"\"", "\\\"\"\""))
                        .append('\n'));
        return block.append(indent).append("\"\"\"").toString();
    }
}
