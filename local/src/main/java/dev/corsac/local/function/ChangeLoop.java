package dev.corsac.local.function;

import dev.corsac.local.concurrent.Background;
import dev.corsac.local.watch.FileFingerprint;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Looks at a function's files, until they have settled after a change. Thread-safe. */
final class ChangeLoop {

    private final String function;
    private final Background background;
    private final Limits limits;
    private final ChangeTracker tracker;
    private final Supplier<List<Path>> watched;
    private final BooleanSupplier isRunning;
    private final Consumer<FileFingerprint> settled;
    private final Runnable givenUp;
    private final AtomicBoolean checking = new AtomicBoolean();

    /**
     * Looks at nothing yet.
     *
     * @param isRunning whether a change matters now
     * @param settled receives the files as they are to be tried
     * @param givenUp called where the files could not be looked at: the version before goes on
     */
    ChangeLoop(
            String function,
            Background background,
            Limits limits,
            ChangeTracker tracker,
            Supplier<List<Path>> watched,
            BooleanSupplier isRunning,
            Consumer<FileFingerprint> settled,
            Runnable givenUp) {
        this.function = function;
        this.background = background;
        this.limits = limits;
        this.tracker = tracker;
        this.watched = watched;
        this.isRunning = isRunning;
        this.settled = settled;
        this.givenUp = givenUp;
    }

    /** Looks whether the files have changed, unless another thread does so now. */
    void check() {
        if (!checking.compareAndSet(false, true)) {
            return;
        }
        try {
            long from = System.nanoTime();
            FileFingerprint files = FileFingerprint.of(watched.get());
            if (isRunning.getAsBoolean() && tracker.looked(files, from, System.nanoTime())) {
                settleLater();
            }
        } finally {
            checking.set(false);
        }
    }

    private void settleLater() {
        background.executeLater(
                "loading the changed function " + function, limits.settled(), this::settle, thrown -> givenUp.run());
    }

    /** Goes on once nothing changes any more. */
    private void settle() {
        FileFingerprint files = tracker.settle(FileFingerprint.of(watched.get()), System.nanoTime());
        if (files == null) {
            settleLater();
        } else {
            settled.accept(files);
        }
    }
}
