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
 * The cached responses of distributions: the only mutable part of a distribution. It is passed to the builder of a {@link
 * CloudFront}, so that the caller decides how long it lives and what shares it. Distributions never see each other's
 * responses, even in a shared cache. Its clock is the time of each {@link RequestMetadata}.
 *
 * <p>Bounded: the least recently used responses are evicted first. Thread-safe; two concurrent misses are both sent to the
 * origin, and the later response is kept.
 */
public final class CloudFrontCache {

    private final long maxBytes;
    private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /**
     * Returns an empty cache.
     *
     * @param maxBytes the approximate size of keys, headers and bodies together, in bytes
     * @throws IllegalArgumentException if maxBytes is not positive
     */
    public CloudFrontCache(long maxBytes) {
        if (maxBytes <= 0) {
            throw new IllegalArgumentException(
                    "a cache of " + maxBytes + " bytes is too small: give it a positive number");
        }
        this.maxBytes = maxBytes;
    }

    /** Forgets everything, as an invalidation of {@code /*} does. */
    public synchronized void invalidate() {
        entries.clear();
        bytes = 0;
    }

    /** Returns the number of cached responses, including expired ones that have not been requested since. */
    public synchronized int size() {
        return entries.size();
    }

    /** Returns the unexpired response of that key, or null. */
    synchronized @Nullable Entry get(String key, Instant now) {
        Entry entry = entries.get(key);
        if (entry == null || now.isBefore(entry.expires())) {
            return entry;
        }
        entries.remove(key);
        bytes -= weight(key, entry);
        return null;
    }

    /** Keeps a response in the place of one of the same key, unless it is larger than the cache. */
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
        long weight = 500L + key.length() + entry.response().response().body().length();
        for (Header line : entry.response().response().headers()) {
            weight += 100L + line.name().length() + line.value().length();
        }
        return weight;
    }

    /**
     * A kept response.
     *
     * @param response as the origin made it
     * @param stored when
     * @param expires when its time is over
     * @param filledBy what made it, and for whom, in words
     */
    record Entry(AttributedResponse response, Instant stored, Instant expires, String filledBy) {}
}
