package dev.corsac.local.console;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.corsac.browser.Sites;
import dev.corsac.explain.page.ExplainPage;
import dev.corsac.gateway.AttributedResponse;
import dev.corsac.local.ConsoleSpec;
import dev.corsac.local.concurrent.Background;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The console: what passes by, in a bounded history, and the page that shows it. A request hands over an object and goes on;
 * calls are put together and explained by a thread of their own, and only while a page is open.
 */
public final class Console extends Handler.Abstract implements AutoCloseable {

    /** Pages that may listen at once. */
    private static final int MOST_STREAMS = 20;

    /** More than that at once nobody reads: the rest stay in the history and are not sent. */
    private static final int MOST_AT_ONCE = 200;

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final long TICK_MILLIS = 100;

    private static final Map<String, String> FILES = Map.of(
            "/", "console.html",
            "/console.css", "console.css",
            "/console.js", "console.js",
            "/sequence.js", "sequence.js",
            "/tools.js", "tools.js",
            "/detail.js", "detail.js",
            "/icon.svg", "icon.svg");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private final History history;
    private final Calls calls;
    private final ConsoleJson json;
    private final List<EventStream> streams = new CopyOnWriteArrayList<>();
    private final Background background;
    private final Workbench workbench;
    private final Problems problems = new Problems();
    private volatile boolean closed;
    /** What the last look failed with, so that it is reported once; of the thread that looks. */
    private String failure = "";

    /**
     * An empty one.
     *
     * @param sites asked whether cookies travel
     * @param policies asked whether a function's own policy refused a request
     * @param addresses what the page offers to open, and names
     * @param background runs what tells the pages
     * @param fronts the front on the port of a request's URL, for calls that are tried here
     */
    public Console(
            Clock clock,
            Sites sites,
            ConsoleSpec.Policies policies,
            List<ConsoleSpec.Address> addresses,
            Background background,
            Replayer fronts) {
        this.history = new History(clock);
        this.calls = new Calls(history, clock, sites, policies);
        this.json = new ConsoleJson(List.copyOf(addresses));
        this.background = background;
        this.workbench = new Workbench(sites, fronts);
    }

    /**
     * Records a request that came.
     *
     * @param length of its body, of which less may have been read
     * @param replayOf 0 unless the console sent it
     */
    public FrontExchange began(dev.corsac.http.Request request, long length, Replayer front, long replayOf) {
        return history.begin(request, length, front, replayOf);
    }

    /** Its response was sent. */
    public void ended(FrontExchange exchange, AttributedResponse response, Duration took, @Nullable Invoked function) {
        history.end(exchange, response, took, function);
    }

    /** It came to nothing, and was none. */
    public void dropped(FrontExchange exchange) {
        history.drop(exchange);
    }

    /** A function's process is ready. */
    public void functionReady(String function, Duration took) {
        problems.fixed(function);
        history.add(Message.Kind.READY, function, "ready after " + took.toMillis() + " ms");
    }

    /** A changed function responds from now on. */
    public void functionReloaded(String function, Duration took) {
        problems.fixed(function);
        history.add(Message.Kind.READY, function, "reloaded after " + took.toMillis() + " ms");
    }

    /** What the page offers to open, and names, from now on. */
    public void addresses(List<ConsoleSpec.Address> addresses) {
        json.addresses = List.copyOf(addresses);
    }

    /**
     * The configuration cannot be used as it is.
     *
     * @param problem every problem with its place; empty if there is none any more
     */
    public void configurationProblem(String problem) {
        problems.configuration(problem);
    }

    /** A function cannot run. */
    public void functionFailed(String function, String problem) {
        problems.failed(function, problem);
        history.add(Message.Kind.FAILED, function, problem);
    }

    /** A function wrote a line. */
    public void functionLogged(String function, String line) {
        history.add(Message.Kind.LOG, function, line);
    }

    /** Begins to tell the pages that listen; to be called once. */
    public void begin() {
        later(TICK_MILLIS);
    }

