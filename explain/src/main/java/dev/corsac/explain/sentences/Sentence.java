package dev.corsac.explain.sentences;

import dev.corsac.explain.MessageCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One wording of an error: it writes the sentence, and finds it in a pasted text. A template is the sentence itself with
 * {@code {name}} for a value and {@code <<…>>} around a part that may be missing; {@code {?name}} in such a part names a
 * flag that it stands for. Immutable.
 *
 * <p>The names are {@code url}, {@code first}, {@code location}, {@code page}, {@code method}, {@code header},
 * {@code status}, {@code initiator} and {@code value}.
 */
public final class Sentence {

    private static final int LONGEST_URL = 8_000;
    private static final int LONGEST_VALUE = 2_000;
    private static final int LONGEST_TOKEN = 300;

    private final MessageCode code;
    private final @Nullable Boolean preflight;
    private final List<Part> parts;

    private sealed interface Part {}

    private record Literal(String text, String compact) implements Part {}

    /** Where the template has quotation marks around a value, one pair is not part of it. */
    private record Value(String name, boolean quoted) implements Part {}

    private record Flag(String name) implements Part {}

    private record Optional(List<Part> parts) implements Part {}

    /**
     * A sentence that was found.
     *
     * @param start in the compact form
     * @param end in the compact form
     * @param values what it names; flags have an empty value
     */
    public record Match(Sentence sentence, int start, int end, Map<String, String> values) {

        /** Returns a value, or null. */
        public @Nullable String get(String name) {
            return values.get(name);
        }
    }

    private Sentence(MessageCode code, @Nullable Boolean preflight, List<Part> parts) {
        this.code = code;
        this.preflight = preflight;
        this.parts = parts;
    }

    /** Returns a sentence for a failure on any response. */
    static Sentence sentence(MessageCode code, String template) {
        return new Sentence(code, null, parse(template));
    }

    /** Returns a sentence for a failure on the response to a preflight. */
    static Sentence preflight(MessageCode code, String template) {
        return new Sentence(code, true, parse(template));
    }

    /** Returns the two as one: the code is the second's. */
    Sentence then(Sentence reason) {
        List<Part> joined = new ArrayList<>(parts);
        joined.addAll(reason.parts);
        return new Sentence(reason.code, reason.preflight, List.copyOf(joined));
    }

    /** Returns the code of the error. */
    public MessageCode code() {
        return code;
    }

    /** Returns whether it is about a preflight; null if the sentence does not state it. */
    public @Nullable Boolean isAboutPreflight() {
        return preflight;
    }

    private static List<Part> parse(String template) {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        while (at < template.length()) {
            if (template.startsWith("<<", at)) {
                int end = template.indexOf(">>", at);
                parts.add(new Optional(parse(template.substring(at + 2, end))));
                at = end + 2;
            } else if (template.charAt(at) == '{') {
                int end = template.indexOf('}', at);
                String name = template.substring(at + 1, end);
                boolean quoted = at > 0 && isQuote(template.charAt(at - 1));
                parts.add(name.startsWith("?") ? new Flag(name.substring(1)) : new Value(name, quoted));
                at = end + 1;
            } else {
                int end = at;
                while (end < template.length() && template.charAt(end) != '{' && !template.startsWith("<<", end)) {
                    end++;
                }
                String text = template.substring(at, end);
                parts.add(new Literal(text, PastedText.compact(text)));
                at = end;
            }
        }
        return List.copyOf(parts);
    }

    /**
     * Writes the sentence with these values.
     *
     * @throws IllegalArgumentException if a value is missing
     */
    public String write(Map<String, String> values) {
        StringBuilder text = new StringBuilder();
        if (!write(parts, values, text)) {
            throw new IllegalArgumentException("a value is missing for the sentence of " + code.code());
        }
        return text.toString();
    }

    private static boolean write(List<Part> parts, Map<String, String> values, StringBuilder text) {
        for (Part part : parts) {
            if (part instanceof Literal literal) {
                text.append(literal.text());
            } else if (part instanceof Value value) {
                String given = values.get(value.name());
                if (given == null) {
                    return false;
                }
                text.append(given);
            } else if (part instanceof Flag flag) {
                if (!values.containsKey(flag.name())) {
                    return false;
                }
            } else if (part instanceof Optional optional) {
                StringBuilder more = new StringBuilder();
                if (write(optional.parts(), values, more)) {
                    text.append(more);
                }
            }
        }
        return true;
    }

    /** Finds the sentence at or after a compact index; null if it is not there. */
    public @Nullable Match find(PastedText text, int from) {
        String anchor = anchor();
        int start = anchor == null ? -1 : text.compact().indexOf(anchor, from);
        while (anchor != null && start >= 0) {
            Match match = at(text, start);
            if (match != null) {
                return match;
            }
            start = text.compact().indexOf(anchor, start + 1);
        }
        return null;
    }

