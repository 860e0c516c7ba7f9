package dev.corsac;

import org.jspecify.annotations.Nullable;

/**
 * The <a href="https://publicsuffix.org/">Public Suffix List</a>: the domains under which anyone can register one, such
 * as {@code co.uk} and {@code github.io}. Policies check their wildcards against it. It also decides which hosts belong to
 * one <a href="https://html.spec.whatwg.org/multipage/browsers.html#obtain-a-site">site</a> and so share their cookies.
 * Immutable and thread-safe.
 *
 * <pre>{@code
 * PublicSuffixes suffixes = PublicSuffixes.load();
 * suffixes.registrableDomain("api.shop.example.co.uk"); // example.co.uk
 * }</pre>
 */
public final class PublicSuffixes {

    /** One rule on a line, its last label first, as {@code uk.co}, sorted: every look-up is a binary search. */
    private final String rules;

    private PublicSuffixes(String rules) {
        this.rules = rules;
    }

    /**
     * Returns the list that came with this version of Corsac, some 150 KB. Each call makes a new copy: keep the result to use
     * it more than once.
     */
    public static PublicSuffixes load() {
        return new PublicSuffixes(PublicSuffixRules.all());
    }

    /**
     * Returns the host's <a href="https://url.spec.whatwg.org/#host-registrable-domain">registrable domain</a>: its public suffix
     * and one label more. Returns the host itself if it has none: an IP address, a single label, a public suffix. As in
     * browsers, {@code localhost} is a suffix like every top-level domain that is not listed.
     *
     * @param host as URLs are serialized: in lower case and punycode, an IPv6 address in brackets
     */
    public String registrableDomain(String host) {
        if (host.startsWith("[") || OriginPattern.endsInNumber(host)) {
            return host;
        }
        if (host.endsWith(".")) {
            return host.length() == 1 ? host : registrableDomain(host.substring(0, host.length() - 1)) + ".";
        }
        int start = 0;
        for (int labelBefore = 0; ; ) {
            String domain = host.substring(start);
            if (has("!" + domain)) {
                return domain;
            }
            int dot = domain.indexOf('.');
            if (dot < 0 || isListed(domain, dot)) {
                return host.substring(labelBefore);
            }
            labelBefore = start;
            start += dot + 1;
        }
    }

    /**
     * Returns a public suffix among the domains that a wildcard over this one covers: the domain itself, or one below it, as
     * {@code s3.amazonaws.com} is below {@code amazonaws.com}. Null if all covered domains belong to one owner.
     *
     * @param wildcardDomain in lower case and punycode; a dot at the end makes no difference
     */
    @Nullable
    String coveredBy(String wildcardDomain) {
        String domain = wildcardDomain.endsWith(".")
                ? wildcardDomain.substring(0, wildcardDomain.length() - 1)
                : wildcardDomain;
        if (isPublicSuffix(domain)) {
            return domain;
        }
        String above = reversed(domain) + ".";
        int line = find(above);
        while (rules.startsWith(above + "!", line)) { // an exception is what its owner's domain is called, not a suffix
            line = rules.indexOf('\n', line) + 1;
        }
        return rules.startsWith(above, line) ? reversed(rules.substring(line, rules.indexOf('\n', line))) : null;
    }

    /** Applies the list's <a href="https://github.com/publicsuffix/list/wiki/Format#algorithm">algorithm</a>. */
    private boolean isPublicSuffix(String domain) {
        if (has("!" + domain) || domain.equals("localhost")) {
            return false;
        }
        int dot = domain.indexOf('.');
        // A top-level domain that is not listed counts as listed.
        return dot < 0 || isListed(domain, dot);
    }

    private boolean isListed(String domain, int dot) {
        return has(domain) || has("*" + domain.substring(dot));
    }

    private boolean has(String rule) {
        String line = reversed(rule) + "\n";
        return rules.startsWith(line, find(line));
    }

    /** Returns the index of the first line that does not sort before this text. */
    private int find(String text) {
        int low = 0;
        int high = rules.length();
        while (low < high) {
            int middle = (low + high) >>> 1;
            int start = rules.lastIndexOf('\n', middle - 1) + 1;
            if (isBefore(start, text)) {
                low = rules.indexOf('\n', middle) + 1;
            } else {
                high = start;
            }
        }
        return low;
    }

    /** Whether a line sorts before this text; the end of a line sorts before every other character. */
    private boolean isBefore(int line, String text) {
        for (int i = 0; i < text.length(); i++) {
            char here = rules.charAt(line + i);
            if (here != text.charAt(i)) {
                return here < text.charAt(i);
            }
            if (here == '\n') {
                return false;
            }
        }
        return false;
    }

    /** Returns the labels from last to first. */
    private static String reversed(String domain) {
        StringBuilder labels = new StringBuilder(domain.length() + 2);
        int end = domain.length();
        for (int dot = domain.lastIndexOf('.'); dot >= 0; dot = domain.lastIndexOf('.', dot - 1)) {
            labels.append(domain, dot + 1, end).append('.');
            end = dot;
        }
        return labels.append(domain, 0, end).toString();
    }
}
