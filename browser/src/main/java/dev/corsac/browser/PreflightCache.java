package dev.corsac.browser;

import dev.corsac.http.Url;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a browser remembers of successful preflights: the <a
 * href="https://fetch.spec.whatwg.org/#concept-cache">CORS-preflight cache</a> as a value. Each {@link Outcome} has the
 * cache after its call; hand it to the next one. It belongs to one {@link Engine}.
 */
public final class PreflightCache {

    /** Nothing remembered. */
    public static final PreflightCache EMPTY = new PreflightCache(0, List.of());

    private static final int MOST_ENTRIES = 100;

    private final long nowMillis;
    private final List<Entry> entries;

    private record Entry(
            String origin,
            String url,
            boolean credentials,
            long untilMillis,
            List<String> methods,
            List<String> headers) {

        boolean isFor(String origin, String url) {
            return this.url.equals(url) && this.origin.equals(origin);
        }

        boolean allows(CacheProfile profile, boolean include, String method, List<String> unsafeNames) {
            boolean wildcards = profile.wildcards() && !include;
            boolean methodAllowed =
                    (Methods.isSafelisted(method) && (profile.headIsSafelisted() || !method.equals("HEAD")))
                            || methods.contains(method)
                            || (wildcards && methods.contains("*"));
            if (!methodAllowed) {
                return false;
            }
            return (wildcards && headers.contains("*")) || headers.containsAll(unsafeNames);
        }
    }

    private PreflightCache(long nowMillis, List<Entry> entries) {
        this.nowMillis = nowMillis;
        this.entries = entries;
    }

    /** This cache that much later: what has expired is gone. */
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

    /** How many results are remembered. */
    public int size() {
        return entries.size();
    }

    /** Whether a preflight can be left out: <a href="https://fetch.spec.whatwg.org/#concept-cache-match">cache entry match</a>. */
    boolean allows(
            CacheProfile profile, Origin origin, Url url, boolean include, String method, List<String> unsafeNames) {
        if (entries.isEmpty()) {
            return false;
        }
        String key = origin.toString();
        String target = url.toString();
        for (Entry entry : entries) {
            if (entry.isFor(key, target)) {
                boolean usable = profile.byCredentials() ? entry.credentials == include : entry.credentials || !include;
                if (usable && entry.allows(profile, include, method, unsafeNames)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** <a href="https://fetch.spec.whatwg.org/#concept-cache-create-entry">Create a new cache entry</a>. */
    PreflightCache plus(
            CacheProfile profile,
            Origin origin,
            Url url,
            boolean include,
            int seconds,
            List<String> methods,
            List<String> headers) {
        String key = origin.toString();
        String target = url.toString();
        List<String> allMethods = new ArrayList<>(methods);
        List<String> allHeaders = new ArrayList<>(headers);
        List<Entry> more = new ArrayList<>(entries.size() + 1);
        for (Entry entry : entries) {
            if (!entry.isFor(key, target)) {
                more.add(entry);
            } else if (profile.byCredentials()) {
                if (entry.credentials != include) {
                    more.add(entry);
                } else {
                    allMethods.addAll(entry.methods);
                    allHeaders.addAll(entry.headers);
                }
            }
        }
        if (more.size() == MOST_ENTRIES) {
            more.remove(0);
        }
        more.add(new Entry(key, target, include, nowMillis + seconds * 1000L, allMethods, allHeaders));
        return new PreflightCache(nowMillis, more);
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
