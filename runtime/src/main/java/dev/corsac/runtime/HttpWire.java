package dev.corsac.runtime;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A client of HTTP/1.1 (RFC 9112) over one connection, with the parts that the Runtime API needs. Requests may be sent before
 * the responses to earlier ones are read, and each is one write. Not thread-safe.
 */
final class HttpWire {

    private static final int BUFFER = 16 * 1024;
    /** The largest body that is sent in one write with its head. */
    private static final int TOGETHER = 64 * 1024;

    private static final int LONGEST_LINE = 64 * 1024;

    private final String host;
    private final int port;
    private final String hostLine;
    private final byte[] buffer = new byte[BUFFER];
    private int next;
    private int end;
    private @Nullable Socket socket;
    private @Nullable String awaits;

    /** @param address host and port; nothing is sent yet */
    HttpWire(String address) {
        int colon = address.lastIndexOf(':');
        this.host = colon < 0 ? address : address.substring(0, colon);
        this.port = colon < 0 ? 80 : Integer.parseInt(address.substring(colon + 1));
        this.hostLine = " HTTP/1.1\r\nHost: " + address + "\r\n";
    }

    /** Returns the path of the POST whose response has not been read; null if there is none. */
    @Nullable
    String awaits() {
        return awaits;
    }

    /** Sends a GET. */
    void get(String path) throws IOException {
        send(bytes(getHead(path)), new byte[0], new byte[0]);
    }

    /** @param headers complete lines */
    void post(String path, String headers, byte[] body) throws IOException {
        send(bytes(postHead(path, headers, body)), body, new byte[0]);
        awaits = path;
    }

    /** Sends a POST and a GET after it, as one. */
    void postAndGet(String path, String headers, byte[] body, String nextPath) throws IOException {
        send(bytes(postHead(path, headers, body)), body, bytes(getHead(nextPath)));
        awaits = path;
    }

    private String getHead(String path) {
        return "GET " + path + hostLine + "\r\n";
    }

    private String postHead(String path, String headers, byte[] body) {
        return "POST " + path + hostLine + headers + "Content-Length: " + body.length + "\r\n\r\n";
    }

    private static byte[] bytes(String head) {
        return head.getBytes(StandardCharsets.ISO_8859_1);
    }

    private void send(byte[] head, byte[] body, byte[] after) throws IOException {
        Socket open = socket;
        if (open == null) {
            open = new Socket(host, port);
            open.setTcpNoDelay(true);
            socket = open;
            next = 0;
            end = 0;
        }
        OutputStream out = open.getOutputStream();
        if (body.length <= TOGETHER) {
            byte[] all = Arrays.copyOf(head, head.length + body.length + after.length);
            System.arraycopy(body, 0, all, head.length, body.length);
            System.arraycopy(after, 0, all, head.length + body.length, after.length);
            out.write(all);
        } else {
            out.write(head);
            out.write(body);
            out.write(after);
        }
    }

    /** Reads the response to the earliest request that has none yet. Blocks until it has arrived. */
    Response read() throws IOException {
        Socket open = socket;
        if (open == null) {
            throw new IOException("nothing was asked");
        }
        InputStream in = open.getInputStream();
        int status;
        Map<String, String> headers = new HashMap<>();
        do {
            String line = line(in);
            if (!line.startsWith("HTTP/1.") || line.length() < 12) {
                throw new IOException("the Runtime API sent something that is not a response of HTTP/1.1: " + line);
            }
            status = Integer.parseInt(line.substring(9, 12));
            headers.clear();
            for (line = line(in); !line.isEmpty(); line = line(in)) {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    headers.put(
                            line.substring(0, colon).toLowerCase(Locale.ROOT),
                            line.substring(colon + 1).strip());
                }
            }
        } while (status < 200);
        byte[] body = body(in, status, headers);
        awaits = null;
        boolean closes = "close".equalsIgnoreCase(headers.get("connection"));
        if (closes) {
            open.close();
            socket = null;
        }
        return new Response(status, headers, body, closes);
    }

    private byte[] body(InputStream in, int status, Map<String, String> headers) throws IOException {
        if (status == 204 || status == 304) {
            return new byte[0];
        }
        if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            while (true) {
                String size = line(in);
                int extension = size.indexOf(';');
                int length = Integer.parseInt((extension < 0 ? size : size.substring(0, extension)).strip(), 16);
                if (length == 0) {
                    while (!line(in).isEmpty()) {
                        // Trailers mean nothing to a function.
                    }
                    return all.toByteArray();
                }
                all.write(exactly(in, length));
                line(in);
            }
        }
        String length = headers.get("content-length");
        if (length == null) {
            throw new IOException("the response of the Runtime API has no Content-Length");
        }
        return exactly(in, Integer.parseInt(length));
    }

    private byte[] exactly(InputStream in, int length) throws IOException {
        byte[] bytes = new byte[length];
        int have = Math.min(length, end - next);
        System.arraycopy(buffer, next, bytes, 0, have);
        next += have;
        if (in.readNBytes(bytes, have, length - have) < length - have) {
            throw new EOFException("the Runtime API has gone");
        }
        return bytes;
    }

    /** Up to the next line feed, without it and the carriage return before it. */
    private String line(InputStream in) throws IOException {
        StringBuilder before = new StringBuilder();
        while (true) {
            for (int i = next; i < end; i++) {
                if (buffer[i] == '\n') {
                    before.append(new String(buffer, next, i - next, StandardCharsets.ISO_8859_1));
                    next = i + 1;
                    int last = before.length() - 1;
                    return last >= 0 && before.charAt(last) == '\r' ? before.substring(0, last) : before.toString();
                }
            }
            before.append(new String(buffer, next, end - next, StandardCharsets.ISO_8859_1));
            if (before.length() > LONGEST_LINE) {
                throw new IOException(
                        "a line of the response of the Runtime API is longer than " + LONGEST_LINE + " bytes");
            }
            next = 0;
            end = Math.max(0, in.read(buffer));
            if (end == 0) {
                throw new EOFException("the Runtime API has gone");
            }
        }
    }

    /** A response. */
    static final class Response {
        private final int status;
        private final Map<String, String> headers;
        private final byte[] body;
        private final boolean closes;

        private Response(int status, Map<String, String> headers, byte[] body, boolean closes) {
            this.status = status;
            this.headers = headers;
            this.body = body;
            this.closes = closes;
        }

        int status() {
            return status;
        }

        byte[] body() {
            return body;
        }

        /** Whether the connection has ended with it. */
        boolean closes() {
            return closes;
        }

        /** The last value of a header; null if it is not there. */
        @Nullable
        String header(String lowerCaseName) {
            return headers.get(lowerCaseName);
        }
    }
}
