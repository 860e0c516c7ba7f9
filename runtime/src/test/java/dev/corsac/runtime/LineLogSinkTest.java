package dev.corsac.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.logging.LogFormat;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

/** Each call of {@code context.getLogger().log()} is an entry of its own, as on Lambda. */
class LineLogSinkTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final LineLogSink sink = new LineLogSink(new PrintStream(written, false, UTF_8));

    @Test
    void an_entry_without_a_line_end_gets_one() {
        sink.log("one".getBytes(UTF_8));
        sink.log("two\n".getBytes(UTF_8));
        sink.log("three\nfour".getBytes(UTF_8));
        sink.log(new byte[0]);
        assertThat(written.toString(UTF_8)).isEqualTo("one\ntwo\nthree\nfour\n\n");
    }

    @Test
    void it_is_written_at_once_whatever_its_level_and_format() {
        sink.log(LogLevel.ERROR, LogFormat.JSON, "{\"message\":\"caf\u00e9\"}".getBytes(UTF_8));
        assertThat(written.toString(UTF_8)).isEqualTo("{\"message\":\"caf\u00e9\"}\n");
    }

    @Test
    void the_stream_stays_open_for_what_the_process_prints() {
        sink.close();
        sink.log("after".getBytes(UTF_8));
        assertThat(written.toString(UTF_8)).isEqualTo("after\n");
    }
}
