package dev.corsac.local;

import dev.corsac.deployment.DeploymentHost;
import dev.corsac.deployment.FrontAddress;
import dev.corsac.deployment.FunctionSettings;
import dev.corsac.gateway.Front;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.local.concurrent.Background;
import dev.corsac.local.console.Console;
import dev.corsac.local.console.Place;
import dev.corsac.local.console.WatchedFunction;
import dev.corsac.local.function.AwsClient;
import dev.corsac.local.function.FunctionHost;
import dev.corsac.local.function.Limits;
import dev.corsac.local.function.LocalFunction;
import dev.corsac.local.project.BuildTools;
import dev.corsac.local.runtimeapi.RuntimeServer;
import dev.corsac.local.server.BlockingConnector;
import dev.corsac.local.server.FrontHandler;
import dev.corsac.local.server.PlainErrors;
import dev.corsac.local.server.ServerThreads;
import dev.corsac.local.watch.ChangeWatch;
import dev.corsac.local.watch.FileWatch;
import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.AbstractNetworkConnector;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.jspecify.annotations.Nullable;

/**
 * Fronts on ports of the loopback interface, and the functions behind them in processes of their own. Built, started once
 * and closed; {@link #close} ends every process. Safe to share between threads once it has started.
 *
 * <p>A function whose class path, jar or command changes on the disk gets new processes, which answer from the next
 * request on; what else changes is told by {@link #replace}.
 */
public final class LocalRun implements DeploymentHost, AutoCloseable {

    private static final String LOOPBACK = "127.0.0.1";
    private static final String LOOPBACK_6 = "::1";
    /** Past what any front takes: the limits are theirs. */
    private static final int MAX_HEAD = 64 * 1024;
    /** As long as a swarm of file events takes. */
    private static final Duration LOOK = Duration.ofMillis(20);
    /** How often the files of a configuration are looked at. */
    private static final Duration WATCH = Duration.ofMillis(200);
    /** As long as the most patient front waits for its function. */
    private static final long LEAVING_SECONDS = 30;

    private final LocalListener listener;
    private final Clock clock;
    private final Background background;
    private final FunctionHost host;
    private final ChangeWatch changes;
    private final AtomicBoolean looking = new AtomicBoolean();
    private final Server server;
    /** A thread for each connection of a front that speaks plain HTTP. */
    private final ExecutorService connections;

    private final FrontHandler.Replays replays = new CurrentFronts();

    private volatile Map<Connector, Handler> handlers = Map.of();
    private volatile List<LocalFunction> functions = List.of();
    /** What the configuration has no more, and may still be at an event. */
    private final List<LocalFunction> retired = new CopyOnWriteArrayList<>();

    private volatile List<AbstractNetworkConnector> fronts = List.of();
    /** Of each front's connector the one at the IPv6 address, where there is one. */
    private final Map<Connector, AbstractNetworkConnector> seconds = new ConcurrentHashMap<>();

    private @Nullable LocalAuthority authority;
    private @Nullable ConsoleSpec consoleSpec;
    private @Nullable AbstractNetworkConnector consoleConnector;
    private volatile @Nullable Console console;
    private volatile boolean closed;

    /** A run without fronts and functions: nothing starts before {@link #start}. */
    public LocalRun(JavaRuntime runtime, LocalListener listener, Clock clock) {
        this(runtime, listener, clock, Limits.LAMBDA);
    }

    LocalRun(JavaRuntime runtime, LocalListener listener, Clock clock, Limits limits) {
        this.listener = new ConsoleListener(listener, () -> console);
        this.clock = clock;
        this.background = new Background(this.listener::problem);
        this.connections = Executors.newCachedThreadPool(background.threads("connection"));
        this.host = new FunctionHost(
                runtime,
                new AwsClient(runtime.classPath()),
                BuildTools.ofMachine(this.listener::progress),
                new RuntimeServer(background),
                this.listener,
                background,
                clock,
                limits);
        this.changes = new ChangeWatch(background.guarded("looking for changes", this::lookForChanges));
        this.server = new Server(new ServerThreads());
        server.setHandler(new ByConnector());
        server.setErrorHandler(new PlainErrors());
        server.setStopTimeout(0);
    }

