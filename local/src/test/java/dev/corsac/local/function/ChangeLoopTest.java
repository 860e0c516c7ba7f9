package dev.corsac.local.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.local.concurrent.Background;
import dev.corsac.local.watch.FileFingerprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a changed function whose change cannot be loaded. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class ChangeLoopTest {

    private static final Limits LIMITS =
            new Limits(Duration.ofSeconds(10), Duration.ofMillis(1), Duration.ofMinutes(1), Duration.ofMillis(1));

    /** What fails while a change settles. */
    enum Failing {
        LOOKING_AT_THE_FILES,
        TRYING_THE_NEW_VERSION
    }

    @TempDir
    Path folder;

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private final Background background = new Background(problem -> events.add("problem: " + problem));
    private final AtomicInteger failures = new AtomicInteger();
    private Failing failing = Failing.LOOKING_AT_THE_FILES;
    private ChangeTracker tracker = new ChangeTracker(new FileFingerprint(0), LIMITS);

    @BeforeEach
    void begin() throws IOException {
        Files.writeString(folder.resolve("handler.js"), "1");
        tracker = new ChangeTracker(FileFingerprint.of(List.of(folder)), LIMITS);
    }

    @AfterEach
    void close() {
        background.close();
    }

    /** The first look finds the change, the next one is that of a change that settles. */
    private List<Path> watched() {
        fail(Failing.LOOKING_AT_THE_FILES, tracker.isSettling());
        return List.of(folder);
    }

    private void load(FileFingerprint files) {
        fail(Failing.TRYING_THE_NEW_VERSION, true);
        tracker.end();
        events.add(files.equals(FileFingerprint.of(List.of(folder))) ? "loaded" : "loaded what has changed since");
    }

    private void fail(Failing where, boolean now) {
        if (where == failing && now && failures.getAndDecrement() > 0) {
            throw new IllegalStateException("the folder is gone");
        }
    }

    private void giveUp() {
        tracker.end();
        events.add("the version before goes on");
    }

    private ChangeLoop loop() {
        return new ChangeLoop(
                "orders", background, LIMITS, tracker, this::watched, () -> true, this::load, this::giveUp);
    }

    private String event() throws InterruptedException {
        return String.valueOf(events.poll(30, TimeUnit.SECONDS));
    }

    @ParameterizedTest
    @EnumSource
    void a_change_that_cannot_be_loaded_is_reported_and_the_next_one_is_loaded(Failing failing) throws Exception {
        this.failing = failing;
        failures.set(1);
        ChangeLoop loop = loop();
        Files.writeString(folder.resolve("handler.js"), "22");
        loop.check();
        assertThat(event())
                .startsWith("problem: loading the changed function orders failed: "
                        + "IllegalStateException: the folder is gone. ");
        assertThat(event()).isEqualTo("the version before goes on");
        assertThat(tracker.isSettling()).as("events wait").isFalse();

        Files.writeString(folder.resolve("handler.js"), "333");
        loop.check();
        assertThat(event()).isEqualTo("loaded");
        assertThat(tracker.isSettling()).isFalse();
    }

    @Test
    void files_that_cannot_be_looked_at_do_not_keep_others_from_looking() throws Exception {
        ChangeLoop loop = new ChangeLoop(
                "orders",
                background,
                LIMITS,
                tracker,
                () -> {
                    fail(Failing.LOOKING_AT_THE_FILES, true);
                    return List.of(folder);
                },
                () -> true,
                this::load,
                this::giveUp);
        failures.set(1);
        Files.writeString(folder.resolve("handler.js"), "22");
        background.run("looking for changes of function orders", loop::check, thrown -> {});
        assertThat(event()).startsWith("problem: looking for changes of function orders failed: ");
        loop.check();
        assertThat(event()).isEqualTo("loaded");
    }
}
