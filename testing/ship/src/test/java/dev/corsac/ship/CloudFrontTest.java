package dev.corsac.ship;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corsac.browser.Call;
import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Engine;
import dev.corsac.config.ConfigurationException;
import dev.corsac.config.generate.InfrastructureForm;
import dev.corsac.config.generate.InfrastructurePlan;
import dev.corsac.config.generate.InfrastructureWriter;
import dev.corsac.config.generate.PlannedFunction;
import dev.corsac.deployment.CallOutcome;
import dev.corsac.deployment.FrontKind;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.http.Headers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** CloudFront before an API that pages of other origins call. */
class CloudFrontTest {

    private static RequestMetadata arrival() {
        return new RequestMetadata(Instant.EPOCH, "11111111-2222-3333-4444-555555555555", "192.0.2.1");
    }

    static Stream<Arguments> cached() {
        return Plans.all().entrySet().stream()
                .filter(plan -> plan.getValue().cloudFront() && plan.getKey().contains("several"))
                .flatMap(plan -> Stream.of(InfrastructureForm.values())
                        .filter(form -> Plans.isWritten(form, plan.getValue()))
                        .flatMap(form -> Stream.of(
                                        "{\"statusCode\":200,\"headers\":{\"Cache-Control\":\"max-age=60\"}}",
                                        "{\"statusCode\":404}",
                                        "{\"statusCode\":503,\"headers\":{\"Cache-Control\":\"max-age=60\"}}")
                                .map(response -> Arguments.of(form, plan.getKey(), plan.getValue(), response))));
    }

    @ParameterizedTest(name = "{0}, {1}, {3}")
    @MethodSource("cached")
    void a_page_never_gets_what_the_cache_keeps_for_a_page_of_another_origin(
            InfrastructureForm form, String name, InfrastructurePlan plan, String response) {
        String text = InfrastructureWriter.write(form, plan, "corsac generate").text();
        ReadBack made = ReadBack.of(form, plan, text, response);
        assertThat(made.problems).isEmpty();
        String url = made.calledByPages() + (plan.front() == FrontKind.FUNCTION_URL ? "/" : "/orders/7");
        for (Engine engine : Engine.values()) {
            // Twice each, so that the second call may come from the cache.
            for (String page : List.of(
                    "https://shop.example.com",
                    "https://admin.example.com",
                    "https://shop.example.com",
                    "https://admin.example.com")) {
                for (String method : List.of("GET", "PUT")) {
                    Call call = Call.fetch(page, method, url)
                            .withHeaders(Headers.of("Content-Type", "application/json"))
                            .withCredentials(CredentialsMode.INCLUDE);
                    CallOutcome outcome = made.network.call(engine, call, CloudFrontTest::arrival);
                    assertThat(outcome.allowed()).as(outcome.sentence()).isTrue();
                }
            }
            Call foreign = Call.fetch("https://evil.example", "GET", url);
            assertThat(made.network
                            .call(engine, foreign, CloudFrontTest::arrival)
                            .allowed())
                    .isFalse();
        }
    }

    @Test
    void what_names_a_caller_is_in_the_cache_key() {
        for (InfrastructureForm form : List.of(InfrastructureForm.SAM, InfrastructureForm.TERRAFORM)) {
            String text = InfrastructureWriter.write(
                            form, Plans.all().get("REST_API FUNCTION, guarded, CloudFront"), "corsac generate")
                    .text();
            assertThat(text.replace("\"", "").replaceAll("\\s+", " "))
                    .contains("Origin, Authorization, X-Token, x-api-key, X-Amz-Date");
        }
    }

    @Test
    void what_cannot_be_behind_one_distribution_is_refused() {
        InfrastructurePlan url = Plans.all().get("FUNCTION_URL FUNCTION, one origin");
        List<PlannedFunction> two = new ArrayList<>(url.functions());
        two.add(new PlannedFunction("more", "java21", "a.B", "x.jar", 512, 5, Plans.ONE, null, List.of()));
        InfrastructurePlan several = new InfrastructurePlan(
                "shop", url.front(), url.preflights(), two, List.of(), List.of(), "live", List.of(), null);
        assertThatThrownBy(several::behindCloudFront)
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("has 2 Function URLs");
        Map<InfrastructureForm, String> refused = Map.of(
                InfrastructureForm.OPENAPI, "an OpenAPI document describes an API",
                InfrastructureForm.SAME_ORIGIN, "same-origin has a distribution");
        refused.forEach((form, message) -> assertThatThrownBy(() -> InfrastructureWriter.write(
                        form, Plans.all().get("HTTP_API FUNCTION, several origins, CloudFront"), "corsac generate"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(message));
    }
}
