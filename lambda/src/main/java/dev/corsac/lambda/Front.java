package dev.corsac.lambda;

import dev.corsac.CorsDecision;
import dev.corsac.CorsHeader;
import dev.corsac.lambda.internal.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * A payload format: the form in which one AWS service before the function takes responses. Stateless and thread-safe.
 *
 * <p>{@link HandlerResponse} applies the rules here to every response first, because the error that the service would make
 * of a malformed one (a 502 or 500) has no CORS headers, so that a page could not tell it from a CORS error. The rules are
 * those of the model of the services in the module {@code gateway}, which has the source of each.
 */
abstract class Front {

    /** Returns its name for a log. */
    abstract String title();

    /** Returns the member of the response whose header lines it sends, and to which ours are added. */
    String headers() {
        return "headers";
    }

    /** Whether it reads that member, so that a malformed value matters. */
    boolean reads(String member) {
        return true;
    }

    /** Whether it ignores members that it does not read, rather than reject the response. */
    boolean ignoresOthers() {
        return true;
    }

    /** Whether a response without a {@code statusCode} is malformed. */
    boolean needsStatus() {
        return false;
    }

    /** Whether a response without a {@code statusCode} is itself the body, with status 200. */
    boolean infersStatus() {
        return false;
    }

    /** Whether the {@code statusCode} may be a string of digits. */
    boolean acceptsTextStatus() {
        return true;
    }

    /** Returns the highest status that it accepts. */
    int highestStatus() {
        return 999;
    }

    /** Whether header values may be numbers, booleans and null. */
    boolean acceptsScalars() {
        return true;
    }

    /** Whether the {@code body} may be JSON other than a string. */
    boolean acceptsJsonBody() {
        return false;
    }

    /** Whether the {@code body} may be null. */
    boolean acceptsNullBody() {
        return true;
    }

    /** Adds one header line as a member of {@link #headers()}. */
    void header(JsonText text, String name, String value) {
        text.string(name).raw(":").string(value);
    }

    /** Adds the members that give the status. */
    void status(JsonText text, int status) {
        text.raw("\"statusCode\":").raw(Integer.toString(status));
    }

    /** Returns a whole response of our own: the status, the headers of the decision, and a body if there is one. */
    final JsonText response(int status, CorsDecision decision, @Nullable String jsonBody) {
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
