package dev.corsac.local.function;

import dev.corsac.local.LocalException;
import dev.corsac.local.concurrent.Background;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The debug port of a function, and what a debugger that is attached holds back. Thread-safe.
 */
final class FunctionDebugger implements AutoCloseable {

    private final String function;
    private final Supplier<@Nullable Integer> process;
    private final Runnable released;
    private final Background background;
    private volatile @Nullable DebugRelay relay;
    /** Something has changed which a debugger keeps from being loaded. Guarded by this. */
    private boolean holding;

    /**
     * No port yet.
     *
     * @param process where the function's process of the moment listens for a debugger; null if there is none
     * @param released called when the debugger has gone that held back a change
     */
    FunctionDebugger(String function, Supplier<@Nullable Integer> process, Runnable released, Background background) {
        this.function = function;
        this.process = process;
        this.released = released;
        this.background = background;
    }

    /**
     * Listens on that port from now on, in place of the one before.
     *
     * @param port null for none
     * @throws LocalException if the port cannot be had
     */
    void listen(@Nullable Integer port) throws LocalException {
        DebugRelay old = relay;
        if (old != null && port != null && old.port() == port) {
            return;
        }
        close();
        relay = null;
        if (port == null) {
            return;
        }
        try {
            relay = new DebugRelay(port, process, this::left, background);
        } catch (IOException e) {
            throw new LocalException(
                    "port " + port + " for the debugger of function " + function
                            + " is in use: end the program that listens there, or choose another debug port",
                    e);
        }
    }

    /** Whether a debugger is attached: then nothing times out. */
    boolean isAttached() {
        DebugRelay open = relay;
        return open != null && open.isAttached();
    }

    /** Holds back a change until the debugger has gone. */
    synchronized void hold() {
        holding = true;
    }

    private void left() {
        synchronized (this) {
            if (!holding) {
                return;
            }
            holding = false;
        }
        released.run();
    }

    @Override
    public void close() {
        DebugRelay open = relay;
        if (open != null) {
            open.close();
        }
    }
}
