package dev.corsac.lambda;

import java.io.OutputStream;
import java.util.Objects;

/** Keeps what a handler writes, with room for header lines before it and behind it. Not safe for use by several threads. */
final class CapturedOutput extends OutputStream {

    /** The index of the first byte that was written. */
    static final int START = 448;

    private byte[] bytes = new byte[START + 2048];
    private int end = START;

    /** All bytes; those from {@link #START} to {@link #end} count. */
    byte[] bytes() {
        return bytes;
    }

    /** The index behind the last byte that was written. */
    int end() {
        return end;
    }

    @Override
    public void write(int b) {
        if (end == bytes.length) {
            grow(1);
        }
        bytes[end++] = (byte) b;
    }

    @Override
    public void write(byte[] source, int from, int length) {
        Objects.checkFromIndexSize(from, length, source.length);
        if (bytes.length - end < length) {
            grow(length);
        }
        System.arraycopy(source, from, bytes, end, length);
        end += length;
    }

    private void grow(int more) {
        long capacity = Math.max((long) end + more + START, bytes.length * 2L);
        if ((long) end + more > Integer.MAX_VALUE - 8) {
            throw new OutOfMemoryError("an answer of more than 2 GB");
        }
        byte[] grown = new byte[(int) Math.min(capacity, Integer.MAX_VALUE - 8)];
        System.arraycopy(bytes, START, grown, START, end - START);
        bytes = grown;
    }
}
