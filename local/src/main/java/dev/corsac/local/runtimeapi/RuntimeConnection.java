package dev.corsac.local.runtimeapi;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A connection of a function's process to its Runtime API: HTTP/1.1 (RFC 9112) with bodies of known length or in chunks,
 * trailers, {@code Expect: 100-continue}, and requests that are sent before the response to the one before is read.
 */
final class RuntimeConnection implements Runnable, AutoCloseable {

    private static final int BUFFER = 16 * 1024;
    private static final int LONGEST_HEAD = 256 * 1024;
    /** As much as is taken for granted of a body that has not come yet. */
    private static final int AT_ONCE = 64 * 1024;

    private static final byte[] NOTHING = {};
    private static final String JSON = "\r\nContent-Type: application/json\r\n";
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Socket socket;
    private final RuntimeServer.Api api;
    private final byte[] buffer = new byte[BUFFER];
    private int next;
    private int end;

    /** Whether the last line that was read ended with a carriage return and a line feed, rather than only a line feed. */
    private boolean crlf;

    // Guarded by this.
    private final Outgoing unsent = new Outgoing();
    /** A request has been accepted and has no response yet. */
    private boolean owing;
    /** The response that is due is the last one. */
    private boolean last;

    private boolean closed;

    RuntimeConnection(Socket socket, RuntimeServer.Api api) {
        this.socket = socket;
        this.api = api;
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
            // The process has gone, or speaks no HTTP.
        }
    }

    private boolean serve() throws IOException {
        String line = line(0);
        while (line != null && line.isEmpty()) {
            // RFC 9112, section 2.2: an empty line before a request is nothing.
            line = line(0);
        }
        if (line == null) {
            return false;
        }
        int first = line.indexOf(' ');
        int second = line.lastIndexOf(' ');
        @Nullable HeaderLines headers = isRequestLine(line, first, second) ? headers() : null;
        boolean http10 = line.endsWith("/1.0");
        long length = headers == null ? BodyFraming.MALFORMED : BodyFraming.of(headers, http10);
        if (headers == null || length == BodyFraming.MALFORMED) {
            awaitResponse(true);
            respond(400, "", "this is not an HTTP/1.1 request\n".getBytes(StandardCharsets.US_ASCII));
            return false;
        }
        boolean goesOn = http10
                ? hasOption(headers, "keep-alive") && !hasOption(headers, "close")
                : !hasOption(headers, "close");
        if (!awaitResponse(!goesOn)) {
            return false;
        }
        Call call = new Call(path(line.substring(first + 1, second)), headers, length);
        api.call(call);
        if (!call.read) {
            call.body(0);
        }
        // Another thread may respond, later.
        return goesOn || !awaitResponse(true);
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

    /** Whether it has a method, a target and a version, with one space between each two (RFC 9112, section 3). */
    private static boolean isRequestLine(String line, int first, int second) {
        boolean version = line.length() == second + 9
                && line.startsWith("HTTP/1.", second + 1)
                && Character.isDigit(line.charAt(second + 8));
        if (first <= 0 || second <= first + 1 || !version) {
            return false;
        }
        for (int i = 0; i < second; i++) {
            if (i != first && (line.charAt(i) <= ' ' || line.charAt(i) == 0x7F)) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasOption(HeaderLines headers, String option) {
        for (String line : headers.all("connection")) {
            for (String each : line.split(",", -1)) {
                if (each.strip().equalsIgnoreCase(option)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String path(String target) {
        String path = target;
        int scheme = target.indexOf("://");
        if (scheme > 0 && !target.startsWith("/")) {
            int slash = target.indexOf('/', scheme + 3);
            path = slash < 0 ? "/" : target.substring(slash);
        }
        int query = path.indexOf('?');
        return query < 0 ? path : path.substring(0, query);
    }

    private synchronized void respond(int status, String headers, byte[] body) throws IOException {
        if (closed) {
            throw new IOException("the process has closed its connection");
        }
        unsent.text(head(status));
        unsent.text(headers);
        unsent.text(last ? "Connection: close\r\nContent-Length: " : "Content-Length: ");
        unsent.text(Integer.toString(body.length));
        unsent.text("\r\n\r\n");
        unsent.writeBytes(body);
        owing = false;
        notifyAll();
        // The next response may be sent with it; if there is none, the thread that is about to wait for more sends it.
        if (status == 200) {
            send();
        }
    }

    private static String head(int status) {
        return switch (status) {
            case 200 -> "HTTP/1.1 200 OK" + JSON;
            case 202 -> "HTTP/1.1 202 Accepted" + JSON;
            case 400 -> "HTTP/1.1 400 Bad Request" + JSON;
            case 403 -> "HTTP/1.1 403 Forbidden" + JSON;
            case 404 -> "HTTP/1.1 404 Not Found" + JSON;
            case 410 -> "HTTP/1.1 410 Gone" + JSON;
            case 413 -> "HTTP/1.1 413 Content Too Large" + JSON;
            default -> "HTTP/1.1 " + status + " Unknown" + JSON;
        };
    }

    private synchronized void send() throws IOException {
        if (unsent.size() > 0) {
            try {
                unsent.writeTo(socket.getOutputStream());
            } finally {
                unsent.reset();
            }
        }
    }

    /** The socket first: a thread that writes to a process that does not read holds the lock. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It has gone.
        }
        synchronized (this) {
            closed = true;
            notifyAll();
        }
    }

    /** Returns the header lines up to the empty one; null if one of them is malformed. */
    private @Nullable HeaderLines headers() throws IOException {
        HeaderLines headers = new HeaderLines();
        int size = 0;
        for (String line = required(size); !line.isEmpty(); line = required(size)) {
            size += line.length();
            if (!headers.add(line)) {
                return null;
            }
        }
        return headers;
    }

    private String required(int before) throws IOException {
        String line = line(before);
        if (line == null) {
            throw new EOFException();
        }
        return line;
    }

    /** Up to the next line feed, without it and the carriage return before it; null at the end. */
    private @Nullable String line(int before) throws IOException {
        @Nullable StringBuilder part = null;
        while (true) {
            for (int i = next; i < end; i++) {
                if (buffer[i] == '\n') {
                    int to = i > next && buffer[i - 1] == '\r' ? i - 1 : i;
                    crlf = to < i;
                    String rest = new String(buffer, next, to - next, StandardCharsets.ISO_8859_1);
                    next = i + 1;
                    if (part == null) {
                        return rest;
                    }
                    String line = part.append(rest).toString();
                    if (i == to && rest.isEmpty() && line.endsWith("\r")) {
                        crlf = true;
                        return line.substring(0, line.length() - 1);
                    }
                    return line;
                }
            }
            if (part == null) {
                part = new StringBuilder();
            }
            part.append(new String(buffer, next, end - next, StandardCharsets.ISO_8859_1));
            if (before + part.length() > LONGEST_HEAD) {
                throw new IOException("a head of more than " + LONGEST_HEAD + " bytes");
            }
            if (!fill()) {
                return null;
            }
        }
    }

    /** Reads what is there, and waits where nothing is; false at the end. */
    private boolean fill() throws IOException {
        synchronized (this) {
            if (!owing) {
                send();
            }
        }
        next = 0;
        end = 0;
        end = Math.max(0, socket.getInputStream().read(buffer));
        return end > 0;
    }

    private final class Call implements RuntimeCall {
        private final String path;
        private final HeaderLines headers;

        /** That of {@link BodyFraming#of}. */
        private final long length;

        private boolean read;

        Call(String path, HeaderLines headers, long length) {
            this.path = path;
            this.headers = headers;
            this.length = length;
        }

        @Override
        public String path() {
            return path;
        }

        @Override
        public @Nullable String header(String name) {
            return headers.first(name);
        }

        @Override
        public boolean isConnected() {
            synchronized (RuntimeConnection.this) {
                return !closed;
            }
        }

        @Override
        public void respond(int status, String headers, byte[] body) throws IOException {
            RuntimeConnection.this.respond(status, headers, body);
        }

        @Override
        public RuntimeBody body(int limit) throws IOException {
            read = true;
            if (length == 0) {
                return new RuntimeBody(new byte[0], 0, HeaderLines.NONE);
            }
            if ("100-continue".equalsIgnoreCase(headers.first("expect"))) {
                synchronized (RuntimeConnection.this) {
                    unsent.writeBytes(CONTINUE);
                    send();
                }
            }
            Kept kept = new Kept(limit);
            if (length != BodyFraming.CHUNKED) {
                kept.expect(length);
                kept.take(length);
                return new RuntimeBody(kept.bytes(), kept.length, HeaderLines.NONE);
            }
            while (true) {
                long chunk = BodyFraming.chunkSize(required(0));
                // Only the lines of a head may do without the carriage return (RFC 9112, section 2.2).
                if (chunk == BodyFraming.MALFORMED || !crlf) {
                    throw new IOException("a chunk without a size");
                }
                if (chunk == 0) {
                    HeaderLines trailers = headers();
                    if (trailers == null) {
                        throw new IOException("a trailer that is not a field line");
                    }
                    return new RuntimeBody(kept.bytes(), kept.length, trailers);
                }
                kept.take(chunk);
                if (!required(0).isEmpty() || !crlf) {
                    throw new IOException("a chunk that is longer than its size");
                }
            }
        }
    }

    /** The beginning of a body. */
    private final class Kept {
        private final int limit;
        private byte[] bytes = NOTHING;
        private int kept;
        private long length;

        Kept(int limit) {
            this.limit = limit;
        }

        /** Makes room for a body that says how long it is, but no more than may be a lie. */
        void expect(long count) {
            bytes = new byte[(int) Math.min(Math.min(count, limit), AT_ONCE)];
        }

        /** Takes that many bytes from the connection. */
        void take(long count) throws IOException {
            long left = count;
            while (left > 0) {
                if (next == end && !fill()) {
                    throw new EOFException();
                }
                int part = (int) Math.min(left, end - next);
                int room = (int) Math.min(part, Math.max(0, limit - length));
                if (room > bytes.length - kept) {
                    bytes = Arrays.copyOf(bytes, (int)
                            Math.min(limit, Math.max(2L * bytes.length, kept + (long) room)));
                }
                System.arraycopy(buffer, next, bytes, kept, room);
                kept += room;
                next += part;
                left -= part;
                length += part;
            }
        }

        byte[] bytes() {
            return kept == bytes.length ? bytes : Arrays.copyOf(bytes, kept);
        }
    }

    /** What is to be sent, in a buffer that is used again. */
    private static final class Outgoing extends ByteArrayOutputStream {

        private static final int KEPT = 64 * 1024;

        /** Adds text of ISO 8859-1, without an array in between. */
        void text(String text) {
            int length = text.length();
            if (buf.length - count < length) {
                buf = Arrays.copyOf(buf, Math.max(2 * buf.length, count + length));
            }
            for (int i = 0; i < length; i++) {
                char c = text.charAt(i);
                buf[count++] = (byte) (c > 0xFF ? '?' : c);
            }
        }

        /** Forgets what is in it, and the room of a large one. */
        @Override
        public synchronized void reset() {
            super.reset();
            if (buf.length > KEPT) {
                buf = new byte[1024];
            }
        }
    }
}
