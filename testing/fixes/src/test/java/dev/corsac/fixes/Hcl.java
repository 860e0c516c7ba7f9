package dev.corsac.fixes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the HCL of a fix as Terraform would put it into a state: attributes, and blocks as lists. A reference becomes its
 * text, which the rest of the state uses as the value.
 */
final class Hcl {

    private static final Pattern TOKEN =
            Pattern.compile("\\s+|#[^\n]*|(\"(?:[^\"\\\\]|\\\\.)*\"|[A-Za-z_][\\w.-]*|[{}\\[\\]=,]|\\d+)");

    private final List<String> tokens = new ArrayList<>();
    private int at;

    private Hcl(String text) {
        Matcher token = TOKEN.matcher(text);
        int end = 0;
        while (token.find()) {
            if (token.start() != end) {
                throw new IllegalArgumentException("not HCL at " + text.substring(end));
            }
            end = token.end();
            if (token.group(1) != null) {
                tokens.add(token.group(1));
            }
        }
        if (end != text.length()) {
            throw new IllegalArgumentException("not HCL at " + text.substring(end));
        }
    }

    /** Returns the attributes and blocks; a resource's block is under its type, with its name as the attribute {@code name}. */
    static Map<String, Object> read(String text) {
        return new Hcl(text).body();
    }

    private Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        while (at < tokens.size() && !tokens.get(at).equals("}")) {
            String name = text(tokens.get(at++));
            if (tokens.get(at).equals("=")) {
                at++;
                body.put(name, value());
                continue;
            }
            String key = name;
            String label = "";
            while (!tokens.get(at).equals("{")) {
                key = label.isEmpty() ? text(tokens.get(at)) : key;
                label = text(tokens.get(at++));
            }
            at++;
            Map<String, Object> block = body();
            at++;
            if (!label.isEmpty()) {
                block.put("(label)", label);
            }
            @SuppressWarnings("unchecked")
            List<Object> blocks = (List<Object>) body.computeIfAbsent(key, any -> new ArrayList<>());
            blocks.add(block);
        }
        return body;
    }

    private Object value() {
        String token = tokens.get(at++);
        if (token.equals("[")) {
            List<Object> list = new ArrayList<>();
            while (!tokens.get(at).equals("]")) {
                list.add(value());
                at += tokens.get(at).equals(",") ? 1 : 0;
            }
            at++;
            return list;
        }
        if (token.equals("{")) {
            Map<String, Object> map = body();
            at++;
            return map;
        }
        return token.equals("true") || token.equals("false") ? (Object) Boolean.valueOf(token) : text(token);
    }

    /** HCL escapes as JSON does, and doubles the sign that begins a template. */
    private static String text(String token) {
        return token.startsWith("\"")
                ? token.substring(1, token.length() - 1)
                        .replace("\\\"", "\"")
                        .replace("\\\\", "\\")
                        .replace("$${", "${")
                        .replace("%%{", "%{")
                : token;
    }
}
