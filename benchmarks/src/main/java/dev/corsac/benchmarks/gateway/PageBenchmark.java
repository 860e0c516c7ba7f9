package dev.corsac.benchmarks.gateway;

import dev.corsac.browser.Call;
import dev.corsac.browser.Engine;
import dev.corsac.deployment.CallOutcome;
import dev.corsac.deployment.Network;
import dev.corsac.http.Headers;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One call of a page, with its preflight, through the model of a browser and a REST API. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PageBenchmark {

    private final Network deployment = Network.builder()
            .serve(Trivial.API, Trivial.rest(Trivial.function("\"headers\":")))
            .build();
    private final Call call = Call.fetch(Trivial.PAGE, "PUT", Trivial.API + Trivial.PATH)
            .withHeaders(Headers.of("Authorization", "Bearer 0123456789abcdef0123456789abcdef"));

    @Setup
    public void prepare() {
        CallOutcome outcome = call();
        if (!outcome.allowed() || outcome.responses().size() != 2) {
            throw new IllegalStateException(outcome.sentence());
        }
    }

    @Benchmark
    public CallOutcome call() {
        return deployment.call(Engine.CHROMIUM, call, () -> Trivial.ARRIVAL);
    }
}
