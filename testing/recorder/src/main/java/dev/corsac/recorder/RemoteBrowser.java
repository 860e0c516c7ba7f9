package dev.corsac.recorder;

import dev.corsac.browser.Call;
import dev.corsac.browser.Engine;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A browser under remote control. */
interface RemoteBrowser extends AutoCloseable {

    /** Which engine it is. */
    Engine engine();

    /** Its own name and version. */
    String version();

    /** Opens a page and waits until it is there. */
    void open(String url) throws IOException, InterruptedException;

    /** Evaluates an expression whose value is a promise of a string; the string. */
    String evaluate(String expression) throws IOException, InterruptedException;

    /** Chromium's error for the call that just failed, with its parameter; null elsewhere. */
    default @Nullable Map<String, Object> corsError(Call call) throws InterruptedException {
        return null;
    }

    /** Whether its console can be read. */
    default boolean hasConsole() {
        return false;
    }

    /** What the console said since the last time; empty where that cannot be asked. */
    default List<String> takeConsole() {
        return List.of();
    }

    @Override
    void close();
}