    /** Something has changed somewhere: events come in swarms, and one look serves for all. */
    private void lookForChanges() {
        if (looking.compareAndSet(false, true)) {
            background.executeLater("looking for changes", LOOK, this::look, thrown -> looking.set(false));
        }
    }

    private void look() {
        looking.set(false);
        for (LocalFunction function : functions) {
            background.run(
                    "looking for changes of function " + function.name(), function::checkForChange, thrown -> {});
        }
    }

    /** Adds a function before the start; a process of it is started with the run. */
    @Override
    public LambdaFunction function(FunctionSettings spec) {
        requireNew(spec, functions);
        LocalFunction function = new LocalFunction(spec, host);
        functions = plus(functions, function);
        return new WatchedFunction(function);
    }

    private static void requireNew(FunctionSettings spec, List<LocalFunction> functions) {
        for (LocalFunction other : functions) {
            if (other.name().equals(spec.name())) {
                throw new IllegalArgumentException("there are two functions " + spec.name());
            }
        }
    }

    private static <T> List<T> plus(List<T> list, T item) {
        List<T> more = new ArrayList<>(list);
        more.add(item);
        return List.copyOf(more);
    }

    /** Puts a front on a port before the start. */
    @Override
    public void listen(FrontAddress address, Front front) {
        AbstractNetworkConnector connector = frontConnector(address.port());
        server.addConnector(connector);
        fronts = plus(fronts, connector);
        Map<Connector, Handler> more = new HashMap<>(handlers);
        more.put(connector, new FrontHandler(front, address, listener, clock, replays));
        handlers = Map.copyOf(more);
    }

    /** Fronts that are added from now on speak TLS, with HTTP/2 and HTTP/1.1, under that authority's certificate. */
    public void tls(LocalAuthority authority) {
        this.authority = authority;
    }

    /** Adds the console before the start; it speaks plain HTTP, and only to this machine. */
    public void console(ConsoleSpec spec) {
        Console made =
                new Console(clock, spec.sites(), spec.policies(), places(spec.places()), background, this::tried);
        AbstractNetworkConnector connector = connector(spec.port(), null, false);
        connector.setIdleTimeout(TimeUnit.MINUTES.toMillis(2));
        server.addConnector(connector);
        Map<Connector, Handler> more = new HashMap<>(handlers);
        more.put(connector, made);
        handlers = Map.copyOf(more);
        consoleSpec = spec;
        consoleConnector = connector;
        console = made;
    }

    /** Sends a request that the console makes to the front on the port of its URL. */
    private dev.corsac.http.Response tried(Request request, long replayOf) {
        for (AbstractNetworkConnector connector : fronts) {
            if (connector.getLocalPort() == request.url().port()) {
                return replays.replay(connector, request, replayOf);
            }
        }
        throw new IllegalArgumentException(
                "nothing listens on port " + request.url().port() + " here");
    }

    /**
     * Shows on the console that the configuration cannot be used as it is; nothing happens if there is none.
     *
     * @param problem every problem with its place; empty if there is none any more
     */
    public void consoleProblem(String problem) {
        Console watching = console;
        if (watching != null) {
            watching.configurationProblem(problem);
        }
    }

    /** What the console names and offers from now on; nothing happens if there is none. */
    public void consolePlaces(List<ConsoleSpec.Place> places) {
        Console watching = console;
        if (watching != null) {
            watching.places(places(places));
        }
    }

    private static List<Place> places(List<ConsoleSpec.Place> places) {
        return places.stream()
                .map(place -> new Place(place.kind(), place.name(), place.url(), place.port()))
                .toList();
    }

    private final class CurrentFronts implements FrontHandler.Replays {
        @Override
        public @Nullable Console console() {
            return console;
        }

        @Override
        public dev.corsac.http.Response replay(Connector connector, Request request, long replayOf) {
            Handler first = handlers.get(connector);
            return (first == null ? handlerOfSecond(connector) : first) instanceof FrontHandler handler
                    ? handler.replay(connector, request, replayOf)
                    : dev.corsac.http.Response.of(503, Headers.EMPTY);
        }
    }

