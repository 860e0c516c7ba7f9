package dev.corsac.gateway;

import dev.corsac.http.Response;

/**
 * A response, and which element of the deployment made it.
 *
 * @param response what the client gets
 * @param madeBy the element, in words: {@code function account}, {@code API Gateway: no method matches}
 */
public record Answer(Response response, String madeBy) {}
