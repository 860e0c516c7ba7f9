package dev.corsac.local;

import dev.corsac.gateway.AttributedResponse;
import dev.corsac.http.Request;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A listener that keeps everything; tests wait for what is to come. */
final class RecordingListener implements LocalListener {

    private static final int SECONDS = Integer.getInteger("corsac.await", 60);

    final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    final List<AttributedResponse> responses = new CopyOnWriteArrayList<>();

    @Override
    public void responded(Request request, AttributedResponse response, Duration took) {
        responses.add(response);
        events.add("responded " + response.response().status());
    }

    /** Waits until that many requests have a response. */
    void awaitResponses(int count) throws InterruptedException {
        while (responses.size() < count) {
            await("responded");
        }
    }

    @Override
    public void problem(String problem) {
        events.add("problem " + problem);
    }

    @Override
    public void functionReady(String function, Duration took) {
        events.add("ready " + function);
    }

    @Override
    public void functionReloaded(String function, Duration took) {
        events.add("reloaded " + function);
    }

    @Override
    public void functionFailed(String function, String problem) {
        events.add("failed " + function + ": " + problem);
    }

    @Override
    public void functionLogged(String function, String line) {
        events.add("log " + function + ": " + line);
    }

    /** Waits for an event that begins so; everything before it is dropped. */
    String await(String prefix) throws InterruptedException {
        StringBuilder seen = new StringBuilder();
        while (true) {
            String event = events.poll(SECONDS, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError("nothing begins with \"" + prefix + "\" in:\n" + seen);
            }
            if (event.startsWith(prefix)) {
                return event;
            }
            seen.append(event).append('\n');
        }
    }
}
