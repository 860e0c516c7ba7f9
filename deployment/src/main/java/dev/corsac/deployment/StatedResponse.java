package dev.corsac.deployment;

import java.util.List;
import java.util.Map;

/**
 * What a function responds, as its user states it, to the requests that no response before it covers. Immutable.
 *
 * @param function the function's id
 * @param methods the methods of the requests; empty for all
 * @param status the status code
 * @param headers the headers by name, as the function returns them
 * @param reflectedOrigins the origins that it sends back in {@code Access-Control-Allow-Origin}, with {@code Vary: Origin},
 *     if one of them called; {@code *} for all; empty if it sends none back
 * @param place where the response is written
 */
public record StatedResponse(
        String function,
        List<String> methods,
        int status,
        Map<String, String> headers,
        List<String> reflectedOrigins,
        Place place) {

    /** Copies the collections, whose order is kept. */
    public StatedResponse {
        methods = List.copyOf(methods);
        headers = Copies.of(headers);
        reflectedOrigins = List.copyOf(reflectedOrigins);
    }
}
