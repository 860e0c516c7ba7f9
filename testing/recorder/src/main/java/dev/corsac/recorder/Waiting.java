package dev.corsac.recorder;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Waits for a browser to come up. */
final class Waiting {

    private static final int TRIES = 300;

    /** Null means: not yet. */
    interface Attempt<T> {
        @Nullable
        T get() throws IOException;
    }

    private Waiting() {}

    static <T> T until(String what, BrowserProcess process, Attempt<T> attempt)
            throws IOException, InterruptedException {
        for (int i = 0; i < TRIES && process.isAlive(); i++) {
            try {
                T result = attempt.get();
                if (result != null) {
                    return result;
                }
            } catch (IOException e) {
                // Not up yet.
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new IOException(what + " did not come up:\n" + process.output());
    }
}
