package dev.corsac.explain.sentences;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A pasted text with a second, compact form: lower case, without white space, quotation marks, brackets, full stops,
 * commas and mail quotation. Sentences are found in the compact form, so that broken lines, other quotation marks and
 * missing punctuation do not matter; values are taken from the text itself. Immutable.
 */
public final class PastedText {

    private static final String[][] ENTITIES = {
        {"&#39;", "'"},
        {"&#x27;", "'"},
        {"&apos;", "'"},
        {"&quot;", "\""},
        {"&#34;", "\""},
        {"&lsquo;", "‘"},
        {"&rsquo;", "’"},
        {"&ldquo;", "“"},
        {"&rdquo;", "”"},
        {"&lt;", "<"},
        {"&gt;", ">"},
        {"&nbsp;", " "},
        {"&amp;", "&"}
    };

    /** Elements of HTML that forums and mail programs put around a message; nothing else in angle brackets is taken out. */
    private static final Set<String> ELEMENTS = Set.of(
            "a",
            "abbr",
            "b",
            "blockquote",
            "body",
            "br",
            "code",
            "dd",
            "div",
            "dl",
            "dt",
            "em",
            "font",
            "h1",
            "h2",
            "h3",
            "h4",
            "hr",
            "html",
            "i",
            "iframe",
            "img",
            "kbd",
            "label",
            "li",
            "link",
            "mark",
            "ol",
            "p",
            "pre",
            "q",
            "s",
            "samp",
            "script",
            "small",
            "source",
            "span",
            "strong",
            "sub",
            "sup",
            "table",
            "tbody",
            "td",
            "th",
            "thead",
            "tr",
            "tt",
            "u",
            "ul",
            "video",
            "audio",
            "wbr");

    /** Elements that a line or a cell ends with: their text does not go on in the same word. */
    private static final Set<String> BLOCKS = Set.of(
            "blockquote",
            "body",
            "br",
            "dd",
            "div",
            "dl",
            "dt",
            "h1",
            "h2",
            "h3",
            "h4",
            "hr",
            "html",
            "li",
            "ol",
            "p",
            "pre",
            "table",
            "tbody",
            "td",
            "th",
            "thead",
            "tr",
            "ul");

    /** Elements without text of their own: what they load is what was pasted. */
    private static final Set<String> LOADING = Set.of("img", "script", "link", "source", "iframe", "video", "audio");

    private static final Pattern TAG = Pattern.compile("<(/?)([A-Za-z][A-Za-z0-9]{0,9})((?:\\s[^<>]{0,2000})?)/?>");
    private static final Pattern LOADED = Pattern.compile(
            "\\s(?:src|href)\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s\"'>]+))", Pattern.CASE_INSENSITIVE);

    private static final int LONGEST_WORD = 10_000;
    private static final int MOST_BREAKS = 6;

    private final String text;
    private final String compact;
    private final int[] places;

    private PastedText(String text, String compact, int[] places) {
        this.text = text;
        this.compact = compact;
        this.places = places;
    }

