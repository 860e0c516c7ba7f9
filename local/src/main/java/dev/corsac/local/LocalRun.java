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
import dev.corsac.local.console.WatchedFunction;
import dev.corsac.local.function.AwsClient;
import dev.corsac.local.function.ClassArchives;
import dev.corsac.local.function.FunctionHost;
import dev.corsac.local.function.Limits;
import dev.corsac.local.function.LocalFunction;
import dev.corsac.local.project.BuildTools;
import dev.corsac.local.runtimeapi.RuntimeServer;
import dev.corsac.local.server.Connectors;
import dev.corsac.local.server.FrontHandler;
import dev.corsac.local.server.PlainErrors;
import dev.corsac.local.server.ServerThreads;
import dev.corsac.local.watch.ChangeWatch;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.server.AbstractNetworkConnector;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Fronts on ports of the loopback interface, and the functions behind them in processes of their own. A run exists only while it
 * serves: {@link Builder#start} returns one, and {@link #close} ends every process. Thread-safe.
 *
 * <pre>{@code
 * try (LocalRun run = LocalRun.builder(java, listener, Clock.systemUTC())
 *         .serve(configuration::assemble)
 *         .start()) {
 *     run.replace(changed::assemble);
 * }
 * }</pre>
 *
 * <p>A function whose class path, jar or command changes on the disk gets new processes, which respond from the next request on;
 * every other change is made with {@link #replace}.
 */
public final class LocalRun implements AutoCloseable {

    /** As long as a swarm of file events takes. */
    private static final Duration LOOK = Duration.ofMillis(20);
    /** How often the files of a configuration are looked at. */
    private static final Duration WATCH = Duration.ofMillis(200);
    /** From a function's first response to the making of an archive of its classes: a page's first calls are over then. */
    private static final Duration ARCHIVES_AFTER = Duration.ofSeconds(5);
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

    private final Connectors connectors;
    private final FrontHandler.Replays replays = new CurrentFronts();

    private volatile Map<Connector, Handler> handlers = Map.of();
    private volatile List<LocalFunction> functions = List.of();
    /** Functions that the configuration no longer has, which may still be at an event. */
    private final List<LocalFunction> retired = new CopyOnWriteArrayList<>();

    private volatile List<AbstractNetworkConnector> fronts = List.of();
    /** Of each front's connector the one at the IPv6 address, where there is one. */
    private final Map<Connector, AbstractNetworkConnector> seconds = new ConcurrentHashMap<>();

    private final @Nullable AbstractNetworkConnector consoleConnector;
    private final @Nullable Console console;
    private volatile boolean closed;

    /** A run that has not started: its options can be set in any order. Not thread-safe. */
    public static final class Builder {
        private final JavaRuntime runtime;
        private final LocalListener listener;
        private final Clock clock;
        private Limits limits = Limits.LAMBDA;
        private Duration archivesAfter = ARCHIVES_AFTER;
        private Consumer<DeploymentHost> setup = host -> {};
        private @Nullable LocalAuthority authority;
        private @Nullable ConsoleSpec console;

        private Builder(JavaRuntime runtime, LocalListener listener, Clock clock) {
            this.runtime = Objects.requireNonNull(runtime, "runtime");
            this.listener = Objects.requireNonNull(listener, "listener");
            this.clock = Objects.requireNonNull(clock, "clock");
        }

        /** Sets what is served: it is called once, at the start, with the host to fill. Without it there is nothing. */
        public Builder serve(Consumer<DeploymentHost> setup) {
            this.setup = Objects.requireNonNull(setup, "setup");
            return this;
        }

        /** Lets the fronts speak TLS, with HTTP/2 and HTTP/1.1, under that authority's certificate. */
        public Builder tls(LocalAuthority authority) {
            this.authority = Objects.requireNonNull(authority, "authority");
            return this;
        }

        /** Adds the console, which speaks plain HTTP, and only to this machine. */
        public Builder console(ConsoleSpec spec) {
            this.console = Objects.requireNonNull(spec, "spec");
            return this;
        }

        Builder limits(Limits limits) {
            this.limits = limits;
            return this;
        }

        Builder archivesAfter(Duration delay) {
            this.archivesAfter = delay;
            return this;
        }

        /**
         * Binds the ports and starts the functions' processes. Does not wait until these are ready; a request does.
         *
         * @throws LocalException if a port is in use or a process cannot be started; nothing runs then
         */
        public LocalRun start() throws LocalException {
            LocalRun run = new LocalRun(this);
            try {
                run.start(setup, console);
                return run;
            } catch (LocalException | RuntimeException e) {
                run.close();
                throw e;
            }
        }
    }

    /**
     * Returns a builder of a run.
     *
     * @param runtime which Java functions in Java run on
     * @param listener receives what happens
     * @param clock the fronts' clock
     */
    public static Builder builder(JavaRuntime runtime, LocalListener listener, Clock clock) {
        return new Builder(runtime, listener, clock);
    }

    /**
     * Begins, on a thread of its own, with what every start needs and takes long: a caller that has something to do before it starts
     * a run calls this first. May be called at any time.
     */
    public static void prepare() {
        // Jetty's table of media types asks the JDK for every locale: a sixth of a start's own work.
        Thread thread = new Thread(() -> MimeTypes.DEFAULTS.getMimeMap(), "prepare");
        thread.setDaemon(true);
        thread.start();
    }

    private LocalRun(Builder options) {
        this.clock = options.clock;
        ConsoleListener listeners = new ConsoleListener(options.listener);
        this.listener = listeners;
        this.background = new Background(listener::problem);
        this.connections = Executors.newCachedThreadPool(background.threads("connection"));
        this.host = new FunctionHost(
                options.runtime,
                new AwsClient(options.runtime.classPath()),
                new ClassArchives(
                        options.runtime.archives(),
                        task -> background.executeLater(
                                "making an archive of classes", options.archivesAfter, task, thrown -> {}),
                        clock),
                BuildTools.ofMachine(listener::progress),
                new RuntimeServer(background),
                listener,
                background,
                clock,
                options.limits);
        this.changes = new ChangeWatch(background.guarded("looking for changes", this::lookForChanges));
        this.server = new Server(new ServerThreads());
        this.connectors = new Connectors(server, connections, options.authority);
        server.setHandler(new ByConnector());
        server.setErrorHandler(new PlainErrors());
        server.setStopTimeout(0);
        ConsoleSpec spec = options.console;
        if (spec == null) {
            console = null;
            consoleConnector = null;
        } else {
            Console made = new Console(clock, spec.sites(), spec.policies(), spec.addresses(), background, this::tried);
            listeners.watch(made);
            console = made;
            consoleConnector = connectors.console(spec.port());
            server.addConnector(consoleConnector);
            handlers = Map.of(consoleConnector, made);
        }
    }

    private synchronized void start(Consumer<DeploymentHost> setup, @Nullable ConsoleSpec spec) throws LocalException {
        Replacement first = new Replacement();
        setup.accept(first);
        try {
            first.openPorts();
            if (consoleConnector != null && spec != null) {
                AbstractNetworkConnector second = connectors.bindConsole(consoleConnector, spec.elsewhere());
                if (second != null) {
                    server.addConnector(second);
                    seconds.put(consoleConnector, second);
                }
            }
            takeOver(first);
            // Processes first: the JVMs start while the server does.
            for (LocalFunction function : functions) {
                function.start();
            }
            server.start();
            if (console != null) {
                console.begin();
            }
            functions.forEach(function -> changes.watch(function.watched()));
        } catch (LocalException e) {
            throw e;
        } catch (Exception e) {
            throw new LocalException("the local server cannot start: " + e.getMessage(), e);
        }
    }

    /** Looks soon for what has changed: events come in swarms, and one look serves for all. */
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

    /** Sends a request that the console makes to the front on the port of its URL. */
    private dev.corsac.http.Response tried(Request request, long replayOf) {
        for (AbstractNetworkConnector connector : fronts) {
            if (connector.getLocalPort() == request.url().port()) {
                return replays.replay(connector, request, replayOf);
            }
        }
        throw new IllegalArgumentException(
                "no front listens on port " + request.url().port() + " here");
    }

    /**
     * Shows on the console that the configuration cannot be used as it is; does nothing without a console.
     *
     * @param problem every problem with its place; empty if there is no longer one
     */
    public void consoleProblem(String problem) {
        if (console != null) {
            console.configurationProblem(problem);
        }
    }

    /** Replaces the addresses that the console names and offers; does nothing without a console. */
    public void consoleAddresses(List<ConsoleSpec.Address> addresses) {
        if (console != null) {
            console.addresses(addresses);
        }
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

    /**
     * Replaces everything that is served. Ports that stay are not closed, a request that is under way gets its response from the
     * front that received it, and a function with the same settings keeps its processes. Where the new settings of a function do
     * not start, its last good process stays and the listener receives the reason.
     *
     * @param setup called once with the host to fill; what it throws is thrown, and nothing has changed
     * @throws LocalException if a port is in use, or the run has been closed; nothing has changed
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
        takeOver(next);
        functions.forEach(function -> changes.watch(function.watched()));
    }

    /** Serves what is prepared, and ends what is no longer needed. */
    private void takeOver(Replacement next) {
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
    }

    /**
     * Runs a task whenever one of these files has changed and has then stayed the same for a moment. Looks at them a few times a
     * second: file events come late or never on some systems.
     */
    public void watch(FileWatch files, Runnable changed) {
        background.repeat("looking for changed files", WATCH, () -> {
            if (files.look()) {
                background.execute("taking over the changed files", changed);
            }
        });
    }

    private void add(AbstractNetworkConnector connector) throws Exception {
        server.addConnector(connector);
        if (server.isStarted()) {
            connector.start();
        }
    }

    private void closeLater(AbstractNetworkConnector connector) {
        background.execute("closing port " + connector.getPort(), () -> {
            try {
                connector.shutdown().get(LEAVING_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException e) {
                // A request without a response by now will not get one.
            }
            try {
                connector.stop();
            } catch (Exception e) {
                // It ends with the server.
            }
            server.removeConnector(connector);
        });
    }

    /** The functions and fronts of the next configuration. */
    private final class Replacement implements DeploymentHost {
        private final Map<FunctionSettings, LocalFunction> functions = new LinkedHashMap<>();
        private final List<Map.Entry<FrontAddress, Front>> wanted = new ArrayList<>();
        private final Map<AbstractNetworkConnector, FrontHandler> fronts = new LinkedHashMap<>();

        @Override
        public LambdaFunction function(FunctionSettings spec) {
            if (functions.keySet().stream().anyMatch(other -> other.name().equals(spec.name()))) {
                throw new IllegalArgumentException("there are two functions " + spec.name());
            }
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
                        connector = connectors.front(port);
                        Connectors.bind(connector);
                        opened.add(connector);
                    }
                    fronts.put(connector, new FrontHandler(entry.getValue(), entry.getKey(), listener, clock, replays));
                }
                for (AbstractNetworkConnector connector : opened) {
                    AbstractNetworkConnector second = connectors.second(connector);
                    if (second != null) {
                        add(second);
                        seconds.put(connector, second);
                    }
                }
                for (AbstractNetworkConnector connector : opened) {
                    add(connector);
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

    /** Returns the ports of the fronts, in the order in which they were added. */
    public List<Integer> ports() {
        List<Integer> ports = new ArrayList<>();
        for (AbstractNetworkConnector connector : fronts) {
            ports.add(connector.getLocalPort());
        }
        return ports;
    }

    /** Returns the console's port; 0 if there is no console. */
    public int consolePort() {
        return consoleConnector == null ? 0 : consoleConnector.getLocalPort();
    }

    /** Stops the server and ends every process of a function, by force where necessary; can be repeated. */
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
        if (console != null) {
            console.close();
        }
        host.archives().close();
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
