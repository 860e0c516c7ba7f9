package dev.corsac.local.server;

import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The server's threads. What Jetty starts on a connection's own thread runs there too, once that thread has left Jetty's code: the
 * response to a malformed request would otherwise be written by a second thread while the first one still reads, and both
 * would give the same buffer back to the pool, where other connections find it. Thread-safe.
 */
public final class ServerThreads extends QueuedThreadPool {

    /** Makes a pool of daemon threads. */
    public ServerThreads(int most, int fewest) {
        super(most, fewest);
        setName("corsac");
        setDaemon(true);
    }

    @Override
    public void execute(Runnable task) {
        if (!BlockingConnector.runsLater(task)) {
            super.execute(task);
        }
    }

    @Override
    public boolean tryExecute(Runnable task) {
        return BlockingConnector.runsLater(task) || super.tryExecute(task);
    }
}
