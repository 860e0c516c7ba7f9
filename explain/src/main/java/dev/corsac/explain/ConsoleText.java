package dev.corsac.explain;

import dev.corsac.browser.Call;
import dev.corsac.browser.Check;
import dev.corsac.browser.Exchange;
import dev.corsac.browser.Failure;
import dev.corsac.browser.Initiator;
import dev.corsac.browser.Outcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a browser's console says of a blocked call, word for word in English. Chromium's and Firefox's are compared with
 * what their consoles said; WebKit's follow its source.
 */
public final class ConsoleText {

    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
    private static final String ALLOW_CREDENTIALS = "Access-Control-Allow-Credentials";

    private ConsoleText() {}

    public static List<String> of(Outcome.Blocked blocked) {
        return switch (blocked.engine()) {
            case CHROMIUM -> List.of(chromium(blocked.call(), blocked.failure()));
            case FIREFOX -> firefox(blocked);
            case WEBKIT -> webkit(blocked);
        };
    }

    private static String chromium(Call call, Failure failure) {
        switch (failure.check()) {
            case FORBIDDEN_METHOD -> {
                return "TypeError: Failed to execute 'fetch' on 'Window': '" + failure.parameter()
                        + "' HTTP method is unsupported.";
            }
            case NO_CORS_METHOD -> {
                return "TypeError: Failed to execute 'fetch' on 'Window': '" + failure.parameter()
                        + "' is unsupported in no-cors mode.";
            }
            case BODY_OF_GET -> {
                return "TypeError: Failed to execute 'fetch' on 'Window': Request with GET/HEAD method cannot have"
                        + " body.";
            }
            case MIXED_CONTENT -> {
                return "Mixed Content: The page at '" + call.origin() + "/' was loaded over HTTPS, but requested an"
                        + " insecure resource '" + failure.url()
                        + "'. This request has been blocked; the content must be served over HTTPS.";
            }
            case CONNECTION -> {
                return "Failed to load resource: net::ERR_CONNECTION_REFUSED";
            }
            case SAME_ORIGIN_MODE -> {
                return "Fetch API cannot load " + failure.url()
                        + ". Request mode is \"same-origin\" but the URL's origin is not same as the request origin "
                        + call.origin() + ".";
            }
            case NO_CORS_REDIRECT_MODE -> {
                return "Fetch API cannot load " + failure.url()
                        + ". Request mode is \"no-cors\" but the redirect mode is not \"follow\".";
            }
            case SCHEME -> {
                return "Fetch API cannot load " + failure.url() + ". URL scheme \"" + failure.parameter()
                        + "\" is not supported.";
            }
            case REDIRECT_MODE, REDIRECT_LOCATION, REDIRECT_SCHEME, REDIRECT_COUNT -> {
                return "Failed to load resource: net::" + redirectError(failure.check());
            }
            default -> {
                String from = failure.url().equals(call.url()) ? "" : "(redirected from '" + call.url() + "') ";
                return "Access to " + call.initiator().consoleName() + " at '" + failure.url() + "' " + from
                        + "from origin '" + call.origin() + "' has been blocked by CORS policy: "
                        + chromiumReason(call, failure);
            }
        }
    }

    private static String redirectError(Check check) {
        return switch (check) {
            case REDIRECT_COUNT -> "ERR_TOO_MANY_REDIRECTS";
            case REDIRECT_SCHEME -> "ERR_UNSAFE_REDIRECT";
            case REDIRECT_LOCATION -> "ERR_INVALID_REDIRECT";
            default -> "ERR_FAILED";
        };
    }

