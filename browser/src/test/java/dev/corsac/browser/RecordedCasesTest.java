package dev.corsac.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.http.Header;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordedCasesTest {

    @ParameterizedTest
    @EnumSource(Engine.class)
    void the_model_does_what_the_engine_did_in_every_recorded_case(Engine engine) {
        List<RecordedCase> cases = RecordedCase.all();
        assertThat(cases).hasSize(4000);
        assertThat(disagreements(engine, cases)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void the_model_does_what_the_engine_did_with_calls_in_sequence(Engine engine) {
        List<RecordedCase> cases = RecordedCase.sequences();
        assertThat(cases).hasSizeGreaterThan(800);
        assertThat(disagreements(engine, cases)).isEmpty();
    }

    private static List<String> disagreements(Engine engine, List<RecordedCase> cases) {
        List<String> disagreements = new ArrayList<>();
        for (RecordedCase each : cases) {
            PreflightCache cache = PreflightCache.EMPTY;
            List<Map<String, Object>> results =
                    Objects.requireNonNull(each.observed().get(engine));
            for (int i = 0; i < results.size(); i++) {
                Outcome outcome = Browser.of(engine).fetch(each.calls().get(i), each.server(), cache);
                cache = outcome.cache();
                String expected = describe(results.get(i));
                String actual = describe(engine, outcome, results.get(i));
                if (!actual.equals(expected)) {
                    disagreements.add(
                            "case " + each.id() + " call " + i + "\n  observed " + expected + "\n  model    " + actual);
                }
            }
        }
        return disagreements;
    }

    private static String describe(Map<String, Object> observed) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        for (String field :
                List.of("outcome", "status", "redirected", "readableHeaders", "corsError", "failedParameter")) {
            facts.put(field, observed.get(field));
        }
        facts.put("requests", observed.get("requests"));
        return facts.toString();
    }

    private static String describe(Engine engine, Outcome outcome, Map<String, Object> observed) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("outcome", outcome instanceof Outcome.Allowed ? "allowed" : "blocked");
        if (outcome instanceof Outcome.Allowed allowed) {
            facts.put("status", allowed.status());
            facts.put("redirected", allowed.redirected());
            facts.put("readableHeaders", allowed.readableHeaders());
            facts.put("corsError", null);
            facts.put("failedParameter", null);
        } else if (outcome instanceof Outcome.Blocked blocked) {
            facts.put("status", null);
            facts.put("redirected", null);
            facts.put("readableHeaders", null);
            Failure failure = blocked.failure();
            CorsError error = engine == Engine.CHROMIUM ? failure.corsError() : null;
            facts.put("corsError", error == null ? null : error.toString());
            Object named = observed.get("failedParameter");
            boolean oneOfThem = named != null && failure.refusedHeaders().contains(named);
            facts.put("failedParameter", error == null ? null : oneOfThem ? named : failure.failedParameter());
        }
        List<Object> requests = new ArrayList<>();
        for (Exchange exchange : outcome.exchanges()) {
            Map<String, String> headers = new TreeMap<>();
            for (Header line : exchange.request().headers().lines()) {
                if (line.is("Origin") || line.lowerCaseName().startsWith("access-control-request-")) {
                    headers.put(line.lowerCaseName(), line.value());
                }
            }
            List<List<String>> lines = new ArrayList<>();
            headers.forEach((name, value) -> lines.add(List.of(name, value)));
            Map<String, Object> request = new LinkedHashMap<>();
            request.put("url", exchange.request().url().toString());
            request.put("method", exchange.request().method());
            request.put("preflight", exchange.preflight());
            request.put("headers", lines);
            requests.add(request);
        }
        facts.put("requests", requests);
        return facts.toString();
    }
}