    @Nullable
    String anchor() {
        return parts.get(0) instanceof Literal literal ? literal.compact() : null;
    }

    /** Reads the sentence at exactly that compact index; null if it is not there. */
    public @Nullable Match at(PastedText text, int start) {
        Map<String, String> values = new HashMap<>();
        int end = match(text, parts, 0, start, values);
        return end < 0 ? null : new Match(this, start, end, new LinkedHashMap<>(values));
    }

    private static int match(PastedText text, List<Part> parts, int index, int at, Map<String, String> values) {
        if (index == parts.size()) {
            return at;
        }
        Part part = parts.get(index);
        if (part instanceof Literal literal) {
            return text.compact().startsWith(literal.compact(), at)
                    ? match(text, parts, index + 1, at + literal.compact().length(), values)
                    : -1;
        }
        if (part instanceof Flag flag) {
            values.put(flag.name(), "");
            return match(text, parts, index + 1, at, values);
        }
        if (part instanceof Optional optional) {
            Map<String, String> more = new HashMap<>(values);
            List<Part> joined = new ArrayList<>(optional.parts());
            joined.addAll(parts.subList(index + 1, parts.size()));
            int end = match(text, joined, 0, at, more);
            if (end >= 0) {
                values.putAll(more);
                return end;
            }
            return match(text, parts, index + 1, at, values);
        }
        return matchValue(text, parts, index, at, values);
    }

    private static int matchValue(PastedText text, List<Part> parts, int index, int at, Map<String, String> values) {
        Value part = (Value) parts.get(index);
        String name = part.name();
        if (isLast(parts, index)) {
            return matchLast(text, part, at, values);
        }
        int most = Math.min(text.compact().length(), at + longest(name));
        if (isUnbroken(name)) {
            most = Math.min(most, text.compactIndex(text.endOfWord(text.place(at))));
        }
        String next = parts.get(index + 1) instanceof Literal literal ? literal.compact() : "";
        if (name.equals("value") && part.quoted() && next.isEmpty()) {
            int close = closingQuote(text.text(), at == 0 ? 0 : text.place(at - 1) + 1);
            int end = close < 0 ? -1 : text.compactIndex(close);
            String value = end < at || end > most ? null : value(text, part, at, end);
            if (value != null) {
                Map<String, String> more = new HashMap<>(values);
                more.put(name, value);
                int matched = match(text, parts, index + 1, end, more);
                if (matched >= 0) {
                    values.putAll(more);
                    return matched;
                }
            }
        }
        // Words end a value; anything else only where the text has a blank, too.
        boolean needsEnd = next.isEmpty() || !Character.isLetter(next.charAt(0));
        for (int end = at; end <= most; end++) {
            if (!text.compact().startsWith(next, end)) {
                continue;
            }
            String value = needsEnd && !name.equals("value") && !isAtEnd(text, end) ? null : value(text, part, at, end);
            if (value != null) {
                Map<String, String> more = new HashMap<>(values);
                more.put(name, value);
                int matched = match(text, parts, index + 1, end, more);
                if (matched >= 0) {
                    values.putAll(more);
                    return matched;
                }
            }
        }
        return -1;
    }

    /** Whether a value has no blanks. */
    private static boolean isUnbroken(String name) {
        return switch (name) {
            case "url", "first", "location", "page", "method", "header", "status" -> true;
            default -> false;
        };
    }

