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

    private static final int LONGEST_HEAD = 256 * 1024;

    private final Peer peer;
    private final String hostLine;
    private final byte[] buffer = new byte[BUFFER];
    private int next;
    private int end;
    private @Nullable Socket socket;
    private @Nullable String awaits;

    /** Whether the last line that was read ended with a carriage return and a line feed, rather than only a line feed. */
    private boolean crlf;

    /** The number of bytes that the head may still have. */
    private int headLeft;

    /** The other end. */
    interface Peer {
        /** Opens a connection. */
        Socket connect() throws IOException;
    }

    /** @param address host and port; nothing is sent yet */
    HttpWire(String address) {
        this(address, () -> connect(address));
    }

    HttpWire(String address, Peer peer) {
        this.peer = peer;
        this.hostLine = " HTTP/1.1\r\nHost: " + address + "\r\n";
    }

    private static Socket connect(String address) throws IOException {
        int colon = address.lastIndexOf(':');
        String host = colon < 0 ? address : address.substring(0, colon);
        int port = colon < 0 ? 80 : Integer.parseInt(address.substring(colon + 1));
        return new Socket(host, port);
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
            open = peer.connect();
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

    /**
     * Reads the response to the earliest request that has none yet. Blocks until it has arrived.
     *
     * @throws IOException if it is not a response of HTTP/1.1, or ends early; the connection is closed then
     */
    Response read() throws IOException {
        Socket open = socket;
        if (open == null) {
            throw new IOException("nothing was asked");
        }
        Response response;
        try {
            response = read(open.getInputStream());
        } catch (IOException e) {
            open.close();
            socket = null;
            throw e;
        }
        awaits = null;
        if (response.closes()) {
            open.close();
            socket = null;
        }
        return response;
    }

    private Response read(InputStream in) throws IOException {
        headLeft = LONGEST_HEAD;
        String line;
        Map<String, String> headers = new HashMap<>();
        do {
            line = line(in);
            if (!isStatusLine(line)) {
                throw new IOException("the Runtime API sent something that is not a response of HTTP/1.1: " + line);
            }
            readFields(in, headers);
        } while (line.charAt(9) == '1');
        int status = Integer.parseInt(line.substring(9, 12));
        boolean closes = line.startsWith("HTTP/1.0 ") ? !hasOption(headers, "keep-alive") : hasOption(headers, "close");
        String coding = headers.get("transfer-encoding");
        String length = headers.get("content-length");
        byte[] body;
        if (status == 204 || status == 304) {
            body = new byte[0];
        } else if (coding != null) {
            if (!coding.equalsIgnoreCase("chunked") || length != null) {
                throw new IOException("the response of the Runtime API has no definite end: Transfer-Encoding is "
                        + coding + ", Content-Length is " + length);
            }
            body = chunks(in);
        } else if (length != null) {
            body = exactly(in, number(length, 10));
        } else {
            body = rest(in);
            closes = true;
        }
        return new Response(status, headers, body, closes);
    }

    /** Whether it begins with the version and a status of three digits (RFC 9112, section 4). */
    private static boolean isStatusLine(String line) {
        return line.length() >= 12
                && line.startsWith("HTTP/1.")
                && isDigit(line.charAt(7), '0')
                && line.charAt(8) == ' '
                && isDigit(line.charAt(9), '1')
                && isDigit(line.charAt(10), '0')
                && isDigit(line.charAt(11), '0')
                && (line.length() == 12 || line.charAt(12) == ' ');
    }

    private static boolean isDigit(char c, char least) {
        return c >= least && c <= '9';
    }

    /** Reads field lines up to the empty one. Lines of the same name are joined, but for those that are equal. */
    private void readFields(InputStream in, Map<String, String> fields) throws IOException {
        fields.clear();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            if (colon <= 0 || !isToken(line, colon) || line.indexOf('\r') >= 0 || line.indexOf('\0') >= 0) {
                throw new IOException("the response of the Runtime API has a line that is not a header: " + line);
            }
            String value = trimmed(line, colon + 1);
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            String before = fields.get(name);
            fields.put(name, before == null || before.equals(value) ? value : before + ", " + value);
        }
    }

    private static boolean isToken(String line, int end) {
        for (int i = 0; i < end; i++) {
            char c = line.charAt(i);
            if (c <= ' ' || c > '~' || "\"(),/:;<=>?@[\\]{}".indexOf(c) >= 0) {
                return false;
            }
        }
        return true;
    }

    private static String trimmed(String line, int start) {
        int from = start;
        int to = line.length();
        while (from < to && (line.charAt(from) == ' ' || line.charAt(from) == '\t')) {
            from++;
        }
        while (to > from && (line.charAt(to - 1) == ' ' || line.charAt(to - 1) == '\t')) {
            to--;
        }
        return line.substring(from, to);
    }

    private static boolean hasOption(Map<String, String> headers, String option) {
        for (String each : headers.getOrDefault("connection", "").split(",", -1)) {
            if (each.strip().equalsIgnoreCase(option)) {
                return true;
            }
        }
        return false;
    }

    private byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (true) {
            headLeft = LONGEST_HEAD;
            String line = line(in);
            int extension = line.indexOf(';');
            int length = number((extension < 0 ? line : line.substring(0, extension)).stripTrailing(), 16);
            // Only the lines of a head may do without the carriage return (RFC 9112, section 2.2).
            if (!crlf) {
                throw new IOException("a chunk of the response of the Runtime API has no line end behind its size");
            }
            if (length == 0) {
                readFields(in, new HashMap<>()); // trailers mean nothing to a function
                return all.toByteArray();
            }
            all.write(exactly(in, length));
            if (!line(in).isEmpty() || !crlf) {
                throw new IOException("a chunk of the response of the Runtime API is longer than its size");
            }
        }
    }

    /** Digits only: no sign, which {@link Integer#parseInt} would accept. */
    private static int number(String digits, int radix) throws IOException {
        long number = digits.isEmpty() ? -1 : 0;
        for (int i = 0; i < digits.length() && number >= 0; i++) {
            char c = digits.charAt(i);
            int digit = c < 0x80 ? Character.digit(c, radix) : -1;
            number = digit < 0 || number * radix + digit > Integer.MAX_VALUE ? -1 : number * radix + digit;
        }
        if (number < 0) {
            throw new IOException("the response of the Runtime API has the length \"" + digits + "\"");
        }
        return (int) number;
    }

    /** Reads that many bytes; allocates no more than twice what has arrived. */
    private byte[] exactly(InputStream in, int length) throws IOException {
        int have = Math.min(length, end - next);
        byte[] start = Arrays.copyOfRange(buffer, next, next + have);
        next += have;
        byte[] rest = in.readNBytes(length - have);
        if (have + rest.length < length) {
            throw new EOFException("the Runtime API has gone");
        }
        return joined(start, rest);
    }

    private byte[] rest(InputStream in) throws IOException {
        byte[] start = Arrays.copyOfRange(buffer, next, end);
        next = end;
        return joined(start, in.readAllBytes());
    }

    private static byte[] joined(byte[] start, byte[] rest) {
        if (rest.length == 0) {
            return start;
        }
        byte[] all = Arrays.copyOf(start, start.length + rest.length);
        System.arraycopy(rest, 0, all, start.length, rest.length);
        return all;
    }

    /** Reads up to the next line feed. Returns the line without it and without the carriage return before it. */
    private String line(InputStream in) throws IOException {
        StringBuilder before = new StringBuilder();
        while (true) {
            for (int i = next; i < end; i++) {
                if (buffer[i] == '\n') {
                    before.append(new String(buffer, next, i - next, StandardCharsets.ISO_8859_1));
                    next = i + 1;
                    spend(before.length());
                    int last = before.length() - 1;
                    crlf = last >= 0 && before.charAt(last) == '\r';
                    return crlf ? before.substring(0, last) : before.toString();
                }
            }
            before.append(new String(buffer, next, end - next, StandardCharsets.ISO_8859_1));
            next = 0;
            end = 0;
            if (before.length() > headLeft) {
                spend(before.length());
            }
            end = Math.max(0, in.read(buffer));
            if (end == 0) {
                throw new EOFException("the Runtime API has gone");
            }
        }
    }

    private void spend(int length) throws IOException {
        headLeft -= length;
        if (headLeft < 0) {
            throw new IOException(
                    "the headers of the response of the Runtime API are longer than " + LONGEST_HEAD + " bytes");
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

        /** Returns the value of a header; null if there is none. */
        @Nullable
        String header(String lowerCaseName) {
            return headers.get(lowerCaseName);
        }
    }
}
