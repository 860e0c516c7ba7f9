package dev.corsac.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.browser.Browser;
import dev.corsac.browser.Call;
import dev.corsac.browser.Engine;
import dev.corsac.browser.Outcome;
import dev.corsac.browser.RecordedCase;
import dev.corsac.browser.RedirectMode;
import dev.corsac.browser.RequestMode;
import dev.corsac.http.Headers;
import dev.corsac.http.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FixTest {

    /** The calls that three real browsers blocked, each explained from what was recorded and made again with the fix. */
    @ParameterizedTest
    @EnumSource(Engine.class)
    void a_call_passes_in_every_engine_with_the_headers_of_its_fix(Engine engine) {
        List<String> stillBlocked = new ArrayList<>();
        int fixed = 0;
        int explained = 0;
        for (RecordedCase each : RecordedCase.all()) {
            Outcome outcome = Browser.of(engine).fetch(each.call(), each.server());
            boolean representable = each.call().mode() == RequestMode.CORS
                    && each.call().redirect() == RedirectMode.FOLLOW
                    && each.call().body().isEmpty()
                    && !each.call().useCorsPreflight()
                    && !outcome.exchanges().isEmpty();
            if (!(outcome instanceof Outcome.Blocked blocked) || !representable) {
                continue;
            }
            Diagnosis diagnosis =
                    Diagnoser.diagnose(Recorded.of(outcome, each.call().credentials()), host -> host);
            EngineOutcome own = Objects.requireNonNull(diagnosis.engines().get(engine));
            assertThat(own.check())
                    .as("case %d", each.id())
                    .isEqualTo(MessageDiagnosis.code(blocked.failure().check()));
            assertThat(diagnosis.summary()).isNotBlank();
            assertThat(diagnosis.fixes()).as("case %d", each.id()).isNotEmpty();
            explained++;
            if (diagnosis.responseHeaders().isEmpty()) {
                continue;
            }
            fixed++;
            for (Engine any : Engine.values()) {
                Outcome again = Browser.of(any).fetch(each.call(), request -> {
                    boolean preflight = request.headers().has("Access-Control-Request-Method");
                    Headers headers = preflight ? diagnosis.preflightHeaders() : diagnosis.responseHeaders();
                    return Response.of(preflight ? 204 : 200, headers);
                });
                if (!(again instanceof Outcome.Allowed)) {
                    stillBlocked.add(each.id() + " in " + any);
                }
                if (!(Browser.of(any)
                                .fetch(simple(each.call()), request -> Response.of(200, diagnosis.responseHeaders()))
                        instanceof Outcome.Allowed)) {
                    stillBlocked.add(each.id() + " as a plain GET in " + any);
                }
            }
        }
        assertThat(stillBlocked).isEmpty();
        assertThat(explained).isGreaterThan(1500);
        assertThat(fixed).isGreaterThan(1000);
    }

    private static Call simple(Call call) {
        return Call.fetch(call.origin().toString(), "GET", call.url().toString())
                .withCredentials(call.credentials());
    }

    @ParameterizedTest
    @EnumSource(Engine.class)
    void every_blocked_case_has_a_sentence_for_the_console(Engine engine) {
        for (RecordedCase each : RecordedCase.all()) {
            if (Browser.of(engine).fetch(each.call(), each.server()) instanceof Outcome.Blocked blocked) {
                assertThat(ConsoleText.of(blocked))
                        .as("case %d", each.id())
                        .isNotEmpty()
                        .noneMatch(String::isBlank);
                assertThat(Diagnoser.sentence(blocked)).isNotBlank();
            }
        }
    }
}
