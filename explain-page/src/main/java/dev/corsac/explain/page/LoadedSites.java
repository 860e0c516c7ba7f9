package dev.corsac.explain.page;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSBody;

/** The Public Suffix List as {@code sites.js} has it: half of what a script weighs, so it is loaded when it is needed. */
final class LoadedSites {

    /** Thrown where a diagnosis depends on the list, which has not been loaded. */
    static final class MissingException extends RuntimeException {}

    private LoadedSites() {}

    /**
     * Returns the registrable domain of a host.
     *
     * @throws MissingException if {@code sites.js} has not been loaded
     */
    static String registrableDomain(String host) {
        String domain = ask(host);
        if (domain == null) {
            throw new MissingException();
        }
        return domain;
    }

    /** What the list has, or null. */
    @JSBody(params = "host", script = "return globalThis.corsacSites ? globalThis.corsacSites(host) : null;")
    private static native @Nullable String ask(String host);
}
