package dev.corsac.browser;

import dev.corsac.http.Headers;
import dev.corsac.http.UrlReference;
import org.jspecify.annotations.Nullable;

/**
 * The <a href="https://fetch.spec.whatwg.org/#cors-check">CORS check</a>.
 *
 * @param check the check that failed
 * @param parameter the value that failed
 */
record CorsCheck(Check check, String parameter) {

    /** Runs the check; null means success. */
    static @Nullable CorsCheck run(String origin, boolean include, Headers response) {
        String allowed = response.combined("Access-Control-Allow-Origin");
        if (allowed == null) {
            return new CorsCheck(Check.ALLOW_ORIGIN_MISSING, "");
        }
        if (allowed.equals("*")) {
            return include ? new CorsCheck(Check.ALLOW_ORIGIN_WILDCARD, allowed) : null;
        }
        if (!allowed.equals(origin)) {
            return new CorsCheck(classify(allowed), allowed);
        }
        if (include) {
            String credentials = response.combined("Access-Control-Allow-Credentials");
            if (!"true".equals(credentials)) {
                return new CorsCheck(Check.ALLOW_CREDENTIALS, credentials == null ? "" : credentials);
            }
        }
        return null;
    }

    /** Step 4 has one failure; Chromium reports three, by the form of the value. */
    private static Check classify(String allowed) {
        if (allowed.indexOf(' ') >= 0 || allowed.indexOf(',') >= 0) {
            return Check.ALLOW_ORIGIN_MULTIPLE;
        }
        return allowed.equals("null") || UrlReference.isAbsoluteUrl(allowed)
                ? Check.ALLOW_ORIGIN_MISMATCH
                : Check.ALLOW_ORIGIN_INVALID;
    }
}
