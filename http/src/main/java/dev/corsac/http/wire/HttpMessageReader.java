package dev.corsac.http.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the messages of a connection, one after the other: start line, field lines, body, trailers (RFC 9112, sections 2 to 7). Two
 * readers must not understand a message differently: otherwise the rest of a body could be taken for a message. So whatever is not
 * certain is refused, with a {@link ProtocolException}. Not thread-safe.
 */
final class HttpMessageReader {

    /** The body comes in chunks. */
    private static final long CHUNKED = -1;
    /** The head does not state how long the body is. */
    static final long UNSTATED = -2;

    private static final int BUFFER = 16 * 1024;
    private static final int LONGEST_HEAD = 256 * 1024;
    /** From so many bytes on, reads that pass by the buffer cost less (measured). */
    private static final int LARGE = 64 * 1024;

    private final InputStream in;
    private final String sender;
    private final String message;
    private final long longest;
    private final byte[] buffer = new byte[BUFFER];
    private int next;
    private int end;

    /** Whether the last line that was read ended with a carriage return and a line feed, rather than only a line feed. */
    private boolean crlf;

    /** The number of bytes that the head may still have. */
    private int headLeft;

    /**
     * Reads from a stream.
     *
     * @param kind what it reads, for messages of exceptions: a request or a response
     * @param sender who sends it, for messages of exceptions
     * @param longest the largest length of a body or a chunk that is accepted
     */
    HttpMessageReader(InputStream in, String kind, String sender, long longest) {
        this.in = in;
        this.sender = sender;
        this.message = "the " + kind + " of " + sender;
        this.longest = longest;
    }

    /** Starts to count the bytes of a head, or of lines between chunks. */
    void beginHead() {
        headLeft = LONGEST_HEAD;
    }

    /** Reads a line of a head, without its end. Returns null if the connection ends before it does. */
    @Nullable
    String line() throws IOException {
        @Nullable StringBuilder before = null;
        while (true) {
            int feed = next;
            while (feed < end && buffer[feed] != '\n') {
                feed++;
            }
            spend(feed - next);
            if (feed == end) {
                if (next < end) {
                    before = before == null ? new StringBuilder() : before;
                    before.append(text(end));
                }
                if (!fill()) {
                    return null;
                }
                continue;
            }
            if (before == null) {
                crlf = feed > next && buffer[feed - 1] == '\r';
                String line = text(crlf ? feed - 1 : feed);
                next = feed + 1;
                return line;
            }
            before.append(text(feed));
            next = feed + 1;
            int last = before.length() - 1;
            crlf = before.charAt(last) == '\r';
            return crlf ? before.substring(0, last) : before.toString();
        }
    }

    private String text(int to) {
        return new String(buffer, next, to - next, StandardCharsets.ISO_8859_1);
    }

    private void spend(int length) throws IOException {
        headLeft -= length;
        if (headLeft < 0) {
            throw new IOException("the headers of " + message + " are longer than " + LONGEST_HEAD + " bytes");
        }
    }

    /** Reads what has arrived, and waits where nothing has; false at the end. */
    private boolean fill() throws IOException {
        next = 0;
        end = 0;
        end = Math.max(0, in.read(buffer, 0, BUFFER));
        return end > 0;
    }

    private EOFException gone() {
        return new EOFException(sender + " has gone");
    }

    /** Reads a line that has to be there. */
    String requiredLine() throws IOException {
        String line = line();
        if (line == null) {
            throw gone();
        }
        return line;
    }

    /** Reads field lines up to the empty line. */
    FieldLines fields() throws IOException {
        FieldLines fields = new FieldLines();
        for (String line = requiredLine(); !line.isEmpty(); line = requiredLine()) {
            if (!fields.add(line)) {
                throw new ProtocolException(message + " has a line that is not a header: " + line);
            }
        }
        return fields;
    }

    /** Returns how the end of a message's body is found (RFC 9112, section 6.3): its length in bytes, or how it is sent. */
    long framing(FieldLines fields, boolean http10) throws ProtocolException {
        List<String> codings = fields.all("transfer-encoding");
        List<String> lengths = fields.all("content-length");
        if (codings.isEmpty()) {
            return lengths.isEmpty() ? UNSTATED : length(lengths);
        }
        boolean chunked = codings.size() == 1 && codings.get(0).equalsIgnoreCase("chunked");
        if (!chunked || !lengths.isEmpty() || http10) {
            throw new ProtocolException(
                    message + " has no definite end: Transfer-Encoding is " + String.join(", ", codings)
                            + ", Content-Length is " + (lengths.isEmpty() ? null : String.join(", ", lengths)));
        }
        return CHUNKED;
    }

    /** Several lines must agree. */
    private long length(List<String> lengths) throws ProtocolException {
        String first = lengths.get(0);
        for (String each : lengths) {
            if (!each.equals(first)) {
                return number(String.join(", ", lengths), 10);
            }
        }
        return number(first, 10);
    }

    /** Digits only: no sign, which {@link Long#parseLong} would accept. */
    private long number(String digits, int radix) throws ProtocolException {
        long number = digits.isEmpty() ? -1 : 0;
        for (int i = 0; i < digits.length() && number >= 0; i++) {
            char c = digits.charAt(i);
            int digit = c < 0x80 ? Character.digit(c, radix) : -1;
            number = digit < 0 || number > (longest - digit) / radix ? -1 : number * radix + digit;
        }
        if (number < 0) {
            throw new ProtocolException(message + " has the length \"" + digits + "\"");
        }
        return number;
    }

    /**
     * Reads a body to its end.
     *
     * @param framing that of {@link #framing}; where it is {@link #UNSTATED}, the end of the connection is that of the body
     * @param limit the number of bytes to keep
     */
    MessageBody body(long framing, int limit) throws IOException {
        if (framing == CHUNKED) {
            return chunks(limit);
        }
        MessageBody body = new MessageBody(Math.max(framing, 0), limit);
        if (framing == UNSTATED) {
            while (next < end || fill()) {
                body.add(buffer, next, end - next);
                next = end;
            }
        } else {
            take(framing, body);
        }
        body.end(FieldLines.NONE);
        return body;
    }

    private MessageBody chunks(int limit) throws IOException {
        MessageBody body = new MessageBody(0, limit);
        while (true) {
            beginHead();
            String line = requiredLine();
            int extension = line.indexOf(';');
            long size = number((extension < 0 ? line : line.substring(0, extension)).stripTrailing(), 16);
            // Only the lines of a head may do without the carriage return (RFC 9112, section 2.2).
            if (!crlf) {
                throw new ProtocolException("a chunk of " + message + " has no line end behind its size");
            }
            if (size == 0) {
                body.end(fields());
                return body;
            }
            take(size, body);
            if (!requiredLine().isEmpty() || !crlf) {
                throw new ProtocolException("a chunk of " + message + " is longer than its size");
            }
        }
    }

    private void take(long count, MessageBody body) throws IOException {
        long left = count;
        while (left > 0) {
            if (next == end && left >= LARGE && !body.isFull()) {
                int read = body.add(in, left);
                if (read <= 0) {
                    throw gone();
                }
                left -= read;
                continue;
            }
            if (next == end && !fill()) {
                throw gone();
            }
            int part = (int) Math.min(left, end - next);
            body.add(buffer, next, part);
            next += part;
            left -= part;
        }
    }
}
