package dev.corsac;

import java.util.Collection;

/** Where allowed origins come from that are kept elsewhere: in a table of tenants, a parameter store, a file. */
@FunctionalInterface
public interface OriginSource {

    /**
     * All origins to allow at present, in the form of {@link CorsPolicy.Builder#allowOrigins(String...)}. May take its time:
     * no request waits for it but at the start.
     *
     * @throws Exception if they cannot be had; those of last time stay
     */
    Collection<String> origins() throws Exception;
}
