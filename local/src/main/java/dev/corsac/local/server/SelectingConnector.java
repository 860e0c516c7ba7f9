package dev.corsac.local.server;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Queue;
import org.eclipse.jetty.http2.HTTP2Connection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Invocable;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Jetty's own connector, which serves many connections with few threads, for what {@link BlockingConnector} cannot serve: TLS with
 * HTTP/2, and responses that go on for as long as a page is open. What Jetty starts while a thread reads a connection of HTTP/1.1
 * runs on that thread, once it has left Jetty's code, as {@link ServerThreads} explains. Thread-safe.
 */
final class SelectingConnector extends ServerConnector {

    /** What a thread that reads is to run later. */
    private record Reading(EndPoint endPoint, Queue<Runnable> later) {}

    private static final ThreadLocal<@Nullable Reading> READING = new ThreadLocal<>();

    SelectingConnector(Server server, ConnectionFactory... protocols) {
        super(server, 1, 1, protocols);
    }

    /** Keeps a task for this thread to run later, if this thread reads a connection of HTTP/1.1; otherwise returns false. */
    static boolean runsLater(Runnable task) {
        Reading reading = READING.get();
        // The streams of HTTP/2 share a connection, and do not wait for each other.
        return reading != null && isHttp1(reading.endPoint()) && reading.later().add(task);
    }

    private static boolean isHttp1(EndPoint endPoint) {
        Connection connection = endPoint.getConnection();
        if (connection instanceof SslConnection tls) {
            connection = tls.getSslEndPoint().getConnection();
        }
        // Not by its version: of HTTP/1.1 that is the one that the request states, which may be HTTP/2.0 in a malformed
        // one.
        return connection instanceof ConnectionMetaData && !(connection instanceof HTTP2Connection);
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key)
            throws IOException {
        SocketChannelEndPoint endPoint = new ReadEndPoint(channel, selector, key, getScheduler());
        endPoint.setIdleTimeout(getIdleTimeout());
        return endPoint;
    }

    /** A connection. */
    private static final class ReadEndPoint extends SocketChannelEndPoint {

        ReadEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
            super(channel, selector, key, scheduler);
        }

        @Override
        public @Nullable Runnable onSelected() {
            Runnable task = super.onSelected();
            return task == null ? null : Invocable.from(Invocable.getInvocationType(task), () -> read(task));
        }

        private void read(Runnable task) {
            if (READING.get() != null) {
                task.run();
                return;
            }
            Reading reading = new Reading(this, new ArrayDeque<>());
            READING.set(reading);
            try {
                task.run();
                for (Runnable next = reading.later().poll();
                        next != null;
                        next = reading.later().poll()) {
                    next.run();
                }
            } finally {
                READING.remove();
            }
        }
    }
}
