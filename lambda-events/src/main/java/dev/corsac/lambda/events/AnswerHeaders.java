package dev.corsac.lambda.events;

import dev.corsac.CorsDecision;
import dev.corsac.CorsHeader;
import dev.corsac.lambda.internal.VaryHeader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The header lines of one answer: the handler's without its CORS ones, and the policy's. The handler's maps stay as they are. */
final class AnswerHeaders {

    private static final String CORS_PREFIX = "access-control-";

    private final CorsDecision decision;
    private @Nullable String vary;

    AnswerHeaders(CorsDecision decision) {
        this.decision = decision;
    }

    /** A copy without CORS headers, and without {@code Vary} if the policy has something to say of it; null of null. */
    <V> @Nullable Map<String, V> keep(@Nullable Map<String, V> lines) {
        if (lines == null) {
            return null;
        }
        Map<String, V> kept = new LinkedHashMap<>();
        for (Map.Entry<String, V> line : lines.entrySet()) {
            String name = line.getKey();
            if (name == null) {
                continue;
            }
            if (name.equalsIgnoreCase("Vary") && !decision.vary().isEmpty()) {
                takeVary(line.getValue());
            } else if (!name.regionMatches(true, 0, CORS_PREFIX, 0, CORS_PREFIX.length())) {
                kept.put(name, line.getValue());
            }
        }
        return kept;
    }

    private void takeVary(@Nullable Object value) {
        if (value instanceof List<?> lines) {
            for (Object line : lines) {
                takeVary(line);
            }
        } else if (value instanceof String line) {
            vary = VaryHeader.plus(vary, line);
        }
    }

    /** The policy's lines after those that {@link #keep} left. Every map of the answer must have been kept before. */
    Map<String, String> add(@Nullable Map<String, String> kept) {
        Map<String, String> lines = kept == null ? new LinkedHashMap<>() : kept;
        for (CorsHeader header : decision.headers()) {
            lines.put(header.name(), header.value());
        }
        String merged = VaryHeader.merge(vary, decision.vary());
        if (merged != null) {
            lines.put("Vary", merged);
        }
        return lines;
    }

    /** The same for a map of lists. */
    Map<String, List<String>> addLists(@Nullable Map<String, List<String>> kept) {
        Map<String, List<String>> lists = kept == null ? new LinkedHashMap<>() : kept;
        lists.putAll(asLists(add(null)));
        return lists;
    }

    /** Each line as a list of one. */
    static Map<String, List<String>> asLists(Map<String, String> lines) {
        Map<String, List<String>> lists = new LinkedHashMap<>();
        for (Map.Entry<String, String> line : lines.entrySet()) {
            lists.put(line.getKey(), List.of(line.getValue()));
        }
        return lists;
    }

    /** The lines of an answer of our own. */
    static Map<String, String> of(CorsDecision decision, @Nullable String jsonBody) {
        Map<String, String> lines = new LinkedHashMap<>();
        if (jsonBody != null) {
            lines.put("Content-Type", "application/json");
        }
        return new AnswerHeaders(decision).add(lines);
    }

    /** What is wrong with a status, or null. */
    static @Nullable String objection(int status) {
        return status < 100 || status > 999 ? "its statusCode, " + status + ", is not a status" : null;
    }
}
