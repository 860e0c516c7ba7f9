package dev.corsac.origins;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.corsac.RefreshEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EmbeddedMetricsTest {

    private final List<String> lines = new ArrayList<>();

    private EmbeddedMetrics metrics(@Nullable String functionName) {
        return new EmbeddedMetrics("Corsac", functionName, () -> Instant.ofEpochMilli(1_764_000_000_000L), lines::add);
    }

    @Test
    void are_lines_of_the_embedded_metric_format() {
        metrics("orders")
                .happened(new RefreshEvent(
                        RefreshEvent.Kind.REFRESHED,
                        Duration.ofSeconds(60),
                        Duration.ofMillis(12),
                        null,
                        0,
                        "snapshot 2"));
        assertThat(lines)
                .containsExactly(
                        "{\"_aws\":{\"Timestamp\":1764000000000,\"CloudWatchMetrics\":[{\"Namespace\":\"Corsac\",\"Dimensions\":[[\"FunctionName\"]],\"Metrics\":["
                                + "{\"Name\":\"OriginsAge\",\"Unit\":\"Milliseconds\"},{\"Name\":\"RefreshDuration\",\"Unit\":\"Milliseconds\"},"
                                + "{\"Name\":\"RefreshFailures\",\"Unit\":\"Count\"},{\"Name\":\"OriginsStale\",\"Unit\":\"Count\"}]}]},"
                                + "\"FunctionName\":\"orders\",\"event\":\"refreshed\",\"origins\":\"snapshot 2\","
                                + "\"OriginsAge\":60000,\"RefreshDuration\":12,\"RefreshFailures\":0,\"OriginsStale\":0}");
    }

    @Test
    void are_one_line_of_json_whatever_a_failure_states() throws IOException {
        String message = "a \"quote\", a \\, a\nline, \u0000 \u2028 \ud800 and \ud83e\udd8a";
        metrics(null)
                .happened(new RefreshEvent(RefreshEvent.Kind.FAILED, null, null, new IOException(message), 3, null));
        assertThat(lines.get(0))
                .doesNotContain("\n")
                .contains("\"Dimensions\":[[]]")
                .contains("\"RefreshFailures\":1");
        try (JsonParser json = new JsonFactory().createParser(lines.get(0))) {
            String failure = null;
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.VALUE_STRING && "failure".equals(json.currentName())) {
                    failure = json.getText();
                }
            }
            assertThat(failure).isEqualTo(message);
        }
    }
}
