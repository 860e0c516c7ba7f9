package dev.corsac.explain.sentences;

import static dev.corsac.explain.sentences.Sentence.preflight;
import static dev.corsac.explain.sentences.Sentence.sentence;

import dev.corsac.explain.MessageCode;
import java.util.List;

/**
 * What the consoles of Chrome, Edge and other browsers of that engine write: an introduction, which names the call, and a reason. The first
 * reason of each code is today's wording (measured in Chromium 156), the others are those of older versions.
 */
public final class ChromiumSentences {

    static final String PREFLIGHT = "<<{?preflight}Response to preflight request doesn't pass access control check: >>";

    /** Today's introduction; a reason follows. */
    public static final Sentence INTRODUCTION = sentence(
            MessageCode.UNKNOWN_REASON,
            "Access to {initiator} at '{url}' <<(redirected from '{first}') >>from origin '{page}' has been blocked by"
                    + " CORS policy: " + PREFLIGHT);

    /** The introductions that a reason follows, today's first. */
    public static final List<Sentence> INTRODUCTIONS = List.of(
            INTRODUCTION,
            sentence(
                    MessageCode.UNKNOWN_REASON,
                    "Redirect from '{first}' to '{url}' has been blocked by CORS policy: " + PREFLIGHT),
            sentence(
                    MessageCode.UNKNOWN_REASON,
                    "Font from origin '{url}' has been blocked from loading by Cross-Origin Resource Sharing policy: "
                            + PREFLIGHT),
            sentence(
                    MessageCode.UNKNOWN_REASON,
                    "Image from origin '{url}' has been blocked from loading by Cross-Origin Resource Sharing policy: "
                            + PREFLIGHT),
            sentence(
                    MessageCode.UNKNOWN_REASON,
                    "Script from origin '{url}' has been blocked from loading by Cross-Origin Resource Sharing policy: "
                            + PREFLIGHT),
            sentence(
                    MessageCode.UNKNOWN_REASON,
                    "CSS stylesheet from origin '{url}' has been blocked from loading by Cross-Origin Resource Sharing"
                            + " policy: " + PREFLIGHT),
            sentence(MessageCode.UNKNOWN_REASON, "XMLHttpRequest cannot load {url}. " + PREFLIGHT),
            sentence(MessageCode.UNKNOWN_REASON, "Fetch API cannot load {url}. " + PREFLIGHT),
            sentence(MessageCode.UNKNOWN_REASON, "EventSource cannot load {url}. " + PREFLIGHT),
            sentence(MessageCode.UNKNOWN_REASON, "Request cannot load {url}. " + PREFLIGHT),
            sentence(MessageCode.UNKNOWN_REASON, "Failed to load {url}: " + PREFLIGHT),
            // A sentence of which the beginning was not copied.
            sentence(MessageCode.UNKNOWN_REASON, "from origin '{page}' has been blocked by CORS policy: " + PREFLIGHT),
            sentence(MessageCode.UNKNOWN_REASON, "has been blocked by CORS policy: " + PREFLIGHT),
            sentence(
                    MessageCode.UNKNOWN_REASON,
                    "Response to preflight request doesn't pass access control check: {?preflight}"));

    /** What Chrome up to version 80 or so adds to a reason, and what may be skipped. */
    static final List<Sentence> TAILS = List.of(
            sentence(MessageCode.UNKNOWN_REASON, "Origin '{page}' is therefore not allowed access."),
            sentence(MessageCode.UNKNOWN_REASON, "The response had HTTP status code {status}"),
            sentence(
                    MessageCode.UNKNOWN_REASON,
                    "If an opaque response serves your needs, set the request's mode to 'no-cors' to fetch the resource"
                            + " with CORS disabled."),
            sentence(MessageCode.UNKNOWN_REASON, "Have the server send the header with a valid value"),
            sentence(
                    MessageCode.UNKNOWN_REASON,
                    "or if an opaque response serves your needs, set the request's mode to"
                            + " 'no-cors' to fetch the resource with CORS disabled."),
            sentence(MessageCode.UNKNOWN_REASON, "It must be 'true' to allow credentials."),
            sentence(
                    MessageCode.UNKNOWN_REASON,
                    "for this private network request targeting the `{ignored}` address space."),
            sentence(
                    MessageCode.UNKNOWN_REASON,
                    "The credentials mode of requests initiated by the XMLHttpRequest is"
                            + " controlled by the withCredentials attribute."),
            sentence(
                    MessageCode.UNKNOWN_REASON,
                    "The credentials mode of an XMLHttpRequest is controlled by the" + " withCredentials attribute."));

