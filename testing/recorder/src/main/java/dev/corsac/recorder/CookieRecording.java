package dev.corsac.recorder;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.corsac.browser.Call;
import dev.corsac.browser.Cookie;
import dev.corsac.browser.CookieCheck;
import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Engine;
import dev.corsac.browser.Sites;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Sets random cookies in Chromium, makes a call from a page, and sees at the server whether they came along: with third-party
 * cookies let through, and with them blocked.
 */
final class CookieRecording {

    private static final int PAGE_PORT = 8100;
    private static final int SERVER_PORT = 8200;
    private static final int SECURE_PORT = 8300;

    /** No name here is under a listed suffix: the last two labels are the site. */
    private static final Sites SITES = host -> {
        int before = host.lastIndexOf('.', host.lastIndexOf('.') - 1);
        return host.substring(before + 1);
    };

    private static final List<String> PAGES = List.of(
            "http://shop.example:8100",
            "http://www.shop.example:8100",
            "http://shop.localhost:8100",
            "http://www.shop.localhost:8100",
            "http://localhost:8100",
            "https://shop.example:8300",
            "https://www.shop.example:8300",
            "null");
    private static final List<String> SERVERS = List.of(
            "http://shop.example:8100",
            "http://shop.example:8200",
            "http://api.shop.example:8200",
            "http://api.example:8200",
            "http://shop.localhost:8200",
            "http://api.shop.localhost:8200",
            "http://api.localhost:8200",
            "http://localhost:8200",
            "https://shop.example:8300",
            "https://api.shop.example:8300",
            "https://api.example:8300",
            "https://api.localhost:8300");

    private final Random random;
    private volatile String setCookie = "";
    private volatile @Nullable String arrived;

    private CookieRecording(long seed) {
        random = new Random(seed);
    }

    /** Adds what it saw, as lines of JSON; how often the model says something else. */
    static int run(Path chromium, int count, long seed, int firstId, List<String> recorded)
            throws IOException, InterruptedException {
        CookieRecording recording = new CookieRecording(seed);
        List<HttpServer> servers = new ArrayList<>();
        ExecutorService threads = Executors.newCachedThreadPool();
        int disagreements = 0;
        try {
            for (int port : new int[] {PAGE_PORT, SERVER_PORT, SECURE_PORT}) {
                HttpServer server =
                        port == SECURE_PORT ? HttpsServer.create(at(port), 0) : HttpServer.create(at(port), 0);
                if (server instanceof HttpsServer secure) {
                    secure.setHttpsConfigurator(new HttpsConfigurator(ThrowawayCertificate.context()));
                }
                server.createContext("/", recording::respond);
                // Browsers open connections in advance; none may wait behind one that sends nothing.
                server.setExecutor(threads);
                server.start();
                servers.add(server);
            }
            int id = firstId;
            for (boolean blocked : new boolean[] {false, true}) {
                String preferences = "{\"profile\":{\"cookie_controls_mode\":" + (blocked ? 1 : 0) + "}}";
                try (Chromium browser = new Chromium(chromium, preferences)) {
                    System.out.println(
                            browser.version() + ", third-party cookies " + (blocked ? "blocked" : "let through"));
                    for (int i = 0; i < count; i++) {
                        disagreements += recording.one(browser, id++, blocked, recorded);
                    }
                }
            }
        } finally {
            servers.forEach(server -> server.stop(0));
            threads.shutdownNow();
        }
        return disagreements;
    }

    private static InetSocketAddress at(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private int one(Chromium browser, int id, boolean blocked, List<String> recorded)
            throws IOException, InterruptedException {
        String page = any(PAGES);
        String server = any(SERVERS);
        while (page.startsWith("https:") && !server.startsWith("https:")) {
            // It would be mixed content.
            server = any(SERVERS);
        }
        String credentials = any(List.of("include", "include", "include", "same-origin", "omit"));
        String cookie = "c=1"
                + any(List.of(
                        "",
                        "; SameSite=None",
                        "; samesite=none",
                        "; SameSite=Lax",
                        "; SameSite=Strict",
                        "; SameSite=other"))
                + any(List.of("", "; Secure")) + any(List.of("", "", "; Partitioned"));
        boolean setByCall = random.nextBoolean();
        String opened = page.equals("null") ? "http://shop.example:8100/sandboxed" : page + "/page";
        browser.clearCookies();
        setCookie = cookie;
        if (!setByCall) {
            browser.open(server + "/set");
        }
        browser.open(opened);
        if (setByCall) {
            browser.evaluate(script(server + "/set", "include"));
        }
        setCookie = "";
        arrived = null;
        browser.evaluate(script(server + "/call", credentials));
        String cookies = arrived;
        if (cookies == null) {
            throw new IOException("the call of case " + id + " did not reach " + server);
        }
        boolean sent = cookies.contains("c=1");
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", id);
        json.put("thirdParty", blocked ? "blocked" : "allowed");
        json.put("page", page);
        json.put("url", server + "/call");
        json.put("credentials", credentials);
        json.put("setCookie", cookie);
        json.put("setBy", setByCall ? "call" : "visit");
        json.put("sent", sent);
        recorded.add(Json.write(json));
        CookieCheck model = check(page, server, credentials, cookie);
        if (travels(model, setByCall, blocked)
                && (!setByCall || travels(check(page, server, "include", cookie), true, blocked)) != sent) {
            System.out.println(Json.write(json) + "\n  model    " + model);
            return 1;
        }
        return 0;
    }

    private static boolean travels(CookieCheck check, boolean setByCall, boolean blocked) {
        return switch (check.result()) {
            case TRAVELS -> !(blocked && check.reason() == CookieCheck.Reason.THIRD_PARTY_ALLOWED);
            case TRAVELS_IF_SET_HERE -> setByCall;
            case STAYS -> false;
        };
    }

    private static CookieCheck check(String page, String server, String credentials, String cookie) {
        CredentialsMode mode = CredentialsMode.valueOf(
                credentials.toUpperCase(java.util.Locale.ROOT).replace('-', '_'));
        Call call = Call.fetch(page, "GET", server + "/call").withCredentials(mode);
        return CookieCheck.of(Engine.CHROMIUM, call, Cookie.parse(cookie), SITES);
    }

    private static String script(String url, String credentials) {
        return "fetch('" + url + "', {credentials: '" + credentials
                + "', cache: 'no-store'}).then(r => 'ok', e => String(e))";
    }

    private void respond(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String origin = exchange.getRequestHeaders().getFirst("Origin");
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.getResponseHeaders().set("Content-Type", "text/html");
        if (origin != null) {
            exchange.getResponseHeaders().set("Access-Control-Allow-Origin", origin);
            exchange.getResponseHeaders().set("Access-Control-Allow-Credentials", "true");
        }
        switch (path) {
            case "/sandboxed" -> exchange.getResponseHeaders().set("Content-Security-Policy", "sandbox allow-scripts");
            case "/set" -> exchange.getResponseHeaders().set("Set-Cookie", setCookie);
            case "/call" -> {
                String cookies = exchange.getRequestHeaders().getFirst("Cookie");
                arrived = cookies == null ? "" : cookies;
            }
            default -> {}
        }
        byte[] body = "<!doctype html>".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private String any(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }
}
