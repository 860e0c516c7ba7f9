package dev.corsac.lambda;

import dev.corsac.CorsDecision;
import dev.corsac.CorsHeader;
import dev.corsac.lambda.internal.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * A payload format: how one AWS service before the function wants to be answered. Stateless.
 *
 * <p>An answer that the service would refuse is refused here first, because the error it would make of it (a 502 or
 * 500) has no CORS headers, so that a page could not tell it from a CORS error.
 */
abstract class Front {

    /** What to call it in a log. */
    abstract String title();

    /** The member of the answer whose header lines it sends. */
    String headers() {
        return "headers";
    }

    /** Adds one header line as a member of {@link #headers()}. */
    void header(JsonText text, String name, String value) {
        text.string(name).raw(":").string(value);
    }

    /** Adds the members that give the status. */
    void status(JsonText text, int status) {
        text.raw("\"statusCode\":").raw(Integer.toString(status));
    }

    /** Whether an answer without a {@code statusCode} stands for a body, with status 200. */
    boolean infersStatus() {
        return false;
    }

    /** Why this front would refuse an answer, or null if nothing is known against it. */
    abstract @Nullable String objection(Answer answer);

    /** A whole answer of our own: the status, the headers of the decision, and a body if there is one. */
    final JsonText answer(int status, CorsDecision decision, @Nullable String jsonBody) {
        JsonText text = new JsonText(512).raw("{");
        status(text, status);
        text.raw(",\"").raw(headers()).raw("\":{");
        boolean first = true;
        if (jsonBody != null) {
            header(text, "Content-Type", "application/json");
            first = false;
        }
        for (CorsHeader header : decision.headers()) {
            if (!first) {
                text.raw(",");
            }
            header(text, header.name(), header.value());
            first = false;
        }
        text.raw("},\"body\":").string(jsonBody == null ? "" : jsonBody);
        return text.raw(",\"isBase64Encoded\":false}");
    }
}
