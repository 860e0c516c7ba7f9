package dev.corsac.local.server;

import dev.corsac.local.server.BlockingConnector.BlockingEndPoint;
import java.util.concurrent.LinkedBlockingQueue;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The server's threads. Jetty responds to a malformed HTTP/1.1 request, and resumes its connection, in one of them, while the thread
 * that has read the request may not have given its buffer back: both then give it back, and the pool of buffers hands it to two
 * connections, of which one sends what the other has received. Here the thread that reads a connection also runs what it has
 * started, once it has left Jetty's code; and a connection of {@link BlockingConnector} that another thread resumes waits until its
 * reader has left it.
 * Thread-safe.
 */
public final class ServerThreads extends QueuedThreadPool {

    /** Makes a pool of at most 200 threads, which do not keep the process alive. */
    public ServerThreads() {
        // The queue that Jetty would make starts the JDK's whole management to learn the size of a cache line.
        super(200, 4, new LinkedBlockingQueue<>());
        setName("corsac");
        setDaemon(true);
    }

    @Override
    public void execute(Runnable task) {
        if (!runsLater(task)) {
            super.execute(alone(task));
        }
    }

    @Override
    public boolean tryExecute(Runnable task) {
        return runsLater(task) || super.tryExecute(alone(task));
    }

    private static boolean runsLater(Runnable task) {
        return BlockingConnector.runsLater(task) || SelectingConnector.runsLater(task);
    }

    private static Runnable alone(Runnable task) {
        return task instanceof Connection connection && connection.getEndPoint() instanceof BlockingEndPoint endPoint
                ? () -> endPoint.runExclusively(task)
                : task;
    }
}
