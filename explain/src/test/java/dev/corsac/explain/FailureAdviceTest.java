package dev.corsac.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.browser.Browser;
import dev.corsac.browser.Engine;
import dev.corsac.browser.Outcome;
import dev.corsac.browser.RecordedCase;
import dev.corsac.http.Headers;
import dev.corsac.http.Response;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailureAdviceTest {

    @ParameterizedTest
    @EnumSource(Engine.class)
    void a_server_that_sends_the_mends_headers_is_allowed(Engine engine) {
        List<Integer> stillBlocked = new ArrayList<>();
        int mended = 0;
        for (RecordedCase each : RecordedCase.all()) {
            Outcome outcome = Browser.of(engine).fetch(each.call(), each.server());
            if (!(outcome instanceof Outcome.Blocked blocked)) {
                continue;
            }
            FailureAdvice mend = FailureAdvice.of(blocked);
            assertThat(mend.cause()).isNotBlank();
            assertThat(mend.advice()).isNotBlank();
            if (mend.settings().isEmpty()) {
                continue;
            }
            mended++;
            Outcome again = Browser.of(engine).fetch(each.call(), request -> {
                boolean preflight = request.headers().has("Access-Control-Request-Method");
                Headers headers = preflight ? mend.preflightHeaders() : mend.responseHeaders();
                return Response.of(preflight ? 204 : 200, headers);
            });
            if (!(again instanceof Outcome.Allowed)) {
                stillBlocked.add(each.id());
            }
        }
        assertThat(stillBlocked).isEmpty();
        assertThat(mended).isGreaterThan(2000);
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
            }
        }
    }
}
