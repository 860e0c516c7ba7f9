package dev.corsac.explain;

import dev.corsac.browser.Engine;
import dev.corsac.explain.NetworkLines.NetworkLine;
import dev.corsac.explain.sentences.ErrorText.Found;
import dev.corsac.explain.sentences.PastedText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A call of which {@link MessageReader} gathers the lines. Not thread-safe. */
final class MessageDraft {

    final int start;

    @Nullable
    Engine engine;

    MessageCode code;

    @Nullable
    Boolean preflight;

    final Map<String, String> values = new LinkedHashMap<>();
    boolean hasReason;
    boolean hasCall;
    boolean includes;

    @Nullable
    NetworkLine line;

    @Nullable
    NetworkLine preflightLine;

    final List<String> lines = new ArrayList<>();

    MessageDraft(int start, MessageCode code) {
        this.start = start;
        this.code = code;
    }

    @Nullable
    String url() {
        return values.get("url");
    }

    boolean concerns(String url) {
        return same(url, values.get("url")) || same(url, values.get("first"));
    }

    static boolean same(String url, @Nullable String other) {
        return other != null
                && !url.isEmpty()
                && (other.equals(url) || plain(other).equals(plain(url)));
    }

    /** Chrome's list of requests shows a URL without its scheme, or only the last part of its path. */
    boolean mayConcern(String label) {
        for (String url : new String[] {values.get("url"), values.get("first")}) {
            if (url != null && !label.isEmpty() && label.indexOf(':') < 0) {
                String plain = plain(url);
                int query = plain.indexOf('?');
                String path = query < 0 ? plain : plain.substring(0, query);
                if (path.endsWith("/" + plain(label)) || plain.endsWith("/" + plain(label))) {
                    return true;
                }
            }
        }
        return concerns(label);
    }

    private static String plain(String url) {
        int fragment = url.indexOf('#');
        String text = fragment < 0 ? url : url.substring(0, fragment);
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    /** Takes over what a sentence states, and its lines as they were pasted. */
    void fill(PastedText text, Found found) {
        engine = engine == null ? found.engine() : engine;
        preflight = preflight == null ? found.preflight() : preflight;
        found.values().forEach(values::putIfAbsent);
        String all = text.text();
        int end = text.place(Math.max(found.start(), found.end() - 1)) + 1;
        while (end < all.length() && isEnd(all, end)) {
            end++;
        }
        for (String line : all.substring(text.place(found.start()), end).split("\n", -1)) {
            String stripped = line.strip();
            while (stripped.startsWith(">")) {
                stripped = stripped.substring(1).strip();
            }
            stripped = withoutLooseEnds(stripped);
            if (!stripped.isEmpty() && !lines.contains(stripped)) {
                lines.add(stripped);
            }
        }
    }

    /** Whether nothing that one states contradicts the other. */
    boolean isCompatible(MessageDraft other) {
        boolean agrees = preflight == null || other.preflight == null || preflight.equals(other.preflight);
        for (Map.Entry<String, String> value : other.values.entrySet()) {
            String mine = values.get(value.getKey());
            agrees &= mine == null
                    || mine.equals(value.getValue())
                    || value.getKey().equals("url")
                    || value.getKey().equals("first")
                    || value.getKey().equals("initiator");
        }
        return agrees && (line == null || other.line == null);
    }

    /** Takes over what the other states and this one does not. */
    void takeOver(MessageDraft other) {
        other.values.forEach(values::putIfAbsent);
        preflight = preflight == null ? other.preflight : preflight;
        line = line == null ? other.line : line;
        preflightLine = preflightLine == null ? other.preflightLine : preflightLine;
        includes |= other.includes;
    }

    /** Whether a sentence goes on there: with punctuation, or with a quotation mark that French sets apart. */
    private static boolean isEnd(String all, int at) {
        boolean isBeforeMark = all.charAt(at) == ' ' && at + 1 < all.length() && all.charAt(at + 1) == '»';
        return isBeforeMark || ".,'’”`\")]»」』）。".indexOf(all.charAt(at)) >= 0;
    }

    /** Removes a bracket or quotation mark whose other half is outside of the sentence. */
    private static String withoutLooseEnds(String line) {
        int close = line.indexOf("): ");
        String text = close > 0 && line.lastIndexOf('(', close) < 0 ? line.substring(close + 3) : line;
        for (String pair : new String[] {"\"\"", "()", "[]"}) {
            int end = text.length() - 1;
            int open = text.indexOf(pair.charAt(0));
            if (end > 0 && text.charAt(end) == pair.charAt(1) && (open < 0 || open == end)) {
                text = text.substring(0, end);
            }
        }
        return text;
    }
}
