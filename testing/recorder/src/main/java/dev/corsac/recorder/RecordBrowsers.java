package dev.corsac.recorder;

import dev.corsac.browser.Browser;
import dev.corsac.browser.Call;
import dev.corsac.browser.Engine;
import dev.corsac.browser.Exchange;
import dev.corsac.browser.Failure;
import dev.corsac.browser.Outcome;
import dev.corsac.browser.PreflightCache;
import dev.corsac.explain.ConsoleText;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Runs random cases in every browser that is installed, keeps what it did, and says where the model does something else.
 * Arguments: {@code --count N}, {@code --seed N}, {@code --first-id N}, {@code --sequences}, {@code --browser NAME},
 * {@code --out FILE}, {@code --console} (to compare the consoles' sentences too), {@code --cookies} (cookies instead of
 * calls, in Chromium).
 */
public final class RecordBrowsers {

    private static final int PAGE_PORT = 8100;

    private int count = 200;
    private long seed = System.nanoTime();
    private int firstId = 1;
    private boolean sequences;
    private boolean console;
    private boolean cookies;
    private @Nullable String browser;
    private @Nullable Path out;

    private RecordBrowsers() {}

    /** Records; ends with 1 if the model disagrees with a browser. */
    public static void main(String[] args) throws Exception {
        RecordBrowsers recorder = new RecordBrowsers();
        for (int i = 0; i < args.length; i++) {
            switch (args[i]) {
                case "--count" -> recorder.count = Integer.parseInt(args[++i]);
                case "--seed" -> recorder.seed = Long.parseLong(args[++i]);
                case "--first-id" -> recorder.firstId = Integer.parseInt(args[++i]);
                case "--sequences" -> recorder.sequences = true;
                case "--console" -> recorder.console = true;
                case "--cookies" -> recorder.cookies = true;
                case "--browser" -> recorder.browser = args[++i].toUpperCase(Locale.ROOT);
                case "--out" -> recorder.out = Path.of(args[++i]);
                default -> {
                    System.err.println("unknown: " + args[i] + "; there are --count N, --seed N, --first-id N,"
                            + " --sequences, --console, --cookies, --browser NAME, --out FILE");
                    System.exit(2);
                }
            }
        }
        System.exit((recorder.cookies ? recorder.recordCookies() : recorder.run()) == 0 ? 0 : 1);
    }

    private int recordCookies() throws IOException, InterruptedException {
        System.out.println("seed " + seed);
        Path program = chromium();
        if (program == null) {
            System.out.println("Chromium is not installed");
            return 0;
        }
        List<String> lines = new ArrayList<>();
        int disagreements = CookieRecording.run(program, count, seed, firstId, lines);
        if (out != null) {
            write(out, lines);
        }
        System.out.println(disagreements + " disagreements");
        return disagreements;
    }

    private static @Nullable Path chromium() {
        return BrowserProcess.installed("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
    }

    private int run() throws IOException, InterruptedException {
        System.out.println("seed " + seed);
        CaseGenerator generator = new CaseGenerator(seed);
        List<Case> cases = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            cases.add(generator.next(firstId + i, sequences));
        }
        Map<Integer, Map<String, Object>> observed = new TreeMap<>();
        int disagreements = 0;
        try (Servers servers = new Servers(PAGE_PORT, 8200, 8300)) {
            for (Case each : cases) {
                servers.serve(each);
                observed.put(each.id(), new LinkedHashMap<>());
            }
            for (Engine engine : Engine.values()) {
                if (browser != null && !browser.equals(engine.name())) {
                    continue;
                }
                RemoteBrowser remote = start(engine);
                if (remote == null) {
                    System.out.println(engine.displayName() + " is not installed");
                    continue;
                }
                try (remote) {
                    System.out.println(remote.version());
                    disagreements += record(remote, servers, cases, observed);
                }
            }
        }
        if (out != null) {
            write(out, cases, observed);
        }
        System.out.println(disagreements + " disagreements");
        return disagreements;
    }

    private static @Nullable RemoteBrowser start(Engine engine) throws IOException, InterruptedException {
        switch (engine) {
            case CHROMIUM -> {
                Path program = chromium();
                return program == null ? null : new Chromium(program);
            }
            case FIREFOX -> {
                Path program = BrowserProcess.installed("/usr/bin/firefox-esr", "/usr/bin/firefox");
                return program == null ? null : new Firefox(program);
            }
            default -> {
                Path driver = BrowserProcess.installed("/usr/bin/WebKitWebDriver");
                Path mini = BrowserProcess.installed(
                        "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
                        "/usr/lib/x86_64-linux-gnu/webkitgtk-6.0/MiniBrowser",
                        "/usr/libexec/webkit2gtk-4.1/MiniBrowser");
                return driver == null || mini == null ? null : new WebKit(driver, mini, PAGE_PORT);
            }
        }
    }

