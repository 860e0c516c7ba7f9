package dev.corsac;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The <a href="https://publicsuffix.org/">Public Suffix List</a>: the domains under which anyone can have one, such as
 * {@code co.uk} and {@code github.io}. Its 150 KB are read when they are asked for and not kept: few policies need them,
 * once.
 *
 * <p>The rules stand one on a line, so that the questions asked here are searches for a string.
 */
final class PublicSuffixes {

    private static final String RESOURCE = "public-suffixes.txt";

    private final String rules;

    private PublicSuffixes(String rules) {
        this.rules = rules;
    }

    static PublicSuffixes load() {
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
        return dot < 0 || has(domain) || has("*" + domain.substring(dot));
    }

    private boolean has(String rule) {
        return rules.contains("\n" + rule + "\n");
    }
}
