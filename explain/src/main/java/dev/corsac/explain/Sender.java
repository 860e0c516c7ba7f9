package dev.corsac.explain;

import dev.corsac.http.Request;

/** Sends requests to a real server. This module opens no sockets, so its caller brings one. */
@FunctionalInterface
public interface Sender {

    /**
     * Sends a request as it is, following no redirect.
     *
     * @return what came of it; without a response the status is 0 and {@link RecordedExchange#error} is the code of the reason:
     *     one of {@link MessageCode} with the check {@code CONNECTION}. Never throws for what the network does
     */
    RecordedExchange send(Request request);
}
