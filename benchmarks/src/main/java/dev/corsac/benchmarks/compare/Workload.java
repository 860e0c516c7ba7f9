package dev.corsac.benchmarks.compare;

/** A piece of work that can be repeated. Loaded once for both builds, while the {@link Workloads} are loaded once for each. */
public interface Workload {

    /**
     * Does the work a number of times.
     *
     * @return anything that depends on the results, so that no compiler leaves the work out
     */
    int run(int times) throws Exception;
}
