package dev.corsac.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import dev.corsac.browser.Call;
import dev.corsac.browser.Engine;
import dev.corsac.browser.Outcome;
import dev.corsac.deployment.CallOutcome;
import dev.corsac.deployment.FailureMode;
import dev.corsac.deployment.FailureModes;
import dev.corsac.deployment.Network;
import dev.corsac.explain.ConsoleText;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.local.LocalException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The failure modes in a real browser: each deployment as it is described there, at its own origins, behind the sockets of a local
 * run with TLS and HTTP/2. Chromium takes every host for this machine, and blocks for the reason that the model gives, in its
 * words.
 */
@Tag("browser")
class FailureModesInChromiumTest {

    private static final String FETCH = "async ({url, method, headers, length, credentials, mode}) => {"
            + " const body = length ? new Uint8Array(length) : undefined;"
            + " try { return (await fetch(url, {method, headers, body, credentials, mode})).status }"
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
    Stream<DynamicTest> chromium_blocks_for_the_reason_that_the_model_gives_and_lets_the_fix_pass() {
        // Twice: what the model's calls leave in a cache is not there for the browser's.
        List<FailureMode> modes = FailureModes.all();
        List<FailureMode> predicted = FailureModes.all();
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i < modes.size(); i++) {
            FailureMode mode = modes.get(i);
            FailureMode model = predicted.get(i);
            tests.add(dynamicTest(mode.toString(), () -> verify(mode, model)));
        }
        return tests.stream();
    }

    private static void verify(FailureMode mode, FailureMode model) {
        Outcome.Blocked expected =
                (Outcome.Blocked) predict(model, model.broken()).outcome();
        Seen lost = see(mode, mode.broken());
        assertThat(lost.result()).isEqualTo("TypeError: Failed to fetch");
        assertThat(lost.corsErrors())
                .containsExactly(expected.failure().corsError().toString());
        assertThat(lost.console()).containsAll(ConsoleText.of(expected));
        assertThat(String.join("\n", lost.console())).contains(mode.console());
        Outcome.Allowed allowed =
                (Outcome.Allowed) predict(model, model.fixed()).outcome();
        Seen passed = see(mode, mode.fixed());
        assertThat(passed.corsErrors()).isEmpty();
        assertThat(passed.result()).isEqualTo(allowed.status());
    }

    private static CallOutcome predict(FailureMode mode, Network served) {
        for (Call call : mode.before()) {
            served.call(Engine.CHROMIUM, call, FailureModesInChromiumTest::arrival);
        }
        return served.call(Engine.CHROMIUM, mode.call(), FailureModesInChromiumTest::arrival);
    }

    private static Seen see(FailureMode mode, Network served) {
        chromium.serve(served.fronts());
        for (Call call : mode.before()) {
            see(call);
        }
        return see(mode.call());
    }

    private static RequestMetadata arrival() {
        return new RequestMetadata(
                Instant.parse("2026-11-22T12:00:00Z"), "0a1b2c3d-0000-4000-8000-000000000001", "203.0.113.7");
    }

    /** Makes the call from a page of its own. */
    private static Seen see(Call call) {
        return chromium.onPage(page -> {
            List<String> console = new ArrayList<>();
            List<String> corsErrors = new ArrayList<>();
            page.onConsoleMessage(message -> console.add(message.text()));
            CDPSession devTools = page.context().newCDPSession(page);
            devTools.on("Network.loadingFailed", event -> corsError(event, corsErrors));
            devTools.send("Network.enable");
            page.navigate(call.origin() + "/");
            Object result = page.evaluate(FETCH, argument(call));
            // What DevTools report comes before the next command's result.
            devTools.send("Network.enable");
            return new Seen(result, corsErrors, console);
        });
    }

    private static void corsError(JsonObject event, List<String> corsErrors) {
        if (event.has("corsErrorStatus")) {
            corsErrors.add(
                    event.getAsJsonObject("corsErrorStatus").get("corsError").getAsString());
        }
    }

    private static Map<String, Object> argument(Call call) {
        return Map.of(
                "url",
                call.url().toString(),
                "method",
                call.method(),
                "headers",
                FrontsInChromium.headers(call),
                "length",
                call.body().length(),
                "credentials",
                call.credentials().value(),
                "mode",
                call.mode().value());
    }

    /** What a script got, a status or an error's text, and what DevTools said of it. */
    private record Seen(Object result, List<String> corsErrors, List<String> console) {}
}
