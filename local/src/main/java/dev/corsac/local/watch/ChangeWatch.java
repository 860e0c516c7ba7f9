package dev.corsac.local.watch;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A watch that reports that something has changed in files and folders, as soon as the operating system does. That is only a
 * hint: some systems report it seconds later, or not at all, and the receiver finds out what has changed. Thread-safe.
 */
public final class ChangeWatch implements AutoCloseable {

    /** More folders than a class path has; past it changes are found when a request comes. */
    private static final int MOST_FOLDERS = 5_000;

    private final @Nullable WatchService service;
    private final Runnable changed;
    private final Set<Path> roots = new LinkedHashSet<>();

    public ChangeWatch(Runnable changed) {
        this.changed = changed;
        this.service = service();
        if (service != null) {
            Thread thread = new Thread(() -> take(service), "changes");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static @Nullable WatchService service() {
        try {
            return FileSystems.getDefault().newWatchService();
        } catch (IOException | UnsupportedOperationException e) {
            // As where the user's watches are used up: changes are found when a request comes.
            return null;
        }
    }

    /** Watches these too; what is not there yet, from when it comes. */
    public void watch(List<Path> paths) {
        synchronized (roots) {
            roots.addAll(paths);
        }
        register();
    }

    private void register() {
        if (service == null) {
            return;
        }
        List<Path> all;
        synchronized (roots) {
            all = List.copyOf(roots);
        }
        Set<Path> folders = new LinkedHashSet<>();
        Set<Path> above = new LinkedHashSet<>();
        for (Path root : all) {
            Path path = root.toAbsolutePath();
            // Two levels up: a build that starts over removes target/classes, or target.
            Path folder = path.getParent();
            if (folder != null && !Files.isDirectory(path)) {
                folders.add(folder);
            }
            for (int i = 0; i < 2 && folder != null && folder.getNameCount() > 0; i++) {
                above.add(folder);
                folder = folder.getParent();
            }
            collect(path, folders);
        }
        above.removeAll(folders);
        // Not what is written there, which may be a log with a line for each request.
        above.forEach(folder ->
                register(service, folder, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_DELETE));
        folders.forEach(folder -> register(
                service,
                folder,
                StandardWatchEventKinds.ENTRY_CREATE,
                StandardWatchEventKinds.ENTRY_MODIFY,
                StandardWatchEventKinds.ENTRY_DELETE));
    }

    private static void register(WatchService service, Path folder, WatchEvent.Kind<?>... kinds) {
        try {
            if (Files.isDirectory(folder)) {
                folder.register(service, kinds);
            }
        } catch (IOException | ClosedWatchServiceException e) {
            // Gone meanwhile, or no more watches to be had.
        }
    }

    private static void collect(Path path, Set<Path> folders) {
        try {
            Files.walkFileTree(path, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    folders.add(folder);
                    return folders.size() < MOST_FOLDERS ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            // Not there, or not readable: the folder above tells when it comes.
        }
    }

    private void take(WatchService events) {
        try {
            while (true) {
                WatchKey key = events.take();
                boolean structure = false;
                for (WatchEvent<?> event : key.pollEvents()) {
                    structure |= !StandardWatchEventKinds.ENTRY_MODIFY.equals(event.kind());
                }
                structure |= !key.reset();
                if (structure) {
                    register();
                }
                changed.run();
            }
        } catch (InterruptedException | ClosedWatchServiceException e) {
            // The end.
        }
    }

    @Override
    public void close() {
        if (service != null) {
            try {
                service.close();
            } catch (IOException e) {
                // It goes with the process.
            }
        }
    }
}
