package dev.corsac.local.console;

import dev.corsac.http.Request;
import dev.corsac.http.Response;

/** A front that can be asked again, without a socket. */
@FunctionalInterface
public interface Replayer {

    /**
     * Returns the response to the request and records the exchange as a new one.
     *
     * @param replayOf the id of the exchange that is repeated, or {@link FrontExchange#TRIED} or {@link
     *     FrontExchange#TRIED_WITH_CREDENTIALS}
     */
    Response replay(Request request, long replayOf);
}
