package dev.corsac;

/** Receives what happens to allowed origins that come from a source, for metrics and logs. */
@FunctionalInterface
public interface RefreshListener {

    /**
     * Receives an event, in the thread in which it happened. It must be quick and thread-safe. An exception goes to the log of
     * {@code dev.corsac} and no further.
     */
    void happened(RefreshEvent event);

    /** Returns a listener that does nothing. */
    static RefreshListener none() {
        return event -> {};
    }
}
