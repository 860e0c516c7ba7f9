package dev.corsac.explain;

import dev.corsac.browser.Check;
import dev.corsac.browser.Engine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a browser's own error message states about a call. Immutable.
 *
 * @param engine whose message it is; null if the wording is shared or not known
 * @param code the stable kebab-case code of the error: of its {@link Check}, or of a reason that is not CORS, such as
 *     {@code mixed-content}, {@code certificate}, {@code connection-refused}, {@code csp}, {@code extension}
 * @param check the check that failed; null if the message is not about one of the Fetch Standard's CORS checks
 * @param preflight whether it failed on the response to a preflight; null if the message does not say
 * @param parameter the value that the message names: of a response header, a method, a request header; empty for none
 * @param status of the response that failed; 0 if the message does not say
 * @param location where a redirect leads; null if the message does not say
 * @param lines the message's lines as they were read, without quotation and source prefixes
 */
public record BrowserError(
        @Nullable Engine engine,
        String code,
        @Nullable Check check,
        @Nullable Boolean preflight,
        String parameter,
        int status,
        @Nullable String location,
        List<String> lines) {

    /** Copies the list. */
    public BrowserError {
        lines = List.copyOf(lines);
    }
}
