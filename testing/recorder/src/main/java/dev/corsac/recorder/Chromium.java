package dev.corsac.recorder;

import dev.corsac.browser.Call;
import dev.corsac.browser.Engine;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Chromium, through its <a href="https://chromedevtools.github.io/devtools-protocol/">DevTools protocol</a>. */
final class Chromium implements RemoteBrowser {

    private static final Duration FOR_EVENTS = Duration.ofMillis(700);
    private static final Duration AFTER_EVENTS = Duration.ofMillis(15);

    private final BrowserProcess process;
    private final CommandSocket socket;
    private final String version;
    private final List<String> console = new ArrayList<>();
    private @Nullable Map<String, Object> corsError;

    Chromium(Path program) throws IOException, InterruptedException {
        this(program, "{}");
    }

    /** With these preferences in its new profile. */
    Chromium(Path program, String preferences) throws IOException, InterruptedException {
        Path profile = BrowserProcess.newProfile();
        Files.createDirectory(profile.resolve("Default"));
        Files.writeString(profile.resolve("Default/Preferences"), preferences);
        process = new BrowserProcess(
                profile,
                new ProcessBuilder(
                        program.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--ignore-certificate-errors",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--remote-debugging-port=0",
                        "--host-resolver-rules=MAP *.example 127.0.0.1, MAP localhost 127.0.0.1, MAP *.localhost 127.0.0.1,"
                                + " MAP * ~NOTFOUND",
                        "--user-data-dir=" + profile,
                        "about:blank"));
        try {
            String port = Waiting.until("Chromium", process, () -> {
                Path file = profile.resolve("DevToolsActivePort");
                return Files.exists(file) && !Files.readAllLines(file).isEmpty()
                        ? Files.readAllLines(file).get(0)
                        : null;
            });
            HttpClient client = HttpClient.newHttpClient();
            String list = get(client, "http://127.0.0.1:" + port + "/json/list");
            version = String.valueOf(
                    Json.at(Json.read(get(client, "http://127.0.0.1:" + port + "/json/version")), "Browser"));
            String url = "";
            for (Object target : (List<?>) java.util.Objects.requireNonNull(Json.read(list))) {
                if (Json.at(target, "type").equals("page")) {
                    url = String.valueOf(Json.at(target, "webSocketDebuggerUrl"));
                }
            }
            socket = new CommandSocket(url);
            for (String domain : List.of("Page", "Network", "Log", "Runtime", "Audits")) {
                socket.send(domain + ".enable", Map.of());
            }
        } catch (IOException | InterruptedException e) {
            process.close();
            throw e;
        }
    }

    private static String get(HttpClient client, String url) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Override
    public Engine engine() {
        return Engine.CHROMIUM;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public void open(String url) throws IOException, InterruptedException {
        socket.send("Page.navigate", Map.of("url", url));
        for (int i = 0; i < 100; i++) {
            Map<String, @Nullable Object> event = socket.event(FOR_EVENTS);
            if (event != null && "Page.loadEventFired".equals(event.get("method"))) {
                return;
            }
        }
        throw new IOException(url + " did not load");
    }

    @Override
    public String evaluate(String expression) throws IOException, InterruptedException {
        Map<String, @Nullable Object> response = socket.send(
                "Runtime.evaluate", Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
        return String.valueOf(Json.at(response, "result", "result", "value"));
    }

    void clearCookies() throws IOException, InterruptedException {
        socket.send("Network.clearBrowserCookies", Map.of());
    }

    /** The error comes as an event of its own, before or after the promise is rejected. */
    @Override
    public @Nullable Map<String, Object> corsError(Call call) throws InterruptedException {
        corsError = null;
        for (Duration timeout = FOR_EVENTS; ; ) {
            Map<String, @Nullable Object> event = socket.event(timeout);
            if (event == null) {
                return corsError;
            }
            Object status = "Network.loadingFailed".equals(event.get("method"))
                    ? Json.at(event, "params", "corsErrorStatus")
                    : Json.at(event, "params", "issue", "details", "corsIssueDetails", "corsErrorStatus");
            boolean warning = Json.at(event, "params", "issue", "details", "corsIssueDetails", "isWarning")
                    .equals(true);
            if (status instanceof Map<?, ?> error && !warning) {
                Map<String, Object> found = new LinkedHashMap<>();
                found.put("corsError", Json.at(error, "corsError"));
                found.put("failedParameter", Json.at(error, "failedParameter"));
                corsError = found;
                timeout = AFTER_EVENTS;
            }
            if ("Log.entryAdded".equals(event.get("method"))) {
                console.add(String.valueOf(Json.at(event, "params", "entry", "text")));
                if (corsError != null) {
                    timeout = AFTER_EVENTS;
                }
            }
        }
    }

    @Override
    public boolean hasConsole() {
        return true;
    }

    @Override
    public List<String> takeConsole() {
        List<String> taken = List.copyOf(console);
        console.clear();
        return taken;
    }

    @Override
    public void close() {
        socket.close();
        process.close();
    }
}
