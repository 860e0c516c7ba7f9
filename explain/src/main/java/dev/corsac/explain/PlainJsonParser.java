package dev.corsac.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A parser of JSON as RFC 8259 has it, in plain Java: the same document must give the same values, and the same error, on
 * the JVM and in JavaScript.
 */
final class PlainJsonParser {

    /** Deeper documents are refused, so that none exhausts the stack. */
    static final int DEEPEST = 500;

    private final String text;
    private int at;
    private int depth;

    private PlainJsonParser(String text) {
        this.text = text;
    }

    /**
     * Returns the document's value: a {@code Map} in its order, a {@code List}, a {@code String}, a {@link Number}, a {@code
     * Boolean} or null. Of members with the same name the last counts.
     *
     * @throws IllegalArgumentException if it is not well-formed; the message states line and column
     */
    static @Nullable Object parse(String text) {
        PlainJsonParser parser = new PlainJsonParser(text);
        parser.space();
        Object value = parser.value();
        parser.space();
        if (parser.at < text.length()) {
            throw parser.error("there is more text after the value");
        }
        return value;
    }

    private @Nullable Object value() {
        if (at >= text.length()) {
            throw error("a value is missing: the text ends here");
        }
        char c = text.charAt(at);
        return switch (c) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> {
                if (c != '-' && !isDigit(at)) {
                    throw error("a value cannot begin with " + named(c));
                }
                yield number();
            }
        };
    }

    private Map<String, @Nullable Object> object() {
        enter();
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        if (!isEmpty('}')) {
            do {
                space();
                if (at >= text.length() || text.charAt(at) != '"') {
                    throw expected("a name in double quotes");
                }
                String name = string();
                space();
                require(':');
                space();
                object.put(name, value());
            } while (isFollowed('}'));
        }
        depth--;
        return object;
    }

    private List<@Nullable Object> array() {
        enter();
        List<@Nullable Object> array = new ArrayList<>();
        if (!isEmpty(']')) {
            do {
                space();
                array.add(value());
            } while (isFollowed(']'));
        }
        depth--;
        return array;
    }

    private void enter() {
        if (++depth > DEEPEST) {
            throw error("more than " + DEEPEST + " values are within each other");
        }
        at++;
        space();
    }

    private boolean isEmpty(char end) {
        if (at < text.length() && text.charAt(at) == end) {
            at++;
            return true;
        }
        return false;
    }

    /** Whether another member or element follows; passes the comma or the end. */
    private boolean isFollowed(char end) {
        space();
        if (isEmpty(end)) {
            return false;
        }
        if (at >= text.length() || text.charAt(at) != ',') {
            throw expected("a comma or " + end);
        }
        at++;
        return true;
    }

    private void require(char c) {
        if (at >= text.length() || text.charAt(at) != c) {
            throw expected(String.valueOf(c));
        }
        at++;
    }

    private String string() {
        int start = ++at;
        int plain = start;
        while (plain < text.length()) {
            char c = text.charAt(plain);
            if (c == '"') {
                at = plain + 1;
                return text.substring(start, plain);
            }
            if (c == '\\' || c < ' ') {
                break;
            }
            plain++;
        }
        StringBuilder value = new StringBuilder(plain - start + 16).append(text, start, plain);
        at = plain;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return value.toString();
            }
            if (c < ' ') {
                throw error("a string cannot contain " + named(c));
            }
            at++;
            value.append(c == '\\' ? escaped() : c);
        }
        throw error("a string is not closed: the text ends here");
    }

    private char escaped() {
        char c = at < text.length() ? text.charAt(at) : ' ';
        int which = "\"\\/bfnrt".indexOf(c);
        if (which >= 0) {
            at++;
            return "\"\\/\b\f\n\r\t".charAt(which);
        }
        if (c != 'u') {
            throw error("a string cannot contain \\ before " + named(c));
        }
        int point = 0;
        for (int i = 1; i <= 4; i++) {
            int digit = at + i < text.length() ? "0123456789abcdef".indexOf(lower(text.charAt(at + i))) : -1;
            if (digit < 0) {
                throw error("\\u needs four hexadecimal digits");
            }
            point = point * 16 + digit;
        }
        at += 5;
        return (char) point;
    }

    private static char lower(char c) {
        return c >= 'A' && c <= 'F' ? (char) (c + 32) : c;
    }

    private Number number() {
        int start = at;
        if (text.charAt(at) == '-') {
            at++;
        }
        if (at < text.length() && text.charAt(at) == '0') {
            at++;
        } else {
            digits();
        }
        boolean isWhole = true;
        if (at < text.length() && text.charAt(at) == '.') {
            isWhole = false;
            at++;
            digits();
        }
        if (at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
            isWhole = false;
            at++;
            if (at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-')) {
                at++;
            }
            digits();
        }
        String literal = text.substring(start, at);
        return isWhole && literal.length() <= 9 ? (Number) Integer.valueOf(literal) : new JsonNumber(literal);
    }

    private void digits() {
        if (!isDigit(at)) {
            throw expected("a digit");
        }
        while (isDigit(at)) {
            at++;
        }
    }

    private boolean isDigit(int index) {
        return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }

    private @Nullable Object word(String word, @Nullable Object value) {
        if (!text.startsWith(word, at)) {
            throw expected(word);
        }
        at += word.length();
        return value;
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private IllegalArgumentException expected(String what) {
        return error(what + " is missing"
                + (at < text.length() ? " before " + named(text.charAt(at)) : ": the text ends here"));
    }

    private static String named(char c) {
        return c >= ' ' && c < 0x7F ? "\"" + c + "\"" : "the character with code " + (int) c;
    }

    private IllegalArgumentException error(String problem) {
        int line = 1;
        int column = 1;
        for (int i = 0; i < Math.min(at, text.length()); i++) {
            boolean isBreak = text.charAt(i) == '\n';
            line += isBreak ? 1 : 0;
            column = isBreak ? 1 : column + 1;
        }
        return new IllegalArgumentException("line " + line + ", column " + column + ": " + problem);
    }
}
