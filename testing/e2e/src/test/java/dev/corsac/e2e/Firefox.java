package dev.corsac.e2e;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The system's Firefox, driven by WebDriver BiDi. Playwright drives only a Firefox of its own, which is not part of what ./test
 * installs.
 */
final class Firefox implements AutoCloseable {

    private final Process process;
    private final WebSocket socket;
    private final BlockingQueue<String> received;
    private final String context;
    private int lastId;

    private Firefox(Process process, WebSocket socket, BlockingQueue<String> received) throws InterruptedException {
        this.process = process;
        this.socket = socket;
        this.received = received;
        ask("session.new", Map.of("capabilities", Map.of()));
        JsonObject tree = ask("browsingContext.getTree", Map.of());
        context = tree.getAsJsonArray("contexts")
                .get(0)
                .getAsJsonObject()
                .get("context")
                .getAsString();
    }

    /** Returns the installed one; null if there is none. */
    static Path find() {
        for (String folder : System.getenv("PATH").split(java.io.File.pathSeparator, -1)) {
            for (String name : List.of("firefox-esr", "firefox")) {
                Path program = Path.of(folder, name);
                if (Files.isExecutable(program)) {
                    return program;
                }
            }
        }
        return null;
    }

    /** A literal of JavaScript. */
    static String literal(String text) {
        return new Gson().toJson(text);
    }

    static Firefox start(Path program, Path profile) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        program.toString(),
                        "--headless",
                        "--no-remote",
                        "--profile",
                        profile.toString(),
                        "--remote-debugging-port",
                        "0",
                        "--remote-allow-system-access")
                .redirectErrorStream(true)
                .start();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String prefix = "WebDriver BiDi listening on ";
        String line = lines.readLine();
        while (line != null && !line.startsWith(prefix)) {
            line = lines.readLine();
        }
        if (line == null) {
            throw new AssertionError("Firefox did not start: " + program);
        }
        // Whatever else it writes is read, so that it never waits.
        Thread rest = new Thread(() -> lines.lines().forEach(unused -> {}), "firefox");
        rest.setDaemon(true);
        rest.start();
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(line.substring(prefix.length()) + "/session"), new Listener(received))
                .join();
        return new Firefox(process, socket, received);
    }

    private record Listener(BlockingQueue<String> received, StringBuilder part) implements WebSocket.Listener {

        Listener(BlockingQueue<String> received) {
            this(received, new StringBuilder());
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                received.add(part.toString());
                part.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }

    private JsonObject ask(String method, Map<String, ?> parameters) throws InterruptedException {
        int id = ++lastId;
        socket.sendText(new Gson().toJson(Map.of("id", id, "method", method, "params", parameters)), true)
                .join();
        while (true) {
            String text = received.poll(2, TimeUnit.MINUTES);
            if (text == null) {
                throw new AssertionError("no response to " + method);
            }
            JsonObject message = JsonParser.parseString(text).getAsJsonObject();
            if (message.has("id")
                    && message.get("id").isJsonPrimitive()
                    && message.get("id").getAsInt() == id) {
                if (!message.has("result")) {
                    throw new AssertionError(method + ": " + text);
                }
                return message.getAsJsonObject("result");
            }
        }
    }

    void navigate(String url) throws InterruptedException {
        ask("browsingContext.navigate", Map.of("context", context, "url", url, "wait", "complete"));
    }

    /** Returns the value of an expression that is a string, or a promise of one. */
    String evaluate(String expression) throws InterruptedException {
        return evaluate(context, expression);
    }

    private String evaluate(String where, String expression) throws InterruptedException {
        JsonObject result = ask(
                "script.evaluate",
                Map.of("expression", expression, "target", Map.of("context", where), "awaitPromise", true));
        if (!result.get("type").getAsString().equals("success")) {
            throw new AssertionError(result.toString());
        }
        return result.getAsJsonObject("result").get("value").getAsString();
    }

    /** Opens the tab's Network panel, which records from then on. */
    void record() throws InterruptedException {
        chrome("""
                (async () => {
                  const {require} = ChromeUtils.importESModule('resource://devtools/shared/loader/Loader.sys.mjs');
                  Services.prefs.setBoolPref('devtools.netmonitor.persistlog', true);
                  const {gDevTools} = require('devtools/client/framework/devtools');
                  window.corsacToolbox = await gDevTools.showToolboxForTab(gBrowser.selectedTab, {toolId: 'netmonitor'});
                  return '';
                })()""");
    }

    /** Returns what the Network panel saves as a HAR file. */
    String har() throws InterruptedException {
        return chrome("window.corsacToolbox.getHARFromNetMonitor().then((log) => JSON.stringify({log}))");
    }

    /** Evaluates an expression in the browser's own window. */
    private String chrome(String expression) throws InterruptedException {
        String window = ask("browsingContext.getTree", Map.of("moz:scope", "chrome"))
                .getAsJsonArray("contexts")
                .get(0)
                .getAsJsonObject()
                .get("context")
                .getAsString();
        return evaluate(window, expression);
    }

    @Override
    public void close() {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
