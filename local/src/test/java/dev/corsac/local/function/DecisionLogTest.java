package dev.corsac.local.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionLogTest {

    private final DecisionLog log =
            new DecisionLog(Map.of("ALLOWED_METHODS", "GET", "ALLOWED_ORIGINS", "https://a.example"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`\"kind\":\"PREFLIGHT\",\"allowed\":false,\"origin\":\"https://a.example\",\"requestMethod\":\"PUT\",\"refusal\":\"MethodNotAllowed\"`"
                        + " | Corsac's policy refuses this preflight: method PUT is not in ALLOWED_METHODS.",
                "`\"kind\":\"preflight\",\"allowed\":false,\"requestMethod\":\"PUT\",\"refusal\":\"method-not-allowed\",\"message\":\"Add it.\"`"
                        + " | Corsac's policy refuses this preflight: method PUT is not in ALLOWED_METHODS. Add it.",
                "`\"kind\":\"actual\",\"allowed\":false,\"origin\":\"https://b.example\",\"refusal\":\"origin-not-allowed\"`"
                        + " | Corsac's policy refuses this call: origin https://b.example is not in ALLOWED_ORIGINS.",
                "`\"kind\":\"preflight\",\"allowed\":false,\"requestHeaders\":\"x-a, x-b\",\"refusal\":\"header-not-allowed\"`"
                        + " | `Corsac's policy refuses this preflight: a header of \"x-a, x-b\" is not in the allowed headers.`"
            })
    void a_refusal_is_shown_in_words(String members, String words) {
        assertThat(log.shown("{\"corsac\":{" + members + "}}")).isEqualTo(words);
    }

    @Test
    void what_was_granted_is_shown_to_who_asked_for_it_only() {
        String granted = "{\"corsac\":{\"kind\":\"actual\",\"allowed\":true}}";
        assertThat(log.shown(granted)).isNull();
        assertThat(new DecisionLog(Map.of("CORSAC_LOG_DECISIONS", "true")).shown(granted))
                .isEqualTo(granted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "plain text",
                "`{\"corsac\":{`",
                "`{\"corsac\":{\"allowed\"`",
                "`{\"corsac\":{\"a\":1}}`",
                "`{\"corsac\":[]}`"
            })
    void any_other_line_stays_as_it_is(String line) {
        assertThat(log.shown(line)).isEqualTo(line);
    }
}
