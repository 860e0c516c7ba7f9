package dev.corsac.browser;

/**
 * The Public Suffix List, by which hosts belong to one site. It changes every week and is too large for this module: the
 * caller provides it.
 */
@FunctionalInterface
public interface Sites {

    /**
     * Returns the host's registrable domain: its public suffix and one label more; the host itself if it has none (an address,
     * a single label, a public suffix).
     *
     * @param host in lower case
     */
    String registrableDomain(String host);
}
