package dev.corsac.local.function;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The decisions that Corsac's handlers log as lines of JSON, which the local run asks them for: a refusal is shown in words,
 * since a browser only says that a header is missing. Immutable and thread-safe.
 *
 * @param variables the function's environment variables, by which a policy may have been configured
 */
record DecisionLog(Map<String, String> variables) {

    /** What makes Corsac's handlers log their decisions. */
    static final String VARIABLE = "CORSAC_LOG_DECISIONS";

    private static final String START = "{\"corsac\":{";
    private static final JsonFactory JSON = new JsonFactory();

    /**
     * What is shown of a line of the function's log.
     *
     * @return the line itself unless it is a decision; words for a refusal; null for what was granted, unless the user has asked
     *     for the decisions
     */
    @Nullable
    String shown(String line) {
        if (!line.startsWith(START)) {
            return line;
        }
        Map<String, String> decision = decision(line);
        if (decision == null || !decision.containsKey("allowed")) {
            return line;
        }
        if (decision.get("refusal") == null) {
            return "true".equals(variables.get(VARIABLE)) ? line : null;
        }
        return words(decision);
    }

    private String words(Map<String, String> decision) {
        // Older versions log the name of a class, newer ones a code.
        String code = decision.getOrDefault("refusal", "").replace("-", "").toLowerCase(Locale.ROOT);
        boolean preflight = "preflight".equalsIgnoreCase(decision.get("kind"));
        String origin = decision.getOrDefault("origin", "");
        String method = decision.getOrDefault("requestMethod", "");
        String what = switch (code) {
            case "methodnotallowed" ->
                "method " + method + " is not in " + named("ALLOWED_METHODS", "the allowed methods");
            case "originnotallowed" ->
                "origin " + origin + " is not in " + named("ALLOWED_ORIGINS", "the allowed origins");
            case "headernotallowed" ->
                "a header of \"" + decision.getOrDefault("requestHeaders", "") + "\" is not in "
                        + named("ALLOWED_HEADERS", "the allowed headers");
            default -> decision.getOrDefault("refusal", "");
        };
        String message = decision.get("message");
        return "Corsac's policy refuses " + (preflight ? "this preflight" : "this call") + ": " + what + "."
                + (message == null ? "" : " " + message);
    }

    private String named(String variable, String otherwise) {
        return variables.containsKey(variable) ? variable : otherwise;
    }

    /** The members of the object in {@code corsac}; null if the line is something else. */
    private static @Nullable Map<String, String> decision(String line) {
        Map<String, String> members = new HashMap<>();
        try (JsonParser json = JSON.createParser(line)) {
            json.nextToken();
            json.nextToken();
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                if (json.nextToken().isScalarValue()) {
                    members.put(name, json.getText());
                } else {
                    json.skipChildren();
                }
            }
            return members;
        } catch (IOException e) {
            return null;
        }
    }
}
