package dev.corsac.local.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.deployment.FunctionProgram;
import dev.corsac.deployment.FunctionSettings;
import dev.corsac.local.watch.FileFingerprint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The parts of a function, each on its own: states, changes, initialisation, queue, number of processes. */
class FunctionPartsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "STARTING  | WAITING ENDING",
                "WAITING   | WAITING AT_EVENT ENDING",
                "AT_EVENT  | RETURNING ENDING",
                "RETURNING | WAITING ENDING",
                "ENDING    | ENDING"
            })
    void a_state_is_followed_by_these_and_no_others(ProcessState state, String next) {
        assertThat(state.next())
                .isEqualTo(Arrays.stream(next.split(" "))
                        .map(ProcessState::valueOf)
                        .collect(Collectors.toSet()));
    }

    private static final FileFingerprint A = new FileFingerprint(1);
    private static final FileFingerprint B = new FileFingerprint(2);
    private static final FileFingerprint C = new FileFingerprint(3);
    private static final long SETTLING = Limits.LAMBDA.settling().toNanos();

    @Test
    void a_change_is_tried_once_it_has_stood_still() {
        ChangeTracker tracker = new ChangeTracker(A, Limits.LAMBDA);
        assertThat(tracker.looked(A, 0, 1)).isFalse();
        assertThat(tracker.looked(B, 2, 3)).as("a change begins").isTrue();
        assertThat(tracker.isSettling()).isTrue();
        assertThat(tracker.looked(C, 4, 5)).as("it is under way").isFalse();
        assertThat(tracker.settle(C, 10)).as("it goes on").isNull();
        assertThat(tracker.settle(C, 20)).as("it stands still").isEqualTo(C);
        assertThat(tracker.isSettling()).as("until it is tried").isTrue();
        tracker.end();
        assertThat(tracker.isSettling()).isFalse();
        assertThat(tracker.looked(C, 30, 31)).isFalse();
    }

    @Test
    void a_change_that_never_stands_still_is_tried_after_a_while() {
        ChangeTracker tracker = new ChangeTracker(A, Limits.LAMBDA);
        tracker.looked(B, 0, 0);
        assertThat(tracker.settle(C, SETTLING - 1)).isNull();
        assertThat(tracker.settle(B, SETTLING)).isEqualTo(B);
    }

    @Test
    void looking_takes_a_small_part_of_the_time() {
        ChangeTracker tracker = new ChangeTracker(A, Limits.LAMBDA);
        long look = TimeUnit.MILLISECONDS.toNanos(2);
        tracker.looked(A, 0, look);
        assertThat(tracker.isDue(look + 50 * look - 1)).isFalse();
        assertThat(tracker.isDue(look + 50 * look)).isTrue();
    }

    private static FunctionSettings timeout(int seconds) {
        return timeout(seconds, null);
    }

    private static FunctionSettings timeout(int seconds, @Nullable Duration initTimeout) {
        return FunctionSettings.builder("f", new FunctionProgram.Command(List.of("x"), "", List.of()), Path.of(""))
                .timeout(Duration.ofSeconds(seconds))
                .concurrency(1)
                .initTimeout(initTimeout)
                .build();
    }

    @Test
    void a_setting_allows_an_initialisation_another_time_than_lambda() {
        InitPolicy policy = new InitPolicy(Limits.LAMBDA.init());
        FunctionSettings spec = timeout(3, Duration.ofSeconds(40));
        assertThat(policy.limit(spec, false, false)).hasSeconds(40);
        assertThat(policy.limit(spec, true, false)).hasSeconds(3);
        assertThat(policy.words(InitPolicy.Overrun.BEGINS_AGAIN, spec, Duration.ofSeconds(41)))
                .contains("longer than 40.00 seconds", "--init-timeout 60, or initTimeout of the function");
    }

    @ParameterizedTest
    @CsvSource({
        // timeout, in an invocation, of a change, limit, what becomes of it
        "3,  false, false, 10, BEGINS_AGAIN",
        "3,  true,  false, 3,  FAILS_ITS_EVENT",
        "3,  false, true,  10, FAILS_ITS_CHANGE",
        "30, false, false, 10, BEGINS_AGAIN",
        "30, false, true,  30, FAILS_ITS_CHANGE",
        "30, true,  true,  30, FAILS_ITS_EVENT"
    })
    void an_initialisation_has_ten_seconds_or_the_time_of_its_event(
            int timeout, boolean inInvocation, boolean candidate, int limit, InitPolicy.Overrun overrun) {
        InitPolicy policy = new InitPolicy(Limits.LAMBDA.init());
        assertThat(policy.limit(timeout(timeout), inInvocation, candidate)).isEqualTo(Duration.ofSeconds(limit));
        assertThat(policy.overrun(inInvocation, candidate)).isEqualTo(overrun);
    }

    @Test
    void events_wait_in_their_order_and_one_that_was_not_handed_over_comes_first_again() {
        EventQueue queue = new EventQueue();
        Invocation one = new Invocation(new byte[0]);
        Invocation two = new Invocation(new byte[0]);
        Invocation three = new Invocation(new byte[0]);
        queue.add(one);
        queue.add(two);
        assertThat(queue.poll()).isSameAs(one);
        queue.putBack(one);
        queue.add(three);
        queue.remove(two);
        assertThat(queue.takeFailed(true)).containsExactly(one);
        queue.add(two);
        assertThat(queue.takeFailed(false)).containsExactly(three, two);
        assertThat(queue.isEmpty()).isTrue();
        assertThat(queue.takeFailed(true)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // alive, starting, returning, idle; events that wait, wanted in any case, concurrency; to start
        "0, 0, 0, 0, 0, 1, 4, 1",
        "0, 0, 0, 0, 3, 0, 4, 3",
        "0, 0, 0, 0, 9, 0, 4, 4",
        "2, 1, 1, 0, 3, 0, 4, 1",
        "1, 0, 1, 0, 1, 0, 4, 0",
        "4, 0, 0, 0, 5, 0, 4, 0",
        "2, 0, 0, 2, 1, 0, 4, -1"
    })
    void a_process_is_started_for_each_event_that_none_will_ask_for(
            int alive, int starting, int returning, int idle, int waiting, int atLeast, int concurrency, int missing) {
        ProcessCount count = new ProcessCount(alive, starting, returning, idle);
        assertThat(Math.max(0, count.missing(waiting, atLeast, concurrency))).isEqualTo(Math.max(0, missing));
    }
}
