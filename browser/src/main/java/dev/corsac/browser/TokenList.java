package dev.corsac.browser;

import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A header whose value is a list of tokens, as <a href="https://fetch.spec.whatwg.org/#extract-header-list-values">extract
 * header list values</a> reads it: empty elements are skipped, and one element that is no token spoils the whole header.
 *
 * @param tokens the elements in order, as written; empty if one of them is no token
 * @param invalid the first element that is no token; null if there is none
 */
record TokenList(List<String> tokens, @Nullable String invalid) {

    private static final TokenList EMPTY = new TokenList(List.of(), null);

    static TokenList of(Headers headers, String name) {
        List<String> tokens = new ArrayList<>(4);
        for (Header line : headers.lines()) {
            if (!line.is(name)) {
                continue;
            }
            String value = line.value();
            int from = 0;
            while (from <= value.length()) {
                int comma = value.indexOf(',', from);
                int to = comma < 0 ? value.length() : comma;
                String element = trim(value, from, to);
                if (!element.isEmpty()) {
                    if (!Header.isToken(element)) {
                        return new TokenList(List.of(), element);
                    }
                    tokens.add(element);
                }
                from = to + 1;
            }
        }
        return tokens.isEmpty() ? EMPTY : new TokenList(tokens, null);
    }

    boolean contains(String token) {
        return tokens.contains(token);
    }

    boolean containsIgnoringCase(String token) {
        for (String each : tokens) {
            if (each.equalsIgnoreCase(token)) {
                return true;
            }
        }
        return false;
    }

    /** The tokens in lower case. */
    List<String> lowerCase() {
        List<String> lower = new ArrayList<>(tokens.size());
        for (String token : tokens) {
            lower.add(token.toLowerCase(Locale.ROOT));
        }
        return lower;
    }

    private static String trim(String value, int from, int to) {
        while (from < to && (value.charAt(from) == ' ' || value.charAt(from) == '\t')) {
            from++;
        }
        while (to > from && (value.charAt(to - 1) == ' ' || value.charAt(to - 1) == '\t')) {
            to--;
        }
        return value.substring(from, to);
    }
}
