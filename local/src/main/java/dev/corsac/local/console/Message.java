package dev.corsac.local.console;

import java.time.Instant;

/**
 * What a function said, or what happened to it.
 *
 * @param id in one row with those of exchanges
 * @param text one line or more, cut if it is long
 */
record Message(long id, Instant at, Kind kind, String function, String text) {

    static final int MOST_TEXT = 4_000;

    /** What it is about. */
    enum Kind {
        READY,
        FAILED,
        LOG
    }

    int weight() {
        return 64 + text.length();
    }
}
