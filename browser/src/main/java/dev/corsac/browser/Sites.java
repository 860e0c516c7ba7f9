package dev.corsac.browser;

/**
 * Which hosts belong together: the Public Suffix List, which changes every week and is too large to live here. Whoever asks
 * about cookies brings it.
 */
@FunctionalInterface
public interface Sites {

    /**
     * The host's registrable domain: its public suffix and one label more; the host itself if it has none (an address, a
     * single label, a public suffix).
     *
     * @param host in lower case
     */
    String registrableDomain(String host);
}
