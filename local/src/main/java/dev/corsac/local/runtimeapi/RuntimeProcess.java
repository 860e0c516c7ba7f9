package dev.corsac.local.runtimeapi;

import dev.corsac.gateway.InvocationResult;
import java.time.Duration;

/** A process as its Runtime API sees it: where the events come from, and where the results go. Thread-safe. */
public interface RuntimeProcess {

    /** What happens to a process's question for its next event. */
    enum Asked {
        /** It gets one now or later. */
        WAITING,
        /** It has not responded to the one before. */
        UNANSWERED,
        /** It asks already, on another connection. */
        OCCUPIED,
        /** It gets no more events. */
        ENDED
    }

    /** A process's question for its next event. */
    interface Question {
        /** Whether the process that asked has gone away, so that an event would be lost. */
        boolean isAbandoned();

        /** Hands over an event; called once at most, by any thread and under no lock. */
        void respond(RuntimeEvent event);
    }

    /** The name of the function that the process is one of. */
    String functionName();

    /** How long it may take for the event that it is about to get. */
    Duration remaining();

    /** Asks for the next event: the process has started, or is done with the one before. */
    Asked asks(Question question);

    /** Completes the event in flight if it has that id; false if it has not, which is the process's mistake. */
    boolean complete(String id, InvocationResult result);

    /** Gives back an event that could not be written to the process: another one may have it. */
    void notHanded(RuntimeEvent event);

    /** Reports that the initialisation failed, and that the process ends next; false if the initialisation is over. */
    boolean initFailed(InvocationResult.Failed failed);
}
