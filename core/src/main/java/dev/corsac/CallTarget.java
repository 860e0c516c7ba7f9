package dev.corsac;

import org.jspecify.annotations.Nullable;

/**
 * Where a request goes to, as the front describes it to the function: what a {@link PolicySelector} chooses by. All of it
 * belongs to the URL or to the API, never to the caller, so that a preflight has the same target as the call that it asks for,
 * and a cache cannot confuse the responses of two.
 */
public interface CallTarget {

    /** Returns the host in lower case and without a port; null if the front states none. */
    @Nullable
    String host();

    /** Returns the path as the event has it; null if there is none. An HTTP API's begins with the name of a stage other than {@code $default}. */
    @Nullable
    String path();

    /** Returns the stage; null where the front has none. */
    @Nullable
    String stage();

    /**
     * Returns a field of the event that is a string; null if there is none.
     *
     * @param name the names of the members that lead to it with dots between, such as {@code stageVariables.tenant}
     */
    @Nullable
    String field(String name);
}
