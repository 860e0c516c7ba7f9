package dev.corsac.browser;

import java.util.List;

/**
 * Where one engine differs from the others; what is not here, all three do as the standard says. Measured, unless a
 * comment says otherwise.
 *
 * @param safelistsClientHints whether old client hints need no preflight, and are dropped on redirects to
 *     other origins than the page's
 * @param dropsUserAgent whether {@code User-Agent} counts as forbidden, which the standard ended in 2015
 * @param uploadListenerNeedsBody whether a listener on {@code XMLHttpRequest.upload} forces a preflight only where there
 *     is a body to upload
 * @param limitsSafelistedTotal whether 1024 bytes of safelisted values make all of them unsafe
 * @param preflightChecks in which order the response to a preflight is checked; decides what is reported
 * @param redirectedNames what a preflight after a redirect asks for
 * @param preflightKeepsOrigin whether a preflight carries the page's origin even where redirects have tainted the call's;
 *     one that comes back to that origin needs no CORS headers then
 * @param refusesCredentialsInNoCors whether mode {@code no-cors}, too, does not follow a redirect to a URL with a user
 * @param rewritesCharset whether an {@code XMLHttpRequest} rewrites the charset before the header is judged
 * @param originStaysOnRedirects whether {@code Origin}, once sent, is sent again after a redirect within an origin made a
 *     GET of the call
 * @param errorNeedsLocation whether redirect mode {@code error} minds only a redirect that says where to
 * @param redirectsDeleteAsGet whether a redirect of any status to another origin makes a GET of a DELETE; in WebKit's
 *     port to libsoup, whose source says so
 * @param cache how results of preflights are kept
 */
record Profile(
        boolean safelistsClientHints,
        boolean dropsUserAgent,
        boolean uploadListenerNeedsBody,
        boolean limitsSafelistedTotal,
        List<PreflightCheck> preflightChecks,
        RedirectedNames redirectedNames,
        boolean preflightKeepsOrigin,
        boolean redirectsDeleteAsGet,
        boolean refusesCredentialsInNoCors,
        boolean rewritesCharset,
        boolean originStaysOnRedirects,
        boolean errorNeedsLocation,
        CacheProfile cache) {

    /** The checks of a preflight's response. */
    enum PreflightCheck {
        REDIRECT,
        CORS,
        STATUS,
        METHODS_SYNTAX,
        HEADERS_SYNTAX,
        METHOD,
        HEADERS
    }

    /** From which headers the names in a preflight after a redirect come. */
    enum RedirectedNames {
        /** From those that the redirect left, as the standard says. */
        OF_WHAT_IS_LEFT,
        /**
         * From those of the first request, less what the last redirect dropped; a call that had a preflight once has one
         * at every hop, with nothing to ask for if need be.
         */
        OF_THE_FIRST_LESS_DROPPED,
        /** From those of the first request, dropped or not; here, too, once a preflight means one at every hop. */
        OF_THE_FIRST
    }

    static final Profile CHROMIUM = new Profile(
            true,
            true,
            true,
            true,
            List.of(
                    PreflightCheck.REDIRECT,
                    PreflightCheck.CORS,
                    PreflightCheck.STATUS,
                    PreflightCheck.METHODS_SYNTAX,
                    PreflightCheck.HEADERS_SYNTAX,
                    PreflightCheck.METHOD,
                    PreflightCheck.HEADERS),
            RedirectedNames.OF_WHAT_IS_LEFT,
            false,
            false,
            true,
            false,
            false,
            true,
            CacheProfile.CHROMIUM);

    static final Profile FIREFOX = new Profile(
            false,
            false,
            false,
            true,
            List.of(
                    PreflightCheck.CORS,
                    PreflightCheck.REDIRECT,
                    PreflightCheck.STATUS,
                    PreflightCheck.METHODS_SYNTAX,
                    PreflightCheck.METHOD,
                    PreflightCheck.HEADERS_SYNTAX,
                    PreflightCheck.HEADERS),
            RedirectedNames.OF_THE_FIRST_LESS_DROPPED,
            true,
            false,
            false,
            false,
            false,
            false,
            CacheProfile.FIREFOX);

    static final Profile WEBKIT = new Profile(
            false,
            false,
            false,
            false,
            List.of(
                    PreflightCheck.REDIRECT,
                    PreflightCheck.STATUS,
                    PreflightCheck.CORS,
                    PreflightCheck.METHODS_SYNTAX,
                    PreflightCheck.HEADERS_SYNTAX,
                    PreflightCheck.METHOD,
                    PreflightCheck.HEADERS),
            RedirectedNames.OF_THE_FIRST,
            false,
            true,
            true,
            true,
            true,
            true,
            CacheProfile.WEBKIT);
}
