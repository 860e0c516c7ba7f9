package dev.corsac.local;

import dev.corsac.http.Body;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One request over HTTP/1.1, its lines unchanged, none added but the length of a body, and the response with every line as
 * it came: what clients that know better do not let a test send or see.
 */
final class RawHttp {

    private RawHttp() {}

    /** Sends the request and reads the response; the connection is the caller's, and good for this one exchange. */
    static Response exchange(Socket socket, Request request) throws IOException {
        send(socket.getOutputStream(), request);
        InputStream in = new BufferedInputStream(socket.getInputStream());
        while (true) {
            String first = line(in);
            int status = Integer.parseInt(first.split(" ", 3)[1]);
            Headers headers = headers(in);
            if (status >= 200) {
                boolean none =
                        status == 204 || status == 304 || request.method().equals("HEAD");
                return new Response(status, headers, none ? Body.EMPTY : body(in, headers));
            }
        }
    }

    private static void send(OutputStream out, Request request) throws IOException {
        StringBuilder head = new StringBuilder();
        head.append(request.method()).append(' ').append(request.url().target()).append(" HTTP/1.1\r\n");
        for (Header line : request.headers()) {
            head.append(line.name()).append(": ").append(line.value()).append("\r\n");
        }
        if (!request.body().isEmpty() && !request.headers().has("Content-Length")) {
            head.append("Content-Length: ").append(request.body().length()).append("\r\n");
        }
        out.write(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        out.write(request.body().bytes());
        out.flush();
    }

    private static Headers headers(InputStream in) throws IOException {
        List<Header> lines = new ArrayList<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            lines.add(new Header(line.substring(0, colon), line.substring(colon + 1)));
        }
        return Headers.of(lines);
    }

    private static Body body(InputStream in, Headers headers) throws IOException {
        if (headers.has("Transfer-Encoding")) {
            throw new IOException("a response in pieces, where the whole of it was there: " + headers);
        }
        String length = headers.combined("Content-Length");
        if (length == null) {
            throw new IOException("a response without a length: " + headers);
        }
        byte[] bytes = in.readNBytes(Integer.parseInt(length));
        if (bytes.length < Integer.parseInt(length)) {
            throw new EOFException(bytes.length + " bytes of " + length);
        }
        return Body.wrap(bytes);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the response ends after \"" + line + "\"");
            }
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
