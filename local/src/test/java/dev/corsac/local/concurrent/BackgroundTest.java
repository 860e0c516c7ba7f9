package dev.corsac.local.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class BackgroundTest {

    private final BlockingQueue<String> problems = new LinkedBlockingQueue<>();
    private final Background background = new Background(problems::add);

    @AfterEach
    void close() {
        background.close();
    }

    private String problem() throws InterruptedException {
        return String.valueOf(problems.poll(30, TimeUnit.SECONDS));
    }

    @Test
    void what_a_task_throws_is_reported_in_words_and_its_owner_restores_its_state() throws Exception {
        BlockingQueue<String> restored = new LinkedBlockingQueue<>();
        Runnable[] tasks = {
            () -> {
                throw new IllegalArgumentException("Invalid environment variable name: \"A=B\"");
            },
            () -> {
                throw new StackOverflowError();
            }
        };
        String[] words = {"IllegalArgumentException: Invalid environment variable name: \"A=B\"", "StackOverflowError"};
        for (int i = 0; i < tasks.length; i++) {
            int n = i;
            background.execute("starting it", tasks[i], thrown -> restored.add("now " + n));
            assertThat(restored.poll(30, TimeUnit.SECONDS)).isEqualTo("now " + i);
            assertThat(problem()).startsWith("starting it failed: " + words[i] + ". ");
            background.executeLater("later", Duration.ZERO, tasks[i], thrown -> restored.add("later " + n));
            assertThat(restored.poll(30, TimeUnit.SECONDS)).isEqualTo("later " + i);
            assertThat(problem()).startsWith("later failed: " + words[i] + ". ");
        }
    }

    @Test
    void what_is_repeated_goes_on_after_a_failure_which_is_reported_once() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch enough = new CountDownLatch(6);
        background.repeat("looking", Duration.ofMillis(1), () -> {
            enough.countDown();
            if (runs.incrementAndGet() < 5) {
                throw new IllegalStateException("gone");
            }
        });
        assertThat(enough.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(problem()).startsWith("looking failed: IllegalStateException: gone. ");
        assertThat(problems).isEmpty();
    }

    @Test
    void a_thread_that_ends_unexpectedly_is_reported() throws Exception {
        background
                .threads("runtime-api")
                .newThread(() -> {
                    throw new IllegalStateException("odd");
                })
                .start();
        assertThat(problem()).startsWith("runtime-api failed: IllegalStateException: odd. ");
    }

    @Test
    void after_the_end_tasks_are_refused_and_nothing_is_thrown() {
        background.close();
        assertThat(background.execute("x", () -> {})).isFalse();
        assertThat(background.executeLater("x", Duration.ZERO, () -> {}, thrown -> {}))
                .isFalse();
        background.repeat("x", Duration.ofMillis(1), () -> {});
        assertThat(problems).isEmpty();
    }

    @Test
    void accepting_that_keeps_failing_is_not_tried_without_pause() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        CountDownLatch several = new CountDownLatch(4);
        ServerSocket failing = new ServerSocket(0) {
            @Override
            public Socket accept() throws java.io.IOException {
                attempts.incrementAndGet();
                several.countDown();
                throw new java.net.SocketException("Too many open files");
            }
        };
        long start = System.nanoTime();
        Thread loop = new Thread(() -> AcceptLoop.run(failing, socket -> {}));
        loop.start();
        assertThat(several.await(30, TimeUnit.SECONDS)).isTrue();
        // 10, 20 and 40 ms lie between four attempts: a bound from below, which no slow machine breaks.
        assertThat(System.nanoTime() - start)
                .isGreaterThan(Duration.ofMillis(70).toNanos());
        failing.close();
        loop.join();
    }
}
