package dev.corsac.ship;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A Terraform configuration without modules, loops and conditions, applied: what {@code terraform show -json} prints of it,
 * with made-up ids. It knows strings with references, heredocs, lists, objects, blocks and the functions that are used.
 */
final class TerraformFile {

    /** A block of the file: its type and labels, its attributes (texts of expressions are parsed when asked) and blocks. */
    private record Block(String type, List<String> labels, Map<String, Expression> attributes, List<Block> blocks) {
        String address() {
            return String.join(".", labels);
        }
    }

    /** An expression that is worth something once all blocks are known. */
    private interface Expression {
        Object value();
    }

    /** What a resource has that the file does not say. */
    private static final List<String> MADE =
            List.of("id", "arn", "invoke_arn", "api_endpoint", "execution_arn", "url_id");

    private final String text;
    private int at;
    private final Map<String, Block> resources = new LinkedHashMap<>();
    private final Map<String, String> given;

    private TerraformFile(String text, Map<String, String> given) {
        this.text = text;
        this.given = given;
    }

    /** Returns the state as JSON. */
    static String state(String text, Map<String, String> variables) {
        TerraformFile file = new TerraformFile(text, variables);
        List<Block> blocks = new ArrayList<>();
        file.body(new LinkedHashMap<>(), blocks, true);
        List<Object> resources = new ArrayList<>();
        for (Block block : blocks) {
            if (block.type().equals("resource")) {
                file.resources.put(block.address(), block);
            }
        }
        for (Block block : file.resources.values()) {
            Map<String, Object> values = values(block);
            for (String name : MADE) {
                values.putIfAbsent(name, made(block.address(), name));
            }
            if (block.labels().get(0).equals("aws_lambda_function_url")) {
                values.put(
                        "function_arn",
                        made("aws_lambda_function." + block.labels().get(1), "arn"));
                values.put(
                        "function_url", "https://" + block.labels().get(1) + "0123456789.lambda-url.eu-west-1.on.aws/");
            }
            resources.add(Map.of(
                    "address", block.address(),
                    "mode", "managed",
                    "type", block.labels().get(0),
                    "name", block.labels().get(1),
                    "values", values));
        }
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("format_version", "1.0");
        state.put("terraform_version", "1.11.4");
        state.put("values", Map.of("root_module", Map.of("resources", resources)));
        return json(state);
    }

    private static String made(String address, String attribute) {
        return "made:" + attribute + "@" + address + ";";
    }

    private static Map<String, Object> values(Block block) {
        Map<String, Object> values = new LinkedHashMap<>();
        block.attributes().forEach((name, expression) -> values.put(name, expression.value()));
        for (Block inner : block.blocks()) {
            @SuppressWarnings("unchecked")
            List<Object> list = (List<Object>) values.computeIfAbsent(inner.type(), type -> new ArrayList<>());
            list.add(values(inner));
        }
        return values;
    }

    private void body(Map<String, Expression> attributes, List<Block> blocks, boolean top) {
        while (true) {
            skip();
            if (at == text.length()) {
                if (!top) {
                    throw wrong("a closing brace");
                }
                return;
            }
            if (take("}")) {
                return;
            }
            String name = name();
            skip();
            if (take("=")) {
                attributes.put(name, expression());
                continue;
            }
            List<String> labels = new ArrayList<>();
            while (!take("{")) {
                labels.add(String.valueOf(string().value()));
                skip();
            }
            Map<String, Expression> inner = new LinkedHashMap<>();
            List<Block> nested = new ArrayList<>();
            body(inner, nested, false);
            blocks.add(new Block(name, labels, inner, nested));
        }
    }

