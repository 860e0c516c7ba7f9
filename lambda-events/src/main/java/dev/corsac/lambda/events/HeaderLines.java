package dev.corsac.lambda.events;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Header lines of an event, found whatever their case. */
final class HeaderLines {

    private HeaderLines() {}

    /**
     * The lines of a name joined with {@code ", "}, from the map that has them all or else from that of the last ones;
     * null if there is none.
     *
     * @param allLines values are strings, or lists of strings; null if the event has no such map
     * @param lastLines the same
     */
    static @Nullable String find(String name, @Nullable Map<String, ?> allLines, @Nullable Map<String, ?> lastLines) {
        String found = allLines == null ? null : find(name, allLines);
        return found != null || lastLines == null ? found : find(name, lastLines);
    }

    private static @Nullable String find(String name, Map<String, ?> lines) {
        String joined = null;
        for (Map.Entry<String, ?> line : lines.entrySet()) {
            if (name.equalsIgnoreCase(line.getKey())) {
                if (line.getValue() instanceof List<?> values) {
                    for (Object value : values) {
                        joined = join(joined, value);
                    }
                } else {
                    joined = join(joined, line.getValue());
                }
            }
        }
        return joined;
    }

    private static @Nullable String join(@Nullable String before, @Nullable Object value) {
        if (value instanceof String line) {
            return before == null ? line : before + ", " + line;
        }
        return before;
    }
}
