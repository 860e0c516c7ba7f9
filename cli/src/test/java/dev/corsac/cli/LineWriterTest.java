package dev.corsac.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class LineWriterTest {

    private final ByteArrayOutputStream both = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(both, true, StandardCharsets.UTF_8);

    private List<String> lines() {
        return both.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void a_line_is_written_without_another_one_coming() throws InterruptedException {
        CountDownLatch flushed = new CountDownLatch(1);
        PrintStream told = new PrintStream(both, false, StandardCharsets.UTF_8) {
            @Override
            public void flush() {
                super.flush();
                flushed.countDown();
            }
        };
        try (LineWriter writer = new LineWriter(told, told)) {
            writer.say("single");
            flushed.await();
            assertThat(lines()).containsExactly("single");
        }
    }

    @Test
    void an_error_comes_behind_all_that_was_said_before_it() {
        try (LineWriter writer = new LineWriter(stream, stream)) {
            writer.say("1");
            writer.say("2");
            writer.complain("3");
            assertThat(lines()).containsExactly("1", "2", "3");
        }
    }

    @Test
    void no_line_of_several_threads_is_lost_or_torn_and_each_thread_keeps_its_order() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        try (LineWriter writer = new LineWriter(stream, stream)) {
            for (int t = 0; t < 4; t++) {
                int thread = t;
                threads.add(new Thread(() -> {
                    for (int i = 0; i < 5_000; i++) {
                        writer.say(thread + " " + i);
                    }
                }));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertThat(lines()).hasSize(20_000);
        for (int t = 0; t < 4; t++) {
            String prefix = t + " ";
            List<String> expected = new ArrayList<>();
            for (int i = 0; i < 5_000; i++) {
                expected.add(prefix + i);
            }
            assertThat(lines().stream().filter(line -> line.startsWith(prefix))).containsExactlyElementsOf(expected);
        }
    }

    @Test
    void what_is_said_after_the_end_is_written_all_the_same() {
        LineWriter writer = new LineWriter(stream, stream);
        writer.close();
        writer.say("late");
        assertThat(lines()).containsExactly("late");
    }
}
