package dev.corsac.browser;

import dev.corsac.http.Url;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The reason why a call was blocked. Immutable.
 *
 * @param check the check that failed
 * @param preflight whether it failed on the response to a preflight
 * @param url the URL of the request that failed, after redirects
 * @param origin the origin as it was sent there; {@code null} once redirects have tainted it
 * @param status the status of the response that failed; 0 if there is none
 * @param parameter the value that failed: of {@code Access-Control-Allow-Origin}, of {@code Access-Control-Allow-Credentials},
 *     the method, the first refused header, a token, the location; empty if there is none
 * @param refusedHeaders every request header that the preflight's response does not allow, in lower case, sorted
 */
public record Failure(
        Check check,
        boolean preflight,
        Url url,
        Origin origin,
        int status,
        String parameter,
        List<String> refusedHeaders) {

    /** Returns the name in Chromium's DevTools protocol; null if Chromium does not count it as a CORS error. */
    public @Nullable CorsError corsError() {
        return check.corsError(preflight);
    }

    /** Returns Chromium's {@code failedParameter}: empty for most checks. */
    public String failedParameter() {
        return switch (check) {
            case ALLOW_ORIGIN_MULTIPLE,
                    ALLOW_ORIGIN_INVALID,
                    ALLOW_ORIGIN_MISMATCH,
                    ALLOW_CREDENTIALS,
                    METHOD,
                    HEADERS -> parameter;
            default -> "";
        };
    }
}
