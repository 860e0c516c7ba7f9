package dev.corsac.local.function;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Reads what a process writes to its output as log lines: of plain text each line, and of framed log events, which AWS's runtime
 * clients write where {@code _LAMBDA_TELEMETRY_LOG_FD} says so, each event, whether it ends with a line feed or not. A line
 * without end is cut where Lambda's logs cut it, and taken for complete by {@link #flush}.
 *
 * <p>One thread reads; any thread may flush.
 */
public final class LogReader {

    /** A log event's bound (documented, in bytes). */
    public static final int LONGEST = 256 * 1024;

    /** Magic number, type, length and time stamp of a frame (read off AWS's Java client, which writes big-endian). */
    private static final int FRAME_HEAD = 16;

    private static final byte MAGIC_0 = (byte) 0xA5;
    private static final byte MAGIC_1 = 0x5A;

    private final boolean framed;
    private final Consumer<String> lines;
    private final Runnable unfinished;

    // Guarded by this.
    private byte[] pending = new byte[1024];
    private int length;
    private boolean afterReturn;
    private final byte[] head = new byte[FRAME_HEAD];
    private int headLength;
    private long frameLeft;

    /**
     * A reader of one process's output.
     *
     * @param framed whether framed log events may be among the text
     * @param lines receives each line, under the lock of this reader
     * @param unfinished called when text without a line's end is left over after all that could be read
     */
    public LogReader(boolean framed, Consumer<String> lines, Runnable unfinished) {
        this.framed = framed;
        this.lines = lines;
        this.unfinished = unfinished;
    }

    /** Reads until the end of the stream. */
    public void read(InputStream stream) {
        byte[] buffer = new byte[8192];
        try (stream) {
            for (int count = stream.read(buffer); count >= 0; count = stream.read(buffer)) {
                boolean left;
                synchronized (this) {
                    accept(buffer, count);
                    left = length > 0;
                }
                if (left) {
                    unfinished.run();
                }
            }
        } catch (IOException e) {
            // The pipe broke with the process: the same as its end.
        }
        flush();
    }

    /** Takes what has been read of a line for a whole one. */
    public synchronized void flush() {
        if (length > 0 && frameLeft == 0) {
            emit(length);
        }
    }

    /** Whether a line has begun and not ended. */
    synchronized boolean hasUnfinished() {
        return length > 0;
    }

    private void accept(byte[] buffer, int count) {
        for (int i = 0; i < count; i++) {
            byte b = buffer[i];
            if (frameLeft > 0) {
                inFrame(b);
            } else if (framed && (headLength > 0 || b == MAGIC_0)) {
                inHead(b);
            } else {
                inText(b);
            }
        }
    }

    /** A frame begins A5 5A 00; what only looks like one up to there is text. */
    private void inHead(byte b) {
        head[headLength++] = b;
        boolean matches = (headLength != 2 || b == MAGIC_1) && (headLength != 3 || b == 0);
        if (!matches) {
            int text = headLength;
            headLength = 0;
            for (int i = 0; i < text; i++) {
                inText(head[i]);
            }
            return;
        }
        if (headLength == FRAME_HEAD) {
            headLength = 0;
            frameLeft = Integer.toUnsignedLong(
                    ((head[4] & 0xFF) << 24) | ((head[5] & 0xFF) << 16) | ((head[6] & 0xFF) << 8) | (head[7] & 0xFF));
            // What was printed before it without a line's end is a line of its own.
            if (length > 0) {
                emit(length);
            }
            afterReturn = false;
            if (frameLeft == 0) {
                lines.accept("");
            }
        }
    }

    private void inFrame(byte b) {
        frameLeft--;
        inText(b);
        if (frameLeft == 0) {
            if (length > 0) {
                emit(length);
            }
            afterReturn = false;
        }
    }

    private void inText(byte b) {
        boolean end = b == '\n' || b == '\r';
        if (end && !(b == '\n' && afterReturn)) {
            emit(length);
        } else if (!end) {
            if (length == pending.length) {
                pending = Arrays.copyOf(pending, Math.min(2 * length, LONGEST));
            }
            pending[length++] = b;
            if (length == LONGEST) {
                emit(wholeCharacters());
            }
        }
        afterReturn = b == '\r';
    }

    /** The length of what is pending without the beginning of a character at its end. */
    private int wholeCharacters() {
        int last = length - 1;
        while (last > length - 4 && (pending[last] & 0xC0) == 0x80) {
            last--;
        }
        int lead = pending[last] & 0xFF;
        int wanted = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
        return last + wanted > length ? last : length;
    }

    private void emit(int count) {
        String line = new String(pending, 0, count, StandardCharsets.UTF_8);
        System.arraycopy(pending, count, pending, 0, length - count);
        length -= count;
        lines.accept(line);
    }
}