    private static String chromiumReason(Call call, Failure failure) {
        String value = failure.parameter();
        String credentialsHint = call.initiator() == Initiator.XML_HTTP_REQUEST
                ? " The credentials mode of requests initiated by the XMLHttpRequest is controlled by the"
                        + " withCredentials attribute."
                : "";
        String advice =
                call.initiator() == Initiator.FETCH ? " Have the server send the header with a valid value." : "";
        String ofPreflight =
                failure.preflight() ? "Response to preflight request doesn't pass access control check: " : "";
        return switch (failure.check()) {
            case ALLOW_ORIGIN_MISSING ->
                ofPreflight + "No '" + ALLOW_ORIGIN + "' header is present on the requested resource.";
            case ALLOW_ORIGIN_WILDCARD ->
                ofPreflight + "The value of the '" + ALLOW_ORIGIN
                        + "' header in the response must not be the wildcard '*' when the request's credentials mode"
                        + " is 'include'." + credentialsHint;
            case ALLOW_ORIGIN_MULTIPLE ->
                ofPreflight + "The '" + ALLOW_ORIGIN + "' header contains multiple values '" + value
                        + "', but only one is allowed." + advice;
            case ALLOW_ORIGIN_INVALID ->
                ofPreflight + "The '" + ALLOW_ORIGIN + "' header contains the invalid value '" + value + "'." + advice;
            case ALLOW_ORIGIN_MISMATCH ->
                ofPreflight + "The '" + ALLOW_ORIGIN + "' header has a value '" + value
                        + "' that is not equal to the supplied origin." + advice;
            case ALLOW_CREDENTIALS ->
                ofPreflight + "The value of the '" + ALLOW_CREDENTIALS + "' header in the response is '" + value
                        + "' which must be 'true' when the request's credentials mode is 'include'."
                        + credentialsHint;
            case PREFLIGHT_REDIRECT -> ofPreflight + "Redirect is not allowed for a preflight request.";
            case PREFLIGHT_STATUS -> ofPreflight + "It does not have HTTP ok status.";
            case ALLOW_METHODS_SYNTAX ->
                "Cannot parse Access-Control-Allow-Methods response header field in preflight response.";
            case ALLOW_HEADERS_SYNTAX ->
                "Cannot parse Access-Control-Allow-Headers response header field in preflight response.";
            case METHOD -> "Method " + value + " is not allowed by Access-Control-Allow-Methods in preflight response.";
            case HEADERS ->
                "Request header field " + value
                        + " is not allowed by Access-Control-Allow-Headers in preflight response.";
            case REDIRECT_CREDENTIALS ->
                "Redirect location '' contains a username and password, which is disallowed for cross-origin"
                        + " requests.";
            default -> throw new IllegalStateException("no CORS error: " + failure.check());
        };
    }

    private static List<String> firefox(Outcome.Blocked blocked) {
        Failure failure = blocked.failure();
        switch (failure.check()) {
            case FORBIDDEN_METHOD, NO_CORS_METHOD -> {
                return List.of("TypeError: Window.fetch: Invalid request method " + failure.parameter() + ".");
            }
            case BODY_OF_GET -> {
                return List.of("TypeError: Window.fetch: HEAD or GET Request cannot have a body.");
            }
            case MIXED_CONTENT -> {
                return List.of("Blocked loading mixed active content “" + failure.url() + "”");
            }
            case SAME_ORIGIN_MODE,
                    NO_CORS_REDIRECT_MODE,
                    SCHEME,
                    REDIRECT_MODE,
                    REDIRECT_LOCATION,
                    REDIRECT_SCHEME,
                    REDIRECT_COUNT -> {
                return List.of("TypeError: NetworkError when attempting to fetch resource.");
            }
            default -> {}
        }
        String unanswered = firefoxLine(failure, "CORS request did not succeed). Status code: (null)");
        String reason = firefoxReason(blocked);
        if (reason == null) {
            return List.of(unanswered);
        }
        String line = firefoxLine(failure, reason);
        return failure.preflight() ? List.of(line, unanswered) : List.of(line);
    }

    private static String firefoxLine(Failure failure, String reason) {
        return "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at "
                + failure.url() + ". (Reason: " + reason + ".";
    }

    private static @Nullable String firefoxReason(Outcome.Blocked blocked) {
        Failure failure = blocked.failure();
        return switch (failure.check()) {
            case ALLOW_ORIGIN_MISSING ->
                "CORS header ‘" + ALLOW_ORIGIN + "’ missing). Status code: " + failure.status();
            case ALLOW_ORIGIN_WILDCARD ->
                "Credential is not supported if the CORS header ‘" + ALLOW_ORIGIN + "’ is ‘*’)";
            case ALLOW_ORIGIN_MULTIPLE, ALLOW_ORIGIN_INVALID, ALLOW_ORIGIN_MISMATCH -> {
                if (allowOriginLines(blocked) > 1) {
                    yield "Multiple CORS header ‘" + ALLOW_ORIGIN + "’ not allowed)";
                }
                // An empty line counts as none.
                yield failure.parameter().isEmpty()
                        ? "CORS header ‘" + ALLOW_ORIGIN + "’ missing). Status code: " + failure.status()
                        : "CORS header ‘" + ALLOW_ORIGIN + "’ does not match ‘" + failure.parameter() + "’)";
            }
            case ALLOW_CREDENTIALS -> "expected ‘true’ in CORS header ‘" + ALLOW_CREDENTIALS + "’)";
            case PREFLIGHT_REDIRECT -> "CORS request external redirect not allowed)";
            case PREFLIGHT_STATUS -> "CORS preflight response did not succeed). Status code: " + failure.status();
            case ALLOW_METHODS_SYNTAX ->
                "invalid token ‘" + failure.parameter() + "’ in CORS header ‘Access-Control-Allow-Methods’)";
            case ALLOW_HEADERS_SYNTAX ->
                "invalid token ‘" + failure.parameter() + "’ in CORS header ‘Access-Control-Allow-Headers’)";
            case METHOD -> "Did not find method in CORS header ‘Access-Control-Allow-Methods’)";
            case HEADERS ->
                "header ‘" + failure.parameter()
                        + "’ is not allowed according to header ‘Access-Control-Allow-Headers’ from CORS preflight"
                        + " response)";
            default -> null;
        };
    }

