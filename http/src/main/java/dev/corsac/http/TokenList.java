package dev.corsac.http;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A header whose value is a list of tokens, read as the Fetch Standard's <a
 * href="https://fetch.spec.whatwg.org/#extract-header-list-values">extract header list values</a> does: empty elements are
 * skipped, and one element that is not a token makes the whole header invalid. Immutable and thread-safe; looking up a
 * token takes the same time in a long list as in a short one.
 */
public final class TokenList {

    private static final TokenList EMPTY = new TokenList(List.of(), null);

    /** Below this, comparing is faster than hashing. */
    private static final int SHORT = 8;

    private final List<String> tokens;
    private final @Nullable String invalid;

    /** As written, and in lower case; empty for a short list. */
    private final Set<String> exact;

    private final Set<String> lowerCase;

    private TokenList(List<String> tokens, @Nullable String invalid) {
        this.tokens = Collections.unmodifiableList(tokens);
        this.invalid = invalid;
        if (tokens.size() < SHORT) {
            exact = Set.of();
            lowerCase = Set.of();
        } else {
            exact = new HashSet<>(tokens);
            lowerCase = new HashSet<>(lowerCase());
        }
    }

    /** Reads all lines of that name, in order. */
    public static TokenList of(Headers headers, String name) {
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
                String element = HeaderValues.trim(value, from, to);
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

    /** Returns the elements in order, as written; empty if one of them is not a token. */
    public List<String> tokens() {
        return tokens;
    }

    /** Returns the first element that is not a token; null if all are. */
    public @Nullable String invalid() {
        return invalid;
    }

    /** Tests whether the list has that token, with its case. */
    public boolean contains(String token) {
        return exact.isEmpty() ? tokens.contains(token) : exact.contains(token);
    }

    /** Tests whether the list has that token in any case. */
    public boolean containsIgnoringCase(String token) {
        if (!lowerCase.isEmpty()) {
            return lowerCase.contains(token.toLowerCase(Locale.ROOT));
        }
        for (String each : tokens) {
            if (each.equalsIgnoreCase(token)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the tokens in lower case, in order. */
    public List<String> lowerCase() {
        List<String> lower = new ArrayList<>(tokens.size());
        for (String token : tokens) {
            lower.add(token.toLowerCase(Locale.ROOT));
        }
        return lower;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TokenList list
                && tokens.equals(list.tokens)
                && (invalid == null ? list.invalid == null : invalid.equals(list.invalid));
    }

    @Override
    public int hashCode() {
        return 31 * tokens.hashCode() + (invalid == null ? 0 : invalid.hashCode());
    }

    @Override
    public String toString() {
        return invalid == null ? tokens.toString() : "invalid at \"" + invalid + "\"";
    }
}
