package dev.corsac.config.generate;

import dev.corsac.config.generate.Fields.Field;
import dev.corsac.config.generate.Fields.Lines;
import dev.corsac.config.generate.Fields.Verbatim;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes a document in Terraform's language, as {@code terraform fmt} formats it. Not thread-safe. */
final class HclText {

    /**
     * A block; the name of its field is its type.
     *
     * @param labels what follows the type
     */
    record Block(List<String> labels, Fields body) {}

    /** A call of a function with one argument. */
    record Call(String function, Object argument) {}

    private static final int WIDTH = 118;

    private final StringBuilder text = new StringBuilder();

    private HclText() {}

    /** Returns the document with the comment above it. */
    static String of(List<String> head, Fields document) {
        HclText written = new HclText();
        head.forEach(
                line -> written.text.append(line.isEmpty() ? "" : "# " + line).append('\n'));
        written.body(document, 0);
        return written.text.toString();
    }

    private void body(Fields fields, int depth) {
        List<Field> all = fields.all();
        for (int i = 0; i < all.size(); i++) {
            Field field = all.get(i);
            Field before = i == 0 ? null : all.get(i - 1);
            if (before != null && isApart(before, field)) {
                text.append('\n');
            } else if (before == null && field.apart() && depth == 0) {
                text.append('\n');
            }
            for (String line : Fields.wrapped(field.comment(), WIDTH - 2 * depth)) {
                indent(depth).append("# ").append(line).append('\n');
            }
            if (field.value() instanceof Block block) {
                indent(depth).append(field.name());
                block.labels().forEach(label -> text.append(' ').append(quoted(label)));
                if (block.body().isEmpty()) {
                    text.append(" {}\n");
                } else {
                    text.append(" {\n");
                    body(block.body(), depth + 1);
                    indent(depth).append("}\n");
                }
            } else {
                String name = name(field.name());
                indent(depth).append(name).append(" ".repeat(width(all, i) - name.length()));
                text.append(" = ");
                value(field.value(), depth);
                text.append('\n');
            }
        }
    }

    private static boolean isApart(Field before, Field field) {
        return field.apart()
                || isLong(before)
                || isLong(field)
                || !field.comment().isEmpty();
    }

    private static boolean isLong(Field field) {
        return field.value() instanceof Block || line(field.value()) == null;
    }

    /** Returns how wide the names are of the fields that are aligned with one. */
    private static int width(List<Field> all, int i) {
        if (isLong(all.get(i))) {
            return name(all.get(i).name()).length();
        }
        int first = i;
        while (first > 0 && !isApart(all.get(first - 1), all.get(first))) {
            first--;
        }
        int width = 0;
        for (int at = first; at < all.size() && (at == first || !isApart(all.get(at - 1), all.get(at))); at++) {
            width = Math.max(width, name(all.get(at).name()).length());
        }
        return width;
    }

    private StringBuilder indent(int depth) {
        return text.append("  ".repeat(depth));
    }

    private void value(Object value, int depth) {
        String line = line(value);
        if (line != null) {
            text.append(line);
        } else if (value instanceof Fields fields) {
            text.append("{\n");
            body(fields, depth + 1);
            indent(depth).append('}');
        } else if (value instanceof Call call) {
            text.append(call.function()).append('(');
            value(call.argument(), depth);
            text.append(')');
        } else if (value instanceof List<?> list) {
            text.append("[\n");
            for (Object item : list) {
                indent(depth + 1);
                value(Objects.requireNonNull(item), depth + 1);
                text.append(",\n");
            }
            indent(depth).append(']');
        } else if (value instanceof Fields.OneLine one) {
            value(one.value(), depth);
        } else if (value instanceof Lines lines) {
            text.append("<<-EOT\n");
            lines.text().lines().forEach(one -> {
                indent(depth + 1).append(escaped(one, false)).append('\n');
            });
            indent(depth).append("EOT");
        } else {
            throw new IllegalArgumentException("a value of " + value.getClass());
        }
    }

    /** Returns a value on one line; null if it takes several. */
    private static @Nullable String line(Object value) {
        if (value instanceof Verbatim verbatim) {
            return verbatim.text();
        }
        if (value instanceof String string) {
            return quoted(string);
        }
        if (value instanceof Integer || value instanceof Boolean) {
            return value.toString();
        }
        if (value instanceof Fields fields && fields.isEmpty()) {
            return "{}";
        }
        if (value instanceof Fields.OneLine one && one.value() instanceof Fields fields) {
            StringBuilder line = new StringBuilder("{");
            for (Field field : fields.all()) {
                line.append(line.length() == 1 ? " " : ", ")
                        .append(name(field.name()))
                        .append(" = ")
                        .append(line(
                                field.value() instanceof Fields ? new Fields.OneLine(field.value()) : field.value()));
            }
            return line.append(" }").toString();
        }
        if (value instanceof List<?> list) {
            StringBuilder line = new StringBuilder("[");
            for (Object item : list) {
                String one = line(Objects.requireNonNull(item));
                if (one == null) {
                    return null;
                }
                line.append(line.length() == 1 ? "" : ", ").append(one);
            }
            return line.append(']').toString();
        }
        return null;
    }

    private static String name(String name) {
        return name.matches("[A-Za-z_][A-Za-z0-9_-]*") ? name : quoted(name);
    }

    static String quoted(String text) {
        return '"' + escaped(text, true) + '"';
    }

    private static String escaped(String text, boolean quotes) {
        String escaped = text.replace("${", "$${").replace("%{", "%%{");
        return quotes ? escaped.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") : escaped;
    }
}
