package dev.corsac.origins;

import dev.corsac.RefreshEvent;
import dev.corsac.RefreshListener;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes each event of a refresh as a line in CloudWatch's <a
 * href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">embedded
 * metric format</a>, which Lambda's log turns into metrics without a call: {@code OriginsAge} and {@code RefreshDuration} in
 * milliseconds, {@code RefreshFailures} and {@code OriginsStale} as counts. Thread-safe if the output is.
 */
public final class EmbeddedMetrics implements RefreshListener {

    private final String namespace;
    private final @Nullable String functionName;
    private final InstantSource clock;
    private final Consumer<String> output;

    /**
     * Makes a listener.
     *
     * @param namespace of the metrics, such as {@code Corsac}
     * @param functionName the value of the dimension {@code FunctionName}, such as that of the environment variable {@code
     *     AWS_LAMBDA_FUNCTION_NAME}; null for metrics without a dimension
     * @param clock such as {@link InstantSource#system()}
     * @param output receives each line, such as {@code System.out::println}
     */
    public EmbeddedMetrics(
            String namespace, @Nullable String functionName, InstantSource clock, Consumer<String> output) {
        this.namespace = Objects.requireNonNull(namespace, "namespace");
        this.functionName = functionName;
        this.clock = clock;
        this.output = output;
    }

    @Override
    public void happened(RefreshEvent event) {
        StringBuilder metrics = new StringBuilder();
        StringBuilder values = new StringBuilder();
        if (event.age() != null) {
            metric(metrics, values, "OriginsAge", "Milliseconds", event.age().toMillis());
        }
        if (event.duration() != null) {
            metric(
                    metrics,
                    values,
                    "RefreshDuration",
                    "Milliseconds",
                    event.duration().toMillis());
        }
        metric(metrics, values, "RefreshFailures", "Count", event.kind() == RefreshEvent.Kind.FAILED ? 1 : 0);
        metric(metrics, values, "OriginsStale", "Count", event.kind() == RefreshEvent.Kind.STALE ? 1 : 0);
        StringBuilder line = new StringBuilder("{\"_aws\":{\"Timestamp\":")
                .append(clock.millis())
                .append(",\"CloudWatchMetrics\":[{\"Namespace\":");
        string(line, namespace)
                .append(",\"Dimensions\":[[")
                .append(functionName == null ? "" : "\"FunctionName\"")
                .append("]],\"Metrics\":[")
                .append(metrics)
                .append("]}]}");
        if (functionName != null) {
            string(line.append(",\"FunctionName\":"), functionName);
        }
        string(line.append(",\"event\":"), event.kind().code());
        if (event.description() != null) {
            string(line.append(",\"origins\":"), event.description());
        }
        if (event.failure() != null) {
            string(line.append(",\"failure\":"), String.valueOf(event.failure().getMessage()));
        }
        output.accept(line.append(values).append('}').toString());
    }

    private static void metric(StringBuilder metrics, StringBuilder values, String name, String unit, long value) {
        if (metrics.length() > 0) {
            metrics.append(',');
        }
        metrics.append("{\"Name\":\"")
                .append(name)
                .append("\",\"Unit\":\"")
                .append(unit)
                .append("\"}");
        values.append(",\"").append(name).append("\":").append(value);
    }

    private static StringBuilder string(StringBuilder line, String text) {
        line.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                line.append('\\').append(c);
            } else if (c < ' ' || c == 0x7f || c == '\u2028' || c == '\u2029' || Character.isSurrogate(c)) {
                line.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    line.append(Character.forDigit((c >> shift) & 0xf, 16));
                }
            } else {
                line.append(c);
            }
        }
        return line.append('"');
    }
}
