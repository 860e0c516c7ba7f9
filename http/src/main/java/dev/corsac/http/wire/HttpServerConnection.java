package dev.corsac.http.wire;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The server's end of a connection: HTTP/1.1 with bodies of known length or in chunks, trailers, {@code Expect: 100-continue}, and
 * requests that are sent before the response to the one before is read. Its thread reads the requests and hands them to a {@link
 * Handler}; any thread may respond. Thread-safe.
 */
public final class HttpServerConnection implements Runnable, AutoCloseable {

    private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";
    private static final String BAD_REQUEST = "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain\r\n";
    private static final byte[] NO_REQUEST = "this is not an HTTP/1.1 request\n".getBytes(StandardCharsets.US_ASCII);

    private final Streams streams;
    private final Handler handler;
    private final HttpMessageReader reader =
            new HttpMessageReader(new Incoming(), "request", "the client", Long.MAX_VALUE);

    // Guarded by this.
    private final Outgoing unsent = new Outgoing();
    /** A request has been accepted and has no response yet. */
    private boolean owing;
    /** The response that is due is the last one. */
    private boolean last;

    private boolean closed;

    /** Responds to the requests of a connection. */
    public interface Handler {
        /** Responds to a request, now or later from another thread; called by the connection's thread. */
        void handle(Exchange exchange) throws IOException;
    }

    /** Makes the end of a connection that has been accepted; {@link #run} serves it. */
    public HttpServerConnection(Streams streams, Handler handler) {
        this.streams = streams;
        this.handler = handler;
    }

    /** Serves until either side closes. */
    @Override
    public void run() {
        try (this) {
            boolean goesOn = true;
            while (goesOn) {
                goesOn = serve();
            }
            send();
        } catch (IOException e) {
            // The client has gone, or does not send HTTP.
        }
    }

    private boolean serve() throws IOException {
        reader.beginHead();
        String line = reader.line();
        while (line != null && line.isEmpty()) {
            // RFC 9112, section 2.2: an empty line before a request means nothing.
            line = reader.line();
        }
        if (line == null) {
            return false;
        }
        int first = line.indexOf(' ');
        int second = line.lastIndexOf(' ');
        boolean http10 = line.endsWith("/1.0");
        FieldLines fields;
        long framing;
        try {
            checkRequestLine(line, first, second);
            fields = reader.fields();
            framing = reader.framing(fields, http10);
        } catch (ProtocolException e) {
            awaitResponse(true);
            respond(BAD_REQUEST, "", NO_REQUEST, false);
            return false;
        }
        boolean goesOn = fields.keepsConnection(http10);
        if (!awaitResponse(!goesOn)) {
            return false;
        }
        Exchange exchange = new Exchange(line.substring(first + 1, second), fields, framing);
        handler.handle(exchange);
        if (!exchange.read) {
            exchange.body(0);
        }
        // Another thread may respond, later.
        return goesOn || !awaitResponse(true);
    }

    /** Requires a method, a target and a version, with one space between each two (RFC 9112, section 3). */
    private static void checkRequestLine(String line, int first, int second) throws ProtocolException {
        boolean valid = first > 0
                && second > first + 1
                && line.length() == second + 9
                && line.startsWith("HTTP/1.", second + 1)
                && Character.isDigit(line.charAt(second + 8));
        for (int i = 0; i < second && valid; i++) {
            valid = i == first || (line.charAt(i) > ' ' && line.charAt(i) != 0x7F);
        }
        if (!valid) {
            throw new ProtocolException("not a request of HTTP/1.1: " + line);
        }
    }

    /** Waits until the response before has been sent, since they are sent in the order of the requests. False if the client has gone. */
    private synchronized boolean awaitResponse(boolean thenLast) {
        boolean interrupted = false;
        while (owing && !closed) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        owing = true;
        last = thenLast;
        return !closed;
    }

    private synchronized void respond(String head, String fields, byte[] body, boolean atOnce) throws IOException {
        if (closed) {
            throw new IOException("the client has closed its connection");
        }
        unsent.add(head);
        unsent.add(fields);
        unsent.add(last ? "Connection: close\r\nContent-Length: " : "Content-Length: ");
        unsent.add(Integer.toString(body.length));
        unsent.add("\r\n\r\n");
        // Even if the body cannot be sent: the connection's thread must not wait for another attempt.
        owing = false;
        notifyAll();
        unsent.addOrSend(body, streams.output());
        if (atOnce) {
            send();
        }
    }

    private synchronized void send() throws IOException {
        unsent.send(streams.output());
    }

    /** The streams first: a thread that writes to a client that does not read holds the lock. */
    @Override
    public void close() {
        try {
            streams.connection().close();
        } catch (IOException e) {
            // It has gone.
        }
        synchronized (this) {
            closed = true;
            notifyAll();
        }
    }

    /** A request, and the response that it gets, which is one. */
    public final class Exchange {
        private final String target;
        private final FieldLines fields;
        private final long framing;
        private boolean read;

        private Exchange(String target, FieldLines fields, long framing) {
            this.target = target;
            this.fields = fields;
            // A request whose head states no length has no body (RFC 9112, section 6.3).
            this.framing = framing == HttpMessageReader.UNSTATED ? 0 : framing;
        }

        /** Returns the request's path as it was sent, without the query. */
        public String path() {
            String path = target;
            int scheme = target.indexOf("://");
            if (scheme > 0 && !target.startsWith("/")) {
                int slash = target.indexOf('/', scheme + 3);
                path = slash < 0 ? "/" : target.substring(slash);
            }
            int query = path.indexOf('?');
            return query < 0 ? path : path.substring(0, query);
        }

        /** Returns the first value of a header, whose name may be in any case; null if the request does not have it. */
        public @Nullable String header(String name) {
            return fields.first(name);
        }

        /**
         * Reads the request's body to its end; at most once, on the connection's thread.
         *
         * @param limit the number of bytes to keep
         * @throws IOException if the body is malformed or ends early; the connection ends then
         */
        public MessageBody body(int limit) throws IOException {
            read = true;
            if (framing != 0 && "100-continue".equalsIgnoreCase(fields.first("expect"))) {
                synchronized (HttpServerConnection.this) {
                    unsent.add(CONTINUE);
                    send();
                }
            }
            return reader.body(framing, limit);
        }

        /** Returns whether the connection is open as far as is known: false once either side has closed it. Safe from any thread. */
        public boolean isConnected() {
            synchronized (HttpServerConnection.this) {
                return !closed;
            }
        }

        /**
         * Sends the response. Safe from any thread.
         *
         * @param head the status line and the first field lines, each with its end
         * @param fields further field lines, each with its end
         * @param atOnce false if the response may wait until the connection's thread has read the next requests that have arrived,
         *     so that their responses are sent together
         * @throws IOException if the client has closed the connection
         */
        public void respond(String head, String fields, byte[] body, boolean atOnce) throws IOException {
            HttpServerConnection.this.respond(head, fields, body, atOnce);
        }
    }

    /** The input. Whatever is to be sent is sent before the thread waits for more. */
    private final class Incoming extends InputStream {

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            synchronized (HttpServerConnection.this) {
                if (!owing) {
                    send();
                }
            }
            return streams.input().read(target, offset, length);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }
    }
}
