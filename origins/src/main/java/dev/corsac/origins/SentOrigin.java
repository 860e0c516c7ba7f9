package dev.corsac.origins;

import dev.corsac.internal.PolicyAccess;

/** The parts of an origin as browsers send it. */
final class SentOrigin {

    private static final PolicyAccess POLICIES = PolicyAccess.get();

    private SentOrigin() {}

    /** Whether a browser could send it, so that a pattern may cover it. */
    static boolean isSendable(String origin) {
        return POLICIES.isSendable(origin);
    }

    static int hostStart(String origin) {
        return origin.indexOf("://") + 3;
    }

    /** Returns the end of the host that begins there: before the colon of a port, or at the end. */
    static int hostEnd(String origin, int hostStart) {
        int from = origin.startsWith("[", hostStart) ? origin.indexOf(']', hostStart) : hostStart;
        int colon = origin.indexOf(':', Math.max(from, hostStart));
        return colon < 0 ? origin.length() : colon;
    }

    /** Returns the number of labels behind the wildcard of a pattern; 0 if it has none. */
    static int wildcardLabels(String pattern) {
        int hostStart = hostStart(pattern);
        if (!pattern.startsWith("*.", hostStart)) {
            return 0;
        }
        int hostEnd = hostEnd(pattern, hostStart);
        int labels = 0;
        for (int i = hostStart; i < hostEnd - 1; i++) {
            labels += pattern.charAt(i) == '.' ? 1 : 0;
        }
        return labels;
    }
}