    /** Returns the text with both forms. */
    public static PastedText of(String pasted) {
        // In HTML an entity is text, not markup. Where every tag is written with entities, the whole text was escaped
        // once.
        String untagged = withoutTags(pasted);
        String text = untagged.equals(pasted) ? withoutTags(clean(pasted)) : clean(untagged);
        StringBuilder compact = new StringBuilder(text.length());
        int[] places = new int[text.length() + 1];
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isKept(c)) {
                places[compact.length()] = i;
                compact.append(lower(c));
            }
        }
        places[compact.length()] = text.length();
        return new PastedText(text, compact.toString(), places);
    }

    /** Removes terminal colours, invisible characters and Windows' line ends, and decodes the entities of HTML. */
    public static String clean(String pasted) {
        StringBuilder text = new StringBuilder(pasted.length());
        int i = 0;
        while (i < pasted.length()) {
            char c = pasted.charAt(i++);
            if (c == 0x1B && i < pasted.length() && pasted.charAt(i) == '[') {
                i++;
                while (i < pasted.length() && (pasted.charAt(i) < '@' || pasted.charAt(i) > '~')) {
                    i++;
                }
                i++;
            } else if (c == '\r') {
                if (i >= pasted.length() || pasted.charAt(i) != '\n') {
                    text.append('\n');
                }
            } else if (c == 0xA0 || c == 0x202F || c == 0x2007 || c == 0x3000) {
                text.append(' ');
            } else if (c == '\n' || c == '\t' || !isInvisible(c)) {
                text.append(c);
            }
        }
        String cleaned = text.toString();
        if (cleaned.indexOf('&') >= 0) {
            for (String[] entity : ENTITIES) {
                cleaned = cleaned.replace(entity[0], entity[1]);
            }
        }
        return withoutLinks(cleaned);
    }

    /**
     * Takes out the tags of HTML that a message was copied with. Of an element that loads something its URL stays where the
     * element is all that names it, such as between quotation marks. What a message quotes stays as it is: an end tag that
     * closes nothing, and an element that loads nothing from an address of its own, are part of a quoted value.
     */
    private static String withoutTags(String text) {
        if (text.indexOf('<') < 0) {
            return text;
        }
        StringBuilder result = new StringBuilder(text.length());
        Map<String, Integer> open = new HashMap<>();
        Matcher tag = TAG.matcher(text);
        int copied = 0;
        while (tag.find()) {
            String name = tag.group(2).toLowerCase(Locale.ROOT);
            boolean ends = !tag.group(1).isEmpty();
            String loaded = LOADING.contains(name) && !ends ? loaded(tag.group(3)) : "";
            if (!ELEMENTS.contains(name) || loaded == null || (ends && open.getOrDefault(name, 0) == 0)) {
                continue;
            }
            open.merge(name, ends ? -1 : 1, Integer::sum);
            result.append(text, copied, tag.start()).append(loaded);
            if (BLOCKS.contains(name)) {
                result.append(' ');
            }
            copied = tag.end();
        }
        return copied == 0 ? text : result.append(text, copied, text.length()).toString();
    }

    /** Returns the address with a host that an element's attributes load from, or null. */
    private static @Nullable String loaded(String attributes) {
        Matcher loaded = LOADED.matcher(attributes);
        if (!loaded.find()) {
            return null;
        }
        for (int i = 1; i <= 3; i++) {
            String url = loaded.group(i);
            if (url != null) {
                return url.contains("//") ? url : null;
            }
        }
        return null;
    }

    private static boolean isInvisible(char c) {
        int type = Character.getType(c);
        return type == Character.CONTROL || type == Character.FORMAT;
    }

    /** Replaces {@code [https://x](https://x)}, as Markdown writes a link, with its text. */
    private static String withoutLinks(String text) {
        int middle = text.indexOf("](http");
        if (middle < 0) {
            return text;
        }
        StringBuilder result = new StringBuilder(text.length());
        int copied = 0;
        while (middle >= 0) {
            int open = middle;
            while (open > copied && middle - open < LONGEST_WORD / 4 && text.charAt(open) != '[') {
                open--;
            }
            open = text.charAt(open) == '[' ? open : -1;
            int close = middle;
            while (close < text.length() && close - middle < LONGEST_WORD / 4 && text.charAt(close) != ')') {
                close++;
            }
            close = close < text.length() && text.charAt(close) == ')' ? close : -1;
            String label = open >= copied ? text.substring(open + 1, middle) : "";
            if (close > 0 && label.contains("://") && label.indexOf('\n') < 0) {
                result.append(text, copied, open).append(label);
                copied = close + 1;
            }
            middle = text.indexOf("](http", middle + 1);
        }
        return result.append(text, copied, text.length()).toString();
    }

    /** Returns the compact form of a literal. */
    static String compact(String literal) {
        StringBuilder compact = new StringBuilder(literal.length());
        for (int i = 0; i < literal.length(); i++) {
            if (isKept(literal.charAt(i))) {
                compact.append(lower(literal.charAt(i)));
            }
        }
        return compact.toString();
    }

    private static char lower(char c) {
        return c < 0x80 ? (c >= 'A' && c <= 'Z' ? (char) (c + 32) : c) : Character.toLowerCase(c);
    }

    private static boolean isKept(char c) {
        if (c <= ' ') {
            return false;
        }
        return switch (c) {
            case '\'', '"', '`', '´', '‘', '’', '‚', '‛', '“', '”', '„', '‟', '«', '»', '‹', '›', '「', '」', '『', '』' ->
                false;
            case '(', ')', '[', ']', '<', '>', '\\', '.', ',', '（', '）', '。', '，' -> false;
            default -> true;
        };
    }

    /** Returns the cleaned text. */
    public String text() {
        return text;
    }

    /** Returns the compact form. */
    public String compact() {
        return compact;
    }

    /** Returns where a character of the compact form is in the text; the text's length for the end. */
    public int place(int compactIndex) {
        return places[Math.min(compactIndex, compact.length())];
    }

    /** Returns the first compact index at or after that place in the text. */
    public int compactIndex(int place) {
        int low = 0;
        int high = compact.length();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (places[middle] < place) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * Returns where a word ends that begins there or after blanks: at a blank that is not next to a line break. A word may be
     * broken a few times, and mail quotation may follow a break.
     */
    int endOfWord(int place) {
        int at = place;
        int breaks = 0;
        while (at < text.length() && at - place < LONGEST_WORD) {
            char c = text.charAt(at);
            if (c > ' ') {
                at++;
                continue;
            }
            int next = at;
            boolean broken = false;
            while (next < text.length() && (text.charAt(next) <= ' ' || (broken && text.charAt(next) == '>'))) {
                broken |= text.charAt(next) == '\n';
                next++;
            }
            if (!broken || breaks == MOST_BREAKS) {
                return at;
            }
            breaks++;
            at = next;
        }
        return at;
    }

    /** Returns the text between two places of the compact form. */
    String slice(int from, int to) {
        return from >= to ? "" : text.substring(places[from], places[to - 1] + 1);
    }

    /** Returns the 1-based line of a place in the text. */
    public int line(int place) {
        int line = 1;
        for (int i = text.indexOf('\n'); i >= 0 && i < place; i = text.indexOf('\n', i + 1)) {
            line++;
        }
        return line;
    }

    /** Returns the 1-based column of a place in the text. */
    public int column(int place) {
        return place - text.lastIndexOf('\n', place - 1);
    }
}
