package dev.corsac.local.server;

import dev.corsac.local.server.BlockingConnector.BlockingEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The server's threads. Jetty resumes an HTTP/1.1 connection in one of them while the thread that has read a malformed request may
 * not have given its buffer back: both then give it back, and the pool of buffers hands it to two connections, of which one sends
 * what the other has received. Here a connection resumes when its reader has left it. Thread-safe.
 */
public final class ServerThreads extends QueuedThreadPool {

    /** At most 200 threads, which do not keep the process alive. */
    public ServerThreads() {
        super(200, 4);
        setName("corsac");
        setDaemon(true);
    }

    @Override
    public void execute(Runnable job) {
        if (job instanceof Connection connection && connection.getEndPoint() instanceof BlockingEndPoint endPoint) {
            super.execute(() -> endPoint.runExclusively(job));
        } else {
            super.execute(job);
        }
    }
}
