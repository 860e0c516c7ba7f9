package dev.corsac.local;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection of a function's process to its Runtime API: HTTP/1.1 (RFC 9112) with bodies of known length or in chunks,
 * trailers, {@code Expect: 100-continue}, and requests that are sent before the answer to the one before is read.
 */
final class RuntimeConnection implements Runnable, AutoCloseable {

    private static final int BUFFER = 16 * 1024;
    private static final int LONGEST_HEAD = 256 * 1024;
    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Socket socket;
    private final RuntimeServer.Api api;
    private final byte[] buffer = new byte[BUFFER];
    private int next;
    private int end;

    // Guarded by this.
    private final ByteArrayOutputStream unsent = new ByteArrayOutputStream();
    /** A request has been taken and has no answer yet. */
    private boolean owing;
    /** The answer to the request that is owed one is the last. */
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
        @Nullable Map<String, String> headers = first < 0 || second <= first ? null : headers();
        if (headers == null || !line.startsWith("HTTP/1.", second + 1)) {
            awaitAnswer(true);
            answer(400, "", "this is no request in HTTP/1.1\n".getBytes(StandardCharsets.US_ASCII));
            return false;
        }
        String connection = headers.getOrDefault("connection", "");
        boolean goesOn = line.endsWith("/1.0")
                ? connection.equalsIgnoreCase("keep-alive")
                : !connection.equalsIgnoreCase("close");
        if (!awaitAnswer(!goesOn)) {
            return false;
        }
        Call call = new Call(path(line.substring(first + 1, second)), headers);
        api.call(call);
        if (!call.read) {
            call.body(0);
        }
        // Another thread may answer, later.
        return goesOn || !awaitAnswer(true);
    }

    /** Answers go out in the order of the requests: waits for the one before. False if there is nobody left. */
    private synchronized boolean awaitAnswer(boolean thenLast) {
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

    private synchronized void answer(int status, String headers, byte[] body) throws IOException {
        if (closed) {
            throw new IOException("the process has closed its connection");
        }
        String head = "HTTP/1.1 " + status + " " + reason(status) + "\r\nContent-Type: application/json\r\n" + headers
                + (last ? "Connection: close\r\n" : "") + "Content-Length: " + body.length + "\r\n\r\n";
        unsent.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        unsent.writeBytes(body);
        owing = false;
        notifyAll();
        // What comes next may go out with it; and if nothing does, whoever is about to wait for more sends it.
        if (status == 200) {
            send();
        }
    }

    private static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 202 -> "Accepted";
            case 400 -> "Bad Request";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 410 -> "Gone";
            case 413 -> "Content Too Large";
            default -> "Unknown";
        };
    }

    private synchronized void send() throws IOException {
        if (unsent.size() > 0) {
            OutputStream out = socket.getOutputStream();
            byte[] bytes = unsent.toByteArray();
            unsent.reset();
            out.write(bytes);
        }
    }

    /** The socket first: whoever writes to a process that does not read stands under the lock. */
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

    private Map<String, String> headers() throws IOException {
        Map<String, String> headers = new HashMap<>();
        int size = 0;
        for (String line = required(size); !line.isEmpty(); line = required(size)) {
            size += line.length();
            int colon = line.indexOf(':');
            if (colon > 0) {
                headers.putIfAbsent(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
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
                    String rest = new String(buffer, next, to - next, StandardCharsets.ISO_8859_1);
                    next = i + 1;
                    if (part == null) {
                        return rest;
                    }
                    String line = part.append(rest).toString();
                    return rest.isEmpty() && line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
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
        private final Map<String, String> headers;
        private boolean read;

        Call(String path, Map<String, String> headers) {
            this.path = path;
            this.headers = headers;
        }

        @Override
        public String path() {
            return path;
        }

        @Override
        public @Nullable String header(String lowerCaseName) {
            return headers.get(lowerCaseName);
        }

        @Override
        public void answer(int status, String headers, byte[] body) throws IOException {
            RuntimeConnection.this.answer(status, headers, body);
        }

        @Override
        public RuntimeBody body(int limit) throws IOException {
            read = true;
            String length = headers.get("content-length");
            boolean chunked = headers.getOrDefault("transfer-encoding", "")
                    .toLowerCase(Locale.ROOT)
                    .endsWith("chunked");
            if (length == null && !chunked) {
                return new RuntimeBody(new byte[0], 0, Map.of());
            }
            if ("100-continue".equalsIgnoreCase(headers.get("expect"))) {
                synchronized (RuntimeConnection.this) {
                    unsent.writeBytes(CONTINUE);
                    send();
                }
            }
            Kept kept = new Kept(limit);
            if (!chunked) {
                kept.take(number(length, 10));
                return new RuntimeBody(kept.bytes.toByteArray(), kept.length, Map.of());
            }
            while (true) {
                String size = required(0);
                int extension = size.indexOf(';');
                long chunk = number((extension < 0 ? size : size.substring(0, extension)).strip(), 16);
                if (chunk == 0) {
                    return new RuntimeBody(kept.bytes.toByteArray(), kept.length, headers());
                }
                kept.take(chunk);
                if (!required(0).isEmpty()) {
                    throw new IOException("a chunk is longer than it says");
                }
            }
        }

        private static long number(@Nullable String text, int radix) throws IOException {
            try {
                long number = Long.parseLong(String.valueOf(text), radix);
                if (number >= 0) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // Below.
            }
            throw new IOException("a length is " + text);
        }
    }

    /** The beginning of a body. */
    private final class Kept {
        private final int limit;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private long length;

        Kept(int limit) {
            this.limit = limit;
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
                bytes.write(buffer, next, room);
                next += part;
                left -= part;
                length += part;
            }
        }
    }
}
