package dev.corsac.benchmarks.gateway;

import dev.corsac.gateway.Front;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One request, with the header lines that a browser sends, through a front as a function. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FrontBenchmark {

    private static final Request FETCH = Request.of(
            "GET",
            Trivial.API + Trivial.PATH,
            Headers.of(
                    "host", "api.example.com",
                    "origin", Trivial.PAGE,
                    "authorization", "Bearer 0123456789abcdef0123456789abcdef",
                    "user-agent",
                            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0",
                    "accept", "*/*",
                    "accept-language", "en-GB,en;q=0.9",
                    "accept-encoding", "gzip, deflate, br",
                    "referer", Trivial.PAGE + "/",
                    "sec-fetch-site", "same-site",
                    "sec-fetch-mode", "cors",
                    "sec-fetch-dest", "empty"));

    @Param({
        "rest-api",
        "http-api-2.0",
        "http-api-1.0",
        "function-url",
        "load-balancer",
        "load-balancer-multi-value",
        "s3-bucket",
        "s3-website",
        "cloudfront-hit",
        "cloudfront-to-rest-api"
    })
    String front;

    private Front subject;

    @Setup
    public void prepare() {
        subject = Trivial.front(front);
        int status = subject.respond(FETCH, Trivial.ARRIVAL).response().status();
        if (status != 200) {
            throw new IllegalStateException(front + " responded with " + status);
        }
    }

    @Benchmark
    public Object respond() {
        return subject.respond(FETCH, Trivial.ARRIVAL);
    }
}
