package dev.corsac.local.function;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Reads what a process writes, line by line; a line without end is cut where Lambda's logs cut it. */
public final class LogLines {

    /** A log event's bound (documented, in bytes). */
    public static final int LONGEST = 256 * 1024;

    private LogLines() {}

    /** Reads until the end of the stream. */
    public static void read(InputStream stream, Consumer<String> lines) {
        StringBuilder line = new StringBuilder();
        char[] buffer = new char[8192];
        boolean afterReturn = false;
        try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            for (int count = reader.read(buffer); count >= 0; count = reader.read(buffer)) {
                for (int i = 0; i < count; i++) {
                    char c = buffer[i];
                    boolean end = c == '\n' || c == '\r';
                    if (end && !(c == '\n' && afterReturn)) {
                        lines.accept(line.toString());
                        line.setLength(0);
                    } else if (!end) {
                        line.append(c);
                    }
                    if (line.length() == LONGEST) {
                        lines.accept(line.toString());
                        line.setLength(0);
                    }
                    afterReturn = c == '\r';
                }
            }
        } catch (IOException e) {
            // The pipe broke with the process: the same as its end.
        }
        if (line.length() > 0) {
            lines.accept(line.toString());
        }
    }
}
