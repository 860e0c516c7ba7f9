package dev.corsac.explain;

import dev.corsac.browser.Call;
import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Exchange;
import dev.corsac.browser.Failure;
import dev.corsac.browser.Outcome;
import dev.corsac.http.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What to change so that a blocked call is allowed.
 *
 * @param cause what is wrong, in a sentence
 * @param advice what to do about it, in a sentence or two
 * @param preflightHeaders what the answer to the preflight needs, its status being 200 to 299; empty if headers do not
 *     help, or if there is no preflight
 * @param responseHeaders what every other answer on the way needs; empty if headers do not help
 * @param settings the same in the terms of what may be in charge of them; empty if headers do not help
 */
public record FailureAdvice(
        String cause, String advice, Headers preflightHeaders, Headers responseHeaders, List<Setting> settings) {

    /**
     * How one product is told.
     *
     * @param product its name
     * @param text code, configuration or a command
     */
    public record Setting(String product, String text) {}

    public static FailureAdvice of(Outcome.Blocked blocked) {
        Failure failure = blocked.failure();
        String cause = cause(blocked);
        String advice = advice(blocked);
        if (!headersHelp(failure)) {
            return new FailureAdvice(cause, advice, Headers.EMPTY, Headers.EMPTY, List.of());
        }
        Needs needs = Needs.of(blocked);
        return new FailureAdvice(cause, advice, needs.preflightHeaders(), needs.responseHeaders(), FixForms.of(needs));
    }

    private static boolean headersHelp(Failure failure) {
        return switch (failure.check()) {
            case ALLOW_ORIGIN_MISSING,
                    ALLOW_ORIGIN_WILDCARD,
                    ALLOW_ORIGIN_MULTIPLE,
                    ALLOW_ORIGIN_INVALID,
                    ALLOW_ORIGIN_MISMATCH,
                    ALLOW_CREDENTIALS,
                    PREFLIGHT_STATUS,
                    ALLOW_METHODS_SYNTAX,
                    ALLOW_HEADERS_SYNTAX,
                    METHOD,
                    HEADERS -> !failure.origin().isOpaque();
            default -> false;
        };
    }

    private static String cause(Outcome.Blocked blocked) {
        Failure failure = blocked.failure();
        String of = failure.preflight() ? "The answer to the preflight" : "The response";
        String value = "\"" + failure.parameter() + "\"";
        return switch (failure.check()) {
            case FORBIDDEN_METHOD -> "No script may use the method " + failure.parameter() + ".";
            case NO_CORS_METHOD -> "In mode no-cors there are GET, HEAD and POST only.";
            case BODY_OF_GET -> "A " + failure.parameter() + " request has no body.";
            case MIXED_CONTENT -> "The page came over https and calls http: that is mixed content, not CORS.";
            case SAME_ORIGIN_MODE ->
                "The call asks for mode same-origin, and " + failure.url().origin() + " is another origin than "
                        + blocked.call().origin() + ".";
            case NO_CORS_REDIRECT_MODE -> "In mode no-cors a call follows redirects; this one asks for another way.";
            case SCHEME -> "CORS is for http and https, not for " + failure.parameter() + ".";
            case CONNECTION ->
                "No answer came from " + failure.url().origin()
                        + ": the connection failed, which browsers report as if it were CORS.";
            case ALLOW_ORIGIN_MISSING ->
                of + (failure.status() >= 400 ? ", an error with status " + failure.status() + "," : "")
                        + " has no Access-Control-Allow-Origin.";
            case ALLOW_ORIGIN_WILDCARD ->
                of + " allows every origin with *, which does not count for a call with credentials.";
            case ALLOW_ORIGIN_MULTIPLE ->
                of + " names more than one origin: " + value + ". One is all that a browser takes.";
            case ALLOW_ORIGIN_INVALID -> of + " has " + value + " as Access-Control-Allow-Origin, which is no origin.";
            case ALLOW_ORIGIN_MISMATCH ->
                of + " allows " + value + ", and the call was made with \"" + failure.origin()
                        + "\": the two are compared letter by letter.";
            case ALLOW_CREDENTIALS ->
                of
                        + (failure.parameter().isEmpty()
                                ? " has no Access-Control-Allow-Credentials"
                                : " has " + value + " as Access-Control-Allow-Credentials")
                        + ", and a call with credentials needs \"true\" there, in lower case, once.";
            case PREFLIGHT_REDIRECT ->
                "The preflight was answered with a redirect (" + failure.status()
                        + "), and browsers do not follow redirects of preflights.";
            case PREFLIGHT_STATUS ->
                "The preflight was answered with status " + failure.status() + ", and only 200 to 299 will do.";
            case ALLOW_METHODS_SYNTAX ->
                "Access-Control-Allow-Methods has " + value + ", which is no method: one bad element spoils the list.";
            case ALLOW_HEADERS_SYNTAX ->
                "Access-Control-Allow-Headers has " + value
                        + ", which is no header name: one bad element spoils the list.";
            case METHOD ->
                "Access-Control-Allow-Methods does not have " + failure.parameter()
                        + ", in exactly this case. (* stands for itself where credentials are sent.)";
            case HEADERS ->
                "Access-Control-Allow-Headers does not have " + String.join(", ", failure.refusedHeaders())
                        + ". (* stands for itself where credentials are sent.)";
            case REDIRECT_MODE -> "The server redirects, and the call asks for an error in that case.";
            case REDIRECT_LOCATION -> "The server redirects to " + value + ", which is no URL.";
            case REDIRECT_SCHEME -> "The server redirects to a " + failure.parameter() + ": URL.";
            case REDIRECT_COUNT -> "The server redirects more than 20 times.";
            case REDIRECT_CREDENTIALS ->
                "The server redirects to a URL with a user name or password, which a call to another origin may not"
                        + " follow.";
        };
    }

    private static String advice(Outcome.Blocked blocked) {
        Failure failure = blocked.failure();
        if (failure.origin().isOpaque()
                && !blocked.call().origin().isOpaque()
                && failure.check().step().startsWith("CORS")) {
            return "A redirect from one foreign origin to another makes the browser send \"Origin: null\". Call "
                    + failure.url() + " directly, or let the first server fetch it.";
        }
        if (failure.origin().isOpaque() && failure.check().step().startsWith("CORS check")) {
            return "The page has no origin of its own (a sandboxed frame, a file, a data: URL). Serve it over http(s), or"
                    + " give the sandbox allow-same-origin. Allowing \"null\" would allow every such page of anybody.";
        }
        return switch (failure.check()) {
            case FORBIDDEN_METHOD, NO_CORS_METHOD, BODY_OF_GET -> "Change the call; no header can help.";
            case MIXED_CONTENT -> "Serve the API over https; no CORS header can help.";
            case SAME_ORIGIN_MODE -> "Leave mode out of the call, or let page and API share an origin.";
            case NO_CORS_REDIRECT_MODE -> "Leave redirect out of the call.";
            case SCHEME, REDIRECT_SCHEME -> "Offer the resource over https.";
            case CONNECTION ->
                "Check name, port, certificate and that the server is up, with curl from the same machine; no header"
                        + " can help.";
            case ALLOW_ORIGIN_MISSING ->
                failure.status() >= 400
                        ? "Find out why it failed; then let errors carry the CORS headers too, or the page never learns"
                                + " what went wrong."
                        : failure.preflight()
                                ? "Answer OPTIONS requests with the headers below, before any login check."
                                : "Add the headers below, to errors too.";
            case ALLOW_ORIGIN_WILDCARD ->
                "Name the origin instead of *, with Vary: Origin; or make the call without credentials, if it needs"
                        + " no cookie.";
            case ALLOW_ORIGIN_MULTIPLE ->
                "Send the one origin that called. Where two layers add the header (the code and a gateway, say), let"
                        + " one of them do it.";
            case ALLOW_ORIGIN_INVALID, ALLOW_ORIGIN_MISMATCH ->
                "Send back the caller's origin if it is on your list, exactly as the browser has it: scheme, host, port"
                        + " if it is not the default, no slash at the end.";
            case ALLOW_CREDENTIALS ->
                "Send Access-Control-Allow-Credentials: true, once; or make the call without credentials, if it needs"
                        + " no cookie.";
            case PREFLIGHT_REDIRECT ->
                "Call the URL that it redirects to (https instead of http, with or without the slash at the end, the"
                        + " other host name), or answer OPTIONS before the redirect.";
            case PREFLIGHT_STATUS ->
                switch (failure.status()) {
                    case 401, 403 ->
                        "A preflight has no cookie and no Authorization: let OPTIONS pass the authorizer, the login"
                                + " filter and the firewall.";
                    case 404, 405 -> "There is no route for OPTIONS: add one, and answer 204 with the headers below.";
                    default -> "Answer OPTIONS with 204 and the headers below.";
                };
            case ALLOW_METHODS_SYNTAX, ALLOW_HEADERS_SYNTAX ->
                "Write plain names with commas between: no quotes, no semicolons, no blanks inside.";
            case METHOD -> "Add the method to the list.";
            case HEADERS -> "Add the headers to the list.";
            case REDIRECT_MODE, REDIRECT_LOCATION, REDIRECT_COUNT, REDIRECT_CREDENTIALS ->
                "Change the redirect, or call its target directly.";
        };
    }

    /** What the call needs to be allowed. */
    record Needs(String origin, boolean credentials, List<String> methods, List<String> headers, boolean preflight) {

        public static Needs of(Outcome.Blocked blocked) {
            Call call = blocked.call();
            Set<String> methods = new TreeSet<>();
            Set<String> headers = new TreeSet<>();
            boolean preflight = false;
            for (Exchange exchange : blocked.exchanges()) {
                if (exchange.preflight()) {
                    preflight = true;
                    String method = exchange.request().headers().first("Access-Control-Request-Method");
                    if (method != null) {
                        methods.add(method);
                    }
                    String names = exchange.request().headers().first("Access-Control-Request-Headers");
                    if (names != null) {
                        headers.addAll(List.of(names.split(",", -1)));
                    }
                }
            }
            return new Needs(
                    call.origin().toString(),
                    call.credentials() == CredentialsMode.INCLUDE,
                    List.copyOf(methods),
                    List.copyOf(headers),
                    preflight);
        }

        Headers responseHeaders() {
            List<String> lines = new ArrayList<>();
            lines.add("Access-Control-Allow-Origin");
            lines.add(origin);
            if (credentials) {
                lines.add("Access-Control-Allow-Credentials");
                lines.add("true");
            }
            lines.add("Vary");
            lines.add("Origin");
            return Headers.of(lines.toArray(new String[0]));
        }

        Headers preflightHeaders() {
            if (!preflight) {
                return Headers.EMPTY;
            }
            Headers lines = responseHeaders().with("Access-Control-Allow-Methods", String.join(", ", methods));
            return headers.isEmpty() ? lines : lines.plus("Access-Control-Allow-Headers", String.join(", ", headers));
        }
    }
}
