package dev.corsac.cli;

import dev.corsac.PublicSuffixes;
import dev.corsac.browser.Sites;

/** Which hosts make a site; the list is read with the first question. */
final class SuffixList {

    static final Sites SITES = host -> Holder.SUFFIXES.registrableDomain(host);

    private SuffixList() {}

    private static final class Holder {
        static final PublicSuffixes SUFFIXES = PublicSuffixes.load();
    }
}
