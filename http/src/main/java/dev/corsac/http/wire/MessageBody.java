package dev.corsac.http.wire;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** A message's body, or its beginning where it is longer than what is to be kept, and its trailers. Not thread-safe. */
public final class MessageBody {

    /** As many bytes as are allocated for a body that has not arrived yet. */
    private static final int AT_ONCE = 64 * 1024;

    private static final byte[] NOTHING = {};

    private final int most;
    private byte[] bytes;
    private int kept;
    private long length;
    private FieldLines trailers = FieldLines.NONE;

    /**
     * Makes an empty one.
     *
     * @param expected the number of bytes that the body will have; 0 if that is not known
     * @param most the number of bytes to keep; the body may have more
     */
    MessageBody(long expected, int most) {
        this.most = (int) Math.min(most, expected == 0 ? most : expected);
        // A length that is stated may be a lie.
        this.bytes = expected == 0 ? NOTHING : new byte[Math.min(this.most, AT_ONCE)];
    }

    /** Adds a part that has been read. */
    void add(byte[] from, int offset, int count) {
        int part = Math.min(count, most - kept);
        makeRoom(part, part);
        System.arraycopy(from, offset, bytes, kept, part);
        kept += part;
        length += count;
    }

    /** Adds up to {@code count} bytes of a stream, in one read. Returns their number; 0 or less at the end of the stream. */
    int add(InputStream from, long count) throws IOException {
        long wanted = Math.min(count, most - kept);
        makeRoom(1, wanted);
        int read = from.read(bytes, kept, (int) Math.min(wanted, bytes.length - kept));
        if (read > 0) {
            kept += read;
            length += read;
        }
        return read;
    }

    boolean isFull() {
        return kept == most;
    }

    /** Grows where there is no room for so many bytes: for at most as many as have arrived, or 64 KiB. */
    private void makeRoom(int needed, long wanted) {
        if (bytes.length - kept < needed) {
            long size = Math.max(kept + Math.min(wanted, AT_ONCE), 2L * kept);
            bytes = Arrays.copyOf(bytes, (int) Math.min(most, size));
        }
    }

    void end(FieldLines trailers) {
        this.trailers = trailers;
        if (kept < bytes.length) {
            bytes = Arrays.copyOf(bytes, kept);
        }
    }

    /** Returns the bytes that were kept; the array is not copied. */
    public byte[] bytes() {
        return bytes;
    }

    /** Returns the number of bytes that the body had. */
    public long length() {
        return length;
    }

    /** Returns the trailers; none if the body did not come in chunks. */
    public FieldLines trailers() {
        return trailers;
    }
}
