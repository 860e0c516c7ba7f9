package dev.corsac.browser;

import dev.corsac.http.Headers;

/**
 * How one engine keeps the results of preflights.
 *
 * @param longestSeconds the cap on {@code Access-Control-Max-Age}; from the engines' sources, not measured
 * @param maxAge how {@code Access-Control-Max-Age} is read
 * @param wildcards whether a kept {@code *} answers for later methods and headers
 * @param byCredentials whether results for calls with and without credentials are kept apart, and added to
 * @param forgetsOnFailure whether a call that fails takes the results for its URL with it
 * @param forgetsOnMiss whether a result that does not answer for a call is forgotten
 * @param bypass which calls with {@code If-None-Match} or its kin make a preflight anyway
 * @param tainted whether results for origins that a redirect has tainted are kept
 * @param opaque whether results for pages with an opaque origin are kept
 * @param keepsRefusals whether a result is kept although it refused the very call that asked
 * @param headIsSafelisted whether {@code HEAD} needs no mention, as the standard says
 */
record CacheProfile(
        int longestSeconds,
        MaxAge maxAge,
        boolean wildcards,
        boolean byCredentials,
        boolean forgetsOnFailure,
        boolean forgetsOnMiss,
        Bypass bypass,
        Tainted tainted,
        boolean opaque,
        boolean keepsRefusals,
        boolean headIsSafelisted) {

    static final CacheProfile CHROMIUM = new CacheProfile(
            7200, MaxAge.INTEGER_OR_DEFAULT, true, false, false, true, Bypass.ALL, Tainted.NEVER, false, false, true);
    static final CacheProfile FIREFOX = new CacheProfile(
            86400,
            MaxAge.DIGITS_OR_NONE,
            false,
            true,
            true,
            false,
            Bypass.FETCH,
            Tainted.AS_THE_PAGES,
            true,
            false,
            false);
    static final CacheProfile WEBKIT = new CacheProfile(
            600,
            MaxAge.SIGNED_INTEGER_OR_DEFAULT,
            true,
            false,
            false,
            true,
            Bypass.NONE,
            Tainted.AS_AN_OPAQUE_PAGES,
            true,
            true,
            true);

    private static final int DEFAULT_SECONDS = 5;

    /** Which calls bypass what is kept if they are conditional. */
    enum Bypass {
        NONE,
        FETCH,
        ALL;

        boolean by(Call call) {
            return this == ALL || (this == FETCH && call.initiator() == Initiator.FETCH);
        }
    }

    /** What is kept where a redirect has tainted the origin. */
    enum Tainted {
        /** Nothing: it is a new origin each time. */
        NEVER,
        /** What is kept for the page. */
        AS_THE_PAGES,
        /** What is kept for the page, if its origin is opaque, for then taint changes nothing. */
        AS_AN_OPAQUE_PAGES
    }

    /** Whether results for this page are kept. */
    boolean remembers(Origin page, boolean originTainted) {
        if (page.isOpaque() && !opaque) {
            return false;
        }
        return !originTainted
                || tainted == Tainted.AS_THE_PAGES
                || (tainted == Tainted.AS_AN_OPAQUE_PAGES && page.isOpaque());
    }

    /** How the value of {@code Access-Control-Max-Age} is read. */
    enum MaxAge {
        /** Digits, with a minus sign or none; anything else counts as absent. */
        INTEGER_OR_DEFAULT,
        /** The same, a plus sign too. */
        SIGNED_INTEGER_OR_DEFAULT,
        /** Digits; with anything else the result is not kept. */
        DIGITS_OR_NONE
    }

    /** For how many seconds the result of this preflight is kept; 0 if not at all. */
    int secondsToKeep(Headers response) {
        String value = response.combined("Access-Control-Max-Age");
        if (value == null || value.isEmpty()) {
            return DEFAULT_SECONDS;
        }
        int digits = 0;
        if (maxAge != MaxAge.DIGITS_OR_NONE
                && (value.charAt(0) == '-' || (maxAge == MaxAge.SIGNED_INTEGER_OR_DEFAULT && value.charAt(0) == '+'))) {
            digits = 1;
        }
        long seconds = 0;
        for (int i = digits; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < '0' || c > '9') {
                return maxAge == MaxAge.DIGITS_OR_NONE ? 0 : DEFAULT_SECONDS;
            }
            seconds = Math.min(seconds * 10 + (c - '0'), longestSeconds);
        }
        if (digits == value.length()) {
            return DEFAULT_SECONDS;
        }
        return value.charAt(0) == '-' ? 0 : (int) seconds;
    }
}