    private Expression expression() {
        skip();
        char c = text.charAt(at);
        if (c == '"') {
            return string();
        }
        if (take("<<-EOT\n")) {
            return heredoc();
        }
        if (take("[")) {
            List<Expression> items = new ArrayList<>();
            for (skip(); !take("]"); skip()) {
                items.add(expression());
                skip();
                take(",");
            }
            return () -> {
                List<Object> values = new ArrayList<>();
                items.forEach(item -> values.add(item.value()));
                return values;
            };
        }
        if (take("{")) {
            Map<String, Expression> fields = new LinkedHashMap<>();
            for (skip(); !take("}"); skip()) {
                String name = text.charAt(at) == '"' ? String.valueOf(string().value()) : name();
                skip();
                expect("=");
                if (fields.put(name, expression()) != null) {
                    throw wrong("the name " + name + " once");
                }
                skip();
                take(",");
            }
            return () -> {
                Map<String, Object> values = new LinkedHashMap<>();
                fields.forEach((name, value) -> values.put(name, value.value()));
                return values;
            };
        }
        if (Character.isDigit(c)) {
            int from = at;
            while (Character.isDigit(text.charAt(at))) {
                at++;
            }
            int number = Integer.parseInt(text.substring(from, at));
            return () -> number;
        }
        String reference = name();
        if (reference.equals("true") || reference.equals("false")) {
            boolean flag = reference.equals("true");
            return () -> flag;
        }
        if (take("(")) {
            Expression argument = expression();
            skip();
            expect(")");
            return () -> switch (reference) {
                case "jsonencode" -> json(argument.value());
                case "sha1", "filebase64sha256" -> "hash:" + argument.value();
                default -> throw new AssertionError("the function " + reference);
            };
        }
        return () -> resolve(reference);
    }

    private Object resolve(String reference) {
        String[] parts = reference.split("\\.", -1);
        if (parts[0].equals("var")) {
            return given.getOrDefault(parts[1], "value of " + parts[1]);
        }
        if (parts[0].equals("data")) {
            return "123456789012";
        }
        if (parts.length == 1) {
            return reference; // A type's name.
        }
        String address = parts[0] + "." + parts[1];
        Block block = resources.get(address);
        if (block == null) {
            throw new AssertionError("the file refers to " + reference + ", which it does not have");
        }
        Expression attribute = block.attributes().get(parts[2]);
        return attribute == null ? made(address, parts[2]) : attribute.value();
    }

    private Expression heredoc() {
        List<String> lines = new ArrayList<>();
        while (true) {
            int end = text.indexOf('\n', at);
            String line = text.substring(at, end);
            at = end + 1;
            if (line.strip().equals("EOT")) {
                at = end;
                break;
            }
            lines.add(line);
        }
        int indent = lines.stream()
                .filter(line -> !line.isBlank())
                .mapToInt(line -> line.length() - line.stripLeading().length())
                .min()
                .orElse(0);
        StringBuilder value = new StringBuilder();
        lines.forEach(line ->
                value.append(line.isBlank() ? "" : line.substring(indent)).append('\n'));
        String whole = value.toString();
        if (whole.contains("${") || whole.contains("%{")) {
            throw wrong("a heredoc without references");
        }
        return () -> whole;
    }

    private Expression string() {
        expect("\"");
        List<Expression> parts = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        while (!take("\"")) {
            if (take("$${")) {
                plain.append("${");
            } else if (take("%%{")) {
                plain.append("%{");
            } else if (take("${")) {
                String before = plain.toString();
                plain.setLength(0);
                parts.add(() -> before);
                parts.add(expression());
                skip();
                expect("}");
            } else if (take("\\")) {
                char c = text.charAt(at++);
                plain.append(c == 'n' ? '\n' : c);
            } else {
                plain.append(text.charAt(at++));
            }
        }
        String after = plain.toString();
        return () -> {
            StringBuilder value = new StringBuilder();
            parts.forEach(part -> value.append(part.value()));
            return value.append(after).toString();
        };
    }

    private String name() {
        int from = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "_-.".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        if (from == at) {
            throw wrong("a name");
        }
        return text.substring(from, at);
    }

    private void skip() {
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else if (text.charAt(at) == '#') {
                at = text.indexOf('\n', at);
            } else {
                return;
            }
        }
    }

    private boolean take(String token) {
        if (!text.startsWith(token, at)) {
            return false;
        }
        at += token.length();
        return true;
    }

    private void expect(String token) {
        if (!take(token)) {
            throw wrong(token);
        }
    }

    private AssertionError wrong(String expected) {
        return new AssertionError("expected " + expected + " at: "
                + text.substring(at, Math.min(text.length(), at + 60)) + "\nin\n" + text);
    }

    private static String json(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            StringJoiner fields = new StringJoiner(",", "{", "}");
            map.forEach((name, field) -> fields.add(json(String.valueOf(name)) + ":" + json(field)));
            return fields.toString();
        }
        if (value instanceof List<?> list) {
            StringJoiner items = new StringJoiner(",", "[", "]");
            list.forEach(item -> items.add(json(item)));
            return items.toString();
        }
        if (value instanceof String string) {
            return "\"" + string.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
        }
        return String.valueOf(value);
    }
}
