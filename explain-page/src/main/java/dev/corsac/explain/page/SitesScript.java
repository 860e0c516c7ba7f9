package dev.corsac.explain.page;

import dev.corsac.PublicSuffixes;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSExport;

/**
 * What {@code sites.js} exports: the Public Suffix List, in a file of its own because it is needed only where a cookie depends
 * on the sites of page and server.
 */
public final class SitesScript {

    private static @Nullable PublicSuffixes suffixes;

    private SitesScript() {}

    /** Does nothing: TeaVM asks for it. */
    public static void main(String[] arguments) {}

    /** Returns the host's registrable domain, as {@link PublicSuffixes#registrableDomain}. */
    @JSExport
    public static String corsacSites(String host) {
        PublicSuffixes loaded = suffixes;
        if (loaded == null) {
            loaded = PublicSuffixes.load();
            suffixes = loaded;
        }
        return loaded.registrableDomain(host);
    }
}
