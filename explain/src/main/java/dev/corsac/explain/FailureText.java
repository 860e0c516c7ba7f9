package dev.corsac.explain;

import dev.corsac.browser.Check;
import dev.corsac.browser.Methods;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a failed check means, in a sentence or two: what was compared with what. */
final class FailureText {

    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

    /** Methods that are written in upper case everywhere, and that browsers do not normalise. */
    private static final Set<String> KNOWN_METHODS = Set.of("PATCH", "QUERY", "PROPFIND", "PURGE", "LINK", "UNLINK");

    private FailureText() {}

    /** Returns what is wrong, with values only where they are known. */
    static String of(Situation situation) {
        Check check = situation.check();
        if (check == null) {
            return OtherErrors.text(situation);
        }
        if (situation.isPreflight() && situation.isErrorStatus() && isHeaderCheck(check)) {
            return "The preflight (OPTIONS) failed with status " + situation.status()
                    + ": whatever its headers, only a status from 200 to 299 lets the call through, and the browser never"
                    + " sent the call itself.";
        }
        String of = of(situation.preflight());
        String value = situation.parameter().isEmpty() ? "" : " \"" + situation.parameter() + "\"";
        String page = situation.sentOrigin() == null ? "the page's origin" : "\"" + situation.sentOrigin() + "\"";
        return switch (check) {
            case FORBIDDEN_METHOD -> "No script may use the method" + value + ".";
            case NO_CORS_METHOD -> "A call in mode no-cors can use GET, HEAD and POST only.";
            case BODY_OF_GET -> "A GET or HEAD request cannot have a body.";
            case MIXED_CONTENT ->
                "The page was loaded over https and calls http: that is mixed content, not CORS. The browser sends no"
                        + " such request.";
            case SAME_ORIGIN_MODE -> "The call has mode same-origin, and the URL is of another origin than the page.";
            case NO_CORS_REDIRECT_MODE ->
                "A call in mode no-cors must follow redirects; this one asks for another mode.";
            case SCHEME -> scheme(situation);
            case CONNECTION -> OtherErrors.connection(situation);
            case ALLOW_ORIGIN_MISSING -> of + status(situation) + " has no " + ALLOW_ORIGIN + " header.";
            case ALLOW_ORIGIN_WILDCARD ->
                of + " has " + ALLOW_ORIGIN + ": *, which does not count for a call with credentials: it must name"
                        + " the origin.";
            case ALLOW_ORIGIN_MULTIPLE ->
                of + " has more than one value in " + ALLOW_ORIGIN + (value.isEmpty() ? "" : ":" + value)
                        + ". Browsers accept a single origin or *.";
            case ALLOW_ORIGIN_INVALID ->
                of + " has" + (value.isEmpty() ? " an empty" : value + " as") + " " + ALLOW_ORIGIN
                        + ", which is not an origin.";
            case ALLOW_ORIGIN_MISMATCH ->
                of + " allows" + (value.isEmpty() ? " another origin" : value) + ", and the call came from " + page
                        + ": the two are compared character by character.";
            case ALLOW_CREDENTIALS ->
                of
                        + (value.isEmpty() || value.equals(" \"\"")
                                ? " has no Access-Control-Allow-Credentials: true"
                                : " has" + value + " as Access-Control-Allow-Credentials")
                        + "; a call with credentials needs exactly \"true\", once.";
            case PREFLIGHT_REDIRECT ->
                "The response to the preflight (OPTIONS) is a redirect"
                        + (situation.status() == 0 ? "" : " (" + situation.status() + ")")
                        + ", and browsers do not follow redirects of preflights.";
            case PREFLIGHT_STATUS ->
                "The preflight (OPTIONS) failed"
                        + (situation.status() == 0
                                ? ": its status is not from 200 to 299 (which one is not in the text)"
                                : " with status " + situation.status() + ": only 200 to 299 let the call through")
                        + ". The browser never sent the call itself.";
            case ALLOW_METHODS_SYNTAX ->
                "Access-Control-Allow-Methods of the preflight's response has" + orInvalid(value)
                        + ", which is not a list of methods. One bad element invalidates the list.";
            case ALLOW_HEADERS_SYNTAX ->
                "Access-Control-Allow-Headers of the preflight's response has" + orInvalid(value)
                        + ", which is not a list of header names. One bad element invalidates the list.";
            case METHOD -> method(situation, value);
            case HEADERS -> headers(situation);
            case REDIRECT_MODE -> "The server redirects, and the call has redirect mode error.";
            case REDIRECT_LOCATION -> "The server redirects to" + orInvalid(value) + ", which is not a URL.";
            case REDIRECT_SCHEME -> "The server redirects to a URL that is not http or https" + inBrackets(value) + ".";
            case REDIRECT_COUNT -> "The server redirects more than 20 times.";
            case REDIRECT_CREDENTIALS ->
                "The server redirects to a URL with a user name or password, which a call to another origin must not"
                        + " follow.";
        };
    }

