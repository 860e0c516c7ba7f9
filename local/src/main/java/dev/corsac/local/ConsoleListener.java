package dev.corsac.local;

import dev.corsac.gateway.AttributedResponse;
import dev.corsac.http.Request;
import dev.corsac.local.console.Console;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A listener that passes everything on to the run's own, and what happens to functions to the console too. */
final class ConsoleListener implements LocalListener {

    private final LocalListener listener;
    private volatile @Nullable Console console;

    ConsoleListener(LocalListener listener) {
        this.listener = listener;
    }

    /** Sets the console: without this there is none. */
    void watch(Console console) {
        this.console = console;
    }

    @Override
    public void responded(Request request, AttributedResponse response, Duration took) {
        listener.responded(request, response, took);
    }

    @Override
    public void problem(String problem) {
        listener.problem(problem);
    }

    @Override
    public void functionReady(String function, Duration took) {
        Console watching = console;
        if (watching != null) {
            watching.functionReady(function, took);
        }
        listener.functionReady(function, took);
    }

    @Override
    public void functionReloaded(String function, Duration took) {
        Console watching = console;
        if (watching != null) {
            watching.functionReloaded(function, took);
        }
        listener.functionReloaded(function, took);
    }

    @Override
    public void functionFailed(String function, String problem) {
        Console watching = console;
        if (watching != null) {
            watching.functionFailed(function, problem);
        }
        listener.functionFailed(function, problem);
    }

    @Override
    public void progress(String sentence) {
        listener.progress(sentence);
    }

    @Override
    public void functionLogged(String function, String line) {
        Console watching = console;
        if (watching != null) {
            watching.functionLogged(function, line);
        }
        listener.functionLogged(function, line);
    }
}
