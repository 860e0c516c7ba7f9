package dev.corsac.local;

import dev.corsac.gateway.AttributedResponse;
import dev.corsac.http.Request;
import java.time.Duration;

/** A listener that passes everything on. */
class ListenerAround implements LocalListener {

    private final LocalListener listener;

    ListenerAround(LocalListener listener) {
        this.listener = listener;
    }

    @Override
    public void responded(Request request, AttributedResponse response, Duration took) {
        listener.responded(request, response, took);
    }

    @Override
    public void functionReady(String function, Duration took) {
        listener.functionReady(function, took);
    }

    @Override
    public void functionReloaded(String function, Duration took) {
        listener.functionReloaded(function, took);
    }

    @Override
    public void functionFailed(String function, String problem) {
        listener.functionFailed(function, problem);
    }

    @Override
    public void functionLogged(String function, String line) {
        listener.functionLogged(function, line);
    }
}