    private int record(
            RemoteBrowser remote, Servers servers, List<Case> cases, Map<Integer, Map<String, Object>> observed)
            throws IOException, InterruptedException {
        int disagreements = 0;
        boolean readsConsole = console && remote.hasConsole();
        for (boolean opaque : new boolean[] {false, true}) {
            remote.open(CaseGenerator.PAGE + (opaque ? "/sandboxed" : "/page"));
            for (Case each : cases) {
                if (each.calls().get(0).origin().isOpaque() != opaque) {
                    continue;
                }
                PreflightCache cache = PreflightCache.EMPTY;
                List<Object> results = new ArrayList<>();
                String engineName = remote.engine().name().toLowerCase(Locale.ROOT);
                for (Call call : each.calls()) {
                    servers.takeArrived();
                    remote.takeConsole();
                    Map<String, Object> seen = run(remote, servers, call);
                    List<String> said = readsConsole ? remote.takeConsole() : List.of();
                    Outcome outcome = Browser.of(remote.engine()).fetch(call, each::respond, cache);
                    cache = outcome.cache();
                    Map<String, Object> predicted = describe(outcome, seen);
                    if (!predicted.toString().equals(withoutError(seen).toString())) {
                        disagreements++;
                        System.out.println(remote.engine() + " case " + each.id() + " call " + results.size() + "\n  "
                                + Json.write(Case.request(call)) + "\n  observed "
                                + Json.write(seen) + "\n  model    " + Json.write(predicted));
                        System.out.println("  server   " + Json.write(each.servers()));
                    } else if (readsConsole && outcome instanceof Outcome.Blocked blocked) {
                        for (String sentence : ConsoleText.of(blocked)) {
                            // Of several refused headers any one is named.
                            String line = blocked.failure().refusedHeaders().stream()
                                    .map(name -> sentence.replace(
                                            blocked.failure().parameter() + " is not allowed",
                                            name + " is not allowed"))
                                    .filter(said::contains)
                                    .findFirst()
                                    .orElse(sentence);
                            if (said.stream().noneMatch(line::equals)
                                    && !line.equals(String.valueOf(seen.get("error")))) {
                                disagreements++;
                                System.out.println(remote.engine() + " console, case " + each.id() + "\n  said  " + said
                                        + " " + seen.get("error") + "\n  model " + ConsoleText.of(blocked));
                            }
                        }
                        seen.put("console", said);
                    }
                    results.add(seen);
                }
                java.util.Objects.requireNonNull(observed.get(each.id())).put(engineName, results);
            }
        }
        return disagreements;
    }

    private static Map<String, Object> withoutError(Map<String, Object> seen) {
        Map<String, Object> facts = new LinkedHashMap<>(seen);
        facts.remove("error");
        return facts;
    }

    private static Map<String, Object> run(RemoteBrowser remote, Servers servers, Call call)
            throws IOException, InterruptedException {
        String result = remote.evaluate(Script.of(call));
        Map<String, Object> seen = new LinkedHashMap<>();
        Json.object(Json.read(result)).forEach((name, value) -> seen.put(name, value == null ? "" : value));
        if ("blocked".equals(seen.get("outcome"))) {
            Map<String, Object> error = remote.corsError(call);
            if (error != null) {
                seen.putAll(error);
            }
        }
        List<Object> requests = new ArrayList<>();
        for (Request request : servers.takeArrived()) {
            requests.add(wire(request, Case.isPreflight(request)));
        }
        seen.put("requests", requests);
        return seen;
    }

    private static Map<String, Object> wire(Request request, boolean preflight) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("url", request.url().toString());
        json.put("method", request.method());
        json.put("preflight", preflight);
        Map<String, String> sorted = new TreeMap<>();
        for (Header line : request.headers()) {
            String name = line.lowerCaseName();
            if (name.equals("origin") || name.startsWith("access-control-request-")) {
                sorted.put(name, line.value());
            }
        }
        List<String> lines = new ArrayList<>();
        sorted.forEach((name, value) -> {
            lines.add(name);
            lines.add(value);
        });
        json.put("headers", Case.lines(Headers.of(lines.toArray(new String[0]))));
        return json;
    }

    private static Map<String, Object> describe(Outcome outcome, Map<String, Object> seen) {
        Map<String, Object> json = new LinkedHashMap<>();
        if (outcome instanceof Outcome.Allowed allowed) {
            json.put("outcome", "allowed");
            json.put("status", allowed.status());
            json.put("redirected", allowed.redirected());
            json.put("readableHeaders", allowed.readableHeaders());
        } else if (outcome instanceof Outcome.Blocked blocked) {
            json.put("outcome", "blocked");
            Failure failure = blocked.failure();
            if (outcome.engine() == Engine.CHROMIUM && failure.corsError() != null) {
                json.put("corsError", failure.corsError().toString());
                Object named = seen.get("failedParameter");
                json.put(
                        "failedParameter",
                        named != null && failure.refusedHeaders().contains(named) ? named : failure.failedParameter());
            }
        }
        List<Object> requests = new ArrayList<>();
        for (Exchange exchange : outcome.exchanges()) {
            requests.add(wire(exchange.request(), exchange.preflight()));
        }
        json.put("requests", requests);
        return json;
    }

    private static void write(Path file, List<Case> cases, Map<Integer, Map<String, Object>> observed)
            throws IOException {
        List<String> lines = new ArrayList<>();
        for (Case each : cases) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("id", each.id());
            List<Object> calls = new ArrayList<>();
            each.calls().forEach(call -> calls.add(Case.request(call)));
            json.put("calls", calls);
            json.put("server", each.servers());
            json.put("observed", java.util.Objects.requireNonNull(observed.get(each.id())));
            lines.add(Json.write(json));
        }
        write(file, lines);
    }

    private static void write(Path file, List<String> lines) throws IOException {
        try (Writer writer = new BufferedWriter(
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8))) {
            for (String line : lines) {
                writer.write(line);
                writer.write('\n');
            }
        }
    }
}