    @Override
    public void close() {
        closed = true;
        for (EventStream stream : streams) {
            stream.end(new EOFException("the local run is ending"));
        }
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        int port = ((NetworkConnector) request.getConnectionMetaData().getConnector()).getLocalPort();
        String path = request.getHttpURI().getCanonicalPath();
        protect(response);
        boolean document = "/".equals(path) && request.getMethod().equals("GET");
        String refusal = Guard.refusal(request, port, document);
        if (refusal != null) {
            return text(response, callback, 403, refusal);
        }
        if ("/diagnosis.css".equals(path) && request.getMethod().equals("GET")) {
            String style = ExplainPage.file("diagnosis.css");
            if (style == null) {
                throw new IllegalStateException("the resource diagnosis.css is missing");
            }
            return body(response, callback, TYPES.getOrDefault("css", ""), style);
        }
        String file = path == null || !request.getMethod().equals("GET") ? null : FILES.get(path);
        if (file != null) {
            return file(response, callback, file);
        }
        if (!"1".equals(request.getHeaders().get(Guard.HEADER))) {
            return text(
                    response,
                    callback,
                    403,
                    "The console's data is for its own page: " + Guard.HEADER + ": 1 is missing.");
        }
        boolean secrets = "secrets".equals(request.getHttpURI().getQuery());
        String action = request.getMethod() + " " + path;
        switch (action) {
            case "GET /events" -> {
                return events(response, callback);
            }
            case "GET /har" -> {
                return body(response, callback, "application/json", Exports.har(history.exchanges(), secrets));
            }
            case "POST /explain" -> {
                return workbench.explain(request, response, callback);
            }
            case "POST /try" -> {
                return workbench.attempt(request, response, callback);
            }
            case "POST /clear" -> {
                history.clear();
                return body(response, callback, "application/json", "{}");
            }
            default -> {
                // Below.
            }
        }
        String[] parts = path == null ? new String[0] : path.substring(1).split("/", -1);
        if (parts.length >= 2 && parts[0].equals("calls") && parts[1].matches("\\d{1,18}")) {
            long id = Long.parseLong(parts[1]);
            if (request.getMethod().equals("GET") && parts.length == 2) {
                String call = call(id, secrets);
                return call == null ? nothing(response, callback) : body(response, callback, "application/json", call);
            }
            if (request.getMethod().equals("POST") && parts.length == 3 && parts[2].equals("replay")) {
                return replay(response, callback, id);
            }
        }
        return text(response, callback, 404, "There is no " + action + " here.");
    }

    /** No error: a page may well ask for a call that has just left. */
    private static boolean nothing(Response response, Callback callback) {
        response.setStatus(204);
        callback.succeeded();
        return true;
    }

    private static boolean gone(Response response, Callback callback) {
        return text(response, callback, 404, "That call has left the history.");
    }

    private @Nullable String call(long id, boolean secrets) {
        synchronized (calls) {
            calls.update();
            PageCall call = calls.find(id);
            if (call == null) {
                return null;
            }
            LocalDiagnosis diagnosis = calls.explain(call);
            return ConsoleJson.text(generator -> json.full(generator, call, diagnosis, calls.cookies(call), secrets));
        }
    }

    /** The preflight first, if there was one; asked on this thread, so that the response comes when it is done. */
    private boolean replay(Response response, Callback callback, long id) {
        List<FrontExchange> exchanges = new ArrayList<>();
        synchronized (calls) {
            calls.update();
            PageCall call = calls.find(id);
            if (call == null) {
                return gone(response, callback);
            }
            if (call.preflight != null) {
                exchanges.add(call.preflight);
            }
            if (call.actual != null) {
                exchanges.add(call.actual);
            }
        }
        for (FrontExchange exchange : exchanges) {
            if (!exchange.isReplayable()) {
                return text(
                        response,
                        callback,
                        409,
                        "Its body of " + exchange.requestLength + " bytes was not kept: over "
                                + FrontExchange.MOST_REQUEST_BODY + " bytes there is no replay.");
            }
        }
        for (FrontExchange exchange : exchanges) {
            exchange.front.replay(exchange.request(), id);
        }
        return body(response, callback, "application/json", "{}");
    }

