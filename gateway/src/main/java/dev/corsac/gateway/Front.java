package dev.corsac.gateway;

import dev.corsac.http.Request;

/** The AWS service that a browser talks to. Implementations are immutable and thread-safe. */
public interface Front {

    /**
     * Returns the response to a request. A front never throws because of what the client sent or the function returned: an
     * exception is a bug of the front.
     *
     * @param request the request as it arrived
     * @param arrival when and from where it came
     */
    AttributedResponse respond(Request request, RequestMetadata arrival);

    /**
     * Returns the largest request body that the front accepts, in bytes: 10 MB by default, the largest of any front here. A
     * server need not read more than one byte beyond it: the front's response to a body of that length is its response to any
     * longer one, a 413 of its own if it has one.
     */
    default int maxRequestBody() {
        return 10 * 1024 * 1024;
    }
}
