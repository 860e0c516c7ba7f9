package dev.corsac.browser;

import dev.corsac.http.Headers;
import dev.corsac.http.Url;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The results of successful preflights that a browser keeps: the <a
 * href="https://fetch.spec.whatwg.org/#concept-cache">CORS-preflight cache</a> as a value. Each {@link Outcome} has the
 * cache after its call; pass it to the next call. It belongs to one {@link Engine}. Immutable and thread-safe.
 */
public final class PreflightCache {

    /** An empty cache. */
    public static final PreflightCache EMPTY = new PreflightCache(0, List.of());

    private static final int MOST_ENTRIES = 100;

    /** Below this, comparing is faster than hashing. */
    private static final int FEW = 8;

    private final long nowMillis;
    private final List<Entry> entries;

    private record Entry(
            String origin,
            String url,
            boolean credentials,
            long untilMillis,
            Collection<String> methods,
            Collection<String> headers) {

        boolean isFor(String origin, String url) {
            return this.url.equals(url) && this.origin.equals(origin);
        }

        boolean allows(Profile profile, boolean include, String method, List<String> unsafeNames) {
            boolean wildcards = !include && !profile.has(EngineRule.KEPT_WILDCARD_COUNTS_ONCE);
            boolean safelisted = Methods.isSafelisted(method)
                    && !(method.equals("HEAD") && profile.has(EngineRule.KEPT_RESULT_MUST_LIST_HEAD));
            if (!safelisted && !methods.contains(method) && !(wildcards && methods.contains("*"))) {
                return false;
            }
            return (wildcards && headers.contains("*")) || headers.containsAll(unsafeNames);
        }
    }

    private PreflightCache(long nowMillis, List<Entry> entries) {
        this.nowMillis = nowMillis;
        this.entries = entries;
    }

    /** Returns this cache that much later, without the results that have expired. */
    public PreflightCache after(Duration time) {
        long now = nowMillis + time.toMillis();
        List<Entry> left = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            if (entry.untilMillis > now) {
                left.add(entry);
            }
        }
        return new PreflightCache(now, left);
    }

    /**
     * Returns how long an engine keeps the result of a preflight with this response: as {@code Access-Control-Max-Age} states,
     * up to the engine's limit; five seconds where the header is missing.
     */
    public static Duration keptFor(Engine engine, Headers response) {
        return Duration.ofSeconds(MaxAge.seconds(response, Profile.of(engine)));
    }

    /** Returns the number of results. */
    public int size() {
        return entries.size();
    }

    /** Tests whether results of this call's preflight are kept at all. */
    static boolean keeps(Profile profile, Origin page, boolean originTainted) {
        if (page.isOpaque() && profile.has(EngineRule.OPAQUE_ORIGIN_IS_NOT_KEPT)) {
            return false;
        }
        if (!originTainted) {
            return true;
        }
        return !profile.has(EngineRule.TAINTED_ORIGIN_IS_NOT_KEPT)
                && (page.isOpaque() || !profile.has(EngineRule.TAINTED_ORIGIN_IS_KEPT_FOR_OPAQUE_PAGES));
    }

    /** Tests whether a preflight can be left out: <a href="https://fetch.spec.whatwg.org/#concept-cache-match">cache entry match</a>. */
    boolean allows(Profile profile, Origin origin, Url url, boolean include, String method, List<String> unsafeNames) {
        if (entries.isEmpty()) {
            return false;
        }
        boolean separate = profile.has(EngineRule.CACHE_SEPARATES_CREDENTIALS);
        String key = origin.toString();
        String target = url.toString();
        for (Entry entry : entries) {
            if (entry.isFor(key, target)) {
                boolean usable = separate ? entry.credentials == include : entry.credentials || !include;
                if (usable && entry.allows(profile, include, method, unsafeNames)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** <a href="https://fetch.spec.whatwg.org/#concept-cache-create-entry">Create a new cache entry</a>. */
    PreflightCache plus(
            Profile profile,
            Origin origin,
            Url url,
            boolean include,
            int seconds,
            List<String> methods,
            List<String> headers) {
        boolean separate = profile.has(EngineRule.CACHE_SEPARATES_CREDENTIALS);
        String key = origin.toString();
        String target = url.toString();
        Collection<String> allMethods = searchable(methods);
        Collection<String> allHeaders = searchable(headers);
        List<Entry> more = new ArrayList<>(entries.size() + 1);
        for (Entry entry : entries) {
            if (!entry.isFor(key, target)) {
                more.add(entry);
            } else if (separate && entry.credentials != include) {
                more.add(entry);
            } else if (separate) {
                allMethods = union(allMethods, entry.methods);
                allHeaders = union(allHeaders, entry.headers);
            }
        }
        if (more.size() == MOST_ENTRIES) {
            more.remove(0);
        }
        more.add(new Entry(key, target, include, nowMillis + seconds * 1000L, allMethods, allHeaders));
        return new PreflightCache(nowMillis, more);
    }

    /** The tokens themselves if they are few; otherwise so that finding one takes the same time among many. */
    private static Collection<String> searchable(List<String> tokens) {
        return tokens.size() < FEW ? tokens : new HashSet<>(tokens);
    }

    private static Collection<String> union(Collection<String> some, Collection<String> others) {
        Set<String> union = new HashSet<>(some);
        union.addAll(others);
        return union;
    }

    /** <a href="https://fetch.spec.whatwg.org/#concept-cache-clear">Clear cache entries</a>. */
    PreflightCache without(Origin origin, Url url) {
        if (entries.isEmpty()) {
            return this;
        }
        String key = origin.toString();
        String target = url.toString();
        List<Entry> fewer = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            if (!entry.isFor(key, target)) {
                fewer.add(entry);
            }
        }
        return new PreflightCache(nowMillis, fewer);
    }
}
