package dev.corsac.local.function;

import java.util.EnumSet;
import java.util.Set;

/** A stage in a process's life. The table of transitions is {@link #next()}. */
enum ProcessState {
    /** It has been started, or is about to be, and has not asked for an event yet. */
    STARTING,
    /** It has asked for an event and waits for it. */
    WAITING,
    /** It has an event. */
    AT_EVENT,
    /** It has responded to its event, or could not be given one, and has not asked for the next one yet. */
    RETURNING,
    /** It is being ended, for a reason that has been reported; it may still be at an event. */
    ENDING;

    /** The states that may follow. */
    Set<ProcessState> next() {
        return switch (this) {
            case STARTING -> EnumSet.of(WAITING, ENDING);
            // Once more where the connection that it asked on is lost.
            case WAITING -> EnumSet.of(WAITING, AT_EVENT, ENDING);
            case AT_EVENT -> EnumSet.of(RETURNING, ENDING);
            case RETURNING -> EnumSet.of(WAITING, ENDING);
            case ENDING -> EnumSet.of(ENDING);
        };
    }
}