    private AbstractNetworkConnector frontConnector(int port) {
        AbstractNetworkConnector connector = connector(port, authority, authority == null);
        connector.setIdleTimeout(TimeUnit.MINUTES.toMillis(2));
        return connector;
    }

    /**
     * Serves something else from now on. Ports that stay are not closed, requests that are under way are answered by what
     * they came to, and a function with the same settings keeps its processes. Where the new settings of a function do not
     * start, its last good process goes on and the listener is told.
     *
     * @param setup called at once with what is to be filled; what it throws is thrown, and nothing has changed
     * @throws LocalException if a port cannot be had, or the run has been closed; nothing has changed
     */
    public synchronized void replace(Consumer<DeploymentHost> setup) throws LocalException {
        if (closed) {
            throw new LocalException("the local run is ending");
        }
        Replacement next = new Replacement();
        setup.accept(next);
        if (closed) {
            throw new LocalException("the local run is ending");
        }
        next.openPorts();
        next.functions.forEach((spec, function) -> {
            try {
                if (!functions.contains(function)) {
                    function.start();
                } else if (!function.spec().equals(spec)) {
                    function.update(spec);
                }
            } catch (LocalException e) {
                listener.functionFailed(function.name(), String.valueOf(e.getMessage()));
            }
        });
        List<AbstractNetworkConnector> oldFronts = fronts;
        List<LocalFunction> oldFunctions = functions;
        functions = List.copyOf(next.functions.values());
        fronts = List.copyOf(next.fronts.keySet());
        Map<Connector, Handler> newHandlers = new HashMap<>(handlers);
        oldFronts.forEach(newHandlers::remove);
        newHandlers.putAll(next.fronts);
        handlers = Map.copyOf(newHandlers);
        for (AbstractNetworkConnector connector : oldFronts) {
            if (!next.fronts.containsKey(connector)) {
                closeLater(connector);
                AbstractNetworkConnector second = seconds.remove(connector);
                if (second != null) {
                    closeLater(second);
                }
            }
        }
        for (LocalFunction function : oldFunctions) {
            if (!functions.contains(function)) {
                function.retire();
                retired.add(function);
            }
        }
        functions.forEach(function -> changes.watch(function.watched()));
    }

    /**
     * Calls whenever one of these files has changed, and has stood as it is for a moment. Looks at them a few times in a
     * second: file events come late or never on some systems.
     */
    public void watch(List<Path> files, Runnable changed) {
        FileWatch watch = new FileWatch(files, () -> background.execute("taking over the changed files", changed));
        background.repeat("looking for changed files", WATCH, watch::look);
    }

