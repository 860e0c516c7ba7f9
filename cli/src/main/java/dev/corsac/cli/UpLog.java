package dev.corsac.cli;

import dev.corsac.config.Configuration;
import dev.corsac.config.FrontSpec;
import dev.corsac.config.PolicyRefusals;
import dev.corsac.deployment.FunctionProgram;
import dev.corsac.deployment.FunctionSettings;
import dev.corsac.deployment.JavaHome;
import dev.corsac.deployment.Missing;
import dev.corsac.deployment.Notice;
import dev.corsac.explain.TerminalText;
import dev.corsac.gateway.AttributedResponse;
import dev.corsac.http.Request;
import dev.corsac.local.LocalListener;
import dev.corsac.local.machine.FunctionJava;
import dev.corsac.local.project.WrapperFormats;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The output of {@code corsac up}: the addresses, and what happens, line by line. Thread-safe. */
final class UpLog implements LocalListener {
    private final FunctionJava java;
    private final Terminal terminal;
    private final LineWriter lines;
    private final List<String> early = new ArrayList<>();
    private final long start = System.nanoTime();
    private final Set<String> notReady = ConcurrentHashMap.newKeySet();
    private final PolicyRefusals policies;
    private volatile Configuration configuration;
    private volatile boolean started;

    UpLog(Configuration configuration, FunctionJava java, Terminal terminal, PrintStream out, PrintStream err) {
        this.lines = new LineWriter(out, err);
        this.configuration = configuration;
        this.policies = new PolicyRefusals(configuration);
        this.java = java;
        this.terminal = terminal;
        configuration.functions().forEach(function -> notReady.add(function.name()));
    }

    void started(int consolePort) {
        String page = consolePort == 0
                ? ""
                : "  " + terminal.bold(padded("console")) + "http://localhost:" + consolePort + "/\n";
        lines.say(addresses() + page + javaOfFunctions() + "\n  Ctrl-C ends it.\n");
        notes(configuration);
        synchronized (early) {
            early.forEach(lines::say);
            started = true;
        }
    }

    /** Prints what is unknown and what is not modelled, each once with its place. */
    private void notes(Configuration current) {
        for (Missing input : current.deployment().missing()) {
            lines.say(terminal.yellow(input.place().says(input.name() + " is unknown: give it with " + input.how())));
        }
        for (Notice notice : current.deployment().notices()) {
            lines.say(terminal.yellow(notice.line()));
        }
        for (Notice notice : java.differences(current)) {
            lines.say(terminal.yellow(notice.line()));
        }
        for (Notice notice : WrapperFormats.notices(current)) {
            lines.say(terminal.yellow(notice.line()));
        }
    }

    /** Prints a line of a function, which is held back until the address list has been printed. */
    private void tell(String line) {
        if (!started) {
            synchronized (early) {
                if (!started) {
                    early.add(line);
                    return;
                }
            }
        }
        lines.say(line);
    }

    PolicyRefusals policies() {
        return policies;
    }

    /** Takes the configuration that is served from now on. */
    void configure(Configuration current) {
        configuration = current;
    }

    void note(String text) {
        lines.say(text);
    }

    void replaced(Configuration next, Path file) {
        configuration = next;
        policies.replace(next);
        lines.say(terminal.green(file + " has changed") + ", and this is what is served now:\n" + addresses());
        notes(next);
    }

    void kept(String problem) {
        lines.complain(terminal.red(problem) + "\nWhat was served before goes on until the next change.");
    }

    /** Writes what has not been written yet. */
    void close() {
        lines.close();
    }

    private String javaOfFunctions() {
        boolean any = configuration.functions().stream()
                .anyMatch(f -> f.program() instanceof FunctionProgram.Java && f.javaHome() == null);
        return any
                ? "  " + terminal.bold(padded("Java")) + java.version() + ", " + java.home() + " (" + java.reason()
                        + ")\n"
                : "";
    }

    private String addresses() {
        StringBuilder text = new StringBuilder("\n");
        for (FrontSpec front : configuration.fronts()) {
            for (String host : front.hosts()) {
                text.append("  ")
                        .append(terminal.bold(padded(front.kind().word())))
                        .append(front.origin(host))
                        .append(front.path())
                        .append(front.kind().hasPages() ? "/\n" : "\n");
            }
        }
        for (FunctionSettings function : configuration.functions()) {
            text.append("  ").append(terminal.bold(padded("function"))).append(function.name());
            text.append("  ").append(program(function));
            JavaHome home = function.javaHome();
            text.append(home == null ? "\n" : ", on Java " + home.version() + ", " + home.folder() + "\n");
            if (function.debugPort() != null) {
                text.append("            a debugger attaches to localhost:" + function.debugPort() + " (jdb -attach "
                        + function.debugPort() + ", or \"Remote JVM Debug\" in an IDE)\n");
            }
        }
        return text.toString();
    }

    /** As wide as the longest word among what runs. */
    private String padded(String word) {
        int width = "function".length();
        for (FrontSpec front : configuration.fronts()) {
            width = Math.max(width, front.kind().word().length());
        }
        return word + " ".repeat(width - word.length() + 2);
    }

    private static String program(FunctionSettings function) {
        return function.program() instanceof FunctionProgram.Java java
                ? java.handler()
                : String.join(" ", ((FunctionProgram.Command) function.program()).command());
    }

    @Override
    public void responded(Request request, AttributedResponse response, Duration took) {
        lines.say(RequestLine.of(request, response, took, terminal));
    }

    @Override
    public void functionReady(String function, Duration took) {
        tell(terminal.dim(function + " is ready after " + took.toMillis() + " ms"));
        if (notReady.remove(function) && notReady.isEmpty()) {
            long all = Duration.ofNanos(System.nanoTime() - start).toMillis();
            tell(terminal.green("Ready") + " after " + all + " ms");
        }
    }

    @Override
    public void functionReloaded(String function, Duration took) {
        lines.say(terminal.green(function + " is reloaded") + " after " + took.toMillis() + " ms");
    }

    @Override
    public void functionFailed(String function, String problem) {
        lines.complain(terminal.red("function " + function + ": " + TerminalText.ofLines(problem)));
    }

    @Override
    public void problem(String problem) {
        lines.complain(terminal.red(TerminalText.ofLines(problem)));
    }

    @Override
    public void progress(String sentence) {
        tell(terminal.dim(sentence));
    }

    @Override
    public void functionLogged(String function, String line) {
        tell(terminal.ofSeveral(position(function), function + " | ") + line);
    }

    /** Which of the functions it is, so that its lines have a colour of their own. */
    private int position(String function) {
        List<FunctionSettings> functions = configuration.functions();
        for (int i = 0; i < functions.size(); i++) {
            if (functions.get(i).name().equals(function)) {
                return i;
            }
        }
        return 0;
    }
}
