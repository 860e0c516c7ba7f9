package dev.corsac.gateway.cloudfront;

import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.http.Header;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What distributions have kept of their origins' answers: the one part of a deployment that changes. It is handed to a {@link
 * CloudFront} when that is built, so that whoever builds it decides how long it lives and what shares it; distributions do not
 * see each other's answers even in the same cache. Its clock is the time of each {@link RequestMetadata}.
 *
 * <p>Bounded: past its size the answers go first that were asked for longest ago. Safe to share between threads; two requests
 * that miss at once are both sent to the origin, and the later answer stays.
 */
public final class CloudFrontCache {

    private final long maxBytes;
    private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /**
     * An empty cache.
     *
     * @param maxBytes how much it holds, keys, headers and bodies together, in bytes, a few percent more or less
     * @throws IllegalArgumentException if that is not positive
     */
    public CloudFrontCache(long maxBytes) {
        if (maxBytes <= 0) {
            throw new IllegalArgumentException("a cache of " + maxBytes + " bytes holds nothing: give it more");
        }
        this.maxBytes = maxBytes;
    }

    /** Forgets everything, as an invalidation of {@code /*} does. */
    public synchronized void invalidate() {
        entries.clear();
        bytes = 0;
    }

    /** How many answers there are, those included whose time is over and that nobody asked for since. */
    public synchronized int size() {
        return entries.size();
    }

    /** The answer of that key whose time is not over, or null. */
    synchronized @Nullable Entry get(String key, Instant now) {
        Entry entry = entries.get(key);
        if (entry == null || now.isBefore(entry.expires())) {
            return entry;
        }
        entries.remove(key);
        bytes -= weight(key, entry);
        return null;
    }

    /** Keeps an answer in the place of one of the same key, unless it is larger than the cache. */
    synchronized void put(String key, Entry entry) {
        Entry before = entries.remove(key);
        if (before != null) {
            bytes -= weight(key, before);
        }
        long weight = weight(key, entry);
        if (weight > maxBytes) {
            return;
        }
        entries.put(key, entry);
        bytes += weight;
        Iterator<Map.Entry<String, Entry>> eldest = entries.entrySet().iterator();
        while (bytes > maxBytes && eldest.hasNext()) {
            Map.Entry<String, Entry> gone = eldest.next();
            bytes -= weight(gone.getKey(), gone.getValue());
            eldest.remove();
        }
    }

    private static long weight(String key, Entry entry) {
        long weight = 500L + key.length() + entry.answer().response().body().length();
        for (Header line : entry.answer().response().headers()) {
            weight += 100L + line.name().length() + line.value().length();
        }
        return weight;
    }

    /**
     * A kept answer.
     *
     * @param answer as the origin made it
     * @param stored when
     * @param expires when its time is over
     * @param filledBy what made it, and for whom, in words
     */
    record Entry(AttributedResponse answer, Instant stored, Instant expires, String filledBy) {}
}
