package dev.corsac.deployment;

import dev.corsac.browser.Exchange;
import dev.corsac.browser.Failure;
import dev.corsac.browser.Outcome;
import dev.corsac.browser.ResponseType;
import dev.corsac.explain.Diagnoser;
import dev.corsac.gateway.AttributedResponse;
import dev.corsac.http.Header;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What a page got, and who is in charge of it.
 *
 * @param outcome what the script gets, or which check of the browser failed
 * @param responses the responses of the fronts, with the components that made them: one for each exchange of the outcome that
 *     reached a front, in order
 */
public record CallOutcome(Outcome outcome, List<AttributedResponse> responses) {

    /** Copies the list. */
    public CallOutcome {
        responses = List.copyOf(responses);
    }

    /** Whether the script gets a response. */
    public boolean allowed() {
        return outcome instanceof Outcome.Allowed;
    }

    /**
     * What became of it in one sentence that names both sides: what the browser looked at, and the element of the
     * deployment that made that.
     */
    public String sentence() {
        if (outcome instanceof Outcome.Blocked blocked) {
            return outcome.engine().displayName() + " blocks the call: " + cause(blocked) + made(blocked.failure())
                    + ".";
        }
        return allowed((Outcome.Allowed) outcome);
    }

    /** The diagnosis's first sentence, to go on after a colon. */
    private static String cause(Outcome.Blocked blocked) {
        String sentences = Diagnoser.sentence(blocked);
        int end = sentences.indexOf(". ");
        String cause = sentences.substring(0, end < 0 ? sentences.length() - 1 : end);
        boolean name = cause.startsWith("Access-Control");
        return name ? cause : Character.toLowerCase(cause.charAt(0)) + cause.substring(1);
    }

    private String made(Failure failure) {
        AttributedResponse response = failed();
        if (response == null) {
            return "";
        }
        return switch (failure.check()) {
            case ALLOW_ORIGIN_MISSING ->
                failure.preflight() && failure.status() >= 300
                        ? "; " + status(response)
                        : "; " + status(response) + ", which adds none";
            case ALLOW_ORIGIN_WILDCARD, ALLOW_ORIGIN_MULTIPLE, ALLOW_ORIGIN_INVALID, ALLOW_ORIGIN_MISMATCH ->
                lines(response, "Access-Control-Allow-Origin");
            case ALLOW_CREDENTIALS -> lines(response, "Access-Control-Allow-Credentials");
            case ALLOW_METHODS_SYNTAX, METHOD -> lines(response, "Access-Control-Allow-Methods");
            case ALLOW_HEADERS_SYNTAX, HEADERS -> lines(response, "Access-Control-Allow-Headers");
            case PREFLIGHT_STATUS,
                    PREFLIGHT_REDIRECT,
                    REDIRECT_MODE,
                    REDIRECT_LOCATION,
                    REDIRECT_SCHEME,
                    REDIRECT_COUNT,
                    REDIRECT_CREDENTIALS -> "; " + status(response);
            default -> "";
        };
    }

    /** Returns the response on which the call failed: the last one; null if the last request had none. */
    private @Nullable AttributedResponse failed() {
        List<Exchange> exchanges = outcome.exchanges();
        boolean responded =
                !exchanges.isEmpty() && exchanges.get(exchanges.size() - 1).response() != null;
        return responded && !responses.isEmpty() ? responses.get(responses.size() - 1) : null;
    }

    private static String status(AttributedResponse response) {
        String made = "status " + response.response().status() + " comes from " + response.madeBy();
        return response.reason().isEmpty() ? made : made + " (" + response.reason() + ")";
    }

    private static String lines(AttributedResponse response, String name) {
        StringJoiner lines = new StringJoiner(" and ");
        for (AttributedResponse.Line line : response.corsLines()) {
            Header header = line.header();
            if (header.is(name)) {
                lines.add("\"" + header.value() + "\" comes from " + line.madeBy());
            }
        }
        return lines.length() == 0 ? "; " + status(response) + ", without " + name : "; " + lines;
    }

    private String allowed(Outcome.Allowed allowed) {
        String reads = outcome.engine().displayName() + " lets the script read "
                + (allowed.type() == ResponseType.OPAQUE ? "nothing of the response" : "status " + allowed.status());
        AttributedResponse response = failed();
        if (response == null) {
            return reads + ".";
        }
        return reads
                + (allowed.type() == ResponseType.CORS
                        ? lines(response, "Access-Control-Allow-Origin")
                        : "; " + status(response))
                + ".";
    }
}
