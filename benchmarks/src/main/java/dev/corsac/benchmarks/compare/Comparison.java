package dev.corsac.benchmarks.compare;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Two builds of the engine, measured in turn in one JVM. Each piece of work has classes of its own, so that the compiler knows
 * no other work, and is loaded several times, since the compiler decides otherwise each time. The time is the processor time
 * of the one thread. The base is measured twice, which shows the noise. Prints JSON, one object a line. Arguments: class path
 * of the base, class path of the head, a pattern of names (optional), a number of loads (optional). Ends with 1 if the head is
 * slower beyond the noise, with 3 if it could not be measured.
 */
public final class Comparison {

    private static final int ROUNDS = 7;

    /** A head that is slower by less is not reported. */
    private static final double TOLERANCE = 1.05;

    private static final long WARM_UP_NANOS = 400_000_000;
    private static final long ROUND_NANOS = 15_000_000;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final String base;
    private final String head;
    private final int loads;

    /** Receives results, so that no work is left out. */
    @SuppressWarnings("UnusedVariable")
    private static volatile int sink;

    private Comparison(String base, String head, int loads) {
        this.base = base;
        this.head = head;
        this.loads = loads;
    }

    /** Measures; see the class. */
    public static void main(String[] arguments) throws Exception {
        Pattern names = Pattern.compile(arguments.length > 2 ? arguments[2] : "");
        int loads = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 3;
        Comparison comparison = new Comparison(arguments[0], arguments[1], loads);
        List<String> slower = new ArrayList<>();
        try {
            for (String name : load(arguments[1]).keySet()) {
                if (names.matcher(name).find() && comparison.isSlower(name)) {
                    slower.add(name);
                }
            }
        } catch (Exception | LinkageError e) {
            e.printStackTrace();
            System.exit(3);
        }
        if (!slower.isEmpty()) {
            System.err.println("slower beyond the noise: " + String.join(", ", slower));
            System.exit(1);
        }
    }

    private boolean isSlower(String name) throws Exception {
        Times baseTimes = new Times();
        Times headTimes = new Times();
        Times againTimes = new Times();
        for (int load = 0; load < loads; load++) {
            List<Side> sides = List.of(
                    new Side(load(base), name, baseTimes),
                    new Side(load(head), name, headTimes),
                    new Side(load(base), name, againTimes));
            for (int round = 0; round < ROUNDS; round++) {
                for (int i = 0; i < sides.size(); i++) {
                    sides.get((round + i) % sides.size()).round(); // none is always the first
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "{\"case\":\"%s\",\"unit\":\"ns\",\"base\":%s,\"head\":%s,\"headToBase\":%s,\"noise\":%s}%n",
                name,
                json(baseTimes.all(), "%.1f"),
                json(headTimes.all(), "%.1f"),
                json(ratios(headTimes.all(), baseTimes.all()), "%.3f"),
                json(ratios(againTimes.all(), baseTimes.all()), "%.3f"));
        // The best load of the head is slower than the worst of the base: no luck of the compiler explains that.
        double slowestBase = Math.max(most(baseTimes.medians()), most(againTimes.medians()));
        return least(headTimes.medians()) > TOLERANCE * slowestBase;
    }

    /** The times of one build, in nanoseconds: as many for each load as there are rounds. */
    private static final class Times {

        private final List<Double> nanos = new ArrayList<>();

        double[] all() {
            return nanos.stream().mapToDouble(Double::doubleValue).toArray();
        }

        double[] medians() {
            double[] all = all();
            double[] medians = new double[all.length / ROUNDS];
            for (int load = 0; load < medians.length; load++) {
                medians[load] = median(Arrays.copyOfRange(all, load * ROUNDS, (load + 1) * ROUNDS));
            }
            return medians;
        }
    }

    /** One build doing one piece of work. */
    private static final class Side {

        private final Workload work;
        private final int times;
        private final Times results;

        Side(Map<String, Workload> loaded, String name, Times results) throws Exception {
            this.results = results;
            Workload found = loaded.get(name);
            if (found == null) {
                throw new IllegalArgumentException("no work is called " + name);
            }
            work = found;
            int count = 1;
            long took = 0;
            for (long all = 0; all < WARM_UP_NANOS; all += took) {
                took = time(count);
                if (took < ROUND_NANOS / 2) {
                    count *= 2;
                }
            }
            times = (int) Math.max(1, count * ROUND_NANOS / Math.max(1, took));
        }

        void round() throws Exception {
            results.nanos.add(time(times) / (double) times);
        }

        private long time(int count) throws Exception {
            long start = THREADS.getCurrentThreadCpuTime();
            sink = work.run(count);
            return THREADS.getCurrentThreadCpuTime() - start;
        }
    }

    @SuppressWarnings("unchecked") // the same interface for all, see Build
    private static Map<String, Workload> load(String classPath) throws ReflectiveOperationException, IOException {
        return (Map<String, Workload>) new Build(classPath)
                .loadClass(Workloads.class.getName())
                .getMethod("all")
                .invoke(null);
    }

    /** The classes of one build, and of the work that is done with them. Only {@link Workload} and the JDK are shared. */
    private static final class Build extends URLClassLoader {

        Build(String classPath) throws IOException {
            super(urls(classPath), ClassLoader.getPlatformClassLoader());
        }

        private static URL[] urls(String classPath) throws MalformedURLException {
            String all = classPath + File.pathSeparator + System.getProperty("java.class.path");
            List<URL> urls = new ArrayList<>();
            for (String entry : all.split(File.pathSeparator, -1)) {
                urls.add(Path.of(entry).toUri().toURL());
            }
            return urls.toArray(new URL[0]);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            return name.equals(Workload.class.getName()) ? Workload.class : super.findClass(name);
        }
    }

    private static double[] ratios(double[] dividends, double[] divisors) {
        double[] ratios = new double[dividends.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = dividends[i] / divisors[i];
        }
        return ratios;
    }

    private static String json(double[] values, String format) {
        String all = "{\"least\":" + format + ",\"median\":" + format + ",\"most\":" + format + "}";
        return String.format(Locale.ROOT, all, least(values), median(values), most(values));
    }

    private static double most(double[] values) {
        return Arrays.stream(values).max().orElse(Double.NaN);
    }

    private static double least(double[] values) {
        return Arrays.stream(values).min().orElse(Double.NaN);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
