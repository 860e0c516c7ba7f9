package dev.corsac.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.corsac.browser.Call;
import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Engine;
import dev.corsac.browser.Outcome;
import dev.corsac.browser.PreflightCache;
import dev.corsac.explain.ConsoleText;
import dev.corsac.gateway.DeploymentException;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.gateway.functionurl.FunctionUrl;
import dev.corsac.gateway.functionurl.FunctionUrlCors;
import dev.corsac.gateway.rest.RestApi;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The commonest ways to lose a call, each lost for the reason that it is known by, and not lost with its fix. */
class FailureModesTest {

    private static RequestMetadata arrival() {
        return new RequestMetadata(
                Instant.parse("2026-11-22T12:00:00Z"), "0a1b2c3d-0000-4000-8000-000000000001", "203.0.113.7");
    }

    @TestFactory
    Stream<DynamicTest> a_call_is_lost_for_the_known_reason_in_every_browser_and_passes_with_the_fix() {
        List<DynamicTest> tests = new ArrayList<>();
        for (FailureMode mode : FailureModes.all()) {
            for (Engine engine : Engine.values()) {
                tests.add(dynamicTest(mode + " (" + engine.displayName() + ")", () -> verify(mode, engine)));
            }
        }
        return tests.stream();
    }

    private static void verify(FailureMode mode, Engine engine) {
        CallOutcome lost = run(mode, engine, mode.broken());
        assertThat(lost.outcome()).as(lost.sentence()).isInstanceOf(Outcome.Blocked.class);
        Outcome.Blocked blocked = (Outcome.Blocked) lost.outcome();
        assertThat(blocked.failure().check()).as(lost.sentence()).isEqualTo(mode.check(engine));
        assertThat(blocked.failure().preflight()).as(lost.sentence()).isEqualTo(mode.onPreflight());
        assertThat(lost.sentence())
                .startsWith(engine.displayName() + " blocks the call: ")
                .contains(mode.culprit());
        if (engine == Engine.CHROMIUM) {
            assertThat(String.join("\n", ConsoleText.of(blocked))).contains(mode.console());
        }
        CallOutcome passed = run(mode, engine, mode.fixed());
        assertThat(passed.allowed()).as(passed.sentence()).isTrue();
    }

    private static CallOutcome run(FailureMode mode, Engine engine, Network deployment) {
        for (Call call : mode.before()) {
            deployment.call(engine, call, PreflightCache.EMPTY, FailureModesTest::arrival);
        }
        return deployment.call(engine, mode.call(), FailureModesTest::arrival);
    }

    @TestFactory
    Stream<DynamicTest> what_aws_refuses_to_deploy_is_refused_with_its_reason() {
        return FailureModes.refusals().stream()
                .map(refusal -> dynamicTest(refusal.id() + ": " + refusal.title(), () -> {
                    assertThatThrownBy(() -> refusal.broken().get())
                            .isInstanceOf(DeploymentException.class)
                            .hasMessageStartingWith(refusal.reason());
                    assertThat(refusal.fixed().get()).isNotNull();
                }));
    }

    @Test
    void c23_a_regular_expression_lets_a_neighbour_in_and_a_policy_does_not() {
        Call attack = Call.fetch("https://shopxexample.com", "GET", Pieces.API + "/cart");
        assertThat(of(Pieces.matching("https://shop.example.com"))
                        .call(Engine.CHROMIUM, attack, FailureModesTest::arrival)
                        .allowed())
                .isTrue();
        assertThat(of(Pieces.underPolicy(Pieces.SHOP))
                        .call(Engine.CHROMIUM, attack, FailureModesTest::arrival)
                        .allowed())
                .isFalse();
    }

    @Test
    void c34_a_header_that_is_not_exposed_cannot_be_read() {
        assertThat(readable(Pieces.withHeaders("Access-Control-Allow-Origin", "*", "X-Total", "3")))
                .doesNotContain("x-total");
        assertThat(readable(Pieces.withHeaders(
                        "Access-Control-Allow-Origin",
                        "*",
                        "X-Total",
                        "3",
                        "Access-Control-Expose-Headers",
                        "X-Total")))
                .contains("x-total");
    }

    @Test
    void c38_a_function_url_for_any_origin_with_credentials_lets_everybody_in() {
        Call attack = Call.fetch("https://evil.example", "GET", Pieces.API + "/cart")
                .withCredentials(CredentialsMode.INCLUDE);
        FunctionUrlCors any = FunctionUrlCors.builder()
                .allowOrigins("*")
                .allowMethods("GET")
                .allowCredentials()
                .build();
        FunctionUrlCors some = FunctionUrlCors.builder()
                .allowOrigins(Pieces.SHOP)
                .allowMethods("GET")
                .allowCredentials()
                .build();
        LambdaFunction plain = Pieces.returning("{\"statusCode\":200}");
        assertThat(Pieces.deployed(FunctionUrl.builder(plain).cors(any).build())
                        .call(Engine.CHROMIUM, attack, FailureModesTest::arrival)
                        .sentence())
                .isEqualTo(
                        "Chromium lets the script read status 200; \"https://evil.example\" comes from the Cors block of the"
                                + " Function URL of cart.");
        assertThat(Pieces.deployed(FunctionUrl.builder(plain).cors(some).build())
                        .call(Engine.CHROMIUM, attack, FailureModesTest::arrival)
                        .allowed())
                .isFalse();
    }

    private static Network of(LambdaFunction function) {
        return Pieces.deployed(RestApi.builder().method("GET", "/cart", function));
    }

    private static List<String> readable(LambdaFunction function) {
        Outcome outcome = of(function)
                .call(Engine.FIREFOX, Pieces.get(), FailureModesTest::arrival)
                .outcome();
        return ((Outcome.Allowed) outcome).readableHeaders();
    }

    @Test
    void each_mode_has_its_number_once() {
        List<String> ids = new ArrayList<>();
        FailureModes.all().forEach(mode -> ids.add(mode.id()));
        FailureModes.refusals().forEach(refusal -> ids.add(refusal.id()));
        assertThat(ids).doesNotHaveDuplicates();
    }
}
