package dev.corsac.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.deployment.FrontAddress;
import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Component;
import dev.corsac.gateway.Service;
import dev.corsac.http.Body;
import dev.corsac.http.Headers;
import dev.corsac.http.Response;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What no browser sends, through a raw socket: a response or an end, never a crash, a hang or a header of the sender's. */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class RobustnessTest {

    /** Milliseconds after which a response is taken not to come: far more than the busiest machine needs. */
    private static final int HANGS = 600_000;

    private static final int LARGE = 1 << 20;
    private static final String MARK = "X-Injected";

    private final AtomicInteger responded = new AtomicInteger();
    private final TestRun run = new TestRun(
            new JavaRuntime(Path.of("java"), List.of(), List.of()), new RecordingListener(), Clock.systemUTC());

    /** Echoes the request: in a header, where that can be had, and in the body. */
    @BeforeEach
    void start() throws LocalException {
        run.listen(FrontAddress.loopback(Service.REST_API, 0), (request, arrival) -> {
            responded.incrementAndGet();
            if (request.url().path().equals("/large")) {
                return respond(200, Headers.EMPTY, Body.wrap(new byte[LARGE]));
            }
            String origin = request.headers().combined("Origin");
            Headers headers = Headers.of("X-Path", request.url().target());
            return respond(
                    200,
                    origin == null ? headers : headers.plus("Access-Control-Allow-Origin", origin),
                    request.body());
        });
        run.console(new ConsoleSpec(0, false, host -> host, List.of()));
        run.start();
    }

    @AfterEach
    void close() {
        run.close();
    }

    private static AttributedResponse respond(int status, Headers headers, Body body) {
        return AttributedResponse.by(
                Component.of(Component.Kind.SERVICE, "echo"),
                "",
                new Response(status, headers.plus("Content-Length", "" + body.length()), body));
    }

    @Test
    void nobody_gets_leave_to_send_what_is_refused_for_its_length() throws IOException {
        String head = "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\nExpect: 100-continue\r\n\r\n";
        try (Socket socket = new Socket("127.0.0.1", run.ports().get(0))) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            byte[] status = socket.getInputStream().readNBytes("HTTP/1.1 200 ".length());
            assertThat(new String(status, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200 ");
        }
    }

    @Test
    void whoever_waits_for_leave_to_send_its_body_gets_it() throws IOException {
        String head =
                "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n";
        try (Socket socket = new Socket("127.0.0.1", run.ports().get(0))) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            byte[] leave = socket.getInputStream().readNBytes("HTTP/1.1 100 Continue\r\n\r\n".length());
            assertThat(new String(leave, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
            socket.getOutputStream().write("body".getBytes(StandardCharsets.US_ASCII));
            String rest = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(rest).startsWith("HTTP/1.1 200 ").endsWith("body");
        }
    }

    @Test
    void malformed_http_gets_a_response_or_an_end_and_injects_nothing() throws IOException {
        long seed = Long.getLong("corsac.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 1_500; i++) {
            byte[] request = request(random);
            int port = random.nextInt(4) == 0 ? run.consolePort() : run.ports().get(0);
            String response = send(port, request);
            String what = "-Dcorsac.seed=" + seed + ", request " + i + ":\n"
                    + new String(request, StandardCharsets.ISO_8859_1) + "\nresponse:\n" + response;
            // A hang is a response that is broken off by the timeout of send.
            assertThat(response).as(what).isNotEqualTo("timeout");
            if (!response.isEmpty()) {
                assertThat(response).as(what).matches("(?s)HTTP/1\\.[01] [1-5]\\d\\d .*");
                for (String head : heads(response)) {
                    assertThat(head.lines()).as(what).noneMatch(line -> line.startsWith(MARK + ":"));
                }
            }
        }
        assertThat(send(
                        run.ports().get(0),
                        "GET /after HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII)))
                .startsWith("HTTP/1.1 200 ");
        assertThat(responded).hasPositiveValue();
        // Whatever of it the console has kept it can explain, show and export.
        String data = " HTTP/1.1\r\nHost: localhost:" + run.consolePort() + "\r\nCorsac-Console: 1\r\n";
        assertThat(send(
                        run.consolePort(),
                        ("GET /har" + data + "Connection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII)))
                .startsWith("HTTP/1.1 200 ");
        try (Socket socket = new Socket("127.0.0.1", run.consolePort())) {
            socket.setSoTimeout(HANGS);
            socket.getOutputStream().write(("GET /events" + data + "\r\n").getBytes(StandardCharsets.US_ASCII));
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String event = lines.readLine();
            while (event != null && !event.startsWith("data: ")) {
                event = lines.readLine();
            }
            assertThat(event).as("seed " + seed).contains("\"target\":\"/after\"");
            Matcher ids = Pattern.compile("\\{\"id\":(\\d+),\"version\"").matcher(String.valueOf(event));
            for (int i = 0; i < 100 && ids.find(); i++) {
                String call = "GET /calls/" + ids.group(1) + data + "Connection: close\r\n\r\n";
                assertThat(send(run.consolePort(), call.getBytes(StandardCharsets.US_ASCII)))
                        .as("seed " + seed)
                        .startsWith("HTTP/1.1 200 ");
            }
        }
    }

    /** A request with the mark where a line could be broken into two, damaged here and there. */
    private static byte[] request(SplittableRandom random) {
        String[] breaks = {"\r\n", "\n", "\r", "\0", "\r\n ", "%0d%0a", "\u0085", "\u560a", "\\r\\n", "\t", " \r\n"};
        String mark = breaks[random.nextInt(breaks.length)] + MARK + ": yes";
        String[] methods = {"GET", "POST", "PUT", "OPTIONS", "get", "G E T", "", "\u00e9", "PATCH" + mark};
        String[] targets = {
            "/",
            "/a?b=c",
            "//",
            "/%",
            "/%00",
            "/" + "a".repeat(9_000),
            "*",
            "http://x/",
            "a",
            "/a" + mark,
            "/\u00e9",
            "/..%2f"
        };
        String[] versions = {"HTTP/1.1", "HTTP/1.0", "HTTP/2.0", "HTTP/9", "http/1.1", "", "HTTP/1.1" + mark};
        String[] values = {
            "http://page.localhost",
            "null",
            "",
            "x" + mark,
            "\u00e9\u2028",
            "x".repeat(9_000),
            "\"",
            "a, b",
            "\u0001",
            "0",
            "-1",
            "4",
            "99999999999999999999",
            "chunked",
            "gzip, chunked",
            "close",
            "100-continue",
            "h2c",
            "\t x \t"
        };
        String[] names = {
            "Origin",
            "Host",
            "Content-Length",
            "Transfer-Encoding",
            "Access-Control-Request-Method",
            "Cookie",
            "Connection",
            "Expect",
            "Upgrade",
            "X A",
            "",
            ":",
            "Origin ",
            "\u00e9",
            "X".repeat(9_000),
            "X" + mark,
            "Range"
        };
        StringBuilder text = new StringBuilder();
        text.append(random.nextInt(5) == 0 ? pick(methods, random) : "POST").append(' ');
        text.append(random.nextInt(3) == 0 ? pick(targets, random) : "/a").append(' ');
        text.append(random.nextInt(8) == 0 ? pick(versions, random) : "HTTP/1.1")
                .append("\r\n");
        if (random.nextInt(10) != 0) {
            text.append("Host: localhost\r\n");
        }
        int lines = random.nextInt(random.nextInt(50) == 0 ? 400 : 5);
        for (int i = 0; i < lines; i++) {
            text.append(random.nextInt(3) == 0 ? pick(names, random) : "Origin");
            text.append(random.nextInt(12) == 0 ? "" : ": ")
                    .append(pick(values, random))
                    .append("\r\n");
        }
        text.append(random.nextInt(15) == 0 ? "" : "\r\n");
        String[] bodies = {
            "", "body", "4\r\nbody\r\n0\r\n\r\n", "zz\r\n", "ffffffffffffffff\r\n", "\0\0", "x".repeat(70_000)
        };
        text.append(pick(bodies, random));
        byte[] bytes =
                text.toString().getBytes(random.nextBoolean() ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
        for (int damage = random.nextInt(4) == 0 ? random.nextInt(1, 6) : 0; damage > 0 && bytes.length > 0; damage--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static String pick(String[] values, SplittableRandom random) {
        return values[random.nextInt(values.length)];
    }

    /** Every response's head; what was said back in bodies does not count. */
    private static List<String> heads(String response) {
        List<String> heads = new ArrayList<>();
        int end = response.indexOf("\r\n\r\n");
        if (end >= 0) {
            heads.add(response.substring(0, end));
        }
        return heads;
    }

    private static String send(int port, byte[] request) throws IOException {
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(HANGS);
            try {
                socket.getOutputStream().write(request);
                socket.shutdownOutput();
                InputStream in = socket.getInputStream();
                byte[] buffer = new byte[8_192];
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    response.write(buffer, 0, read);
                }
            } catch (SocketTimeoutException e) {
                return "timeout";
            } catch (IOException e) {
                // The server has hung up on it.
            }
        }
        return response.toString(StandardCharsets.ISO_8859_1);
    }

    @Test
    void five_hundred_connections_at_once_are_served_slow_ones_among_them() throws Exception {
        int port = run.ports().get(0);
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 500; i++) {
                Socket socket = new Socket("127.0.0.1", port);
                socket.setSoTimeout(60_000);
                sockets.add(socket);
            }
            // A third says only half of its head, a third asks for much and does not read; the others are prompt.
            for (int i = 0; i < 500; i++) {
                String request = switch (i % 3) {
                    case 0 -> "GET /half HTTP/1.1\r\nHost: localhost\r\nX-Slow: ";
                    case 1 -> "GET /large HTTP/1.1\r\nHost: localhost\r\n\r\n";
                    default -> "GET /" + i + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
                };
                sockets.get(i).getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            }
            for (int i = 2; i < 500; i += 3) {
                assertThat(head(sockets.get(i))).contains("X-Path: /" + i);
            }
            for (int i = 0; i < 500; i += 3) {
                sockets.get(i).getOutputStream().write("yes\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            for (int i = 0; i < 500; i += 3) {
                assertThat(head(sockets.get(i))).contains("X-Path: /half");
            }
            for (int i = 1; i < 500; i += 3) {
                Socket socket = sockets.get(i);
                assertThat(head(socket)).startsWith("HTTP/1.1 200 ");
                assertThat(socket.getInputStream().readNBytes(LARGE)).hasSize(LARGE);
            }
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        assertThat(responded).hasValue(500);
    }

    private static String head(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("ended after \"" + head + "\"");
            }
            head.append((char) next);
        }
        return head.toString();
    }
}
