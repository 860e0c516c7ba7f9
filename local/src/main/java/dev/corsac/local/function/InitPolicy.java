package dev.corsac.local.function;

import dev.corsac.deployment.FunctionSettings;
import java.time.Duration;

/**
 * How long an initialisation may take, and what becomes of one that takes longer, as Lambda has it (documented).
 *
 * @param limit how long one may take before the first event
 */
record InitPolicy(Duration limit) {

    /** What becomes of an initialisation that took too long. */
    enum Overrun {
        /** It was part of an event's time, and the event has timed out. */
        FAILS_ITS_EVENT,
        /** It was that of a change, which does not start. */
        FAILS_ITS_CHANGE,
        /** It begins again with the next event. */
        BEGINS_AGAIN
    }

    /**
     * How long an initialisation may take.
     *
     * @param inInvocation whether it counts against the timeout of an event
     * @param candidate whether it is that of a change: there is no second attempt for that, and so it has the longer of the two
     */
    Duration limit(FunctionSettings spec, boolean inInvocation, boolean candidate) {
        Duration timeout = spec.timeout();
        return inInvocation || (candidate && timeout.compareTo(limit) > 0) ? timeout : limit;
    }

    /** What is reported of one, and of an event that failed with it. */
    String words(Overrun overrun, Duration timeout, Duration age) {
        return switch (overrun) {
            case FAILS_ITS_EVENT -> timedOut(timeout);
            case FAILS_ITS_CHANGE ->
                "its initialisation has not ended after " + ProcessKeeper.seconds(age) + " seconds";
            case BEGINS_AGAIN ->
                "its initialisation took longer than " + ProcessKeeper.seconds(limit)
                        + " seconds: as in Lambda, it begins again with an event, and then counts against its timeout of "
                        + ProcessKeeper.seconds(timeout) + " seconds.";
        };
    }

    /** What Lambda reports for an event that took too long. */
    static String timedOut(Duration timeout) {
        return "Task timed out after " + ProcessKeeper.seconds(timeout) + " seconds";
    }

    Overrun overrun(boolean inInvocation, boolean candidate) {
        return inInvocation ? Overrun.FAILS_ITS_EVENT : candidate ? Overrun.FAILS_ITS_CHANGE : Overrun.BEGINS_AGAIN;
    }
}
