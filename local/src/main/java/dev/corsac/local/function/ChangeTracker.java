package dev.corsac.local.function;

import dev.corsac.local.watch.FileFingerprint;
import org.jspecify.annotations.Nullable;

/**
 * Notices that a function's files have changed and when they have settled: a build writes file by file, and half of it is not a
 * version to try. Calls nobody under its lock. Thread-safe.
 */
final class ChangeTracker {

    /** Looking takes at most this part of the time when several events are under way: one of so many. */
    private static final long CHECK_SHARE = 50;

    private final Limits limits;
    private volatile long nextCheck;

    // Guarded by this.
    private FileFingerprint seen;
    private boolean settling;
    private long settlingSince;

    /** @param seen what the files are now */
    ChangeTracker(FileFingerprint seen, Limits limits) {
        this.seen = seen;
        this.limits = limits;
    }

    /** Whether so much time has passed since the last look that another one is worth its while. */
    boolean isDue(long nanoTime) {
        return nanoTime - nextCheck >= 0;
    }

    /**
     * Takes in a look at the files.
     *
     * @param from when it was begun, by {@link System#nanoTime}
     * @param to when it was done
     * @return whether a change begins, and {@link #settle} is to be called after a while
     */
    synchronized boolean looked(FileFingerprint now, long from, long to) {
        nextCheck = to + CHECK_SHARE * (to - from);
        if (settling || now.equals(seen)) {
            return false;
        }
        seen = now;
        settling = true;
        settlingSince = to;
        return true;
    }

    /**
     * Takes in a look at files that were changing.
     *
     * @return the files as they are to be tried now: they have not changed since the look before, or have kept changing for too
     *     long; null if there is to be another look after a while
     */
    synchronized @Nullable FileFingerprint settle(FileFingerprint now, long nanoTime) {
        boolean patient = nanoTime - settlingSince < limits.settling().toNanos();
        boolean still = now.equals(seen);
        seen = now;
        return still || !patient ? now : null;
    }

    /** Begins a change of which the files are known: that of the settings. */
    synchronized void begin(FileFingerprint now) {
        seen = now;
        settling = true;
    }

    /** Ends a change: it is being tried, or given up. */
    synchronized void end() {
        settling = false;
    }

    /** Whether a change has begun that has not been tried yet. */
    synchronized boolean isSettling() {
        return settling;
    }
}
