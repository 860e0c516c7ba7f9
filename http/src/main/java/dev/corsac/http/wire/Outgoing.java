package dev.corsac.http.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * What is to be sent next, in a buffer that is used again: messages that are sent together are one write. Not thread-safe.
 */
final class Outgoing {

    /** The largest body that is sent in one write with its head; a larger one is not copied. */
    private static final int TOGETHER = 64 * 1024;

    private static final int FIRST_SIZE = 1024;

    private static final int LARGEST_KEPT = 2 * TOGETHER;

    private byte[] bytes = new byte[FIRST_SIZE];
    private int count;

    /** Adds text of ISO 8859-1, without an array in between. A character outside it becomes a question mark. */
    void add(String text) {
        int length = text.length();
        makeRoom(length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            bytes[count++] = (byte) (c > 0xFF ? '?' : c);
        }
    }

    /** Adds a body, or sends it where it is large, after everything that was added before. */
    void addOrSend(byte[] body, OutputStream out) throws IOException {
        if (body.length > TOGETHER) {
            send(out);
            out.write(body);
        } else {
            makeRoom(body.length);
            System.arraycopy(body, 0, bytes, count, body.length);
            count += body.length;
        }
    }

    private void makeRoom(int length) {
        if (bytes.length - count < length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, count + length));
        }
    }

    /** Sends everything that was added, and forgets it even where that fails. */
    void send(OutputStream out) throws IOException {
        if (count == 0) {
            return;
        }
        try {
            out.write(bytes, 0, count);
        } finally {
            count = 0;
            if (bytes.length > LARGEST_KEPT) {
                bytes = new byte[FIRST_SIZE];
            }
        }
    }
}