    private boolean events(Response response, Callback callback) {
        streams.removeIf(EventStream::hasEnded);
        if (streams.size() >= MOST_STREAMS) {
            return text(response, callback, 429, "Too many pages of the console are open: close some.");
        }
        response.getHeaders().put("Content-Type", "text/event-stream");
        EventStream stream = new EventStream(response, callback);
        streams.add(stream);
        stream.send(": here\n\n");
        return true;
    }

    /** Leaves the machine to others: what took long is not repeated at once. */
    private void tick() {
        long start = System.nanoTime();
        try {
            streams.removeIf(EventStream::hasEnded);
            for (EventStream stream : streams) {
                if (stream.isReady()) {
                    tell(stream);
                }
            }
            failure = "";
        } catch (RuntimeException | Error e) {
            String words = Background.words(e);
            if (!words.equals(failure)) {
                failure = words;
                throw e;
            }
        } finally {
            long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            if (!closed) {
                later(Math.max(TICK_MILLIS, 4 * took));
            }
        }
    }

    private void later(long milliseconds) {
        background.executeLater(
                "telling the console's pages", Duration.ofMillis(milliseconds), this::tick, thrown -> {});
    }

    private void tell(EventStream stream) {
        String event;
        synchronized (calls) {
            calls.update();
            List<PageCall> changed = calls.changedAfter(stream.calls);
            List<Message> messages = history.messagesAfter(stream.messages);
            if (stream.greeted
                    && changed.isEmpty()
                    && messages.isEmpty()
                    && stream.addresses.equals(json.addresses)
                    && stream.problems == problems.version()) {
                if (System.nanoTime() - stream.lastWrite > HEARTBEAT.toNanos()) {
                    stream.send(": still here\n\n");
                }
                return;
            }
            int skipped = stream.greeted ? Math.max(0, changed.size() - MOST_AT_ONCE) : 0;
            List<PageCall> sent = changed.subList(skipped, changed.size());
            boolean first = !stream.greeted;
            long problemsVersion = problems.version();
            event = ConsoleJson.text(generator -> event(generator, first, sent, messages, skipped));
            stream.greeted = true;
            stream.addresses = json.addresses;
            stream.problems = problemsVersion;
            stream.calls = calls.version();
            if (!messages.isEmpty()) {
                stream.messages = messages.get(messages.size() - 1).id();
            }
        }
        stream.send("data: " + event + "\n\n");
    }

    private void event(
            JsonGenerator generator, boolean first, List<PageCall> changed, List<Message> messages, int skipped)
            throws IOException {
        generator.writeBooleanField("first", first);
        generator.writeNumberField("oldest", history.oldest());
        generator.writeNumberField("skipped", skipped);
        json.addresses(generator);
        problems.write(generator);
        generator.writeArrayFieldStart("calls");
        for (PageCall call : changed) {
            generator.writeStartObject();
            json.brief(generator, call, calls.explain(call));
            generator.writeEndObject();
        }
        generator.writeEndArray();
        generator.writeArrayFieldStart("messages");
        for (Message message : messages) {
            ConsoleJson.message(generator, message);
        }
        generator.writeEndArray();
    }

    private static void protect(Response response) {
        HttpFields.Mutable headers = response.getHeaders();
        headers.put(
                "Content-Security-Policy",
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                        + " base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for"
                        + " 'script'");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cache-Control", "no-store");
    }

    private static boolean file(Response response, Callback callback, String name) {
        try (InputStream in = Console.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the resource " + name + " is missing");
            }
            response.getHeaders().put("Content-Type", TYPES.getOrDefault(name.substring(name.indexOf('.') + 1), ""));
            response.write(true, ByteBuffer.wrap(in.readAllBytes()), callback);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean text(Response response, Callback callback, int status, String text) {
        response.setStatus(status);
        return body(response, callback, "text/plain; charset=utf-8", text + "\n");
    }

    static boolean body(Response response, Callback callback, String type, String text) {
        response.getHeaders().put("Content-Type", type);
        response.write(true, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), callback);
        return true;
    }
}
