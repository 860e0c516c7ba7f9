package dev.corsac.local;

import java.nio.file.Path;
import java.util.List;

/** Tells that files have changed, once they are the same in two looks that follow each other. For one thread. */
final class FileWatch {

    private final List<Path> files;
    private final Runnable changed;
    private Stamp told;
    private Stamp last;

    FileWatch(List<Path> files, Runnable changed) {
        this.files = List.copyOf(files);
        this.changed = changed;
        this.told = Stamp.of(files);
        this.last = told;
    }

    void look() {
        Stamp now = Stamp.of(files);
        boolean still = now.equals(last);
        last = now;
        if (still && !now.equals(told)) {
            told = now;
            changed.run();
        }
    }
}
