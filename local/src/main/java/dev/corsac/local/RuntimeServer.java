package dev.corsac.local;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The Runtime APIs, one for each process of a function on a port of its own: nothing else in a request tells which process
 * sent it. Safe to share between threads.
 */
final class RuntimeServer implements AutoCloseable {

    private final Server server;
    private final Map<Connector, Handler> handlers = new ConcurrentHashMap<>();

    RuntimeServer() {
        QueuedThreadPool threads = new QueuedThreadPool(1_000, 2);
        threads.setName("runtime-api");
        threads.setDaemon(true);
        this.server = new Server(threads);
        server.setHandler(new ByConnector());
        server.setStopTimeout(0);
    }

    void start() throws LocalException {
        try {
            server.start();
        } catch (Exception e) {
            throw new LocalException("the server of the Runtime API cannot start: " + e.getMessage(), e);
        }
    }

    /** Gives a process its port, on which the handler answers. */
    ServerConnector open(Handler handler) throws LocalException {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setSendDateHeader(false);
        // No thread that accepts: the one that reads does that as well, for the one client there is.
        ServerConnector connector = new ServerConnector(server, 0, 1, new HttpConnectionFactory(configuration));
        connector.setHost("127.0.0.1");
        // A function may wait for its next event for hours.
        connector.setIdleTimeout(0);
        handler.setServer(server);
        handlers.put(connector, handler);
        try {
            handler.start();
            connector.start();
            return connector;
        } catch (Exception e) {
            handlers.remove(connector);
            throw new LocalException("there is no port for its Runtime API: " + e.getMessage(), e);
        }
    }

    void close(ServerConnector connector) {
        handlers.remove(connector);
        try {
            connector.stop();
        } catch (Exception e) {
            // Nobody asks there any more.
        }
    }

    @Override
    public void close() {
        for (Connector connector : handlers.keySet()) {
            close((ServerConnector) connector);
        }
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the server of the Runtime API cannot stop", e);
        }
    }

    private final class ByConnector extends Handler.Abstract.NonBlocking {
        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            Handler handler = handlers.get(request.getConnectionMetaData().getConnector());
            return handler != null && handler.handle(request, response, callback);
        }
    }
}
