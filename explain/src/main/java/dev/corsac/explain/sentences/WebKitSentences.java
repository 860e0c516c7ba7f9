package dev.corsac.explain.sentences;

import static dev.corsac.explain.sentences.Sentence.preflight;
import static dev.corsac.explain.sentences.Sentence.sentence;

import dev.corsac.explain.MessageCode;
import java.util.List;

/**
 * What Safari's console writes: a line with the reason and one that names what was called, in any order. The first reason
 * of each code is today's wording (from WebKit's source), the others are those of older versions.
 */
public final class WebKitSentences {

    /** The line that names what a {@code fetch} called. */
    public static final Sentence FETCH =
            sentence(MessageCode.NEEDS_MORE, "Fetch API cannot load {url} due to access control checks.");

    /** The line that names what an {@code XMLHttpRequest} called. */
    public static final Sentence XML_HTTP_REQUEST =
            sentence(MessageCode.NEEDS_MORE, "XMLHttpRequest cannot load {url} due to access control checks.");

    /** The lines that name what was called. */
    static final List<Sentence> CALLED = List.of(
            FETCH,
            XML_HTTP_REQUEST,
            sentence(MessageCode.NEEDS_MORE, "EventSource cannot load {url} due to access control checks."),
            sentence(MessageCode.NEEDS_MORE, "Cannot load stylesheet {url} due to access control checks."),
            sentence(MessageCode.NEEDS_MORE, "Cannot load script {url} due to access control checks."),
            sentence(MessageCode.NEEDS_MORE, "Cannot load image {url} due to access control checks."),
            sentence(MessageCode.NEEDS_MORE, "Cannot load font {url} due to access control checks."),
            sentence(MessageCode.NEEDS_MORE, "Cannot load {url} due to access control checks."),
            sentence(MessageCode.NEEDS_MORE, "Beacon API cannot load {url} due to access control checks."));

    /** The reasons. */
    public static final List<Sentence> REASONS = List.of(
            sentence(
                    MessageCode.ALLOW_ORIGIN_MISSING,
                    "Origin {page} is not allowed by Access-Control-Allow-Origin.<< Status code: {status}>>"),
            sentence(
                    MessageCode.ALLOW_ORIGIN_WILDCARD,
                    "Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true."),
            sentence(
                    MessageCode.ALLOW_ORIGIN_MULTIPLE,
                    "Access-Control-Allow-Origin cannot contain more than one origin."),
            sentence(
                    MessageCode.ALLOW_CREDENTIALS,
                    "Credentials flag is true, but Access-Control-Allow-Credentials is not \"true\"."),
            preflight(MessageCode.PREFLIGHT_STATUS, "Preflight response is not successful.<< Status code: {status}>>"),
            preflight(
                    MessageCode.ALLOW_METHODS_SYNTAX,
                    "Header Access-Control-Allow-Methods has an invalid value: {value}"),
            preflight(
                    MessageCode.ALLOW_HEADERS_SYNTAX,
                    "Header Access-Control-Allow-Headers has an invalid value: {value}"),
            preflight(MessageCode.METHOD, "Method {method} is not allowed by Access-Control-Allow-Methods."),
            preflight(
                    MessageCode.HEADERS,
                    "Request header field {header} is not allowed by Access-Control-Allow-Headers."),
            sentence(
                    MessageCode.REDIRECT_CREDENTIALS,
                    "Cross-origin redirection to {location} denied by Cross-Origin Resource Sharing policy: redirection"
                            + " URL {location} has credentials"),
            sentence(
                    MessageCode.REDIRECT_SCHEME,
                    "Cross-origin redirection to {location} denied by Cross-Origin Resource Sharing policy: not allowed"
                            + " to follow a cross-origin CORS redirection with non CORS scheme"),
            sentence(
                    MessageCode.ALLOW_ORIGIN_MISSING,
                    "Cross-origin redirection to {location} denied by Cross-Origin Resource Sharing policy: Origin"
                            + " {page} is not allowed by Access-Control-Allow-Origin.<< Status code: {status}>>"),
            sentence(
                    MessageCode.UNKNOWN_REASON,
                    "Cross-origin redirection to {location} denied by Cross-Origin Resource Sharing policy:"),
            sentence(MessageCode.REDIRECT_COUNT, "Load cannot follow more than 20 redirections"),
            sentence(MessageCode.REDIRECT_MODE, "Not allowed to follow a redirection while loading {url}"),
            sentence(
                    MessageCode.SAME_ORIGIN_MODE,
                    "Unsafe attempt to load URL {url} from origin {page}. Domains, protocols and ports must match."),
            sentence(MessageCode.FORBIDDEN_METHOD, "TypeError: Method is forbidden."),
            sentence(MessageCode.NO_CORS_METHOD, "TypeError: Method must be GET, POST or HEAD in no-cors mode."),
            sentence(MessageCode.BODY_OF_GET, "TypeError: Request has method '{method}' and cannot have a body"),
            sentence(
                    MessageCode.MIXED_CONTENT,
                    "[blocked] The page at {page}/ requested insecure content from {url}. This content was blocked and"
                            + " must be served over HTTPS."),
            sentence(
                    MessageCode.MIXED_CONTENT,
                    "The page at {first} was not allowed to display insecure content from {url}"),
            sentence(MessageCode.CONNECTION, "Failed to load resource: Could not connect to the server."),
            // Older wordings.
            sentence(MessageCode.SCHEME, "Cross origin requests are only supported for HTTP."));

    private WebKitSentences() {}
}
