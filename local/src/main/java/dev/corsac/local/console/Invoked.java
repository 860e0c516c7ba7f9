package dev.corsac.local.console;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A function that a front invoked on the way to its response.
 *
 * @param name its name
 * @param took until it responded
 */
public record Invoked(String name, Duration took) {

    /** Fronts know nothing of consoles; what they invoke, they invoke on the thread that asks them. */
    private static final ThreadLocal<@Nullable Invoked> LAST = new ThreadLocal<>();

    /** Notes it for the response that this thread is waiting for. */
    public static void note(String name, Duration took) {
        LAST.set(new Invoked(name, took));
    }

    /** What was noted since this was last asked; null if nothing was. */
    public static @Nullable Invoked take() {
        Invoked last = LAST.get();
        LAST.remove();
        return last;
    }
}
