package dev.corsac.local.server;

import dev.corsac.deployment.FrontAddress;
import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Front;
import dev.corsac.gateway.HostCheck;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.gateway.ServiceError;
import dev.corsac.http.Body;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.Url;
import dev.corsac.local.LocalListener;
import dev.corsac.local.console.Console;
import dev.corsac.local.console.FrontExchange;
import dev.corsac.local.console.Invoked;
import dev.corsac.local.runtimeapi.RequestId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.Future;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** A front behind a socket: turns the server's request into ours, and our response into the server's. */
public final class FrontHandler extends Handler.Abstract {

    /** How much of a longer body than a front accepts is read, so that its client is done sending and reads the response. */
    private static final int MAX_READ = 20 * 1024 * 1024;

    /** Past what any front sends: status line and headers, with room for those that the server adds. */
    private static final int MAX_HEAD = 63 * 1024;

    private static final int FIRST_FINAL_STATUS = 200;

    /** Header lines that Jetty must know to frame a response. */
    private static final Set<HttpHeader> FRAMING =
            Set.of(HttpHeader.CONTENT_LENGTH, HttpHeader.TRANSFER_ENCODING, HttpHeader.CONNECTION, HttpHeader.DATE);

    /** What replayed requests come from. */
    private static final String LOOPBACK = "127.0.0.1";

    private final Front front;
    private final FrontAddress address;
    private final LocalListener listener;
    private final Clock clock;
    private final Replays replays;

    /** What a handler asks of its run: the console, and to repeat a request. */
    public interface Replays {
        /** The console; null if there is none. */
        @Nullable
        Console console();

        /** Repeats a request at the front that is behind that connector by now. */
        dev.corsac.http.Response replay(Connector connector, dev.corsac.http.Request request, long replayOf);
    }

    /** Serves that front to the hosts of its address. */
    public FrontHandler(Front front, FrontAddress address, LocalListener listener, Clock clock, Replays replays) {
        this.front = HostCheck.before(
                front,
                address.service(),
                address.name(),
                address::accepts,
                host -> "add " + host + " to allowHosts in corsac.yaml, or start with --allow-host " + host);
        this.address = address;
        this.listener = listener;
        this.clock = clock;
        this.replays = replays;
    }

    /**
     * A request as it was received.
     *
     * @param request its body cut one byte after what the front accepts; its bytes are zeros where they were not read
     * @param unread whether the body was not read, because it says itself that it is too long
     * @param length of the body, as far as it is known
     */
    private record Received(dev.corsac.http.Request request, boolean unread, long length) {}

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws IOException {
        Received received;
        try {
            received = receive(request, response);
        } catch (IllegalArgumentException e) {
            // HTTP that the server lets through and our values do not: no front of AWS would have it either.
            response.setStatus(400);
            response.write(true, ByteBuffer.wrap((e.getMessage() + "\n").getBytes(StandardCharsets.UTF_8)), callback);
            return true;
        }
        Connector connector = request.getConnectionMetaData().getConnector();
        AttributedResponse made = respond(connector, received, Request.getRemoteAddr(request), 0);
        response.setStatus(made.response().status());
        for (Header line : made.response().headers()) {
            response.getHeaders().add(field(line));
        }
        response.write(true, made.response().body().buffer(), callback);
        return true;
    }

    /** The line as the front spells it: for a name that Jetty knows it would write its own spelling. */
    private static HttpField field(Header line) {
        HttpField field = new HttpField(line.name(), line.value());
        HttpHeader known = field.getHeader();
        return known == null || FRAMING.contains(known) || known.asString().equals(line.name())
                ? field
                : new HttpField(null, line.name(), line.value());
    }

    /** Responds as if that connector had received the request, and records it as one that repeats another. */
    public dev.corsac.http.Response replay(Connector connector, dev.corsac.http.Request request, long replayOf) {
        return respond(connector, new Received(request, false, request.body().length()), LOOPBACK, replayOf)
                .response();
    }

    private AttributedResponse respond(Connector connector, Received received, String sourceIp, long replayOf) {
        dev.corsac.http.Request request = received.request;
        Console console = replays.console();
        FrontExchange exchange = console == null
                ? null
                : console.began(
                        received.unread ? request.withBody(Body.EMPTY) : request,
                        received.length,
                        (again, id) -> replays.replay(connector, again, id),
                        replayOf);
        Invoked.take();
        boolean responded = false;
        long start = System.nanoTime();
        try {
            AttributedResponse response = respond(request, sourceIp);
            responded = true;
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            if (console != null && exchange != null) {
                console.ended(exchange, response, took, Invoked.take());
            }
            listener.responded(request, response, took);
            return response;
        } finally {
            if (!responded && console != null && exchange != null) {
                console.dropped(exchange);
            }
        }
    }

