package dev.corsac;

import java.util.Collection;

/** A source of allowed origins that are kept elsewhere: in a table of tenants, a parameter store, a file. Thread-safe. */
@FunctionalInterface
public interface OriginSource {

    /**
     * Returns all origins to allow now, in the form of {@link CorsPolicy.Builder#allowOrigins(String...)}. It may be slow: only
     * the start waits for it, requests do not. It may be interrupted if it takes too long; see {@link RefreshedCorsPolicy}.
     *
     * @throws Exception if they are not available; the previous origins stay
     */
    Collection<String> origins() throws Exception;
}
