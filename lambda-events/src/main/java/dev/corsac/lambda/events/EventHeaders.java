package dev.corsac.lambda.events;

import dev.corsac.lambda.internal.HeaderNames;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds header lines of an event, whatever the case of their names. */
final class EventHeaders {

    private EventHeaders() {}

    /**
     * Returns the lines of a name joined with {@code ", "}, from the map that has all of them, or else from the one that has
     * only the last ones; null if there is none.
     *
     * @param allLines values are strings, or lists of strings; null if the event has no such map
     * @param lastLines the same
     */
    static @Nullable String find(String name, @Nullable Map<String, ?> allLines, @Nullable Map<String, ?> lastLines) {
        String found = allLines == null ? null : find(name, allLines);
        return found != null || lastLines == null ? found : find(name, lastLines);
    }

    private static @Nullable String find(String name, Map<String, ?> lines) {
        StringBuilder joined = null;
        for (Map.Entry<String, ?> line : lines.entrySet()) {
            if (line.getKey() != null && HeaderNames.areEqual(name, line.getKey())) {
                List<?> values = line.getValue() instanceof List<?> list
                        ? list
                        : line.getValue() instanceof String value ? List.of(value) : List.of();
                for (Object value : values) {
                    if (value instanceof String text) {
                        joined = joined == null
                                ? new StringBuilder(text)
                                : joined.append(", ").append(text);
                    }
                }
            }
        }
        return joined == null ? null : joined.toString();
    }
}
