package dev.corsac.local.watch;

import java.nio.file.Path;
import java.util.List;

/** Tells that files have changed, once they are the same in two looks that follow each other. For one thread. */
public final class FileWatch {

    private final List<Path> files;
    private final Runnable changed;
    private FileFingerprint told;
    private FileFingerprint last;

    public FileWatch(List<Path> files, Runnable changed) {
        this.files = List.copyOf(files);
        this.changed = changed;
        this.told = FileFingerprint.of(files);
        this.last = told;
    }

    public void look() {
        FileFingerprint now = FileFingerprint.of(files);
        boolean still = now.equals(last);
        last = now;
        if (still && !now.equals(told)) {
            told = now;
            changed.run();
        }
    }
}
