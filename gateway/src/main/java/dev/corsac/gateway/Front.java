package dev.corsac.gateway;

import dev.corsac.http.Request;

/** The AWS service that a browser talks to. Implementations are immutable and safe to share between threads. */
public interface Front {

    /**
     * Answers one request. Whatever the function behind does, there is an answer: a front never throws for it.
     *
     * @param request the request as it arrived
     * @param arrival when and from where it came
     */
    AttributedResponse answer(Request request, RequestMetadata arrival);
}
