package dev.corsac.gateway;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the functions of Lambda authorizers decided, by the identity of the caller: the one part of an API that changes. It is
 * handed to an API when that is built; its builder decides how long it lives. Its clock is the time of each {@link
 * RequestMetadata}.
 *
 * <p>Bounded: past its size the oldest decisions go. AWS documents no bound. Thread-safe; a slow function delays only its own
 * callers, and two requests that miss at once both ask it.
 */
public final class AuthorizerCache {

    private static final int MAX_DECISIONS = 1_000;

    private final Map<List<String>, Entry> entries = new LinkedHashMap<>();

    private record Entry(Object decision, Instant expires) {}

    /** Creates an empty cache. */
    public AuthorizerCache() {}

    /** Asks the function. */
    @FunctionalInterface
    public interface Question<T, E extends Exception> {
        T ask() throws E;
    }

    /** Forgets every decision, as a new deployment of the API does. */
    public synchronized void clear() {
        entries.clear();
    }

    /**
     * Returns the decision for that identity, or else asks and keeps what the function decides, unless that fails. Called by the
     * APIs.
     *
     * @param authorizer the API's id and the authorizer's name
     * @param ttl how long a decision is kept; zero to ask always
     * @param type the type of that authorizer's decisions
     */
    public <T, E extends Exception> T get(
            List<String> authorizer,
            List<String> identity,
            Duration ttl,
            Instant now,
            Class<T> type,
            Question<T, E> question)
            throws E {
        if (ttl.isZero()) {
            return question.ask();
        }
        List<String> key = new ArrayList<>(authorizer);
        key.addAll(identity);
        Object cached = find(key, now);
        if (cached != null) {
            return type.cast(cached);
        }
        T decision = question.ask();
        put(List.copyOf(key), new Entry(decision, now.plus(ttl)));
        return decision;
    }

    private synchronized @Nullable Object find(List<String> key, Instant now) {
        Entry entry = entries.get(key);
        return entry != null && now.isBefore(entry.expires()) ? entry.decision() : null;
    }

    private synchronized void put(List<String> key, Entry entry) {
        entries.remove(key); // so that it goes to the end, as the youngest
        entries.put(key, entry);
        if (entries.size() > MAX_DECISIONS) {
            Iterator<List<String>> oldest = entries.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }
}
