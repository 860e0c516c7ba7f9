package dev.corsac.local.console;

import dev.corsac.http.Request;

/** A front that can be asked again, without a socket. */
@FunctionalInterface
public interface Replayer {

    /**
     * Answers the request and records the exchange as a new one.
     *
     * @param replayOf the id of the exchange that is repeated
     */
    void replay(Request request, long replayOf);
}
