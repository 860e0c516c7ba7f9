package dev.corsac.explain;

import dev.corsac.http.Headers;
import org.jspecify.annotations.Nullable;

/**
 * One request of a call with its response, as far as the input shows them: nothing here is assumed. Immutable.
 *
 * @param preflight whether it is a preflight; null if the input does not say which request failed
 * @param method null if it is not known
 * @param url null if it is not known
 * @param requestHeaders those that are known
 * @param status 0 if it is not known
 * @param responseHeaders those that are known
 * @param responseSeen whether the response's headers are all known
 * @param result {@code BLOCKED} on the response that a check failed on, {@code UNKNOWN} where there is none
 */
public record SeenStep(
        @Nullable Boolean preflight,
        @Nullable String method,
        @Nullable String url,
        Headers requestHeaders,
        int status,
        Headers responseHeaders,
        boolean responseSeen,
        EngineOutcome.Result result) {}
