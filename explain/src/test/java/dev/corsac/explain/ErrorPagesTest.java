package dev.corsac.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.browser.AddressSpace;
import dev.corsac.browser.Browser;
import dev.corsac.browser.Call;
import dev.corsac.browser.Engine;
import dev.corsac.browser.LocalNetworkAccess;
import dev.corsac.browser.Outcome;
import dev.corsac.explain.ComponentInCharge.Kind;
import dev.corsac.http.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The page of each error in {@code docs/errors}, for the people who search for its sentence: what the model and the explainer state
 * about the example of {@link ErrorGuideTest}. {@code -Dcorsac.docs=write} writes the pages again.
 */
class ErrorPagesTest {

    private static final Path FOLDER = Path.of("..", "docs", "errors");

    /** What people ship with, in the order of the headings. */
    private static final List<Kind> COMPONENTS =
            List.of(Kind.REST_API, Kind.HTTP_API, Kind.FUNCTION_URL, Kind.LOAD_BALANCER, Kind.CLOUDFRONT, Kind.S3);

    /** Errors of Local Network Access, by Chromium's name, with its sentence. */
    private static final Map<String, String> LOCAL_NETWORK = new LinkedHashMap<>();

    static {
        LOCAL_NETWORK.put("InsecureLocalNetwork", localNetworkSentence("http://shop.example.com"));
        LOCAL_NETWORK.put("LocalNetworkAccessPermissionDenied", localNetworkSentence(ErrorGuideTest.SHOP));
        LOCAL_NETWORK.put(
                "InvalidLocalNetworkAccess",
                "Access to fetch at 'http://printer.example.com/' from origin 'https://shop.example.com' has been blocked by CORS"
                        + " policy: Request had a target IP address space of `loopback` yet the resource is in address space"
                        + " `local`.");
    }

    private static String localNetworkSentence(String page) {
        return LocalNetworkAccess.of(
                        Engine.CHROMIUM,
                        Call.fetch(page, "GET", "http://printer.example.com/"),
                        AddressSpace.PUBLIC,
                        AddressSpace.LOCAL)
                .console()
                .get(0);
    }

