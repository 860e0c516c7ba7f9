package dev.corsac.gateway;

import dev.corsac.http.Request;

/** The AWS service that a browser talks to. Implementations are immutable and thread-safe. */
public interface Front {

    /**
     * Answers one request. Whatever the client sends and the function behind returns, there is a response: a front throws for
     * neither. An exception is a bug of the front.
     *
     * @param request the request as it arrived
     * @param arrival when and from where it came
     */
    AttributedResponse answer(Request request, RequestMetadata arrival);

    /**
     * Returns the most bytes of a request's body that the front looks at: 10 MB, the most that any front here does, unless it is
     * less. A server need not read more than one byte past them: handed a body of that length, the front answers as it does
     * any longer one, with its own 413 where it has one.
     */
    default int maxRequestBody() {
        return 10 * 1024 * 1024;
    }
}