    private static int allowOriginLines(Outcome.Blocked blocked) {
        List<Exchange> exchanges = blocked.exchanges();
        Exchange last = exchanges.get(exchanges.size() - 1);
        return last.response() == null
                ? 0
                : last.response().headers().all(ALLOW_ORIGIN).size();
    }

    private static List<String> webkit(Outcome.Blocked blocked) {
        Failure failure = blocked.failure();
        String reason = webkitReason(blocked);
        return switch (failure.check()) {
            case FORBIDDEN_METHOD, NO_CORS_METHOD, BODY_OF_GET -> List.of(reason);
            case MIXED_CONTENT, CONNECTION -> List.of(reason, "TypeError: Load failed");
            default -> {
                String wrapper = blocked.call().initiator() == Initiator.FETCH
                        ? "Fetch API cannot load " + blocked.call().url() + " due to access control checks."
                        : "XMLHttpRequest cannot load " + blocked.call().url() + " due to access control checks.";
                yield List.of(reason, wrapper);
            }
        };
    }

    private static String webkitReason(Outcome.Blocked blocked) {
        Failure failure = blocked.failure();
        String value = failure.parameter();
        return switch (failure.check()) {
            case FORBIDDEN_METHOD -> "TypeError: Method is forbidden.";
            case NO_CORS_METHOD -> "TypeError: Method must be GET, POST or HEAD in no-cors mode.";
            case BODY_OF_GET -> "TypeError: Request has method '" + value + "' and cannot have a body";
            case MIXED_CONTENT ->
                "[blocked] The page at " + blocked.call().origin() + "/ requested insecure content from "
                        + failure.url()
                        + ". This content was blocked and must be served over HTTPS.";
            case CONNECTION -> "Failed to load resource: Could not connect to the server.";
            case SAME_ORIGIN_MODE ->
                "Unsafe attempt to load URL " + failure.url() + " from origin "
                        + blocked.call().origin() + ". Domains, protocols and ports must match.";
            case NO_CORS_REDIRECT_MODE, REDIRECT_MODE ->
                "Not allowed to follow a redirection while loading " + failure.url();
            case REDIRECT_COUNT -> "Load cannot follow more than 20 redirections";
            case REDIRECT_CREDENTIALS ->
                "Cross-origin redirection to " + value
                        + " denied by Cross-Origin Resource Sharing policy: redirection URL " + value
                        + " has credentials";
            case REDIRECT_LOCATION, REDIRECT_SCHEME, SCHEME ->
                "Cross-origin redirection to " + value
                        + " denied by Cross-Origin Resource Sharing policy: not allowed to follow a cross-origin CORS"
                        + " redirection with non CORS scheme";
            case ALLOW_ORIGIN_WILDCARD -> "Cannot use wildcard in " + ALLOW_ORIGIN + " when credentials flag is true.";
            case ALLOW_ORIGIN_MISSING, ALLOW_ORIGIN_MULTIPLE, ALLOW_ORIGIN_INVALID, ALLOW_ORIGIN_MISMATCH ->
                value.indexOf(',') >= 0
                        ? ALLOW_ORIGIN + " cannot contain more than one origin."
                        : "Origin " + failure.origin() + " is not allowed by " + ALLOW_ORIGIN + ". Status code: "
                                + failure.status();
            case ALLOW_CREDENTIALS -> "Credentials flag is true, but " + ALLOW_CREDENTIALS + " is not \"true\".";
            case PREFLIGHT_REDIRECT, PREFLIGHT_STATUS ->
                "Preflight response is not successful. Status code: " + failure.status();
            case ALLOW_METHODS_SYNTAX ->
                "Header Access-Control-Allow-Methods has an invalid value: "
                        + combined(blocked, "Access-Control-Allow-Methods");
            case ALLOW_HEADERS_SYNTAX ->
                "Header Access-Control-Allow-Headers has an invalid value: "
                        + combined(blocked, "Access-Control-Allow-Headers");
            case METHOD -> "Method " + value + " is not allowed by Access-Control-Allow-Methods.";
            case HEADERS -> "Request header field " + value + " is not allowed by Access-Control-Allow-Headers.";
        };
    }

    private static String combined(Outcome.Blocked blocked, String name) {
        List<Exchange> exchanges = blocked.exchanges();
        Exchange last = exchanges.get(exchanges.size() - 1);
        String value =
                last.response() == null ? null : last.response().headers().combined(name);
        return value == null ? "" : value;
    }
}