    @Test
    void each_error_has_the_page_that_the_model_makes() throws IOException {
        Map<String, String> files = files();
        if ("write".equals(System.getProperty("corsac.docs"))) {
            Files.createDirectories(FOLDER);
            for (String old : existing()) {
                if (!files.containsKey(old)) {
                    Files.delete(FOLDER.resolve(old));
                }
            }
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(FOLDER.resolve(file.getKey()), file.getValue());
            }
        }
        assertThat(existing()).as("run with -Dcorsac.docs=write").containsExactlyInAnyOrderElementsOf(files.keySet());
        for (Map.Entry<String, String> file : files.entrySet()) {
            assertThat(FOLDER.resolve(file.getKey()))
                    .as("run with -Dcorsac.docs=write and commit the page")
                    .hasContent(file.getValue());
        }
    }

    private static List<String> existing() throws IOException {
        if (!Files.isDirectory(FOLDER)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        List<String> index = new ArrayList<>();
        index.add("""
                # All errors

                Each page has the sentences of Chrome, Edge, Firefox and Safari for one error, what it means, the causes on AWS in their order of frequency, and
                the fix in each form. [`corsac explain`](../explain.md) finds the page for a sentence that you paste; [Read a CORS error](../errors.md) has all of
                them on one page.

                | error | meaning |
                |---|---|""");
        for (Map.Entry<String, ErrorGuideTest.Example> each :
                ErrorGuideTest.examples().entrySet()) {
            Outcome.Blocked blocked = (Outcome.Blocked) each.getValue().in(Engine.CHROMIUM);
            Situation situation = Situation.of(blocked, "", true);
            String name = name(each.getKey());
            String previous = files.put(name + ".md", page(each.getKey(), name, each.getValue(), blocked, situation));
            assertThat(previous).as(name).isNull();
            files.put(name + ".svg", picture(each.getValue(), blocked));
            index.add("| [" + each.getKey() + "](" + name + ".md) | "
                    + Diagnoser.sentence(blocked).replace("|", "\\|") + " |");
        }
        for (Map.Entry<String, String> each : LOCAL_NETWORK.entrySet()) {
            String name = name(each.getKey());
            Diagnosis diagnosis = diagnosis(each.getValue());
            files.put(name + ".md", localNetworkPage(each.getKey(), each.getValue(), diagnosis));
            index.add("| [" + each.getKey() + "](" + name + ".md) | " + diagnosis.summary() + " |");
        }
        files.put("index.md", String.join("\n", index) + "\n");
        return files;
    }

    private static Diagnosis diagnosis(String sentence) {
        RecordedCall call = PasteReader.read("-", sentence).calls().get(0);
        return Diagnoser.diagnose(call, host -> host);
    }

    /** Returns the page of an error of Local Network Access, which no response header decides. */
    private static String localNetworkPage(String heading, String sentence, Diagnosis diagnosis) {
        List<String> text = new ArrayList<>();
        text.add("# " + heading + "\n");
        text.add(diagnosis.summary() + "\n");
        text.add(
                "In the example the page is on a public address and calls a printer in the local network; names and values in"
                        + " your console differ. [`corsac explain`](../explain.md) reads your own sentence.\n");
        text.add("## Chrome, Edge\n");
        text.add("### " + sentence + "\n");
        text.add("## Firefox, Safari\n");
        text.add("Firefox "
                + (localNetwork(Engine.FIREFOX) == LocalNetworkAccess.Result.NOT_CERTAIN
                        ? "asks its user in some installations; the sentence that it writes then is not known."
                        : "is not described here.")
                + (localNetwork(Engine.WEBKIT) == LocalNetworkAccess.Result.NOT_ENFORCED
                        ? " Safari does not restrict such calls."
                        : "")
                + "\n");
        text.add("## Causes\n");
        numbered(text, diagnosis.causes());
        text.add("## Fix\n");
        fixes(text, diagnosis.fixes());
        text.add("## Where it is decided\n");
        text.add(
                "[Local Network Access](https://wicg.github.io/local-network-access/), which is independent of CORS although"
                        + " Chrome's sentence names CORS. The code in Corsac's JSON is `" + diagnosis.code() + "`.");
        return String.join("\n", text) + "\n";
    }

    private static LocalNetworkAccess.Result localNetwork(Engine engine) {
        return LocalNetworkAccess.of(
                        engine,
                        Call.fetch(ErrorGuideTest.SHOP, "GET", "http://printer.example.com/"),
                        AddressSpace.PUBLIC,
                        AddressSpace.LOCAL)
                .result();
    }

    /** Returns the file's name for a heading: MissingAllowOriginHeader is missing-allow-origin-header. */
    private static String name(String heading) {
        return heading.replaceAll("(?<=[a-z])(?=[A-Z])", "-").replace(' ', '-').toLowerCase(java.util.Locale.ROOT);
    }

    private static String page(
            String heading, String name, ErrorGuideTest.Example example, Outcome.Blocked blocked, Situation situation) {
        List<String> text = new ArrayList<>();
        text.add("# " + heading + "\n");
        text.add(Diagnoser.sentence(blocked) + "\n");
        text.add("![The exchange](" + name + ".svg)\n");
        text.add("In the examples the page is `" + ErrorGuideTest.SHOP
                + "`; names and values in your console differ. [`corsac explain`](../explain.md)"
                + " reads your own sentence, or a HAR file, and names the component in charge.\n");
        for (Map.Entry<String, List<String>> browser : sentences(example).entrySet()) {
            text.add("## " + browser.getKey() + "\n");
            for (String sentence : browser.getValue()) {
                text.add("### "
                        + sentence.replace("*", "\\*").replace("<", "&lt;").replace("{", "&#123;") + "\n");
            }
        }
        List<Cause> general = Causes.of(situation, Kind.SERVER);
        text.add("## Causes\n");
        numbered(text, general);
        Set<String> known = new LinkedHashSet<>();
        general.forEach(cause -> known.add(cause.text()));
        for (Kind kind : COMPONENTS) {
            List<Cause> causes = Causes.of(situation, kind).stream()
                    .filter(cause -> !known.contains(cause.text()))
                    .toList();
            if (!causes.isEmpty()) {
                text.add("### With " + kind.title() + "\n");
                numbered(text, causes);
            }
        }
        text.add("## Fix\n");
        fixes(text, Fixes.of(situation, Kind.SERVER, general, Needs.of(situation), FormChoice.NONE));
        Set<String> written = new LinkedHashSet<>();
        Fixes.of(situation, Kind.SERVER, general, Needs.of(situation), FormChoice.NONE)
                .forEach(fix -> written.add(fix.text()));
        for (Kind kind : COMPONENTS) {
            List<Fix> own =
                    Fixes.of(situation, kind, Causes.of(situation, kind), Needs.of(situation), FormChoice.NONE).stream()
                            .filter(fix -> written.add(fix.text()))
                            .toList();
            if (!own.isEmpty()) {
                text.add("### With " + kind.title() + "\n");
                fixes(text, own);
            }
        }
        text.add("## Where it is decided\n");
        text.add("[" + blocked.failure().check().step() + "]("
                + blocked.failure().check().specification() + ") of the Fetch Standard. The code in Corsac's JSON is `"
                + situation.code() + "`.");
        return String.join("\n", text) + "\n";
    }

    private static Map<String, List<String>> sentences(ErrorGuideTest.Example example) {
        Map<String, List<String>> sentences = new LinkedHashMap<>();
        for (Engine engine : Engine.values()) {
            String browser = switch (engine) {
                case CHROMIUM -> "Chrome, Edge";
                case FIREFOX -> "Firefox";
                case WEBKIT -> "Safari";
            };
            if (example.in(engine) instanceof Outcome.Blocked blocked) {
                sentences.put(browser, ConsoleText.of(blocked));
            }
        }
        return sentences;
    }

    private static void numbered(List<String> text, List<Cause> causes) {
        if (causes.isEmpty()) {
            text.add("The call itself, as the sentence states.\n");
            return;
        }
        for (int i = 0; i < causes.size(); i++) {
            text.add((i + 1) + ". " + causes.get(i).text().replace("<", "&lt;"));
        }
        text.add("");
    }

    /** Writes snippets as code blocks with titles, which the site shows as tabs, and the rest as text. */
    private static void fixes(List<String> text, List<Fix> fixes) {
        for (Fix fix : fixes) {
            boolean isProse = fix.form() == FixForm.STEPS && fix.text().indexOf('\n') < 0;
            if (isProse) {
                text.add(fix.text().replace("<", "&lt;") + "\n");
            } else {
                text.add("```" + language(fix.form()) + " [" + fix.form().title() + "]\n" + fix.text() + "\n```\n");
            }
        }
    }

    private static String language(FixForm form) {
        return switch (form) {
            case STEPS -> "text";
            case HEADERS -> "http";
            case PAGE, EXPRESS, DEV_SERVER -> "js";
            case ENVIRONMENT, AWS_CLI -> "sh";
            case CORSAC, JAVA, SPRING, CDK -> "java";
            case SAM, CLOUDFORMATION, SERVERLESS -> "yaml";
            case TERRAFORM -> "hcl";
        };
    }

    private static String picture(ErrorGuideTest.Example example, Outcome.Blocked blocked) {
        ExchangePicture picture = new ExchangePicture();
        List<Request> requests = new ArrayList<>();
        Browser.of(Engine.CHROMIUM).fetch(example.call(), request -> {
            requests.add(request);
            return request.headers().has("Access-Control-Request-Method") ? example.preflight() : example.actual();
        });
        // A redirect that leads to itself would fill the page.
        for (Request request : requests.subList(0, Math.min(3, requests.size()))) {
            picture.exchange(
                    request,
                    request.headers().has("Access-Control-Request-Method") ? example.preflight() : example.actual());
        }
        String end = requests.isEmpty()
                ? "Blocked before anything was sent"
                : "Blocked at: " + blocked.failure().check().step();
        return picture.blocked("page and browser", "server", end);
    }
}