    /** Whether the check is about headers, which do not matter where the status already fails a preflight. */
    static boolean isHeaderCheck(Check check) {
        return switch (check) {
            case ALLOW_ORIGIN_MISSING,
                    ALLOW_ORIGIN_WILDCARD,
                    ALLOW_ORIGIN_MULTIPLE,
                    ALLOW_ORIGIN_INVALID,
                    ALLOW_ORIGIN_MISMATCH,
                    ALLOW_CREDENTIALS,
                    PREFLIGHT_STATUS -> true;
            default -> false;
        };
    }

    private static String of(@Nullable Boolean preflight) {
        if (preflight == null) {
            return "The response (to the call or to its preflight: the message does not say which)";
        }
        return preflight ? "The response to the preflight (OPTIONS)" : "The response";
    }

    private static String status(Situation situation) {
        String target = situation.redirectTarget();
        if (target != null) {
            return ", a redirect (" + situation.status() + ") to " + target + ",";
        }
        return situation.status() >= 400 ? ", an error with status " + situation.status() + "," : "";
    }

    private static String orInvalid(String value) {
        return value.isEmpty() ? " an invalid value" : value;
    }

    private static String inBrackets(String value) {
        return value.isEmpty() ? "" : " (" + value.strip() + ")";
    }

    private static String scheme(Situation situation) {
        return switch (situation.code()) {
            case "no-scheme", "file-url" -> OtherErrors.text(situation);
            default ->
                "CORS is for http and https, not for "
                        + (situation.parameter().isEmpty() ? "other schemes" : situation.parameter() + ":") + ".";
        };
    }

    private static String method(Situation situation, String value) {
        String method = situation.parameter();
        if (isMiswritten(method)) {
            return "The call uses the method " + method + " in lower case. Browsers correct the case of GET, POST, PUT,"
                    + " DELETE, HEAD and OPTIONS, but not of " + upper(method)
                    + ": names of methods are case-sensitive, and Access-Control-Allow-Methods has no " + method + ".";
        }
        return "Access-Control-Allow-Methods of the preflight's response does not list "
                + (value.isEmpty() ? "the call's method" : method) + "." + wildcard(situation);
    }

    private static String headers(Situation situation) {
        String names = situation.refusedHeaders().isEmpty()
                ? situation.parameter()
                : String.join(", ", situation.refusedHeaders());
        if (isResponseHeader(situation.parameter())) {
            return "The page's script sends " + situation.parameter()
                    + " as a request header. It is a response header: only the server can set it, and as a request header"
                    + " it does nothing but force a preflight.";
        }
        return "Access-Control-Allow-Headers of the preflight's response does not list "
                + (names.isEmpty() ? "a header of the call" : names) + "." + wildcard(situation);
    }

    private static String wildcard(Situation situation) {
        return situation.include() ? " (For a call with credentials, * is not a wildcard but a name.)" : "";
    }

    /** Whether a method is written in lower case, which browsers do not correct for this one. */
    static boolean isMiswritten(String method) {
        return !method.isEmpty()
                && !method.equals(upper(method))
                && !Methods.normalize(method).equals(upper(method))
                && KNOWN_METHODS.contains(upper(method));
    }

    static String upper(String method) {
        return method.toUpperCase(Locale.ROOT);
    }

    /** Whether the name is of a header that servers send and scripts have no use for. */
    static boolean isResponseHeader(String name) {
        return name.toLowerCase(Locale.ROOT).startsWith("access-control-allow-")
                || name.equalsIgnoreCase("access-control-expose-headers")
                || name.equalsIgnoreCase("access-control-max-age");
    }
}