    /** The front's response, or an error of its service where that cannot be sent. */
    private AttributedResponse respond(dev.corsac.http.Request request, String sourceIp) {
        RequestMetadata metadata = new RequestMetadata(clock.instant(), RequestId.random(), sourceIp);
        AttributedResponse response;
        try {
            response = front.respond(request, metadata);
        } catch (RuntimeException | StackOverflowError e) {
            String what = e.getMessage() == null
                    ? e.getClass().getName()
                    : e.getClass().getName() + ": " + e.getMessage();
            listener.problem(address.name() + " failed at " + request.method() + " "
                    + request.url().path() + ": " + what + ". This is a mistake in Corsac. Please report it.");
            return unusable("Corsac failed: " + what, request, metadata);
        }
        int status = response.response().status();
        if (status < FIRST_FINAL_STATUS) {
            // What AWS does with such a status is not known for certain. On the wire it would announce another
            // response, and the
            // client would take the next one for this one's.
            return unusable("status " + status + " is not that of a final response", request, metadata);
        }
        int size = 0;
        for (Header line : response.response().headers()) {
            size += line.name().length() + line.value().length() + ": \r\n".length();
        }
        return size <= MAX_HEAD
                ? response
                : unusable("the headers of the response have " + size + " bytes", request, metadata);
    }

    private AttributedResponse unusable(String reason, dev.corsac.http.Request request, RequestMetadata metadata) {
        return ServiceError.unusableResponse(address.service(), reason).response(request, metadata);
    }

    private Received receive(Request request, Response response) throws IOException {
        List<Header> lines = new ArrayList<>();
        String authority = request.getHeaders().get("Host");
        if (authority == null) {
            // HTTP/2 has a pseudo-header instead, which AWS's fronts hand on as Host.
            authority = request.getHttpURI().getAuthority();
            if (authority != null && !authority.isEmpty()) {
                lines.add(new Header("host", authority));
            }
        }
        boolean http2 = request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_2;
        StringJoiner cookies = new StringJoiner("; ");
        for (HttpField field : request.getHeaders()) {
            // Browsers speak HTTP/2 with AWS, where names are in lower case: a function that looks only for "Origin"
            // finds nothing there, and so not here.
            String name = new Header(field.getName(), "").lowerCaseName();
            if (http2 && name.equals("cookie")) {
                cookies.add(value(field));
            } else {
                lines.add(new Header(name, value(field)));
            }
        }
        if (cookies.length() > 0) {
            // RFC 9113, section 8.2.3: what HTTP/2 split is one line again for everything that is not HTTP/2.
            lines.add(new Header("cookie", cookies.toString()));
        }
        Url url = Url.of(
                request.isSecure() ? "https" : "http",
                authority == null || authority.isEmpty() ? "localhost" : authority,
                request.getHttpURI().getPath(),
                request.getHttpURI().getQuery());
        boolean unread = request.getLength() > MAX_READ;
        Body body = unread ? tooLong() : Body.wrap(read(request, response));
        long length = unread ? request.getLength() : body.length();
        return new Received(
                new dev.corsac.http.Request(request.getMethod(), url, Headers.of(lines), body), unread, length);
    }

    private static String value(HttpField field) {
        String value = field.getValue();
        return value == null ? "" : value;
    }

    /** Reads the body; one whose length is unknown is cut one byte after the most that the front accepts. */
    private byte[] read(Request request, Response response) throws IOException {
        if (request.getLength() == 0 || hasNoBody(request)) {
            return new byte[0];
        }
        if (HttpHeaderValue.CONTINUE.is(request.getHeaders().get(HttpHeader.EXPECT))) {
            // Before it is read: a connection with a thread of its own waits for the body in there.
            Future<?> unused = response.writeInterim(HttpStatus.CONTINUE_100, HttpFields.EMPTY);
        }
        if (request.getLength() < 0) {
            InputStream in = Content.Source.asInputStream(request);
            int most = front.maxRequestBody();
            byte[] kept = in.readNBytes(most + 1);
            if (kept.length > most) {
                in.skip(MAX_READ - kept.length);
            }
            return kept;
        }
        ByteBuffer body = Content.Source.asByteBuffer(request);
        byte[] bytes = new byte[body.remaining()];
        body.get(bytes);
        return bytes;
    }

    /**
     * Whether a request of HTTP/1.1 has neither of the lines without which it has no body (RFC 9112, section 6.3): most requests
     * of pages. A stream would allocate 16 KB to find that out, which is more than all the rest of a request does.
     */
    private static boolean hasNoBody(Request request) {
        return request.getLength() < 0
                && request.getConnectionMetaData().getHttpVersion() != HttpVersion.HTTP_2
                && !request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
    }

    /** Returns a body in the place of one that is not read: long enough for the front to refuse it. */
    private Body tooLong() {
        return Body.wrap(new byte[front.maxRequestBody() + 1]);
    }
}
