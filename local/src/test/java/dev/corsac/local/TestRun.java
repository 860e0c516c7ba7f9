package dev.corsac.local;

import static java.util.Objects.requireNonNull;

import dev.corsac.deployment.DeploymentHost;
import dev.corsac.deployment.FrontAddress;
import dev.corsac.deployment.FunctionSettings;
import dev.corsac.gateway.Front;
import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.local.function.Limits;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A run that a test fills step by step: its functions can be named before it has started. */
final class TestRun implements DeploymentHost, AutoCloseable {

    private final LocalRun.Builder builder;
    private final List<Consumer<DeploymentHost>> steps = new ArrayList<>();
    private @Nullable LocalRun run;

    TestRun(JavaRuntime runtime, LocalListener listener, Clock clock) {
        this(runtime, listener, clock, Limits.LAMBDA);
    }

    TestRun(JavaRuntime runtime, LocalListener listener, Clock clock, Limits limits) {
        this.builder = LocalRun.builder(runtime, listener, clock).limits(limits);
    }

    void archivesAfter(Duration delay) {
        builder.archivesAfter(delay);
    }

    @Override
    public LambdaFunction function(FunctionSettings settings) {
        Later function = new Later(settings.name());
        steps.add(host -> function.made = host.function(settings));
        return function;
    }

    @Override
    public void listen(FrontAddress address, Front front) {
        steps.add(host -> host.listen(address, front));
    }

    void tls(LocalAuthority authority) {
        builder.tls(authority);
    }

    void console(ConsoleSpec spec) {
        builder.console(spec);
    }

    void start() throws LocalException {
        run = builder.serve(host -> steps.forEach(step -> step.accept(host))).start();
    }

    LocalRun started() {
        return requireNonNull(run, "the run has not started");
    }

    void replace(Consumer<DeploymentHost> setup) throws LocalException {
        started().replace(setup);
    }

    void consoleProblem(String problem) {
        started().consoleProblem(problem);
    }

    List<Integer> ports() {
        return started().ports();
    }

    int consolePort() {
        return started().consolePort();
    }

    @Override
    public void close() {
        if (run != null) {
            run.close();
        }
    }

    /** A function that is there once the run has started. */
    private static final class Later implements LambdaFunction {
        private final String name;
        private @Nullable LambdaFunction made;

        Later(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public InvocationResult invoke(byte[] event, Duration timeout) {
            return requireNonNull(made, "the run has not started").invoke(event, timeout);
        }
    }
}
