package dev.corsac.deployment;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call that pages make, as its user states it. Immutable.
 *
 * @param page the page's origin; null for every page
 * @param method as the script writes it
 * @param url an absolute URL, or a path at one of the fronts
 * @param front the front that a path is at, {@code apis.shop}; null for every front that has the path
 * @param headers the headers that the script sets, by name
 * @param body whether the call has a body
 * @param credentials whether it is made with credentials: {@code "include"}
 * @param reads the response headers that the script reads
 * @param place where the call is written
 */
public record StatedCall(
        @Nullable String page,
        String method,
        String url,
        @Nullable String front,
        Map<String, String> headers,
        boolean body,
        boolean credentials,
        List<String> reads,
        Place place) {

    /** Copies the collections, whose order is kept. */
    public StatedCall {
        headers = Copies.of(headers);
        reads = List.copyOf(reads);
    }
}
