package dev.corsac.http.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.corsac.http.wire.Streams;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** A connection whose other side has sent a text already and then ended; the text arrives in pieces of one size. */
public final class MemorySocket extends Socket {

    private final InputStream input;
    private final List<String> writes = new ArrayList<>();
    private boolean closed;

    /**
     * Makes one.
     *
     * @param text has one character for each byte
     * @param piece the most bytes that one read returns
     */
    public MemorySocket(String text, int piece) {
        this.input = new ByteArrayInputStream(Message.bytes(text)) {
            @Override
            public int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, piece));
            }
        };
    }

    /** Returns its streams, which close it. */
    public Streams streams() {
        return new Streams(getInputStream(), getOutputStream(), this);
    }

    @Override
    public InputStream getInputStream() {
        return input;
    }

    @Override
    public OutputStream getOutputStream() {
        return new OutputStream() {
            @Override
            public void write(int value) {
                writes.add(String.valueOf((char) (value & 0xFF)));
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                writes.add(new String(bytes, offset, length, ISO_8859_1));
            }
        };
    }

    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public synchronized void close() {
        closed = true;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    /** Returns everything that was sent to the other side. */
    public String sent() {
        return String.join("", writes);
    }

    /** Returns what was sent to the other side, by writes. */
    public List<String> writes() {
        return List.copyOf(writes);
    }
}
