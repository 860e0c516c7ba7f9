package dev.corsac.browser;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How many of the recorded cases one thread gets through in a second: {@code java -cp … dev.corsac.browser.Throughput [ROUNDS]}.
 * Prints a figure for each engine, as {@code benchmarks/figures} does: least, median and most of the rounds (5 unless another number is
 * given), after one that warms up.
 */
final class Throughput {

    private static final int REPEATS = 60;

    private Throughput() {}

    public static void main(String[] args) {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 5;
        List<RecordedCase> cases = RecordedCase.all();
        Map<Engine, List<Double>> rates = new EnumMap<>(Engine.class);
        for (int round = 0; round <= rounds; round++) {
            for (Engine engine : Engine.values()) {
                double rate = rate(Browser.of(engine), cases);
                if (round > 0) {
                    rates.computeIfAbsent(engine, each -> new ArrayList<>()).add(rate);
                }
            }
        }
        rates.forEach((engine, values) -> {
            List<Double> sorted = values.stream().sorted().toList();
            System.out.printf(
                    Locale.ROOT,
                    "{\"name\":\"browser-models/model, %s\",\"unit\":\"cases a second\",\"least\":%.0f,\"median\":%.0f,\"most\":%.0f}%n",
                    engine.displayName(),
                    sorted.get(0),
                    sorted.get(sorted.size() / 2),
                    sorted.get(sorted.size() - 1));
        });
    }

    private static double rate(Browser browser, List<RecordedCase> cases) {
        long exchanges = 0;
        long start = System.nanoTime();
        for (int i = 0; i < REPEATS; i++) {
            for (RecordedCase each : cases) {
                exchanges +=
                        browser.fetch(each.call(), each.server()).exchanges().size();
            }
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        if (exchanges == 0) {
            throw new IllegalStateException("no call has sent a request");
        }
        return REPEATS * cases.size() / seconds;
    }
}
