package dev.corsac.lambda;

/** How long the random tests run, and from where. Both can be set: {@code -Dcorsac.seed=… -Dcorsac.rounds=…}. */
final class Differential {

    static final int ROUNDS = Integer.getInteger("corsac.rounds", 50_000);

    private Differential() {}

    /** A fresh seed, printed, or the one that is set. */
    static long seed() {
        Long set = Long.getLong("corsac.seed");
        long seed = set == null ? System.nanoTime() : set;
        System.out.println("corsac.seed=" + seed + " corsac.rounds=" + ROUNDS);
        return seed;
    }
}
