package dev.corsac.local.console;

import dev.corsac.local.ConsoleSpec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * A page that listens. Nothing waits in a queue for it: while a write is under way it gets nothing, and afterwards what is
 * true by then.
 */
final class EventStream implements Callback {

    private final Response response;
    private final Callback callback;
    private boolean writing;
    private boolean ended;

    /** The versions that it has got. */
    long calls;

    long messages;
    List<ConsoleSpec.Address> addresses = List.of();
    /** The version of the problems that were sent last. */
    long problems = -1;

    boolean greeted;
    long lastWrite = System.nanoTime();

    EventStream(Response response, Callback callback) {
        this.response = response;
        this.callback = callback;
    }

    synchronized boolean isReady() {
        return !writing && !ended;
    }

    synchronized boolean hasEnded() {
        return ended;
    }

    /** Only when it is ready. */
    void send(String event) {
        synchronized (this) {
            if (writing || ended) {
                return;
            }
            writing = true;
        }
        lastWrite = System.nanoTime();
        response.write(false, ByteBuffer.wrap(event.getBytes(StandardCharsets.UTF_8)), this);
    }

    @Override
    public synchronized void succeeded() {
        writing = false;
    }

    @Override
    public void failed(Throwable cause) {
        end(cause);
    }

    void end(Throwable cause) {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
        }
        callback.failed(cause);
    }
}
