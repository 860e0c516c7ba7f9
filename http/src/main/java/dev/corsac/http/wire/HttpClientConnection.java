package dev.corsac.http.wire;

import java.io.IOException;
import java.net.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * The client's end of a connection, which is opened for the first request and again after the server has closed it. Requests may
 * be sent before the responses to earlier ones are read. Not thread-safe.
 */
public final class HttpClientConnection {

    private final String server;
    private final Connector connector;
    private final String hostLine;
    private final Outgoing unsent = new Outgoing();
    private @Nullable Streams streams;
    private @Nullable HttpMessageReader reader;

    /** Opens connections to the server. */
    public interface Connector {
        /** Opens a connection. */
        Streams connect() throws IOException;
    }

    /**
     * Makes one that is not open yet.
     *
     * @param server the server's name in messages of exceptions
     * @param authority host and port
     */
    public HttpClientConnection(String server, String authority, Connector connector) {
        this.server = server;
        this.connector = connector;
        this.hostLine = " HTTP/1.1\r\nHost: " + authority + "\r\n";
    }

    /** Adds a GET to what is sent next. */
    public void get(String path) throws IOException {
        open();
        unsent.add("GET ");
        unsent.add(path);
        unsent.add(hostLine);
        unsent.add("\r\n");
    }

    /**
     * Adds a POST to what is sent next.
     *
     * @param fields field lines, each with its end
     */
    public void post(String path, String fields, byte[] body) throws IOException {
        Streams open = open();
        unsent.add("POST ");
        unsent.add(path);
        unsent.add(hostLine);
        unsent.add(fields);
        unsent.add("Content-Length: ");
        unsent.add(Integer.toString(body.length));
        unsent.add("\r\n\r\n");
        unsent.addOrSend(body, open.output());
    }

    /** Sends the requests that were added, in one write unless the body of one is large. */
    public void send() throws IOException {
        unsent.send(open().output());
    }

    private Streams open() throws IOException {
        Streams open = streams;
        if (open == null) {
            open = connector.connect();
            streams = open;
            reader = new HttpMessageReader(open.input(), "response", server, Integer.MAX_VALUE);
        }
        return open;
    }

    /**
     * Reads the response to the earliest request that has none yet. Blocks until it has arrived. Responses that are not final are
     * skipped.
     *
     * @throws IOException if it is not a response of HTTP/1.1, or ends early; the connection is closed then
     */
    public Response read() throws IOException {
        HttpMessageReader open = reader;
        if (open == null) {
            throw new IOException("nothing was asked");
        }
        boolean closes = true;
        try {
            Response response = read(open);
            closes = response.closes();
            return response;
        } finally {
            if (closes) {
                close();
            }
        }
    }

    private void close() throws IOException {
        Streams open = streams;
        streams = null;
        reader = null;
        if (open != null) {
            open.connection().close();
        }
    }

    private Response read(HttpMessageReader reader) throws IOException {
        reader.beginHead();
        String line;
        FieldLines fields;
        do {
            line = reader.requiredLine();
            if (!isStatusLine(line)) {
                throw new ProtocolException(server + " sent something that is not a response of HTTP/1.1: " + line);
            }
            fields = reader.fields();
        } while (line.charAt(9) == '1');
        int status = Integer.parseInt(line.substring(9, 12));
        boolean http10 = line.startsWith("HTTP/1.0");
        long framing = status == 204 || status == 304 ? 0 : reader.framing(fields, http10);
        MessageBody body = reader.body(framing, Integer.MAX_VALUE);
        return new Response(
                status, fields, body, framing == HttpMessageReader.UNSTATED || !fields.keepsConnection(http10));
    }

    /** Returns whether it begins with the version and a status of three digits (RFC 9112, section 4). */
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

    /**
     * A response.
     *
     * @param closes whether the connection has ended with it
     */
    public record Response(int status, FieldLines fields, MessageBody body, boolean closes) {

        /** Returns the first value of a header, whose name may be in any case; null if the response does not have it. */
        public @Nullable String header(String name) {
            return fields.first(name);
        }
    }
}
