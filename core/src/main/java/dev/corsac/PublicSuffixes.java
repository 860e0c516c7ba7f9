package dev.corsac;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The <a href="https://publicsuffix.org/">Public Suffix List</a>: the domains under which anyone can have one, such as
 * {@code co.uk} and {@code github.io}. Policies use it for their wildcards; whoever asks which hosts make a <a
 * href="https://html.spec.whatwg.org/multipage/browsers.html#obtain-a-site">site</a>, and so share their cookies, may use it
 * too. Immutable and safe to share between threads.
 *
 * {@snippet :
 * PublicSuffixes suffixes = PublicSuffixes.load();
 * suffixes.registrableDomain("api.shop.example.co.uk"); // example.co.uk
 * }
 */
public final class PublicSuffixes {

    private static final String RESOURCE = "public-suffixes.txt";

    /** One on a line, so that the questions asked here are searches for a string. */
    private final String rules;

    private PublicSuffixes(String rules) {
        this.rules = rules;
    }

    /**
     * Reads the list that came with this version of Corsac, 150 KB. It is not kept here: few need it, once; who asks often
     * keeps what this returns.
     *
     * @throws IllegalStateException if it is missing from the jar
     * @throws UncheckedIOException if it cannot be read
     */
    public static PublicSuffixes load() {
        try (InputStream in = PublicSuffixes.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("The resource dev/corsac/" + RESOURCE
                        + " is missing: it belongs into the jar with Corsac's classes.");
            }
            return new PublicSuffixes(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new UncheckedIOException("The resource dev/corsac/" + RESOURCE + " cannot be read.", e);
        }
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
        int below = rules.indexOf("." + domain + "\n");
        if (below < 0) {
            return null;
        }
        int lineStart = rules.lastIndexOf('\n', below) + 1;
        return rules.substring(lineStart, below + 1 + domain.length());
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
        return rules.contains("\n" + rule + "\n");
    }
}
