package dev.corsac.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.browser.Call;
import dev.corsac.browser.Engine;
import dev.corsac.check.CheckResult;
import dev.corsac.check.CheckedCall;
import dev.corsac.check.FindingCode;
import dev.corsac.deployment.Network;
import dev.corsac.explain.EngineOutcome;
import dev.corsac.local.LocalException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

    private static FrontsInChromium chromium;

    @BeforeAll
    static void start(@TempDir Path folder) throws LocalException {
        chromium = new FrontsInChromium(folder);
    }

    @AfterAll
    static void stop() {
        chromium.close();
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
            chromium.serve(Objects.requireNonNull(deployment.network(deployment.settings()))
                    .fronts());
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
            chromium.serve(network.fronts());
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

    /** Makes the call from a page of its own. */
    private static Object fetch(Call call) {
        return chromium.onPage(page -> {
            page.navigate(call.origin() + "/");
            return page.evaluate(
                    FETCH,
                    Map.of(
                            "url", call.url().toString(),
                            "method", call.method(),
                            "headers", FrontsInChromium.headers(call),
                            "body", call.body().isEmpty() ? "" : "{}",
                            "credentials", call.credentials().value()));
        });
    }
}
