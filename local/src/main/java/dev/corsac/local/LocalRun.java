package dev.corsac.local;

import dev.corsac.gateway.Front;
import dev.corsac.gateway.LambdaFunction;
import java.io.IOException;
import java.net.BindException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
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
 * Fronts on ports of the loopback interface, and the functions behind them in processes of their own. Built, started once
 * and closed; {@link #close} ends every process. Safe to share between threads once it has started.
 */
public final class LocalRun implements AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";

    private final JavaRuntime runtime;
    private final LocalListener listener;
    private final Clock clock;
    private final ScheduledExecutorService timer;
    private final Server server;
    private final Map<Connector, Handler> handlers = new HashMap<>();
    private final Map<LocalFunction, ServerConnector> functions = new HashMap<>();
    private final List<ServerConnector> fronts = new ArrayList<>();

    /** A run without fronts and functions: nothing starts before {@link #start}. */
    public LocalRun(JavaRuntime runtime, LocalListener listener, Clock clock) {
        this.runtime = runtime;
        this.listener = listener;
        this.clock = clock;
        this.timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "timeouts");
            thread.setDaemon(true);
            return thread;
        });
        QueuedThreadPool threads = new QueuedThreadPool(200, 4);
        threads.setName("corsac");
        threads.setDaemon(true);
        this.server = new Server(threads);
        server.setHandler(new ByConnector());
        server.setStopTimeout(0);
    }

    /** Adds a function; its process is started with the run. */
    public LambdaFunction function(FunctionSpec spec) {
        LocalFunction function = new LocalFunction(spec, runtime, listener, timer);
        ServerConnector connector = connector(0);
        // A function may wait for its next event for hours.
        connector.setIdleTimeout(0);
        functions.put(function, connector);
        handlers.put(connector, new RuntimeApi(function, clock));
        return function;
    }

    /** Puts a front on a port of the loopback interface; 0 takes any that is free. */
    public void listen(int port, Front front) {
        ServerConnector connector = connector(port);
        connector.setIdleTimeout(TimeUnit.MINUTES.toMillis(2));
        fronts.add(connector);
        handlers.put(connector, new FrontHandler(front, listener, clock));
    }

    private ServerConnector connector(int port) {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setHttpCompliance(
                HttpCompliance.RFC7230.with("corsac", HttpCompliance.Violation.CASE_SENSITIVE_FIELD_NAME));
        // Fronts route and sign the path as it was sent.
        configuration.setUriCompliance(UriCompliance.UNSAFE);
        configuration.setHeaderCacheCaseSensitive(true);
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(configuration));
        connector.setHost(LOOPBACK);
        connector.setPort(port);
        connector.setReuseAddress(true);
        server.addConnector(connector);
        return connector;
    }

    /**
     * Binds the ports and starts the functions' processes; does not wait until those are ready, as a request does.
     *
     * @throws LocalException if a port cannot be had
     */
    public void start() throws LocalException {
        try {
            for (ServerConnector connector : fronts) {
                bind(connector);
            }
            for (ServerConnector connector : functions.values()) {
                bind(connector);
            }
            // Processes first: the JVMs start while the server does.
            functions.forEach((function, connector) -> function.start(connector.getLocalPort()));
            server.start();
        } catch (LocalException e) {
            close();
            throw e;
        } catch (Exception e) {
            close();
            throw new LocalException("the local server cannot start: " + e.getMessage(), e);
        }
    }

    private static void bind(ServerConnector connector) throws Exception {
        try {
            connector.open();
        } catch (IOException e) {
            if (e instanceof BindException || e.getCause() instanceof BindException) {
                throw new LocalException(
                        "port " + connector.getPort() + " is in use: end the program that listens there, or move all"
                                + " ports with --port N",
                        e);
            }
            throw e;
        }
    }

    /** The ports of the fronts, in the order in which they were added; known once the run has started. */
    public List<Integer> ports() {
        List<Integer> ports = new ArrayList<>();
        for (ServerConnector connector : fronts) {
            ports.add(connector.getLocalPort());
        }
        return ports;
    }

    /** Stops the server and ends every process of a function, by force where it must; can be repeated. */
    @Override
    public void close() {
        functions.keySet().parallelStream().forEach(LocalFunction::close);
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the local server cannot stop", e);
        } finally {
            timer.shutdownNow();
        }
    }

    /** Each port has its own handler. */
    private final class ByConnector extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            Handler handler = handlers.get(request.getConnectionMetaData().getConnector());
            return handler != null && handler.handle(request, response, callback);
        }
    }
}
