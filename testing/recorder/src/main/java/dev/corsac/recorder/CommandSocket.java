package dev.corsac.recorder;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A WebSocket that accepts commands with an id, responds to each with that id, and reports events in between. */
final class CommandSocket implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final WebSocket socket;
    private final AtomicInteger lastId = new AtomicInteger();
    private final Map<Integer, CompletableFuture<Map<String, @Nullable Object>>> waiting = new ConcurrentHashMap<>();
    private final BlockingQueue<Map<String, @Nullable Object>> events = new LinkedBlockingQueue<>();

    CommandSocket(String url) throws IOException {
        try {
            socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .connectTimeout(TIMEOUT)
                    .buildAsync(URI.create(url), new Listener())
                    .join();
        } catch (CompletionException e) {
            throw new IOException("no connection to " + url, e);
        }
    }

    Map<String, @Nullable Object> send(String method, Map<String, ?> params) throws IOException, InterruptedException {
        int id = lastId.incrementAndGet();
        CompletableFuture<Map<String, @Nullable Object>> response = new CompletableFuture<>();
        waiting.put(id, response);
        Map<String, Object> command = new LinkedHashMap<>();
        command.put("id", id);
        command.put("method", method);
        command.put("params", params);
        socket.sendText(Json.write(command), true).join();
        try {
            return response.get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(method + " got no response", e);
        } finally {
            waiting.remove(id);
        }
    }

    /** The next event, if it comes in time. */
    @Nullable
    Map<String, @Nullable Object> event(Duration atMost) throws InterruptedException {
        return events.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        socket.abort();
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder message = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            message.append(data);
            if (last) {
                Map<String, @Nullable Object> json = Json.object(Json.read(message.toString()));
                message.setLength(0);
                CompletableFuture<Map<String, @Nullable Object>> response =
                        json.get("id") instanceof Number id ? waiting.get(id.intValue()) : null;
                if (response != null) {
                    response.complete(json);
                } else {
                    events.add(json);
                }
            }
            from.request(1);
            return null;
        }
    }
}
