package dev.corsac.cli;

import dev.corsac.browser.Call;
import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Engine;
import dev.corsac.browser.Outcome;
import dev.corsac.explain.EvidenceDiagnosis;
import dev.corsac.explain.Evidence;
import dev.corsac.explain.SeenCookie;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.Response;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code corsac explain}: why a call was blocked, and what to change. */
@Command(
        name = "explain",
        description = {
            "Says why a browser blocked a call, and what to change.",
            "Reads a HAR file from the browser's developer tools, a sentence from its console (--console), what"
                    + " curl -i printed (with --origin and --url), or files with the heads of --request and --response."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class ExplainCommand implements Callable<Integer> {

    private static final int MOST_CALLS = 20;
    private static final int LONGEST_TEXT = 1 << 20;

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "a HAR file, a console's sentence or curl's output; standard input if there is none, or -")
    @Nullable
    Path file;

    @Option(names = "--console", paramLabel = "TEXT", description = "a sentence from the browser's console")
    @Nullable
    String console;

    @Option(names = "--request", paramLabel = "FILE", description = "the head of the call: request line and headers")
    @Nullable
    Path request;

    @Option(names = "--response", paramLabel = "FILE", description = "the head of its response")
    @Nullable
    Path response;

    @Option(names = "--preflight", paramLabel = "FILE", description = "the head of the response to its preflight")
    @Nullable
    Path preflight;

    @Option(names = "--origin", paramLabel = "ORIGIN", description = "the page's origin, where the input has none")
    @Nullable
    String origin;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "what was called, where the input does not say; with a HAR file, a part of it is enough")
    @Nullable
    String url;

    @Option(names = "--method", paramLabel = "NAME", description = "the call's method, where the input has none")
    @Nullable
    String method;

    @Option(
            names = "--credentials",
            paramLabel = "MODE",
            description = "the call's credentials mode: omit, same-origin or include")
    @Nullable
    String credentials;

    @Option(
            names = "--browser",
            paramLabel = "NAME",
            description = "one browser instead of all: ${COMPLETION-CANDIDATES}")
    @Nullable
    BrowserName browser;

    @Option(names = "--format", paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES}", defaultValue = "text")
    Format format = Format.text;

    @Option(names = "--html", paramLabel = "FILE", description = "also writes a page with the exchange drawn")
    @Nullable
    Path html;

    /** How the explanation is printed. */
    enum Format {
        text,
        json
    }

    ExplainCommand(InputStream in, PrintStream out, PrintStream err) {
        this.in = in;
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        List<Engine> engines = browser == null ? List.of(Engine.values()) : List.of(browser.engine());
        try {
            List<Evidence> evidence = evidence();
            List<EvidenceDiagnosis> explanations = new ArrayList<>();
            for (Evidence each : evidence.subList(0, Math.min(evidence.size(), MOST_CALLS))) {
                explanations.add(EvidenceDiagnosis.of(each, engines, SuffixList.SITES));
            }
            print(explanations);
            if (evidence.size() > MOST_CALLS) {
                err.println("corsac: " + (evidence.size() - MOST_CALLS)
                        + " more blocked calls are left out; --url picks those whose URL contains a text");
            }
            if (html != null) {
                Files.writeString(html, ExplanationHtml.of(explanations));
            }
            return 0;
        } catch (NoSuchFileException e) {
            throw new Failure("there is no " + e.getFile(), e);
        } catch (IOException e) {
            throw new Failure("reading or writing failed: " + e.getMessage(), e);
        }
    }

    private void print(List<EvidenceDiagnosis> explanations) throws IOException {
        if (format == Format.json) {
            out.print(ExplanationJson.of(explanations));
            return;
        }
        Terminal terminal = Terminal.detect();
        boolean first = true;
        for (EvidenceDiagnosis explanation : explanations) {
            out.print((first ? "" : "\n" + "─".repeat(72) + "\n\n") + ExplanationText.of(explanation, terminal));
            first = false;
        }
    }

    private List<Evidence> evidence() throws IOException {
        if (console != null) {
            return List.of(ConsoleLine.read(console, origin, url));
        }
        if (request != null || response != null || preflight != null) {
            HttpText head = request == null ? null : one(request, false);
            Response toPreflight = preflight == null ? null : toResponse(one(preflight, true));
            Response answer = response == null ? null : toResponse(one(response, true));
            return List.of(fromHeads(head, toPreflight, answer));
        }
        boolean standardInput = file == null || file.toString().equals("-");
        String name = standardInput ? "standard input" : String.valueOf(file);
        try (InputStream input = new BufferedInputStream(
                standardInput ? in : Files.newInputStream(java.util.Objects.requireNonNull(file)), 1 << 16)) {
            input.mark(4096);
            int first = input.read();
            for (int skipped = 1;
                    skipped < 4000
                            && (first == 0xEF
                                    || first == 0xBB
                                    || first == 0xBF
                                    || first == ' '
                                    || first == '\n'
                                    || first == '\r'
                                    || first == '\t');
                    skipped++) {
                first = input.read();
            }
            input.reset();
            if (first < 0) {
                throw new Failure(name + " is empty: give a HAR file, a console's sentence or curl's output");
            }
            if (first == '{' || first == '[') {
                return HarEvidence.blocked(
                        HarReader.read(input, name), name, url == null ? "" : url, credentialsMode());
            }
            String text = new String(input.readNBytes(LONGEST_TEXT), StandardCharsets.UTF_8);
            List<HttpText> heads = HttpText.all(text);
            return List.of(heads.isEmpty() ? ConsoleLine.read(text, origin, url) : fromCurl(heads));
        }
    }

    /** The last request and response: what comes before are proxies' answers and redirects. */
    private Evidence fromCurl(List<HttpText> heads) {
        HttpText head = null;
        HttpText answer = null;
        for (HttpText each : heads) {
            if (each.isResponse()) {
                answer = each;
            } else {
                head = each;
            }
        }
        if (answer == null) {
            throw new Failure("there is a request and no response: run curl with -i, so that it prints the headers");
        }
        Response given = toResponse(answer);
        boolean toPreflight = head != null && head.headers().has("Access-Control-Request-Method");
        if (toPreflight) {
            return fromHeads(head, given, null);
        }
        Call call = call(head);
        boolean[] asked = {false};
        for (Engine engine : Engine.values()) {
            dev.corsac.browser.Browser.of(engine).fetch(call, each -> {
                asked[0] |= each.headers().has("Access-Control-Request-Method");
                return null;
            });
        }
        return asked[0] ? fromHeads(head, given, null) : fromHeads(head, null, given);
    }

    private Evidence fromHeads(@Nullable HttpText head, @Nullable Response toPreflight, @Nullable Response answer) {
        Call call = call(head);
        List<String> notes = new ArrayList<>();
        boolean preflightGuessed = toPreflight == null && answer != null;
        if (preflightGuessed) {
            notes.add("The answer to a preflight is not given: if there is one, it is taken to allow the call."
                    + " (--preflight says it.)");
        }
        Response passing = passing(call);
        Response forCall = answer == null ? passing : answer;
        Response forPreflight = toPreflight == null ? passing : toPreflight;
        Evidence evidence = new Evidence(
                null,
                call,
                each -> each.headers().has("Access-Control-Request-Method") ? forPreflight : forCall,
                notes,
                cookies(call, head, answer),
                true);
        EvidenceDiagnosis trial = EvidenceDiagnosis.of(evidence, List.of(Engine.values()), SuffixList.SITES);
        if (answer == null && trial.shown() instanceof Outcome.Allowed) {
            throw new Failure("the preflight is allowed; what the server answers to the call itself is missing:"
                    + " give its head with --response FILE");
        }
        if (!anyPreflight(trial)) {
            notes.clear();
        }
        return evidence;
    }

    private static List<SeenCookie> cookies(Call call, @Nullable HttpText head, @Nullable Response answer) {
        SeenCookie.Jar jar = new SeenCookie.Jar(call.url());
        if (answer != null) {
            jar.set(call.url().host(), answer.headers());
        }
        if (head != null) {
            jar.sent(head.headers());
        }
        return jar.cookies();
    }

    private static boolean anyPreflight(EvidenceDiagnosis explanation) {
        for (Outcome outcome : explanation.outcomes().values()) {
            if (!outcome.exchanges().isEmpty() && outcome.exchanges().get(0).preflight()) {
                return true;
            }
        }
        return false;
    }

    private static Response passing(Call call) {
        List<String> names = new ArrayList<>(call.headers().names());
        names.add("content-type");
        return Response.of(
                200,
                Headers.of(
                        "Access-Control-Allow-Origin", call.origin().toString(),
                        "Access-Control-Allow-Credentials", "true",
                        "Access-Control-Allow-Methods", call.method(),
                        "Access-Control-Allow-Headers", String.join(", ", names)));
    }

    private Call call(@Nullable HttpText head) {
        String page = origin;
        String verb = method;
        String target = url;
        List<Header> headers = new ArrayList<>();
        if (head != null) {
            Headers sent = head.headers();
            page = page == null ? sent.first("Origin") : page;
            boolean isPreflight = sent.has("Access-Control-Request-Method");
            String asked = sent.first("Access-Control-Request-Method");
            verb = verb == null ? (asked == null ? head.method() : asked) : verb;
            String host = sent.first("Host");
            if (target == null && host != null) {
                String scheme = host.startsWith("localhost") || host.startsWith("127.") ? "http" : "https";
                target = head.target().startsWith("/") ? scheme + "://" + host + head.target() : head.target();
            }
            String names = sent.first("Access-Control-Request-Headers");
            if (isPreflight && names != null) {
                for (String name : names.split(",", -1)) {
                    if (Header.isToken(name.strip())) {
                        headers.add(new Header(name.strip(), "(unknown)"));
                    }
                }
            } else {
                for (Header line : sent) {
                    if (!Set.of("accept", "user-agent", "host", "origin", "accept-language")
                            .contains(line.lowerCaseName())) {
                        headers.add(line);
                    }
                }
            }
        }
        if (page == null || target == null) {
            throw new Failure("it is not known " + (page == null ? "which page called" : "what was called")
                    + ": say so with " + (page == null ? "--origin https://the-page.example" : "--url https://…"));
        }
        CredentialsMode mode = credentialsMode();
        boolean cookie = head != null && head.headers().has("Cookie");
        try {
            return Call.fetch(page, verb == null ? "GET" : verb, target)
                    .withHeaders(Headers.of(headers))
                    .withCredentials(
                            mode != null ? mode : cookie ? CredentialsMode.INCLUDE : CredentialsMode.SAME_ORIGIN);
        } catch (IllegalArgumentException e) {
            throw new Failure(String.valueOf(e.getMessage()), e);
        }
    }

    private @Nullable CredentialsMode credentialsMode() {
        if (credentials == null) {
            return null;
        }
        return switch (credentials.toLowerCase(Locale.ROOT)) {
            case "omit" -> CredentialsMode.OMIT;
            case "same-origin" -> CredentialsMode.SAME_ORIGIN;
            case "include" -> CredentialsMode.INCLUDE;
            default ->
                throw new Failure("--credentials is \"" + credentials + "\": it is omit, same-origin or include");
        };
    }

    private static HttpText one(Path path, boolean isResponse) throws IOException {
        HttpText last = null;
        for (HttpText each : HttpText.all(Files.readString(path))) {
            if (each.isResponse() == isResponse) {
                last = each;
            }
        }
        if (last == null) {
            throw new Failure(path + " has no "
                    + (isResponse ? "status line, such as HTTP/1.1 200 OK" : "request line, such as GET /cart HTTP/1.1")
                    + ", with headers after it");
        }
        return last;
    }

    private static Response toResponse(HttpText head) {
        return Response.of(head.status(), head.headers());
    }
}
