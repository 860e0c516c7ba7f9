package dev.corsac;

import org.jspecify.annotations.Nullable;

/**
 * The <a href="https://publicsuffix.org/">Public Suffix List</a>: the domains under which anyone can have one, such as
 * {@code co.uk} and {@code github.io}. Policies use it for their wildcards; whoever asks which hosts make a <a
 * href="https://html.spec.whatwg.org/multipage/browsers.html#obtain-a-site">site</a>, and so share their cookies, may use it
 * too. Immutable and safe to share between threads.
 *
 * <pre>{@code
 * PublicSuffixes suffixes = PublicSuffixes.load();
 * suffixes.registrableDomain("api.shop.example.co.uk"); // example.co.uk
 * }</pre>
 */
public final class PublicSuffixes {

    /** One on a line, the last label first, as {@code uk.co}, in order: so each question asked here is a binary search. */
    private final String rules;

    private PublicSuffixes(String rules) {
        this.rules = rules;
    }

    /**
     * The list that came with this version of Corsac, 150 KB. It is not kept here: few need it, once; who asks often keeps
     * what this returns.
     */
    public static PublicSuffixes load() {
        return new PublicSuffixes(PublicSuffixRules.all());
    }

    /**
     * The host's <a href="https://url.spec.whatwg.org/#host-registrable-domain">registrable domain</a>: its public suffix
     * and one label more. The host itself if it has none: an IP address, a single label, a public suffix. As browsers have
     * it, {@code localhost} is a suffix like any that is not listed.
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
     * A public suffix that the domains below this one belong to: itself, or one below it, as {@code
     * s3.amazonaws.com} is below {@code amazonaws.com}. Null if all of them belong to one owner.
     *
     * @param domain in lower case and punycode
     */
    @Nullable
    String coveredBy(String domain) {
        if (isPublicSuffix(domain)) {
            return domain;
        }
        String above = reversed(domain) + ".";
        int line = find(above);
        return rules.startsWith(above, line) ? reversed(rules.substring(line, rules.indexOf('\n', line))) : null;
    }

    /** As its <a href="https://github.com/publicsuffix/list/wiki/Format#algorithm">algorithm</a> says. */
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

    /** Where the first line begins that is not before this text. */
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

    /** The end of a line is before every other character. */
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

    /** The labels from last to first. */
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
