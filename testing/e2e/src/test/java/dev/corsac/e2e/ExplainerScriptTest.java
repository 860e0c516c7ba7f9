package dev.corsac.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import dev.corsac.PublicSuffixes;
import dev.corsac.explain.DiagnosisHtml;
import dev.corsac.explain.page.ExplainOptions;
import dev.corsac.explain.page.ExplainRun;
import dev.corsac.explain.page.UnreadableInputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The explainer in Java, in Node.js and in a browser prints the same, to the letter. */
class ExplainerScriptTest {

    private static final Path NPM = CorsacUp.REPOSITORY.resolve("explain-page/target/npm");
    private static final Path PAGE = CorsacUp.REPOSITORY.resolve("explain-page/target/page/index.html");

    /** Runs all cases in one process: an array of {arguments, input} in, one of {exit, out, err} out. */
    private static final String BATCH = """
            const fs = require('node:fs');
            const explainer = require(process.argv[2] + '/explain/command.js');
            const usage = fs.readFileSync(process.argv[2] + '/explain/usage.txt', 'utf8');
            const results = JSON.parse(fs.readFileSync(0, 'utf8')).map(({arguments: args, input}) => {
              const plan = explainer.corsacPlan(args);
              if (plan.problem) return {exit: 2, out: '', err: plan.problem + '\\n' + usage};
              const run = () => explainer.corsacRun(args, plan.inputs.map(() => input), false, [], '');
              let result = run();
              if (!result) {
                globalThis.corsacSites = require(process.argv[2] + '/explain/sites.js').corsacSites;
                result = run();
              }
              return result;
            });
            fs.writeSync(1, JSON.stringify(results.length));
            fs.writeFileSync(process.argv[3], JSON.stringify(results));
            """;

    private static final PublicSuffixes SUFFIXES = PublicSuffixes.load();

    private static String node;

    @BeforeAll
    static void find() throws IOException, InterruptedException {
        assumeTrue(
                Files.exists(NPM.resolve("explain/command.js")), "explain-page was built without JavaScript (-Dquick)");
        String named = System.getenv("PLAYWRIGHT_NODEJS_PATH");
        node = named == null || named.isEmpty() ? "node" : named;
    }

    private static void needsNode() throws InterruptedException {
        boolean isThere;
        try {
            isThere = new ProcessBuilder(node, "--version").start().waitFor() == 0;
        } catch (IOException e) {
            isThere = false;
        }
        assumeTrue(isThere, "Node.js is not installed: the explainer is not tried in it");
    }

    @Test
    void node_and_java_agree_to_the_letter(@TempDir Path folder) throws Exception {
        needsNode();
        List<ExplainerCases.Case> cases = ExplainerCases.all();
        Path results = folder.resolve("results.json");
        Path batch = Files.writeString(folder.resolve("batch.cjs"), BATCH);
        ran(new Gson().toJson(cases), node, batch.toString(), NPM.toString(), results.toString());
        JsonArray said = JsonParser.parseString(Files.readString(results)).getAsJsonArray();
        assertThat(said).hasSameSizeAs(cases);
        for (int i = 0; i < cases.size(); i++) {
            compare(cases.get(i), said.get(i).getAsJsonObject());
        }
    }

    private static void compare(ExplainerCases.Case each, JsonObject said) {
        ExplainerCases.Result java = ExplainerCases.java(each);
        // Java suggests options with similar names, or prints the usage.
        boolean isUsage = java.exit() == 2;
        String err = said.get("err").getAsString();
        assertThat(new ExplainerCases.Result(
                        said.get("exit").getAsInt(),
                        said.get("out").getAsString(),
                        isUsage ? err.lines().findFirst().orElse("") : err))
                .as(each.toString())
                .isEqualTo(new ExplainerCases.Result(
                        java.exit(),
                        java.out(),
                        isUsage ? java.err().lines().findFirst().orElse("") : java.err()));
    }

    @Test
    void the_usage_is_that_of_the_java_command() throws IOException {
        String usage = ExplainerCases.java(new ExplainerCases.Case(List.of("--help"), ""))
                .out();
        Path kept = CorsacUp.REPOSITORY.resolve("explain-page/src/main/npm/explain/usage.txt");
        if (Boolean.getBoolean("corsac.write")) {
            Files.writeString(kept, usage);
        }
        assertThat(kept).as("-Dcorsac.write=true writes it").hasContent(usage);
    }

