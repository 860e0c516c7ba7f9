package dev.corsac.browser;

import dev.corsac.http.Request;
import dev.corsac.http.Response;
import org.jspecify.annotations.Nullable;

/**
 * A request that reached the server, with its response.
 *
 * @param preflight whether it is a CORS-preflight request
 * @param request as the server got it: with {@code Origin}, the {@code Access-Control-Request-*} lines and the script's headers
 * @param response null if the connection failed
 */
public record Exchange(
        boolean preflight, Request request, @Nullable Response response) {}