    /** Whether nothing but punctuation follows the part. */
    private static boolean isLast(List<Part> parts, int index) {
        for (Part part : parts.subList(index + 1, parts.size())) {
            if (!(part instanceof Literal literal) || !literal.compact().isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Whether an unquoted value can end there: white space or the end follows, after punctuation at most. */
    private static boolean isAtEnd(PastedText text, int end) {
        if (end == 0) {
            return false;
        }
        int at = text.place(end - 1) + 1;
        while (at < text.text().length()
                && ".,:;'\"`‘’“”«»)]>）。，、".indexOf(text.text().charAt(at)) >= 0) {
            at++;
        }
        return at >= text.text().length() || text.text().charAt(at) <= ' ';
    }

    private static int matchLast(PastedText text, Value part, int at, Map<String, String> values) {
        String name = part.name();
        int limit = Math.min(text.compact().length(), at + longest(name));
        int end = at;
        if (name.equals("value")) {
            int close = part.quoted() ? closingQuote(text.text(), at == 0 ? 0 : text.place(at - 1) + 1) : -1;
            int line = close >= 0 ? close : text.text().indexOf('\n', text.place(at));
            end = line < 0 ? limit : Math.min(limit, text.compactIndex(line));
        } else if (name.equals("status")) {
            end = Math.min(limit, text.compact().startsWith("null", at) ? at + 4 : at + 3);
        } else {
            while (end < limit && (end == at || !isAtEnd(text, end))) {
                end++;
            }
        }
        String value = value(text, part, at, end);
        if (value == null) {
            return -1;
        }
        values.put(name, value);
        return end;
    }

    /** Returns where a quoted value ends: at a quotation mark that punctuation or the end follows; -1 for nowhere. */
    private static int closingQuote(String text, int from) {
        int open = from;
        while (open < text.length() && !isQuote(text.charAt(open)) && text.charAt(open) <= ' ') {
            open++;
        }
        if (open >= text.length() || !isQuote(text.charAt(open))) {
            return -1;
        }
        for (int i = open + 1; i < Math.min(text.length(), open + LONGEST_VALUE); i++) {
            if (isQuote(text.charAt(i)) && (i + 1 == text.length() || " \n)].,;".indexOf(text.charAt(i + 1)) >= 0)) {
                return i;
            }
        }
        return -1;
    }

    private static int longest(String name) {
        return switch (name) {
            case "url", "first", "location" -> LONGEST_URL;
            case "value" -> LONGEST_VALUE;
            case "status" -> 4;
            default -> LONGEST_TOKEN;
        };
    }

    /** Returns the value as it was meant, or null if it cannot be one. */
    private static @Nullable String value(PastedText text, Value part, int at, int end) {
        if (part.name().equals("value")) {
            return headerValue(text, part, at, end);
        }
        String slice = text.slice(at, end);
        return switch (part.name()) {
            case "url", "first" -> url(slice);
            case "location" -> token(slice, ' ');
            case "page" -> page(slice);
            case "status" -> status(slice);
            case "method", "header" -> token(slice, ':');
            case "initiator" ->
                slice.isEmpty() || slice.length() > 40 || slice.indexOf(':') >= 0 ? null : oneLine(slice, " ");
            default -> oneLine(slice, " ");
        };
    }

    /** Everything between the words around it, because quotation marks and commas may be part of it. */
    private static String headerValue(PastedText text, Value part, int at, int end) {
        int from = at == 0 ? 0 : text.place(at - 1) + 1;
        int to = text.place(end);
        if (part.quoted()) {
            while (from < to && !isQuote(text.text().charAt(from)) && text.place(at) > from) {
                from++;
            }
            from += from < to && isQuote(text.text().charAt(from)) ? 1 : 0;
            int close = to - 1;
            while (close >= from && !isQuote(text.text().charAt(close)) && (at == end || text.place(end - 1) < close)) {
                close--;
            }
            to = close >= from && isQuote(text.text().charAt(close))
                    ? close
                    : at == end ? from : text.place(end - 1) + 1;
        }
        String value = oneLine(text.text().substring(from, Math.max(from, to)), " ");
        // As Markdown writes a link.
        if (value.startsWith("<http") && value.endsWith(">")) {
            value = value.substring(1, value.length() - 1);
        }
        return part.quoted() || !value.endsWith(".") ? value : value.substring(0, value.length() - 1);
    }

    private static boolean isQuote(char c) {
        return "'\"`‘’“”«»‹›„‚「」『』".indexOf(c) >= 0;
    }

    private static @Nullable String url(String slice) {
        String url = oneLine(slice, "");
        boolean looksLikeOne = url.indexOf(':') >= 0 || url.indexOf('/') >= 0 || url.indexOf('.') > 0;
        return looksLikeOne && url.indexOf(' ') < 0 && url.indexOf('\t') < 0 ? url : null;
    }

    private static @Nullable String page(String slice) {
        String page = oneLine(slice, "");
        boolean isOrigin = page.equals("null") || page.contains("://") || page.equals("file:");
        return isOrigin && page.indexOf(' ') < 0 ? page : null;
    }

    private static @Nullable String status(String slice) {
        if (slice.equalsIgnoreCase("null")) {
            return "0";
        }
        boolean isStatus = slice.length() == 3 && slice.charAt(0) >= '1' && slice.charAt(0) <= '9';
        for (int i = 0; isStatus && i < slice.length(); i++) {
            isStatus = slice.charAt(i) >= '0' && slice.charAt(i) <= '9';
        }
        return isStatus ? slice : null;
    }

    private static @Nullable String token(String slice, char without) {
        String token = oneLine(slice, "");
        return token.isEmpty() || token.indexOf(' ') >= 0 || token.indexOf(without) >= 0 ? null : token;
    }

    /** Joins a broken line, leaving out mail quotation. */
    private static String oneLine(String slice, String joint) {
        if (slice.indexOf('\n') < 0) {
            return slice.strip();
        }
        StringBuilder text = new StringBuilder();
        for (String line : slice.split("\n", -1)) {
            int start = 0;
            while (start < line.length() && " \t>|".indexOf(line.charAt(start)) >= 0) {
                start++;
            }
            String rest = line.substring(start).strip();
            text.append(text.isEmpty() || rest.isEmpty() ? "" : joint).append(rest);
        }
        return text.toString();
    }
}