    @Test
    void the_command_of_the_npm_package_reads_files_and_standard_input(@TempDir Path folder) throws Exception {
        needsNode();
        Path command = Files.createDirectories(folder.resolve("bin")).resolve("corsac.js");
        Files.copy(CorsacUp.REPOSITORY.resolve("release/npm/corsac.js"), command);
        Files.copy(NPM.resolve("explain.js"), folder.resolve("explain.js"));
        Files.createSymbolicLink(folder.resolve("explain"), NPM.resolve("explain"));
        String sentence = "Origin https://a.example is not allowed by Access-Control-Allow-Origin. Status code: 200";
        Path utf16 =
                Files.write(folder.resolve("lines.txt"), ("\uFEFF" + sentence).getBytes(StandardCharsets.UTF_16LE));
        Path request = Files.writeString(
                folder.resolve("request.txt"),
                "PATCH /cart HTTP/1.1\r\nHost: api.example.com\r\nOrigin: https://shop.example.com\r\n\r\n");
        Path preflight = Files.writeString(
                folder.resolve("preflight.txt"),
                "HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: https://shop.example.com\r\n\r\n");
        List<ExplainerCases.Case> cases = List.of(
                new ExplainerCases.Case(List.of(), sentence),
                new ExplainerCases.Case(List.of(utf16.toString(), "--format", "json"), ""),
                new ExplainerCases.Case(
                        List.of("--request", request.toString(), "--preflight", preflight.toString()), ""),
                new ExplainerCases.Case(List.of(folder.resolve("none.har").toString()), ""),
                new ExplainerCases.Case(List.of(folder.toString()), ""),
                new ExplainerCases.Case(List.of("--help"), ""));
        for (ExplainerCases.Case each : cases) {
            List<String> words = new ArrayList<>(List.of(node, command.toString(), "explain"));
            words.addAll(each.arguments());
            Process process = new ProcessBuilder(words)
                    .redirectError(folder.resolve("err").toFile())
                    .start();
            process.getOutputStream().write(each.input().getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            ExplainerCases.Result said =
                    new ExplainerCases.Result(process.waitFor(), out, Files.readString(folder.resolve("err")));
            assertThat(said).as(each.toString()).isEqualTo(ExplainerCases.java(each));
        }
    }

    @Test
    @Tag("browser")
    void a_browser_and_java_agree_to_the_letter() throws IOException {
        List<ExplainerCases.Case> cases = ExplainerCases.all();
        try (Playwright playwright = Playwright.create();
                Browser browser = ExplainPageTest.chromium(playwright)) {
            Page page = browser.newPage();
            page.navigate(PAGE.toUri().toString());
            page.evaluate(Files.readString(NPM.resolve("explain/command.js")));
            // As the page itself loads it, when it needs it.
            page.evaluate("() => new Promise((resolve) => { const script = document.createElement('script');"
                    + " script.src = 'sites.js'; script.onload = resolve; document.head.append(script); })");
            for (ExplainerCases.Case each : cases) {
                Object said = page.evaluate(
                        "({args, input}) => { const plan = corsacPlan(args); return JSON.stringify(plan.problem"
                                + " ? {exit: 2, out: '', err: plan.problem} : corsacRun(args, plan.inputs.map(() => input), false, [], '')); }",
                        Map.of("args", each.arguments(), "input", each.input()));
                compare(each, JsonParser.parseString(String.valueOf(said)).getAsJsonObject());
                if (each.arguments().isEmpty()) {
                    assertThat(page.evaluate("text => corsacExplain('-', text, '', '', '', '').html", each.input()))
                            .as(each.input())
                            .isEqualTo(html(each.input()));
                }
            }
        }
    }

    /** What the page shows, by Java. */
    private static String html(String input) {
        try {
            return DiagnosisHtml.of(
                    ExplainRun.of(ExplainRun.read("-", input), ExplainOptions.NONE, SUFFIXES::registrableDomain)
                            .shown());
        } catch (UnreadableInputException e) {
            return "";
        }
    }

    private static String ran(String input, String... words) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String out;
        try (InputStream in = process.getInputStream()) {
            out = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(out).isZero();
        return out;
    }
}
