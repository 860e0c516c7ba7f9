package dev.corsac.local.runtimeapi;

import dev.corsac.http.wire.HttpServerConnection;
import dev.corsac.http.wire.Streams;
import dev.corsac.local.LocalException;
import dev.corsac.local.concurrent.AcceptLoop;
import dev.corsac.local.concurrent.Background;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * The Runtime APIs, one for each process of a function on a port of its own: nothing else in a request tells which process
 * sent it. Threads that block serve them, one for each connection, of which a process has one: to be woken through a
 * selector costs more than all the rest of such a request. Safe to share between threads.
 */
public final class RuntimeServer implements AutoCloseable {

    private final ExecutorService threads;
    private final Set<Port> ports = ConcurrentHashMap.newKeySet();

    /** @param background reports what ends one of the threads */
    public RuntimeServer(Background background) {
        this.threads = Executors.newCachedThreadPool(background.threads("runtime-api"));
    }

    /**
     * Gives a process its port.
     *
     * @param api responds to the requests of the process
     */
    public Port open(HttpServerConnection.Handler api) throws LocalException {
        try {
            Port port = new Port(new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1})), api);
            ports.add(port);
            threads.execute(port::accept);
            return port;
        } catch (IOException | RejectedExecutionException e) {
            throw new LocalException("there is no port for its Runtime API: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        threads.shutdown();
        ports.forEach(Port::close);
    }

    /** The port of one process. */
    public final class Port implements AutoCloseable {
        private final ServerSocket socket;
        private final HttpServerConnection.Handler api;
        private final Set<HttpServerConnection> connections = ConcurrentHashMap.newKeySet();

        Port(ServerSocket socket, HttpServerConnection.Handler api) {
            this.socket = socket;
            this.api = new GuardedApi(api, "127.0.0.1:" + socket.getLocalPort());
        }

        /** The port's number. */
        public int number() {
            return socket.getLocalPort();
        }

        private void accept() {
            AcceptLoop.run(socket, accepted -> {
                // An event is one write, and waits for no other.
                accepted.setTcpNoDelay(true);
                Streams streams = new Streams(accepted.getInputStream(), accepted.getOutputStream(), accepted);
                serve(new HttpServerConnection(streams, api));
            });
        }

        private void serve(HttpServerConnection connection) {
            connections.add(connection);
            try {
                threads.execute(() -> {
                    try {
                        connection.run();
                    } finally {
                        connections.remove(connection);
                    }
                });
            } catch (RejectedExecutionException e) {
                connection.close();
            }
            if (socket.isClosed()) {
                connection.close();
            }
        }

        @Override
        public void close() {
            ports.remove(this);
            try {
                socket.close();
            } catch (IOException e) {
                // Nobody asks there any more.
            }
            connections.forEach(HttpServerConnection::close);
        }
    }
}
