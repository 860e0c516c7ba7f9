package dev.corsac.local.function;

import dev.corsac.deployment.FunctionSettings;
import dev.corsac.gateway.InvocationResult;
import dev.corsac.local.JavaRuntime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * How long an initialisation may take, and what becomes of one that takes longer, as Lambda has it (documented).
 *
 * @param lambda how long one may take before the first event unless a function's settings allow another time
 */
record InitPolicy(Duration lambda) {

    /** What happens to an initialisation that took too long. */
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
        Duration limit = limit(spec);
        return inInvocation || (candidate && timeout.compareTo(limit) > 0) ? timeout : limit;
    }

    private Duration limit(FunctionSettings spec) {
        Duration own = spec.initTimeout();
        return own == null ? lambda : own;
    }

    /** What is reported of one, and of an event that failed with it. */
    String words(Overrun overrun, FunctionSettings spec, Duration age) {
        Duration timeout = spec.timeout();
        return switch (overrun) {
            case FAILS_ITS_EVENT -> timedOut(timeout);
            case FAILS_ITS_CHANGE ->
                "its initialisation has not ended after " + ProcessKeeper.seconds(age) + " seconds";
            case BEGINS_AGAIN ->
                "its initialisation took longer than " + ProcessKeeper.seconds(limit(spec))
                        + " seconds: as in Lambda, it begins again with an event, and then counts against its timeout of "
                        + ProcessKeeper.seconds(timeout)
                        + " seconds. A machine that is slower than Lambda needs more time:"
                        + " --init-timeout 60, or initTimeout of the function in corsac.yaml.";
        };
    }

    /** Returns what is reported of an initialisation that failed, with the fix where the JVM's words have none. */
    static String failure(InvocationResult.Failed failed, JavaRuntime runtime, IntFunction<@Nullable Path> installed) {
        String problem = "it cannot be initialised: " + failed.type() + ": " + failed.message();
        int needed = ClassVersions.inMessage(problem);
        return problem.contains("UnsupportedClassVersionError") && needed != ClassVersions.UNKNOWN
                ? problem + "\n" + ClassVersions.fix(needed, runtime, installed)
                : problem;
    }

    /** What Lambda reports for an event that took too long. */
    static String timedOut(Duration timeout) {
        return "Task timed out after " + ProcessKeeper.seconds(timeout) + " seconds";
    }

    Overrun overrun(boolean inInvocation, boolean candidate) {
        return inInvocation ? Overrun.FAILS_ITS_EVENT : candidate ? Overrun.FAILS_ITS_CHANGE : Overrun.BEGINS_AGAIN;
    }
}
