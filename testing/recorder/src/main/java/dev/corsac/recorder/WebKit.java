package dev.corsac.recorder;

import dev.corsac.browser.Engine;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * WebKitGTK's MiniBrowser, through WebDriver: it tells neither errors nor the console. Names are resolved by the servers
 * themselves, which are its proxy.
 */
final class WebKit implements RemoteBrowser {

    private final BrowserProcess process;
    private final HttpClient client = HttpClient.newHttpClient();
    private final String session;
    private final String version;

    WebKit(Path driver, Path miniBrowser, int proxyPort) throws IOException, InterruptedException {
        int port = BrowserProcess.freePort();
        ProcessBuilder builder = new ProcessBuilder("xvfb-run", "-a", driver.toString(), "--port=" + port);
        builder.environment().put("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1");
        process = new BrowserProcess(BrowserProcess.newProfile(), builder);
        String root = "http://127.0.0.1:" + port + "/session";
        try {
            Waiting.until("WebKitWebDriver", process, () -> {
                try {
                    return client.send(
                                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/status"))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .body();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IOException(e);
                }
            });
            Object created = post(
                    root,
                    Map.of(
                            "capabilities",
                            Map.of(
                                    "alwaysMatch",
                                    Map.of(
                                            "webkitgtk:browserOptions",
                                            Map.of("binary", miniBrowser.toString(), "args", List.of("--automation")),
                                            "proxy",
                                            Map.of("proxyType", "manual", "httpProxy", "127.0.0.1:" + proxyPort),
                                            "timeouts",
                                            Map.of("script", 20000)))));
            session = root + "/" + Json.at(created, "value", "sessionId");
            version = "WebKitGTK/" + Json.at(created, "value", "capabilities", "browserVersion");
        } catch (IOException | InterruptedException e) {
            process.close();
            throw e;
        }
    }

    private Object post(String url, Map<String, ?> body) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(URI.create(url))
                        .POST(HttpRequest.BodyPublishers.ofString(Json.write(body)))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException("WebKitWebDriver: " + response.body());
        }
        return java.util.Objects.requireNonNull(Json.read(response.body()));
    }

    @Override
    public Engine engine() {
        return Engine.WEBKIT;
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public void open(String url) throws IOException, InterruptedException {
        post(session + "/url", Map.of("url", url));
    }

    @Override
    public String evaluate(String expression) throws IOException, InterruptedException {
        Object response = post(
                session + "/execute/async",
                Map.of(
                        "script",
                        "const done = arguments[arguments.length - 1]; (" + expression + ").then(done)",
                        "args",
                        List.of()));
        return String.valueOf(Json.at(response, "value"));
    }

    @Override
    public void close() {
        try {
            client.send(
                    HttpRequest.newBuilder(URI.create(session)).DELETE().build(),
                    HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            // It is gone already.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.close();
    }
}
