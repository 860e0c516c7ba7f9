package dev.corsac.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** A connection whose other side has sent a text already and then ended; the text arrives in pieces of one size. */
public final class MemorySocket extends Socket {

    private final InputStream input;
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private boolean closed;

    /** Makes one. */
    public MemorySocket(String text, int piece) {
        this.input = new ByteArrayInputStream(Message.bytes(text)) {
            @Override
            public int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, piece));
            }
        };
    }

    @Override
    public InputStream getInputStream() {
        return input;
    }

    @Override
    public OutputStream getOutputStream() {
        return output;
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
        return output.toString(ISO_8859_1);
    }
}
