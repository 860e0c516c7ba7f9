package dev.corsac.explain;

/**
 * Masks the members of a JSON text that have secret names, whatever their values are. By hand, because a text may be broken off,
 * may not be valid, and is to stay as it is otherwise.
 */
final class JsonMasking {

    /** JSON in a string of JSON, as events have bodies, is masked, too. */
    private static final int DEEPEST = 4;

    private static final int LONGEST_NAME = 60;

    private final String text;
    private final int depth;
    private final StringBuilder masked;
    private int copied;
    /** Whether the object so far says {@code "name": "password"}: its {@code "value"} is the secret. */
    private boolean isOfSecret;

    JsonMasking(String text) {
        this(text, 0);
    }

    private JsonMasking(String text, int depth) {
        this.text = text;
        this.depth = depth;
        this.masked = new StringBuilder(text.length());
    }

    String masked() {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c != '"') {
                isOfSecret &= c != '{' && c != '}';
                at++;
                continue;
            }
            int end = stringEnd(at);
            int colon = skipWhiteSpace(end + 1);
            if (colon < text.length() && text.charAt(colon) == ':') {
                at = member(decoded(at + 1, end), skipWhiteSpace(colon + 1));
            } else if (SecretNames.contains(bareName(at))) {
                // {password: "…"}, as JavaScript has it.
                masked.append(text, copied, at + 1).append(Masking.MASK);
                copied = end;
                at = end + 1;
            } else {
                string(at, end);
                at = end + 1;
            }
        }
        masked.append(copied < text.length() ? text.substring(copied) : "");
        // What is not in a string cannot hold tokens, but a text that is not JSON may end up here.
        return text.indexOf('"') < 0 ? Masking.log(masked.toString()) : masked.toString();
    }

    /** Masks a member's value if its name is secret; returns where to go on. */
    private int member(String name, int value) {
        if (value >= text.length()) {
            return text.length();
        }
        char c = text.charAt(value);
        boolean isText = c == '"' || c == '{' || c == '[';
        if (c == '"' && (name.equalsIgnoreCase("name") || name.equalsIgnoreCase("key"))) {
            int end = stringEnd(value);
            String named = decoded(value + 1, end);
            isOfSecret = named.length() <= LONGEST_NAME && SecretNames.contains(named);
            if (isOfSecret) {
                return end + 1;
            }
        }
        boolean isValue = isOfSecret && name.equalsIgnoreCase("value") && !text.startsWith("null", value);
        if (isValue) {
            isOfSecret = false;
        } else if (isText
                ? !SecretNames.contains(name)
                : !SecretNames.containsForNumbers(name) || text.startsWith("null", value)) {
            return value;
        }
        int end = valueEnd(value);
        masked.append(text, copied, value).append('"').append(Masking.MASK);
        boolean isBrokenOff = c == '"' && end >= text.length() && !endsWithQuote(value);
        masked.append(isBrokenOff ? "" : "\"");
        copied = end;
        return end;
    }

    /** Returns the name without quotation marks that a value has before it; empty if it has none. */
    private String bareName(int value) {
        int colon = value - 1;
        while (colon > copied && text.charAt(colon) <= ' ' && value - colon < LONGEST_NAME) {
            colon--;
        }
        if (colon <= copied || (text.charAt(colon) != ':' && text.charAt(colon) != '=')) {
            return "";
        }
        int start = colon;
        while (start > copied
                && colon - start < LONGEST_NAME
                && (Character.isLetterOrDigit(text.charAt(start - 1)) || "_$".indexOf(text.charAt(start - 1)) >= 0)) {
            start--;
        }
        return text.substring(start, colon);
    }

    private boolean endsWithQuote(int start) {
        int end = stringEnd(start);
        return end < text.length();
    }

    /** A string that is not a secret by its name may contain JSON, a URL or a token. */
    private void string(int start, int end) {
        if (end - start < 8) {
            return;
        }
        int first = skipWhiteSpace(start + 1);
        boolean isJson = first < end && (text.charAt(first) == '{' || text.charAt(first) == '[');
        String result;
        if (isJson && depth < DEEPEST && text.indexOf('\\', first) >= 0) {
            String inner = decoded(start + 1, end);
            String innerMasked = new JsonMasking(inner, depth + 1).masked();
            if (innerMasked.equals(inner)) {
                return;
            }
            String quoted = Shell.jsonString(innerMasked);
            result = quoted.substring(1, quoted.length() - 1);
        } else {
            String raw = text.substring(start + 1, end);
            result = Masking.log(raw);
            if (result.equals(raw)) {
                return;
            }
        }
        masked.append(text, copied, start + 1).append(result);
        copied = end;
    }

    /** Where a value ends: after its closing quotation mark or bracket, or before what follows a literal. */
    private int valueEnd(int start) {
        char c = text.charAt(start);
        if (c == '"') {
            return Math.min(text.length(), stringEnd(start) + 1);
        }
        if (c == '{' || c == '[') {
            int open = 0;
            int i = start;
            while (i < text.length()) {
                char each = text.charAt(i);
                if (each == '"') {
                    i = stringEnd(i);
                } else if (each == '{' || each == '[') {
                    open++;
                } else if (each == '}' || each == ']') {
                    open--;
                    if (open == 0) {
                        return i + 1;
                    }
                }
                i++;
            }
            return text.length();
        }
        int end = start;
        while (end < text.length() && ",}] \t\r\n".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    /** Where the string that begins there has its closing quotation mark; the text's end if it has none. */
    private int stringEnd(int start) {
        int i = start + 1;
        while (i < text.length() && text.charAt(i) != '"') {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(i, text.length());
    }

    private int skipWhiteSpace(int from) {
        int i = from;
        while (i < text.length() && text.charAt(i) <= ' ') {
            i++;
        }
        return i;
    }

    private String decoded(int from, int to) {
        int backslash = text.indexOf('\\', from);
        if (backslash < 0 || backslash >= to) {
            return text.substring(Math.min(from, to), to);
        }
        StringBuilder plain = new StringBuilder(to - from);
        int i = from;
        while (i < to) {
            char c = text.charAt(i++);
            if (c != '\\' || i >= to) {
                plain.append(c);
                continue;
            }
            char escaped = text.charAt(i++);
            switch (escaped) {
                case 'n' -> plain.append('\n');
                case 'r' -> plain.append('\r');
                case 't' -> plain.append('\t');
                case 'b' -> plain.append('\b');
                case 'f' -> plain.append('\f');
                case 'u' -> i = unicode(i, to, plain);
                default -> plain.append(escaped);
            }
        }
        return plain.toString();
    }

    /** Reads the four digits at a place; returns where to go on. */
    private int unicode(int at, int to, StringBuilder plain) {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = at + i < to ? Character.digit(text.charAt(at + i), 16) : -1;
            if (digit < 0) {
                plain.append('u');
                return at;
            }
            value = value * 16 + digit;
        }
        plain.append((char) value);
        return at + 4;
    }
}
