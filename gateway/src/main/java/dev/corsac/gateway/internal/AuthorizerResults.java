package dev.corsac.gateway.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a Lambda authorizer's function said of callers, kept by their identity for as long as the authorizer says: all that an
 * API keeps between requests. Time is the arrivals'. Safe to share between threads; a slow function holds up nobody else.
 */
public final class AuthorizerResults<T> {

    /** How many are kept at most; past it the oldest goes. AWS says of no such number. */
    private static final int MOST = 1_000;

    private final Duration ttl;
    private final Map<List<String>, Kept<T>> results = new LinkedHashMap<>();

    private record Kept<T>(T result, Instant until) {}

    /** Asks the function. */
    public interface Question<T, E extends Exception> {
        T ask() throws E;
    }

    /** @param ttl zero to keep nothing */
    public AuthorizerResults(Duration ttl) {
        this.ttl = ttl;
    }

    /** What is kept of that identity, or else what the function says now, which is kept unless that fails. */
    public <E extends Exception> T of(List<String> identity, Instant now, Question<T, E> question) throws E {
        if (ttl.isZero()) {
            return question.ask();
        }
        T there = kept(identity, now);
        if (there != null) {
            return there;
        }
        T result = question.ask();
        keep(List.copyOf(identity), new Kept<>(result, now.plus(ttl)));
        return result;
    }

    private synchronized @Nullable T kept(List<String> identity, Instant now) {
        Kept<T> kept = results.get(identity);
        return kept != null && now.isBefore(kept.until()) ? kept.result() : null;
    }

    private synchronized void keep(List<String> identity, Kept<T> kept) {
        // To the end, as the youngest.
        results.remove(identity);
        results.put(identity, kept);
        if (results.size() > MOST) {
            Iterator<List<String>> oldest = results.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }
}
