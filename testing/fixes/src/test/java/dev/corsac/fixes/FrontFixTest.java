package dev.corsac.fixes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.browser.Call;
import dev.corsac.browser.Engine;
import dev.corsac.config.Json;
import dev.corsac.deployment.CallOutcome;
import dev.corsac.deployment.Network;
import dev.corsac.explain.Fix;
import dev.corsac.explain.FixForm;
import dev.corsac.gateway.Front;
import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.gateway.functionurl.FunctionUrl;
import dev.corsac.gateway.functionurl.FunctionUrlCors;
import dev.corsac.gateway.httpapi.HttpApi;
import dev.corsac.gateway.httpapi.HttpApiCors;
import dev.corsac.gateway.s3.S3Bucket;
import dev.corsac.gateway.s3.S3Cors;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The configurations of the fronts that fixes give, applied to the models of the fronts. */
class FrontFixTest {

    private static final LambdaFunction FUNCTION =
            LambdaFunction.of("orders", event -> InvocationResult.Payload.of("{\"statusCode\":200,\"body\":\"[]\"}"));

    private static RequestMetadata arrival() {
        return new RequestMetadata(
                Instant.parse("2026-11-22T12:00:00Z"), "0a1b2c3d-0000-4000-8000-000000000001", "203.0.113.7");
    }

    private static List<String> lost(String url, FixForm form, Function<Map<?, ?>, Front> front) {
        List<String> lost = new ArrayList<>();
        int tried = 0;
        for (BlockedCalls.Blocked blocked : BlockedCalls.all()) {
            if (!blocked.call().url().toString().equals(url)) {
                continue;
            }
            for (Fix fix : blocked.diagnosis().fixes()) {
                boolean isFronts = fix.form() == form
                        && fix.text().contains("Cors")
                        && !fix.text().contains("Handler:");
                if (isFronts) {
                    tried++;
                    Network deployment = Network.builder()
                            .serve(blocked.call().url().origin(), front.apply(configuration(fix)))
                            .build();
                    List<Call> calls = new ArrayList<>(blocked.others());
                    calls.add(blocked.call());
                    for (Call call : calls) {
                        for (Engine engine : Engine.values()) {
                            CallOutcome outcome = deployment.call(engine, call, FrontFixTest::arrival);
                            if (!outcome.allowed()) {
                                lost.add(
                                        blocked + ": " + call.method() + ": " + outcome.sentence() + "\n" + fix.text());
                            }
                        }
                    }
                }
            }
        }
        assertThat(tried).as("%s at %s", form, url).isGreaterThan(20);
        return lost;
    }

    private static Map<?, ?> configuration(Fix fix) {
        if (fix.form() != FixForm.AWS_CLI) {
            return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(fix.text());
        }
        int from = fix.text().indexOf("'{") + 1;
        String json = fix.text().substring(from, fix.text().lastIndexOf('\''));
        try {
            return (Map<?, ?>) Json.read(json);
        } catch (java.io.IOException e) {
            throw new AssertionError(json, e);
        }
    }

    private static String[] strings(Map<?, ?> cors, String name) {
        Object list = cors.get(name);
        return list == null
                ? new String[0]
                : ((List<?>) list).stream().map(String.class::cast).toArray(String[]::new);
    }

    private static Front httpApi(Map<?, ?> configuration) {
        Map<?, ?> cors = configuration.containsKey("CorsConfiguration")
                ? (Map<?, ?>) configuration.get("CorsConfiguration")
                : configuration;
        HttpApiCors.Builder builder = HttpApiCors.builder()
                .allowOrigins(strings(cors, "AllowOrigins"))
                .allowMethods(strings(cors, "AllowMethods"))
                .allowHeaders(strings(cors, "AllowHeaders"));
        if (Boolean.TRUE.equals(cors.get("AllowCredentials"))) {
            builder.allowCredentials();
        }
        HttpApi.Builder api = HttpApi.builder().cors(builder.build());
        for (String method : List.of("GET", "POST", "PUT", "DELETE")) {
            api.route(method + " /orders", FUNCTION);
        }
        return api.build();
    }

    @ParameterizedTest
    @EnumSource(names = {"SAM", "CLOUDFORMATION", "AWS_CLI"})
    void an_http_api_lets_the_call_and_no_other_be_lost(FixForm form) {
        assertThat(lost(BlockedCalls.HTTP_API, form, FrontFixTest::httpApi)).isEmpty();
    }

    private static Front functionUrl(Map<?, ?> configuration) {
        Map<?, ?> cors = configuration;
        if (cors.get("FunctionUrlConfig") instanceof Map<?, ?> url) {
            cors = url;
        }
        if (cors.get("Cors") instanceof Map<?, ?> block) {
            cors = block;
        }
        FunctionUrlCors.Builder builder = FunctionUrlCors.builder()
                .allowOrigins(strings(cors, "AllowOrigins"))
                .allowMethods(strings(cors, "AllowMethods"))
                .allowHeaders(strings(cors, "AllowHeaders"));
        if (Boolean.TRUE.equals(cors.get("AllowCredentials"))) {
            builder.allowCredentials();
        }
        return FunctionUrl.builder(FUNCTION).cors(builder.build()).build();
    }

    @ParameterizedTest
    @EnumSource(names = {"SAM", "CLOUDFORMATION", "AWS_CLI"})
    void a_function_url_lets_the_call_and_no_other_be_lost(FixForm form) {
        assertThat(lost(BlockedCalls.FUNCTION_URL, form, FrontFixTest::functionUrl))
                .isEmpty();
    }

    @Test
    void a_buckets_rule_lets_preflights_pass() {
        int[] rules = {0};
        for (BlockedCalls.Blocked blocked : BlockedCalls.all()) {
            for (Fix fix : blocked.diagnosis().fixes()) {
                if (blocked.call().url().toString().equals(BlockedCalls.BUCKET)
                        && fix.form() == FixForm.CLOUDFORMATION) {
                    Map<?, ?> cors = (Map<?, ?>) configuration(fix).get("CorsConfiguration");
                    Map<?, ?> rule = (Map<?, ?>) ((List<?>) cors.get("CorsRules")).get(0);
                    Front bucket = S3Bucket.of(key -> null)
                            .withCors(S3Cors.of(S3Cors.Rule.of(
                                            List.of(strings(rule, "AllowedOrigins")),
                                            List.of(strings(rule, "AllowedMethods")))
                                    .withAllowedHeaders(strings(rule, "AllowedHeaders"))));
                    Network deployment = Network.builder()
                            .serve(blocked.call().url().origin(), bucket)
                            .build();
                    CallOutcome outcome = deployment.call(Engine.CHROMIUM, blocked.call(), FrontFixTest::arrival);
                    // The object is not there: a 404 that the page can read.
                    assertThat(outcome.allowed())
                            .as(outcome.sentence() + "\n" + fix.text())
                            .isTrue();
                    rules[0]++;
                }
            }
        }
        assertThat(rules[0]).isGreaterThan(20);
    }
}
