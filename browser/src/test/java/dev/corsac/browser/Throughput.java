package dev.corsac.browser;

import java.util.List;

/**
 * How many of the recorded cases one thread gets through in a second: {@code java -cp … dev.corsac.browser.Throughput}.
 * Prints a line for each round and engine; the first rounds warm up.
 */
final class Throughput {

    private static final int ROUNDS = 6;
    private static final int REPEATS = 60;

    private Throughput() {}

    public static void main(String[] args) {
        List<RecordedCase> cases = RecordedCase.all();
        for (int round = 1; round <= ROUNDS; round++) {
            for (Engine engine : Engine.values()) {
                Browser browser = Browser.of(engine);
                long requests = 0;
                long start = System.nanoTime();
                for (int i = 0; i < REPEATS; i++) {
                    for (RecordedCase each : cases) {
                        requests += browser.fetch(each.call(), each.server())
                                .exchanges()
                                .size();
                    }
                }
                double seconds = (System.nanoTime() - start) / 1e9;
                long perSecond = Math.round(REPEATS * cases.size() / seconds);
                System.out.println("round " + round + " " + engine.displayName() + ": " + perSecond
                        + " cases a second, " + requests + " requests");
            }
        }
    }
}
