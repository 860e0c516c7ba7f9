package dev.corsac.runtime;

import com.amazonaws.services.lambda.runtime.api.client.logging.LogSink;
import com.amazonaws.services.lambda.runtime.logging.LogFormat;
import com.amazonaws.services.lambda.runtime.logging.LogLevel;
import java.io.PrintStream;

/**
 * Writes each log event to a stream as lines of its own: one that does not end with a line feed gets one, since each call of
 * {@code log} is one event on Lambda. Thread-safe.
 */
final class LineLogSink implements LogSink {

    private final PrintStream out;

    LineLogSink(PrintStream out) {
        this.out = out;
    }

    @Override
    public void log(byte[] message) {
        log(LogLevel.UNDEFINED, LogFormat.TEXT, message);
    }

    @Override
    public void log(LogLevel level, LogFormat format, byte[] message) {
        synchronized (out) {
            out.write(message, 0, message.length);
            if (message.length == 0 || message[message.length - 1] != '\n') {
                out.write('\n');
            }
            out.flush();
        }
    }

    @Override
    public void close() {
        // The stream is the process's.
    }
}