    private static final String ADVICE = "<<{?fetch} Have the server send the header with a valid value.>>";
    private static final String HINT = "<<{?xhr} The credentials mode of requests initiated by the XMLHttpRequest is"
            + " controlled by the withCredentials attribute.>>";

    /** The reasons. */
    public static final List<Sentence> REASONS = List.of(
            sentence(
                    MessageCode.ALLOW_ORIGIN_MISSING,
                    "No 'Access-Control-Allow-Origin' header is present on the requested resource."),
            sentence(
                    MessageCode.ALLOW_ORIGIN_WILDCARD,
                    "The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard"
                            + " '*' when the request's credentials mode is 'include'." + HINT),
            sentence(
                    MessageCode.ALLOW_ORIGIN_MULTIPLE,
                    "The 'Access-Control-Allow-Origin' header contains multiple values '{value}', but only one is"
                            + " allowed." + ADVICE),
            sentence(
                    MessageCode.ALLOW_ORIGIN_INVALID,
                    "The 'Access-Control-Allow-Origin' header contains the invalid value '{value}'." + ADVICE),
            sentence(
                    MessageCode.ALLOW_ORIGIN_MISMATCH,
                    "The 'Access-Control-Allow-Origin' header has a value '{value}' that is not equal to the supplied"
                            + " origin." + ADVICE),
            sentence(
                    MessageCode.ALLOW_CREDENTIALS,
                    "The value of the 'Access-Control-Allow-Credentials' header in the response is '{value}' which must"
                            + " be 'true' when the request's credentials mode is 'include'." + HINT),
            preflight(MessageCode.PREFLIGHT_REDIRECT, "Redirect is not allowed for a preflight request."),
            preflight(MessageCode.PREFLIGHT_STATUS, "It does not have HTTP ok status."),
            preflight(
                    MessageCode.ALLOW_METHODS_SYNTAX,
                    "Cannot parse Access-Control-Allow-Methods response header field in preflight response."),
            preflight(
                    MessageCode.ALLOW_HEADERS_SYNTAX,
                    "Cannot parse Access-Control-Allow-Headers response header field in preflight response."),
            preflight(
                    MessageCode.METHOD,
                    "Method {method} is not allowed by Access-Control-Allow-Methods in preflight response."),
            preflight(
                    MessageCode.HEADERS,
                    "Request header field {header} is not allowed by Access-Control-Allow-Headers in preflight"
                            + " response."),
            sentence(
                    MessageCode.REDIRECT_CREDENTIALS,
                    "Redirect location '{location}' contains a username and password, which is disallowed for"
                            + " cross-origin requests."),
            sentence(
                    MessageCode.REDIRECT_CREDENTIALS,
                    "Redirect location '' contains a username and password, which is disallowed for cross-origin"
                            + " requests."),
            sentence(
                    MessageCode.INSECURE_LOCAL_NETWORK,
                    "The request client is not a secure context and the resource is in more-private address space"
                            + " `{value}`."),
            sentence(
                    MessageCode.LOCAL_NETWORK_ACCESS_PERMISSION_DENIED,
                    "Permission was denied for this request to access the `{value}` address space."),
            sentence(
                    MessageCode.INVALID_LOCAL_NETWORK_ACCESS,
                    "Request had a target IP address space of `{value}` yet the resource is in address space `{ignored}`."),
            sentence(
                    MessageCode.INVALID_LOCAL_NETWORK_ACCESS,
                    "Request had no target IP address space, yet the resource is in address space `{value}`."),
            preflight(
                    MessageCode.PRIVATE_NETWORK_PREFLIGHT,
                    "No 'Access-Control-Allow-Private-Network' header was present in the preflight response"),
            preflight(
                    MessageCode.PRIVATE_NETWORK_PREFLIGHT,
                    "The 'Access-Control-Allow-Private-Network' header in the preflight response"),
            preflight(MessageCode.PRIVATE_NETWORK_PREFLIGHT, "'Access-Control-Allow-Private-Network'"),
            sentence(MessageCode.SCHEME, "Cross origin requests are only supported for protocol schemes<<: {value}>>"),
            sentence(MessageCode.SCHEME, "Cross origin requests are only supported for HTTP"),
            // Older wordings.
            sentence(
                    MessageCode.ALLOW_ORIGIN_WILDCARD,
                    "A wildcard '*' cannot be used in the 'Access-Control-Allow-Origin' header when the credentials flag"
                            + " is true."),
            sentence(
                    MessageCode.ALLOW_ORIGIN_WILDCARD,
                    "Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true."),
            sentence(
                    MessageCode.ALLOW_CREDENTIALS,
                    "Credentials flag is 'true', but the 'Access-Control-Allow-Credentials' header is '{value}'."
                            + " It must be 'true'"),
            sentence(
                    MessageCode.ALLOW_CREDENTIALS,
                    "The value of the 'Access-Control-Allow-Credentials' header in the response is '{value}' which must"
                            + " be 'true' when the request's credentials mode"),
            sentence(
                    MessageCode.ALLOW_CREDENTIALS,
                    "The 'Access-Control-Allow-Credentials' header in the response is missing"),
            sentence(
                    MessageCode.ALLOW_ORIGIN_WILDCARD,
                    "The 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the"
                            + " request's credentials mode is"),
            sentence(
                    MessageCode.ALLOW_ORIGIN_MISMATCH,
                    "The 'Access-Control-Allow-Origin' header has a value '{value}' that is not equal to"),
            sentence(MessageCode.ALLOW_ORIGIN_MISSING, "The 'Access-Control-Allow-Origin' header is missing"),
            preflight(MessageCode.PREFLIGHT_STATUS, "Response for preflight has invalid HTTP status code<< {status}>>"),
            preflight(
                    MessageCode.PREFLIGHT_STATUS, "Response for preflight does not have HTTP ok status<<: {status}>>"),
            sentence(MessageCode.PREFLIGHT_STATUS, "Invalid HTTP status code<< {status}>>"),
            preflight(MessageCode.PREFLIGHT_REDIRECT, "Response for preflight is invalid (redirect)"),
            preflight(
                    MessageCode.PREFLIGHT_REDIRECT,
                    "The request was redirected to '{location}', which is disallowed for cross-origin requests that"
                            + " require preflight"),
            preflight(
                    MessageCode.PREFLIGHT_REDIRECT,
                    "Request requires preflight, which is disallowed to follow cross-origin redirect"),
            preflight(MessageCode.METHOD, "Method {method} is not allowed by Access-Control-Allow-Methods"),
            preflight(
                    MessageCode.HEADERS,
                    "Request header field {header} is not allowed by Access-Control-Allow-Headers"),
            preflight(
                    MessageCode.HEADERS,
                    "Request header field {header} is not present in the Access-Control-Allow-Headers"),
            sentence(
                    MessageCode.ALLOW_ORIGIN_MISSING,
                    "Origin {page} is not allowed by Access-Control-Allow-Origin<<. Status code: {status}>>"),
            sentence(
                    MessageCode.REDIRECT_SCHEME,
                    "Redirect location '{location}' has a disallowed scheme for cross-origin requests."),
            sentence(
                    MessageCode.REDIRECT_SCHEME,
                    "The request was redirected to a URL ('{location}') which has a disallowed scheme for cross-origin"
                            + " requests."),
            sentence(
                    MessageCode.REDIRECT_CREDENTIALS,
                    "The request was redirected to a URL ('{location}') containing userinfo, which is disallowed for"
                            + " cross-origin requests."),
            sentence(
                    MessageCode.SAME_ORIGIN_MODE,
                    "Request mode is \"same-origin\" but the URL's origin is not same as"
                            + " the request origin << {page}>>"),
            sentence(
                    MessageCode.NO_CORS_REDIRECT_MODE,
                    "Request mode is \"no-cors\" but the redirect mode is not \"follow\"."),
            sentence(MessageCode.SCHEME, "URL scheme \"{value}\" is not supported."),
            sentence(MessageCode.SCHEME, "URL scheme must be \"http\" or \"https\" for CORS request."),
            sentence(MessageCode.SCHEME, "Not allowed to load local resource"),
            sentence(
                    MessageCode.CSP, "Refused to connect because it violates the document's Content Security Policy."));

    private ChromiumSentences() {}
}
