package dev.corsac.local.function;

/**
 * How many processes of a version there are.
 *
 * @param alive those that are not being ended
 * @param starting of these, those that have not asked for an event yet
 * @param returning of these, those that have responded just now and will ask for the next event, unless they have something to do
 *     before
 * @param idle of these, those that wait for an event
 */
record ProcessCount(int alive, int starting, int returning, int idle) {

    /** How many events are left for which no process is there or being started. */
    int left(int waiting) {
        return waiting - starting - idle;
    }

    /**
     * How many processes to start: one for each event that is left and that no process is about to ask for.
     *
     * @param atLeast how many must be there in any case
     * @param concurrency how many there may be
     */
    int missing(int waiting, int atLeast, int concurrency) {
        return Math.min(Math.max(atLeast, left(waiting) - returning), concurrency - alive);
    }
}
