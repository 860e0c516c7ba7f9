package dev.corsac.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The time of one decision, from bytes to header lines. Each decision is about another of the origins. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecisionBenchmark {

    @Param({"fresh", "hashset", "corsac", "corsac-written", "spring", "jetty", "vertx"})
    String engine;

    @Param({"1", "10", "1000", "1000000", "wildcard1000"})
    String origins;

    @Param({
        "actual-allowed",
        "actual-refused",
        "preflight-granted",
        "preflight-refused",
        "hostile-origin",
        "hostile-headers"
    })
    String call;

    private Engine subject;
    private Call[] calls;
    private int next;
    private final Reply reply = new Reply();

    @Setup
    public void prepare() {
        boolean wildcard = origins.startsWith("wildcard");
        int count = Integer.parseInt(origins.replace("wildcard", ""));
        List<String> allowed = new ArrayList<>();
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String tenant = "tenant-" + (i * 7919L % 1_000_003) + ".example.com";
            allowed.add((wildcard ? "https://*." : "https://") + tenant);
            sent.add((wildcard ? "https://app." : "https://") + tenant);
        }
        Collections.shuffle(sent, new Random(1));
        subject = Engine.named(engine, allowed);
        if (call.endsWith("refused") || call.equals("hostile-origin")) {
            sent = sent.subList(0, Math.min(count, 100));
        }
        calls = new Call[sent.size()];
        for (int i = 0; i < calls.length; i++) {
            calls[i] = call(sent.get(i));
        }
        verify();
        if (engine.startsWith("corsac")) {
            // Decisions are kept: a million first ones take longer than the warm-up, and are not to be measured.
            for (int i = 0; i < calls.length; i++) {
                decide();
            }
        }
    }

    private Call call(String origin) {
        return switch (call) {
            case "actual-allowed" -> Call.actual(origin);
            case "actual-refused" -> Call.actual(origin.replace("tenant", "tenamt"));
            case "preflight-granted" -> Call.preflight(origin, "PUT", "authorization,content-type");
            case "preflight-refused" -> Call.preflight(origin, "PUT", "authorization,content-type,x-other");
            case "hostile-origin" -> Call.actual("https://" + "a.".repeat(4088) + origin.substring(8));
            case "hostile-headers" -> Call.preflight(origin, "PUT", "a,".repeat(4096));
            default -> throw new IllegalArgumentException(call);
        };
    }

    /** Checks that the engine does what it is timed for. */
    private void verify() {
        decide();
        boolean granted = call.equals("actual-allowed") || call.equals("preflight-granted");
        boolean sent = reply.get("Access-Control-Allow-Origin") != null;
        // Spring grants a preflight if one of its headers is allowed, and its wildcard covers hosts of any length.
        boolean lenient =
                engine.equals("spring") && (call.equals("preflight-refused") || call.equals("hostile-origin"));
        if ((engine.equals("corsac-written") || engine.equals("spring")) && !lenient && granted != sent) {
            throw new IllegalStateException(engine + " sends the wrong headers for " + call);
        }
    }

    @Benchmark
    public Object decide() {
        int index = next;
        next = index + 1 == calls.length ? 0 : index + 1;
        reply.clear();
        return subject.decide(calls[index], reply);
    }
}
