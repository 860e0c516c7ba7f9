package dev.corsac.local;

import dev.corsac.gateway.AttributedResponse;
import dev.corsac.http.Request;
import java.time.Duration;

/**
 * Receives what happens in a local run; what it does not implement, it ignores. Calls come from many threads, and the run waits for
 * each.
 */
public interface LocalListener {

    /**
     * Receives a response that was sent.
     *
     * @param took from the last byte of the request to the first of the response
     */
    default void responded(Request request, AttributedResponse response, Duration took) {}

    /**
     * A function's process is ready for its first event.
     *
     * @param took from its start
     */
    default void functionReady(String function, Duration took) {}

    /**
     * A changed function's process is ready for its first event; from now on it gets the events.
     *
     * @param took from its start
     */
    default void functionReloaded(String function, Duration took) {}

    /**
     * A function cannot run, or its process ended by itself.
     *
     * @param problem one or more lines that name the cause and, where it is known, the fix
     */
    default void functionFailed(String function, String problem) {}

    /**
     * Something other than a function went wrong or was refused, and the run goes on.
     *
     * @param problem what it is and, where it is known, the fix; one sentence or more
     */
    default void problem(String problem) {}

    /** Something begins that takes seconds, such as a question to a build tool; one sentence. */
    default void progress(String sentence) {}

    /** A function wrote a line to its standard output or error. */
    default void functionLogged(String function, String line) {}
}
