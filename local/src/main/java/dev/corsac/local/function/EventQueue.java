package dev.corsac.local.function;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The events of a function that wait for a process, the eldest first. Not thread-safe: under the function's lock. */
final class EventQueue {

    private final Deque<Invocation> waiting = new ArrayDeque<>();

    void add(Invocation invocation) {
        waiting.add(invocation);
    }

    /** Puts an event back that was taken and could not be handed over. */
    void putBack(Invocation invocation) {
        waiting.addFirst(invocation);
    }

    /** Takes the eldest; null if there is none. */
    @Nullable
    Invocation poll() {
        return waiting.poll();
    }

    /** Takes out one that is not waited for any more. */
    void remove(Invocation invocation) {
        waiting.remove(invocation);
    }

    int size() {
        return waiting.size();
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Takes out all. */
    List<Invocation> takeAll() {
        List<Invocation> all = new ArrayList<>(waiting);
        waiting.clear();
        return all;
    }

    /**
     * Takes out what fails with a process that could not be initialised: one event while other processes may still serve the rest,
     * else all.
     */
    List<Invocation> takeFailed(boolean others) {
        if (!others) {
            return takeAll();
        }
        Invocation eldest = waiting.poll();
        return eldest == null ? List.of() : List.of(eldest);
    }
}
