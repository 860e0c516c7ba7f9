package dev.corsac.recorder;

import dev.corsac.http.Body;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import dev.corsac.http.Url;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The page's server and those it calls: each responds byte for byte as the case states, and keeps what reached it. They also
 * take the absolute form, so that a browser can be sent here by a proxy setting.
 */
final class Servers implements AutoCloseable {

    private static final int LONGEST_HEAD = 1 << 16;

    private final List<ServerSocket> sockets = new ArrayList<>();
    private final Map<Integer, Case> cases = new ConcurrentHashMap<>();
    private final List<Request> arrived = new ArrayList<>();

    /** Listens on these ports of the loopback interface; 0 takes any that is free. */
    Servers(int... ports) throws IOException {
        for (int port : ports) {
            ServerSocket socket = new ServerSocket(port, 200, InetAddress.getLoopbackAddress());
            sockets.add(socket);
            Thread thread = new Thread(() -> accept(socket), "server " + port);
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** The ports, in the order in which they were asked for. */
    List<Integer> ports() {
        return sockets.stream().map(ServerSocket::getLocalPort).toList();
    }

    void serve(Case each) {
        cases.put(each.id(), each);
    }

    /** What has arrived since the last time. */
    List<Request> takeArrived() {
        synchronized (arrived) {
            List<Request> taken = List.copyOf(arrived);
            arrived.clear();
            return taken;
        }
    }

    private void accept(ServerSocket server) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                Thread thread = new Thread(() -> converse(socket), "connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return;
            }
        }
    }

    private void converse(Socket socket) {
        try (socket) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            for (Request request = read(in); request != null; request = read(in)) {
                out.write(respond(request));
                out.flush();
            }
        } catch (IOException | IllegalArgumentException e) {
            // The browser hung up, or sent something other than HTTP; the case shows it.
        }
    }

    private static @Nullable Request read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int state = 0;
        while (state < 4) {
            int b = in.read();
            if (b < 0 || head.size() > LONGEST_HEAD) {
                return null;
            }
            head.write(b);
            state = b == (state % 2 == 0 ? '\r' : '\n') ? state + 1 : b == '\r' ? 1 : 0;
        }
        String[] lines = head.toString(StandardCharsets.ISO_8859_1).split("\r\n", -1);
        String[] requestLine = lines[0].split(" ", -1);
        List<Header> headers = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon < 0) {
                // The head ends with an empty line; any other line without a colon is not a header.
                continue;
            }
            headers.add(new Header(lines[i].substring(0, colon), lines[i].substring(colon + 1)));
        }
        Headers all = Headers.of(headers);
        String length = all.first("Content-Length");
        if (length != null) {
            in.readNBytes(Integer.parseInt(length));
        }
        String target = requestLine[1];
        Url url = target.startsWith("/") ? Url.parse("http://" + all.first("Host") + target) : Url.parse(target);
        return new Request(requestLine[0], url, all, Body.EMPTY);
    }

    private byte[] respond(Request request) {
        String path = request.url().path();
        if (path.equals("/page") || path.equals("/sandboxed")) {
            String policy = path.equals("/page") ? "" : "Content-Security-Policy: sandbox allow-scripts\r\n";
            return ("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + policy
                            + "Content-Length: 15\r\n\r\n<!doctype html>")
                    .getBytes(StandardCharsets.ISO_8859_1);
        }
        Case each = null;
        String number = path.substring(path.lastIndexOf('/') + 1);
        if (number.matches("\\d{1,9}")) {
            each = cases.get(Integer.valueOf(number));
        }
        Case.Responses responses =
                each == null ? null : each.server().get(request.url().toString());
        if (responses == null) {
            return "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
        }
        synchronized (arrived) {
            arrived.add(request);
        }
        Response response = responses.to(request);
        StringBuilder text = new StringBuilder("HTTP/1.1 " + response.status() + " X\r\n");
        for (Header line : response.headers()) {
            text.append(line.name()).append(": ").append(line.value()).append("\r\n");
        }
        if (Case.hasBody(request.method(), response.status())) {
            text.append("Content-Length: 2\r\n\r\nok");
        } else {
            text.append("\r\n");
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        for (ServerSocket socket : sockets) {
            socket.close();
        }
    }
}