    private void closeLater(AbstractNetworkConnector connector) {
        background.execute("closing port " + connector.getPort(), () -> {
            try {
                connector.shutdown().get(LEAVING_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException e) {
                // Whoever has not been answered by now is not going to be.
            }
            try {
                connector.stop();
            } catch (Exception e) {
                // It goes with the server.
            }
            server.removeConnector(connector);
        });
    }

    /** What is to be served, as far as it is known. */
    private final class Replacement implements DeploymentHost {
        private final Map<FunctionSettings, LocalFunction> functions = new LinkedHashMap<>();
        private final List<Map.Entry<FrontAddress, Front>> wanted = new ArrayList<>();
        private final Map<AbstractNetworkConnector, FrontHandler> fronts = new LinkedHashMap<>();

        @Override
        public LambdaFunction function(FunctionSettings spec) {
            requireNew(spec, List.copyOf(functions.values()));
            LocalFunction function = null;
            for (LocalFunction old : LocalRun.this.functions) {
                if (old.name().equals(spec.name())) {
                    function = old;
                }
            }
            if (function == null) {
                function = new LocalFunction(spec, host);
            }
            functions.put(spec, function);
            return new WatchedFunction(function);
        }

        @Override
        public void listen(FrontAddress address, Front front) {
            wanted.add(Map.entry(address, front));
        }

        private void giveUp(List<AbstractNetworkConnector> opened) {
            for (AbstractNetworkConnector connector : opened) {
                connector.close();
                AbstractNetworkConnector second = seconds.remove(connector);
                if (second != null) {
                    closeLater(second);
                }
            }
        }

        void openPorts() throws LocalException {
            List<AbstractNetworkConnector> opened = new ArrayList<>();
            try {
                for (Map.Entry<FrontAddress, Front> entry : wanted) {
                    int port = entry.getKey().port();
                    AbstractNetworkConnector connector = null;
                    for (AbstractNetworkConnector old : LocalRun.this.fronts) {
                        if (port != 0 && old.getPort() == port) {
                            connector = old;
                        }
                    }
                    if (connector == null) {
                        connector = frontConnector(port);
                        bind(connector);
                        opened.add(connector);
                    }
                    fronts.put(connector, new FrontHandler(entry.getValue(), entry.getKey(), listener, clock, replays));
                }
                for (AbstractNetworkConnector connector : opened) {
                    openSecond(connector);
                }
                for (AbstractNetworkConnector connector : opened) {
                    server.addConnector(connector);
                    connector.start();
                }
            } catch (LocalException e) {
                giveUp(opened);
                throw e;
            } catch (Exception e) {
                giveUp(opened);
                throw new LocalException("the local server cannot listen: " + e.getMessage(), e);
            }
        }
    }

    /** With TLS the browser chooses between HTTP/2 and HTTP/1.1, as with AWS; without, there is HTTP/1.1 alone, as in browsers. */
    private static ConnectionFactory[] protocols(HttpConfiguration configuration, @Nullable LocalAuthority tls) {
        HttpConnectionFactory http1 = new HttpConnectionFactory(configuration);
        if (tls == null) {
            return new ConnectionFactory[] {http1};
        }
        // Any name is answered, as without TLS: which the certificate has is for the browser to check.
        configuration.addCustomizer(new SecureRequestCustomizer(false));
        SslContextFactory.Server context = new SslContextFactory.Server();
        context.setKeyStore(tls.keys());
        context.setKeyStorePassword(tls.password());
        context.setSniRequired(false);
        ALPNServerConnectionFactory alpn = new ALPNServerConnectionFactory();
        alpn.setDefaultProtocol(http1.getProtocol());
        return new ConnectionFactory[] {
            new SslConnectionFactory(context, alpn.getProtocol()),
            alpn,
            new HTTP2ServerConnectionFactory(configuration),
            http1
        };
    }

    private AbstractNetworkConnector connector(int port, @Nullable LocalAuthority tls, boolean blocking) {
        HttpConfiguration configuration = new HttpConfiguration();
        configuration.setSendServerVersion(false);
        configuration.setRequestHeaderSize(MAX_HEAD);
        configuration.setMaxResponseHeaderSize(MAX_HEAD);
        configuration.setHttpCompliance(
                HttpCompliance.RFC7230.with("corsac", HttpCompliance.Violation.CASE_SENSITIVE_FIELD_NAME));
        // Fronts route and sign the path as it was sent.
        configuration.setUriCompliance(UriCompliance.UNSAFE);
        configuration.setHeaderCacheCaseSensitive(true);
        ConnectionFactory[] protocols = protocols(configuration, tls);
        AbstractNetworkConnector connector = blocking
                ? new BlockingConnector(server, connections, protocols)
                : new ServerConnector(server, 1, 1, protocols);
        connector.setHost(LOOPBACK);
        connector.setPort(port);
        return connector;
    }

    /**
     * Binds the ports and starts the functions' processes; does not wait until those are ready, as a request does.
     *
     * @throws LocalException if a port cannot be had
     */
    public synchronized void start() throws LocalException {
        try {
            for (AbstractNetworkConnector connector : fronts) {
                bind(connector);
                openSecond(connector);
            }
            if (consoleConnector != null && consoleSpec != null) {
                bindConsole(consoleConnector, consoleSpec);
            }
            // Processes first: the JVMs start while the server does.
            for (LocalFunction function : functions) {
                function.start();
            }
            server.start();
            Console made = console;
            if (made != null) {
                made.begin();
            }
            functions.forEach(function -> changes.watch(function.watched()));
        } catch (LocalException e) {
            close();
            throw e;
        } catch (Exception e) {
            close();
            throw new LocalException("the local server cannot start: " + e.getMessage(), e);
        }
    }

    private static void bindConsole(AbstractNetworkConnector connector, ConsoleSpec spec) throws Exception {
        try {
            connector.open();
        } catch (IOException e) {
            if (!spec.elsewhere()) {
                throw new LocalException(
                        "the console's port " + spec.port() + " is in use: end the program that listens there, or put"
                                + " the console elsewhere with --console N",
                        e);
            }
            connector.setPort(0);
            connector.open();
        }
    }

    /**
     * Listens on the IPv6 loopback address too, at the same port: some clients try that one only. Where this machine has no IPv6,
     * the first address has to do.
     *
     * @throws LocalException if another program listens there, which browsers may then reach in place of the front
     */
    private void openSecond(AbstractNetworkConnector first) throws Exception {
        AbstractNetworkConnector second = frontConnector(first.getLocalPort());
        second.setHost(LOOPBACK_6);
        try {
            second.open();
        } catch (IOException e) {
            if (first.getPort() != 0 && isInUse(e)) {
                first.close();
                throw inUse(first.getPort() + " of the address [::1]", e);
            }
            return;
        }
        server.addConnector(second);
        if (server.isStarted()) {
            second.start();
        }
        seconds.put(first, second);
    }

    private static boolean isInUse(IOException e) {
        // Without IPv6 the address cannot be assigned, which is a BindException too.
        String message =
                String.valueOf(e.getCause() instanceof BindException cause ? cause.getMessage() : e.getMessage());
        return message.contains("in use");
    }

    private static LocalException inUse(String port, IOException e) {
        return new LocalException(
                "port " + port + " is in use: end the program that listens there, or move all ports with --port N", e);
    }

    private static void bind(AbstractNetworkConnector connector) throws Exception {
        try {
            connector.open();
        } catch (IOException e) {
            if (e instanceof BindException || e.getCause() instanceof BindException) {
                throw inUse(Integer.toString(connector.getPort()), e);
            }
            throw e;
        }
    }

    /** The ports of the fronts, in the order in which they were added; known once the run has started. */
    public List<Integer> ports() {
        List<Integer> ports = new ArrayList<>();
        for (AbstractNetworkConnector connector : fronts) {
            ports.add(connector.getLocalPort());
        }
        return ports;
    }

    /** The console's port, known once the run has started; 0 if there is no console. */
    public int consolePort() {
        return consoleConnector == null ? 0 : consoleConnector.getLocalPort();
    }

    /** Stops the server and ends every process of a function, by force where it must; can be repeated. */
    @Override
    public void close() {
        // First, for what has begun already: a replacement that is under way finds it before it starts anything.
        closed = true;
        synchronized (this) {
            end();
        }
    }

    private void end() {
        changes.close();
        Console made = console;
        if (made != null) {
            made.close();
        }
        Stream.concat(functions.stream(), retired.stream()).parallel().forEach(LocalFunction::close);
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the local server cannot stop", e);
        } finally {
            host.server().close();
            host.awsClient().close();
            background.close();
            connections.shutdown();
        }
    }

    private @Nullable Handler handlerOfSecond(Connector second) {
        for (Map.Entry<Connector, AbstractNetworkConnector> entry : seconds.entrySet()) {
            if (entry.getValue().equals(second)) {
                return handlers.get(entry.getKey());
            }
        }
        return null;
    }

    /** Each port has its own handler. */
    private final class ByConnector extends Handler.Abstract {
        @Override
        public boolean handle(org.eclipse.jetty.server.Request request, Response response, Callback callback)
                throws Exception {
            Connector connector = request.getConnectionMetaData().getConnector();
            Handler handler = handlers.get(connector);
            if (handler == null) {
                handler = handlerOfSecond(connector);
            }
            return handler != null && handler.handle(request, response, callback);
        }
    }
}
