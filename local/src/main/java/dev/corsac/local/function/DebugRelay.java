package dev.corsac.local.function;

import dev.corsac.local.concurrent.AcceptLoop;
import dev.corsac.local.concurrent.Background;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Leads a debugger from the port that its user knows to the port that the function's process of the moment has. So the
 * port stays the same from process to process, an old and a new process can run side by side, and it is known whether a
 * debugger is attached. Safe to share between threads.
 */
public final class DebugRelay implements AutoCloseable {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final ServerSocket server;
    private final Supplier<@Nullable Integer> target;
    private final Runnable detached;
    private final Background background;
    private final Set<Socket> debuggers = ConcurrentHashMap.newKeySet();

    /**
     * Listens from now on.
     *
     * @param target where the process of the moment listens; null if there is none
     * @param detached called when the last debugger has gone
     * @param background makes the threads
     */
    DebugRelay(int port, Supplier<@Nullable Integer> target, Runnable detached, Background background)
            throws IOException {
        this.background = background;
        this.server = new ServerSocket(port, 5, LOOPBACK);
        this.target = target;
        this.detached = detached;
        daemon("debug port " + port, this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Whether a debugger is attached. */
    boolean isAttached() {
        return !debuggers.isEmpty();
    }

    private void accept() {
        AcceptLoop.run(server, this::relay);
    }

    private void relay(Socket debugger) throws IOException {
        Integer port = target.get();
        if (port == null) {
            debugger.close();
            return;
        }
        Socket process = new Socket(LOOPBACK, port);
        debugger.setTcpNoDelay(true);
        process.setTcpNoDelay(true);
        debuggers.add(debugger);
        daemon("debugger", () -> copy(debugger, process, debugger));
        daemon("debugged", () -> copy(process, debugger, debugger));
    }

    private void copy(Socket from, Socket to, Socket debugger) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            in.transferTo(out);
        } catch (IOException e) {
            // One of them has gone, and so the other goes.
        }
        if (debuggers.remove(debugger) && debuggers.isEmpty()) {
            detached.run();
        }
    }

    private void daemon(String name, Runnable work) {
        background.threads(name).newThread(work).start();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket debugger : debuggers) {
                debugger.close();
            }
        } catch (IOException e) {
            // It is gone in either case.
        }
    }
}
