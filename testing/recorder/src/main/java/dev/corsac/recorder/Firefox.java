package dev.corsac.recorder;

import dev.corsac.browser.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Firefox, through <a href="https://w3c.github.io/webdriver-bidi/">WebDriver BiDi</a>. */
final class Firefox implements RemoteBrowser {

    private static final Duration FOR_EVENTS = Duration.ofMillis(40);

    private final BrowserProcess process;
    private final CommandSocket socket;
    private final String version;
    private final String context;

    Firefox(Path program) throws IOException, InterruptedException {
        Path profile = BrowserProcess.newProfile();
        Files.writeString(profile.resolve("user.js"), """
                user_pref("network.dns.localDomains", "shop.example,api.example,other.example");
                user_pref("remote.active-protocols", 1);
                user_pref("network.captive-portal-service.enabled", false);
                user_pref("network.connectivity-service.enabled", false);
                user_pref("app.update.enabled", false);
                user_pref("datareporting.policy.dataSubmissionEnabled", false);
                user_pref("toolkit.telemetry.enabled", false);
                user_pref("browser.shell.checkDefaultBrowser", false);
                """);
        int port = BrowserProcess.freePort();
        process = new BrowserProcess(
                profile,
                new ProcessBuilder(
                        program.toString(),
                        "--headless",
                        "--no-remote",
                        "--profile",
                        profile.toString(),
                        "--remote-debugging-port",
                        Integer.toString(port)));
        try {
            socket = Waiting.until(
                    "Firefox",
                    process,
                    () -> process.output().contains("WebDriver BiDi listening")
                            ? new CommandSocket("ws://127.0.0.1:" + port + "/session")
                            : null);
            Map<String, @Nullable Object> session = socket.send("session.new", Map.of("capabilities", Map.of()));
            version = "Firefox/" + Json.at(session, "result", "capabilities", "browserVersion");
            socket.send("session.subscribe", Map.of("events", List.of("log.entryAdded")));
            Object contexts = Json.at(socket.send("browsingContext.getTree", Map.of()), "result", "contexts");
            context = String.valueOf(Json.at(((List<?>) contexts).get(0), "context"));
        } catch (IOException | InterruptedException e) {
            process.close();
            throw e;
        }
    }

    @Override
    public Engine engine() {
        return Engine.FIREFOX;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public void open(String url) throws IOException, InterruptedException {
        socket.send("browsingContext.navigate", Map.of("context", context, "url", url, "wait", "complete"));
    }

    @Override
    public String evaluate(String expression) throws IOException, InterruptedException {
        Map<String, @Nullable Object> response = socket.send(
                "script.evaluate",
                Map.of("expression", expression, "target", Map.of("context", context), "awaitPromise", true));
        return String.valueOf(Json.at(response, "result", "result", "value"));
    }

    @Override
    public boolean hasConsole() {
        return true;
    }

    @Override
    public List<String> takeConsole() {
        List<String> console = new ArrayList<>();
        try {
            for (Map<String, @Nullable Object> event = socket.event(FOR_EVENTS);
                    event != null;
                    event = socket.event(FOR_EVENTS)) {
                if ("log.entryAdded".equals(event.get("method"))) {
                    console.add(String.valueOf(Json.at(event, "params", "text")));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return console;
    }

    @Override
    public void close() {
        socket.close();
        process.close();
    }
}
