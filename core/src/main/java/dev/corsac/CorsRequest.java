package dev.corsac;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a request that a policy needs: its method and three header fields. Immutable.
 *
 * @param method as in the request line; methods are case-sensitive
 * @param origin the value of {@code Origin}, null if there is none
 * @param requestMethod the value of {@code Access-Control-Request-Method}, null if there is none
 * @param requestHeaders the value of {@code Access-Control-Request-Headers}, null if there is none
 */
public record CorsRequest(
        String method,
        @Nullable String origin,
        @Nullable String requestMethod,
        @Nullable String requestHeaders) {

    /** Returns a request whose header fields have one line each at most. */
    public static CorsRequest of(
            String method, @Nullable String origin, @Nullable String requestMethod, @Nullable String requestHeaders) {
        return new CorsRequest(method, origin, requestMethod, requestHeaders);
    }

    /**
     * Returns a request with any number of {@code Access-Control-Request-Headers} lines: proxies split that list (<a
     * href="https://github.com/rs/cors/issues/184">rs/cors#184</a>).
     *
     * @param requestHeaders the lines in order; an empty list means that there is no such header
     */
    public static CorsRequest ofLines(
            String method, @Nullable String origin, @Nullable String requestMethod, List<String> requestHeaders) {
        return new CorsRequest(
                method,
                origin,
                requestMethod,
                switch (requestHeaders.size()) {
                    case 0 -> null;
                    case 1 -> requestHeaders.get(0);
                    default -> String.join(",", requestHeaders);
                });
    }
}
