package dev.corsac.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import dev.corsac.browser.Call;
import dev.corsac.browser.Engine;
import dev.corsac.check.CheckResult;
import dev.corsac.check.CheckedCall;
import dev.corsac.check.FindingCode;
import dev.corsac.deployment.FrontAddress;
import dev.corsac.deployment.Network;
import dev.corsac.explain.EngineOutcome;
import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Component;
import dev.corsac.gateway.Front;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.gateway.Service;
import dev.corsac.http.Body;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import dev.corsac.local.JavaRuntime;
import dev.corsac.local.LocalAuthority;
import dev.corsac.local.LocalListener;
import dev.corsac.local.LocalRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The deployments of the check's codes in a real browser: each is served by a local run at the origins that the check has for it, a
 * page makes the calls of the check, and Chromium blocks those that the check says it blocks.
 */
@Tag("browser")
class CheckInChromiumTest {

    private static final Path CODES =
            Path.of(System.getProperty("corsac.repository"), "check", "src", "test", "resources", "codes");

    private static final String FETCH = "async ({url, method, headers, body, credentials}) => {"
            + " try { return (await fetch(url, {method, headers, body: body || undefined, credentials})).status }"
            + " catch (e) { return String(e) } }";

    private static volatile Map<String, Front> fronts = Map.of();
    private static LocalRun run;
    private static Playwright playwright;
    private static Browser browser;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        run = LocalRun.builder(new JavaRuntime(Path.of("java"), List.of(), List.of()), new Silent(), Clock.systemUTC())
                .tls(LocalAuthority.of(folder.resolve("corsac"), List.of()))
                .serve(host -> host.listen(
                        FrontAddress.dangerouslyAnyHost(Service.REST_API, 0),
                        (request, metadata) -> fronts.getOrDefault(request.url().origin(), CheckInChromiumTest::page)
                                .respond(request, metadata)))
                .start();
        playwright = Playwright.create();
        BrowserType.LaunchOptions options = new BrowserType.LaunchOptions()
                .setHeadless(true)
                .setArgs(List.of(
                        "--no-sandbox",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--host-resolver-rules=MAP * 127.0.0.1:" + run.ports().get(0)));
        String installed = System.getenv("CORSAC_CHROMIUM");
        if (installed != null && !installed.isEmpty()) {
            options.setExecutablePath(Path.of(installed));
        }
        browser = playwright.chromium().launch(options);
    }

    @AfterAll
    static void stop() {
        browser.close();
        playwright.close();
        run.close();
    }

    @TestFactory
    Stream<DynamicTest> chromium_blocks_what_the_check_says_it_blocks() {
        Set<String> blocked = new TreeSet<>();
        List<DynamicTest> tests = new ArrayList<>();
        for (FindingCode code : FindingCode.values()) {
            for (String kind : List.of("bad", "good")) {
                tests.add(DynamicTest.dynamicTest(
                        code.code() + ", " + kind,
                        () -> compare(code, CODES.resolve(code.code()).resolve(kind), blocked)));
            }
        }
        tests.add(DynamicTest.dynamicTest(
                "at least twenty codes block a call", () -> assertThat(blocked).hasSizeGreaterThanOrEqualTo(20)));
        return tests.stream();
    }

    private static void compare(FindingCode code, Path folder, Set<String> blockedCodes) {
        assertThat(Files.isDirectory(folder)).isTrue();
        CheckedDeployment deployment = CheckedDeployment.in(folder);
        CheckResult findings = deployment.checker(deployment.settings()).check();
        Network network = deployment.network(deployment.settings());
        if (network == null) {
            assertThat(findings.findings()).anyMatch(finding -> finding.code() == FindingCode.DEPLOYMENT_REFUSED);
            return;
        }
        for (CheckedCall checked : findings.calls()) {
            Call call = checked.call().call();
            EngineOutcome expected = checked.engines().get(Engine.CHROMIUM);
            // The run speaks TLS only, as AWS does for all but websites and listeners without certificate.
            boolean plain = call.url().scheme().equals("http")
                    || call.origin().toString().startsWith("http:");
            if (expected == null || plain || expected.result() == EngineOutcome.Result.UNKNOWN) {
                continue;
            }
            // Of its own for each call: what one leaves in a cache is not there for the next.
            fronts = Objects.requireNonNull(deployment.network(deployment.settings()))
                    .fronts();
            boolean blocked = String.valueOf(fetch(call)).startsWith("TypeError");
            assertThat(blocked)
                    .as("%s: %s", checked.call().describe(), checked.sentences().get(Engine.CHROMIUM))
                    .isEqualTo(expected.result() == EngineOutcome.Result.BLOCKED);
            boolean found = findings.findings().stream()
                    .anyMatch(finding ->
                            finding.code() == code && !finding.engines().isEmpty());
            if (blocked && found) {
                blockedCodes.add(code.code());
            }
        }
        boolean caches = findings.findings().stream()
                .anyMatch(finding -> finding.code() == FindingCode.CLOUDFRONT_CACHES_OTHER_ORIGIN);
        if (caches) {
            fronts = network.fronts();
            long lost = findings.calls().stream()
                    .filter(checked ->
                            String.valueOf(fetch(checked.call().call())).startsWith("TypeError"))
                    .count();
            assertThat(lost)
                    .as("calls that are blocked once others have filled the cache")
                    .isPositive();
            blockedCodes.add(FindingCode.CLOUDFRONT_CACHES_OTHER_ORIGIN.code());
        }
    }

    /** Makes the call from a page of its own, in a browser that remembers nothing. */
    private static Object fetch(Call call) {
        Browser.NewContextOptions options = new Browser.NewContextOptions().setIgnoreHTTPSErrors(true);
        try (BrowserContext context = browser.newContext(options)) {
            Page page = context.newPage();
            page.navigate(call.origin() + "/");
            Map<String, String> headers = new LinkedHashMap<>();
            for (Header line : call.headers()) {
                headers.put(line.name(), line.value());
            }
            return page.evaluate(
                    FETCH,
                    Map.of(
                            "url", call.url().toString(),
                            "method", call.method(),
                            "headers", headers,
                            "body", call.body().isEmpty() ? "" : "{}",
                            "credentials", call.credentials().value()));
        }
    }

    private static AttributedResponse page(Request request, RequestMetadata metadata) {
        return AttributedResponse.by(
                Component.of(Component.Kind.SERVICE, "page"),
                "",
                new Response(
                        200,
                        Headers.of("Content-Type", "text/html; charset=utf-8"),
                        Body.of("<!doctype html><link rel=icon href=data:,><title>A page</title>")));
    }

    /** Hears nothing. */
    private static final class Silent implements LocalListener {
        @Override
        public void responded(Request request, AttributedResponse response, Duration took) {}

        @Override
        public void functionReady(String function, Duration took) {}

        @Override
        public void functionFailed(String function, String problem) {}

        @Override
        public void functionLogged(String function, String line) {}
    }
}
