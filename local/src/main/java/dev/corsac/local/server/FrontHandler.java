package dev.corsac.local.server;

import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Front;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.http.Body;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.Url;
import dev.corsac.local.LocalListener;
import dev.corsac.local.LocalRun;
import dev.corsac.local.console.Console;
import dev.corsac.local.console.FrontExchange;
import dev.corsac.local.console.Invoked;
import java.io.IOException;
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

/** A front behind a socket: turns the server's request into ours, and our response into the server's. */
public final class FrontHandler extends Handler.Abstract {

    /** Past it nobody reads on: twice the largest body that any front takes. */
    private static final int MAX_BODY = 20 * 1024 * 1024;

    /** What Jetty must know to frame an answer. */
    private static final Set<HttpHeader> FRAMING =
            Set.of(HttpHeader.CONTENT_LENGTH, HttpHeader.TRANSFER_ENCODING, HttpHeader.CONNECTION, HttpHeader.DATE);

    /** What replayed requests come from. */
    private static final String LOOPBACK = "127.0.0.1";

    private final Front front;
    private final LocalListener listener;
    private final Clock clock;
    private final LocalRun run;

    public FrontHandler(Front front, LocalListener listener, Clock clock, LocalRun run) {
        this.front = front;
        this.listener = listener;
        this.clock = clock;
        this.run = run;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws IOException {
        AttributedResponse answer;
        try {
            Connector connector = request.getConnectionMetaData().getConnector();
            answer = answer(connector, request(request, response), Request.getRemoteAddr(request), 0);
        } catch (IllegalArgumentException e) {
            // HTTP that the server lets through and our values do not: no front of AWS would have it either.
            response.setStatus(400);
            response.write(true, ByteBuffer.wrap((e.getMessage() + "\n").getBytes(StandardCharsets.UTF_8)), callback);
            return true;
        }
        response.setStatus(answer.response().status());
        for (Header line : answer.response().headers()) {
            response.getHeaders().add(field(line));
        }
        response.write(true, answer.response().body().buffer(), callback);
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

    /** Answers as if that connector had got the request, and records it as one that repeats another. */
    public void replay(Connector connector, dev.corsac.http.Request request, long replayOf) {
        answer(connector, request, LOOPBACK, replayOf);
    }

    private AttributedResponse answer(
            Connector connector, dev.corsac.http.Request request, String sourceIp, long replayOf) {
        Console watching = run.watching();
        FrontExchange exchange = watching == null
                ? null
                : watching.began(request, (again, id) -> run.replay(connector, again, id), replayOf);
        Invoked.take();
        boolean answered = false;
        long start = System.nanoTime();
        try {
            AttributedResponse answer =
                    front.respond(request, new RequestMetadata(clock.instant(), RequestId.random(), sourceIp));
            answered = true;
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            if (watching != null && exchange != null) {
                watching.ended(exchange, answer, took, Invoked.take());
            }
            listener.answered(request, answer, took);
            return answer;
        } finally {
            if (!answered && watching != null && exchange != null) {
                watching.dropped(exchange);
            }
        }
    }

    private static dev.corsac.http.Request request(Request request, Response response) throws IOException {
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
            // Browsers speak HTTP/2 with AWS, where names are in lower case: a function that looks for "Origin" alone
            // finds nothing there, and so not here.
            String name = new Header(field.getName(), "").lowerCaseName();
            if (http2 && name.equals("cookie")) {
                cookies.add(value(field));
            } else {
                lines.add(new Header(name, value(field)));
            }
        }
        if (cookies.length() > 0) {
            // RFC 9113, section 8.2.3: what HTTP/2 split is one line again for whatever is no HTTP/2.
            lines.add(new Header("cookie", cookies.toString()));
        }
        Url url = Url.of(
                request.isSecure() ? "https" : "http",
                authority == null || authority.isEmpty() ? "localhost" : authority,
                request.getHttpURI().getPath(),
                request.getHttpURI().getQuery());
        ByteBuffer body = request.getLength() == 0 ? ByteBuffer.allocate(0) : read(request, response);
        byte[] bytes = new byte[body.remaining()];
        body.get(bytes);
        return new dev.corsac.http.Request(request.getMethod(), url, Headers.of(lines), Body.wrap(bytes));
    }

    private static String value(HttpField field) {
        String value = field.getValue();
        return value == null ? "" : value;
    }

    private static ByteBuffer read(Request request, Response response) throws IOException {
        if (request.getLength() > MAX_BODY) {
            throw new IllegalArgumentException("a body of " + request.getLength() + " bytes: no front takes that");
        }
        if (HttpHeaderValue.CONTINUE.is(request.getHeaders().get(HttpHeader.EXPECT))) {
            // Before it is read: a connection with a thread of its own waits for the body in there.
            Future<?> unused = response.writeInterim(HttpStatus.CONTINUE_100, HttpFields.EMPTY);
        }
        return Content.Source.asByteBuffer(request);
    }
}
