package dev.corsac.explain.sentences;

import dev.corsac.browser.Engine;
import dev.corsac.explain.MessageCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lines that have no introduction: what a call's options are refused with, and what is not CORS but is pasted for it. The
 * first line of an engine and a code is today's wording.
 */
public final class OtherLines {

    /**
     * A line and whose it is.
     *
     * @param engine null if the wording is shared, or of a browser or tool that is not modelled
     */
    public record Line(@Nullable Engine engine, Sentence sentence) {}

    /** Swagger UI's guesses, which have a sentence of Chrome among them. */
    static final List<Sentence> GUESSES = List.of(Sentence.sentence(
            MessageCode.NEEDS_MORE,
            "Possible Reasons: CORS Network Failure URL scheme must be \"http\" or \"https\" for CORS request."));

    /** Titles and rows of Chrome's Issues panel. */
    private static final List<Line> ISSUES = List.of(
            new Line(
                    Engine.CHROMIUM,
                    Sentence.sentence(MessageCode.ALLOW_ORIGIN_MISSING, "Access-Control-Allow-Origin Missing Header")),
            new Line(
                    Engine.CHROMIUM,
                    Sentence.sentence(
                            MessageCode.ALLOW_ORIGIN_MULTIPLE, "Access-Control-Allow-Origin Multiple Values")),
            new Line(
                    Engine.CHROMIUM,
                    Sentence.sentence(MessageCode.ALLOW_ORIGIN_INVALID, "Access-Control-Allow-Origin Invalid Value")),
            new Line(
                    Engine.CHROMIUM,
                    Sentence.sentence(MessageCode.ALLOW_CREDENTIALS, "Access-Control-Allow-Credentials Invalid Value")),
            new Line(
                    Engine.CHROMIUM,
                    Sentence.sentence(
                            MessageCode.ALLOW_ORIGIN_MISMATCH,
                            "Ensure CORS requesting origin matches resource's allowed origin")),
            new Line(
                    Engine.CHROMIUM,
                    Sentence.sentence(
                            MessageCode.ALLOW_ORIGIN_WILDCARD,
                            "Ensure credentialed requests are not sent to CORS resources with origin wildcards")),
            new Line(
                    Engine.CHROMIUM,
                    Sentence.sentence(
                            MessageCode.ALLOW_CREDENTIALS,
                            "Ensure CORS requests include credentials only when allowed")),
            new Line(
                    Engine.CHROMIUM,
                    Sentence.sentence(MessageCode.SCHEME, "Ensure CORS requests are made on supported schemes")),
            new Line(
                    Engine.CHROMIUM,
                    Sentence.sentence(
                            MessageCode.REDIRECT_CREDENTIALS,
                            "Ensure CORS requests are not redirected to URLs containing credentials")),
            new Line(
                    Engine.CHROMIUM,
                    Sentence.preflight(MessageCode.PREFLIGHT_STATUS, "Ensure preflight responses are valid")),
            new Line(
                    Engine.CHROMIUM,
                    Sentence.preflight(MessageCode.HEADERS, "Ensure CORS request uses allowed headers")),
            new Line(
                    Engine.CHROMIUM, Sentence.preflight(MessageCode.METHOD, "Ensure CORS request uses allowed method")),
            new Line(
                    Engine.CHROMIUM,
                    Sentence.sentence(MessageCode.UNKNOWN_REASON, "Ensure CORS response header values are valid")));

    private static final List<Line> LINES = new ArrayList<>();

    static {
        chromium(
                MessageCode.FORBIDDEN_METHOD,
                "TypeError: Failed to execute 'fetch' on 'Window': '{method}' HTTP method is unsupported.",
                "SecurityError: Failed to execute 'open' on 'XMLHttpRequest': '{method}' HTTP method is unsupported.");
        chromium(
                MessageCode.NO_CORS_METHOD,
                "TypeError: Failed to execute 'fetch' on 'Window': '{method}' is unsupported in no-cors mode.");
        chromium(
                MessageCode.BODY_OF_GET,
                "TypeError: Failed to execute 'fetch' on 'Window': Request with GET/HEAD method cannot have body.");
        chromium(
                MessageCode.INVALID_URL,
                "Failed to parse URL from {value}",
                "Failed to construct 'URL': Invalid URL",
                "Failed to execute 'open' on 'XMLHttpRequest': Invalid URL");
        chromium(
                MessageCode.MIXED_CONTENT,
                "Mixed Content: The page at '{first}' was loaded over HTTPS, but requested an insecure resource '{url}'."
                        + " This request has been blocked; the content must be served over HTTPS.",
                "Mixed Content: The page at '{first}' was loaded over HTTPS, but requested an insecure {initiator}"
                        + " '{url}'.<< This request has been blocked; the content must be served over HTTPS.>>",
                "Mixed Content: The page at '{first}' was loaded over a secure connection, but requested an insecure"
                        + " {initiator} '{url}'.",
                "was loaded over HTTPS, but requested an insecure");
        chromium(
                MessageCode.SAME_ORIGIN_MODE,
                "Fetch API cannot load {url}. Request mode is \"same-origin\" but the URL's origin is not same as the"
                        + " request origin {page}.");
        chromium(
                MessageCode.NO_CORS_REDIRECT_MODE,
                "Fetch API cannot load {url}. Request mode is \"no-cors\" but the redirect mode is not \"follow\".");
        chromium(MessageCode.SCHEME, "Fetch API cannot load {url}. URL scheme \"{value}\" is not supported.");
        chromium(
                MessageCode.CSP,
                "Refused to connect to '{url}' because it violates the following Content Security Policy directive:",
                "Connecting to '{url}' violates the following Content Security Policy directive:",
                "Refused to connect because it violates the document's Content Security Policy",
                "because it violates the following Content Security Policy directive:",
                "violates the following Content Security Policy directive:");
        firefox(
                MessageCode.CSP,
                "The page’s settings blocked the loading of a resource (connect-src) at {url} because it violates the",
                "The page’s settings blocked the loading of a resource at {url} (“",
                "The page’s settings blocked the loading of a resource");
        webkit(
                MessageCode.CSP,
                "Refused to connect to {url} because it does not appear in the connect-src directive",
                "does not appear in the connect-src directive of the Content Security Policy");
        shared(MessageCode.CSP, "blocked by CSP", "blocked:csp", "net::ERR_BLOCKED_BY_CSP");
        shared(MessageCode.MIXED_CONTENT, "blocked:mixed-content");
        firefox(
                MessageCode.FORBIDDEN_METHOD,
                "TypeError: Window.fetch: Invalid request method {method}.",
                "Window.fetch: {method} is an invalid request method");
        firefox(MessageCode.BODY_OF_GET, "TypeError: Window.fetch: HEAD or GET Request cannot have a body.");
        firefox(MessageCode.INVALID_URL, "Window.fetch: {value} is not a valid URL");
        firefox(
                MessageCode.MIXED_CONTENT,
                "Blocked loading mixed active content “{url}”",
                "Blocked loading mixed display content “{url}”");
        webkit(
                MessageCode.MIXED_CONTENT,
                "The page at {first} requested insecure content from {url}. This content was blocked and must be served"
                        + " over HTTPS.",
                "requested insecure content from {url}. This content was blocked");
        chromium(MessageCode.EXTENSION, "net::ERR_BLOCKED_BY_CLIENT", "blocked:other", "(blocked:other)");
        firefox(
                MessageCode.EXTENSION,
                "The resource at “{url}” was blocked because content blocking is enabled.",
                "The resource at “{url}” was blocked because Enhanced Tracking Protection is enabled.",
                "The resource at “{url}” was blocked because",
                "NS_ERROR_TRACKING_URI");
        webkit(
                MessageCode.EXTENSION,
                "Content blocker prevented frame displaying {first} from loading a resource from" + " {url}",
                "Blocked by content blocker",
                "The URL was blocked by a content blocker");
        shared(MessageCode.EXTENSION, "blocked by an extension", "Request was blocked by DevTools", "blocked:devtools");
        chromium(MessageCode.ADMINISTRATOR, "net::ERR_BLOCKED_BY_ADMINISTRATOR");
        chromium(
                MessageCode.ORB,
                "net::ERR_BLOCKED_BY_ORB",
                "Cross-Origin Read Blocking (CORB) blocked cross-origin response {url} with MIME type",
                "Cross-Origin Read Blocking (CORB) blocked");
        firefox(
                MessageCode.ORB,
                "The resource at “{url}” was blocked by OpaqueResponseBlocking",
                "A resource is blocked by OpaqueResponseBlocking",
                "NS_BINDING_ABORTED by OpaqueResponseBlocking");
        shared(MessageCode.ORB, "OpaqueResponseBlocking");
        chromium(
                MessageCode.COEP,
                "net::ERR_BLOCKED_BY_RESPONSE.NotSameOriginAfterDefaultedToSameOriginByCoep",
                "ERR_BLOCKED_BY_RESPONSE.CoepFrameResourceNeedsCoepHeader");
        firefox(
                MessageCode.COEP,
                "The resource at “{url}” was blocked due to its Cross-Origin-Embedder-Policy",
                "Cross-Origin-Embedder-Policy policy prevented");
        chromium(
                MessageCode.CORP,
                "net::ERR_BLOCKED_BY_RESPONSE.NotSameOrigin",
                "net::ERR_BLOCKED_BY_RESPONSE.NotSameSite",
                "net::ERR_BLOCKED_BY_RESPONSE");
        firefox(MessageCode.CORP, "The resource at “{url}” was blocked due to its Cross-Origin-Resource-Policy header");
        webkit(
                MessageCode.CORP,
                "Cancelled load to {url} because it violates the resource's Cross-Origin-Resource-Policy response header.");
        shared(
                MessageCode.FRAMING,
                "Refused to display '{url}' in a frame because it set",
                "because an ancestor violates the following Content Security Policy directive",
                "in a frame because it set 'X-Frame-Options'");
        shared(
                MessageCode.CROSS_ORIGIN_FRAME,
                "Blocked a frame with origin \"{page}\" from accessing a",
                "Blocked a frame with origin",
                "Permission denied to access property \"{value}\" on cross-origin object",
                "does not match the recipient window's origin",
                "Unsafe attempt to load URL {url} from frame with URL");
        shared(
                MessageCode.TAINTED_CANVAS,
                "Tainted canvases may not be exported",
                "The canvas has been tainted by cross-origin data",
                "The operation is insecure");
        shared(
                MessageCode.INTEGRITY,
                "has an integrity attribute, but the resource requires the request to be CORS enabled",
                "Subresource Integrity: The resource");
        shared(
                MessageCode.FILE_URL,
                "Not allowed to load local resource: {url}",
                "URL scheme \"file\" is not supported",
                "origin 'file://' is therefore not allowed");
        shared(
                MessageCode.MIME_TYPE,
                "Refused to execute script from '{url}' because its MIME type",
                "Refused to apply style from '{url}' because its MIME type",
                "EventSource's response has a MIME type (\"{value}\") that is not \"text/event-stream\"",
                "Expected a JavaScript module script but the server responded with a MIME type",
                "The resource from “{url}” was blocked due to MIME type",
                "Loading module from “{url}” was blocked because of a disallowed MIME type");
        chromium(
                MessageCode.MODULE_NOT_LOADED,
                "TypeError: Failed to fetch dynamically imported module: {url}",
                "Failed to fetch dynamically imported module: {url}",
                "Failed to fetch dynamically imported module");
        firefox(
                MessageCode.MODULE_NOT_LOADED,
                "TypeError: error loading dynamically imported module: {url}",
                "error loading dynamically imported module",
                "Loading failed for the module with source “{url}”");
        webkit(MessageCode.MODULE_NOT_LOADED, "TypeError: Importing a module script failed");
        chromium(
                MessageCode.PRELOAD,
                "A preload for '{url}' is found, but is not used because the request credentials mode does not match",
                "A preload for '{url}' is found, but is not used because the request mode does not match",
                "A preload for '{url}' is found, but is not used because");
        chromium(
                MessageCode.SERVICE_WORKER,
                "The FetchEvent for \"{url}\" resulted in a network error response: {value}",
                "Failed to convert value to 'Response'");
        firefox(
                MessageCode.SERVICE_WORKER,
                "Failed to load ‘{url}’. A ServiceWorker passed an opaque Response to FetchEvent.respondWith()",
                "Failed to load ‘{url}’. A ServiceWorker passed a promise to FetchEvent.respondWith()",
                "Failed to load ‘{url}’. A ServiceWorker");
        webkit(MessageCode.SERVICE_WORKER, "FetchEvent.respondWith received an error: {value}");
        shared(
                MessageCode.SOURCE_MAP,
                "DevTools failed to load source map",
                "DevTools failed to load SourceMap",
                "DevTools failed to parse SourceMap",
                "Source map error: {value}");
        chromium(MessageCode.HEADER_NOT_EXPOSED, "Refused to get unsafe header \"{header}\"");
        chromium(MessageCode.FORBIDDEN_HEADER, "Refused to set unsafe header \"{header}\"");
        firefox(MessageCode.FORBIDDEN_HEADER, "Attempt to set a forbidden header was denied: {header}");
        webkit(MessageCode.FORBIDDEN_HEADER, "Refused to set unsafe header \"{header}\"");
        chromium(
                MessageCode.COOKIE_REJECTED,
                "This Set-Cookie was blocked because",
                "This attempt to set a cookie via a Set-Cookie header was blocked because",
                "This cookie was blocked because",
                "This cookie was not sent because",
                "Indicate whether to send a cookie in a cross-site request by specifying its SameSite attribute",
                "Mark cross-site cookies as Secure",
                "Reading cookie in cross-site context will be blocked in future Chrome versions",
                "Third-party cookie will be blocked");
        firefox(
                MessageCode.COOKIE_REJECTED,
                "Cookie “{value}” has been rejected because",
                "Cookie “{value}” will be soon rejected because",
                "Request to access cookie or storage on “{url}” was blocked");
        shared(
                MessageCode.OPENER_POLICY,
                "Cross-Origin-Opener-Policy policy would block the",
                "Cross-Origin-Opener-Policy");
        shared(
                MessageCode.WEBSOCKET,
                "WebSocket connection to '{url}' failed",
                "WebSocket is closed before the connection is established",
                "can’t establish a connection to the server at {url}");
        chromium(MessageCode.REDIRECT_COUNT, "net::ERR_TOO_MANY_REDIRECTS");
        chromium(MessageCode.REDIRECT_SCHEME, "net::ERR_UNSAFE_REDIRECT");
        chromium(MessageCode.REDIRECT_LOCATION, "net::ERR_INVALID_REDIRECT");
        chromium(
                MessageCode.CONNECTION_REFUSED,
                "net::ERR_CONNECTION_REFUSED",
                "net::ERR_ADDRESS_UNREACHABLE",
                "net::ERR_ADDRESS_INVALID",
                "net::ERR_UNSAFE_PORT");
        chromium(MessageCode.DNS, "net::ERR_NAME_NOT_RESOLVED", "net::ERR_NAME_RESOLUTION_FAILED", "ERR_DNS_TIMED_OUT");
        chromium(
                MessageCode.CERTIFICATE,
                "net::ERR_CERT_{value}",
                "net::ERR_SSL_{value}",
                "net::ERR_BAD_SSL_CLIENT_AUTH_CERT",
                "Your connection is not private");
        chromium(
                MessageCode.CONNECTION_CLOSED,
                "net::ERR_CONNECTION_RESET",
                "net::ERR_CONNECTION_CLOSED",
                "net::ERR_CONNECTION_ABORTED",
                "net::ERR_EMPTY_RESPONSE",
                "net::ERR_SOCKET_NOT_CONNECTED");
        chromium(MessageCode.CONNECTION_TIMEOUT, "net::ERR_CONNECTION_TIMED_OUT", "net::ERR_TIMED_OUT");
        chromium(
                MessageCode.OFFLINE,
                "net::ERR_INTERNET_DISCONNECTED",
                "net::ERR_NETWORK_CHANGED",
                "net::ERR_NETWORK_IO_SUSPENDED",
                "net::ERR_PROXY_CONNECTION_FAILED",
                "net::ERR_TUNNEL_CONNECTION_FAILED",
                "net::ERR_NETWORK_ACCESS_DENIED");
        chromium(
                MessageCode.PROTOCOL_ERROR,
                "net::ERR_HTTP2_PROTOCOL_ERROR",
                "net::ERR_QUIC_PROTOCOL_ERROR",
                "net::ERR_SPDY_PROTOCOL_ERROR",
                "net::ERR_INVALID_HTTP_RESPONSE",
                "net::ERR_INCOMPLETE_CHUNKED_ENCODING",
                "net::ERR_CONTENT_LENGTH_MISMATCH",
                "net::ERR_CONTENT_DECODING_FAILED",
                "net::ERR_RESPONSE_HEADERS_{value}",
                "net::ERR_ALPN_NEGOTIATION_FAILED",
                "net::ERR_HTTP_1_1_REQUIRED");
        chromium(MessageCode.ABORTED, "net::ERR_ABORTED");
        chromium(MessageCode.LOCAL_NETWORK_ACCESS_PERMISSION_DENIED, "net::ERR_BLOCKED_BY_LOCAL_NETWORK_ACCESS_CHECKS");
        chromium(MessageCode.INSECURE_LOCAL_NETWORK, "net::ERR_BLOCKED_BY_PRIVATE_NETWORK_ACCESS_CHECKS");
        webkit(
                MessageCode.CERTIFICATE,
                "The certificate for this server is invalid",
                "An SSL error has occurred and a secure connection to the server cannot be made");
        webkit(MessageCode.DNS, "A server with the specified hostname could not be found");
        webkit(
                MessageCode.CONNECTION_CLOSED,
                "The network connection was lost",
                "the server unexpectedly dropped the connection");
        webkit(MessageCode.CONNECTION_TIMEOUT, "The request timed out");
        webkit(MessageCode.OFFLINE, "The Internet connection appears to be offline");
        webkit(MessageCode.CONNECTION_REFUSED, "Could not connect to the server");
        firefox(MessageCode.CONNECTION_REFUSED, "NS_ERROR_CONNECTION_REFUSED");
        firefox(MessageCode.DNS, "NS_ERROR_UNKNOWN_HOST");
        firefox(MessageCode.CONNECTION_CLOSED, "NS_ERROR_NET_RESET", "NS_ERROR_NET_INTERRUPT");
        firefox(MessageCode.CONNECTION_TIMEOUT, "NS_ERROR_NET_TIMEOUT");
        firefox(MessageCode.OFFLINE, "NS_ERROR_OFFLINE");
        firefox(MessageCode.CERTIFICATE, "SEC_ERROR_{value}", "MOZILLA_PKIX_ERROR_{value}", "SSL_ERROR_{value}");
        shared(
                MessageCode.OPAQUE_RESPONSE,
                "Unexpected end of input",
                "Unexpected end of JSON input",
                "JSON.parse: unexpected end of data at line 1 column 1 of the JSON data",
                "JSON Parse error: Unexpected EOF",
                "SyntaxError: The string did not match the expected pattern",
                "type: \"opaque\"",
                "type: opaque");
        shared(
                MessageCode.HTML_FOR_JSON,
                "is not valid JSON",
                "Unexpected token < in JSON at position 0",
                "JSON.parse: unexpected character at line 1 column 1 of the JSON data",
                "JSON Parse error: Unrecognized token '<'");
        shared(MessageCode.TEST_ENVIRONMENT, "Cross origin {page} forbidden", "Error: Cross origin {value} forbidden");
        shared(
                MessageCode.NOT_A_BROWSER,
                "requests.exceptions.ConnectionError",
                "requests.exceptions.SSLError",
                "java.net.ConnectException",
                "java.net.UnknownHostException",
                "javax.net.ssl.SSLHandshakeException",
                "org.springframework.web.client.ResourceAccessException",
                "TypeError: Network request failed",
                "TypeError: fetch failed",
                "Error: connect ECONNREFUSED",
                "connect ECONNREFUSED",
                "getaddrinfo ENOTFOUND",
                "ECONNRESET",
                "unable to verify the first certificate",
                "DEPTH_ZERO_SELF_SIGNED_CERT",
                "self signed certificate in certificate chain");
        shared(
                MessageCode.CONNECTION_REFUSED,
                "curl: (7) Failed to connect",
                "Failed to connect to localhost port",
                "Error occurred while trying to proxy",
                "Could not proxy request");
        shared(MessageCode.DNS, "curl: (6) Could not resolve host");
        shared(MessageCode.CERTIFICATE, "curl: (60) SSL", "curl: (35)", "SSL certificate problem");
        shared(MessageCode.CONNECTION_TIMEOUT, "curl: (28)");
        shared(MessageCode.CONNECTION_CLOSED, "curl: (52) Empty reply from server", "curl: (56)");
        // Edge up to version 18 and Internet Explorer.
        shared(
                MessageCode.ALLOW_ORIGIN_MISSING,
                "The origin '{page}' did not find '{ignored}' in the Access-Control-Allow-Origin response header for"
                        + " cross-origin resource at '{url}'.",
                "The origin '{page}' did not find '{ignored}' in the Access-Control-Allow-Origin response header");
        shared(
                MessageCode.ALLOW_CREDENTIALS,
                "The origin '{page}' did not find 'true' in the Access-Control-Allow-Credentials response header for"
                        + " cross-origin resource at '{url}'.",
                "did not find 'true' in the Access-Control-Allow-Credentials");
        shared(
                MessageCode.ALLOW_ORIGIN_MISSING,
                "Origin {page} not found in Access-Control-Allow-Origin header.",
                "The origin '{page}' failed to allow a cross-origin");
        shared(
                MessageCode.ALLOW_ORIGIN_WILDCARD,
                "Credentials flag set to true, but Access-Control-Allow-Origin is \"*\"",
                "Credentials flag is set to true, but Access-Control-Allow-Origin is");
        sharedPreflight(
                MessageCode.HEADERS,
                "Request header {header} was not present in the Access-Control-Allow-Headers list",
                "The origin '{page}' did not find '{header}' in the Access-Control-Allow-Headers response header for"
                        + " cross-origin resource at '{url}'.");
        sharedPreflight(
                MessageCode.METHOD,
                "Request method {method} was not present in the Access-Control-Allow-Methods list",
                "The origin '{page}' did not find '{method}' in the Access-Control-Allow-Methods response header for"
                        + " cross-origin resource at '{url}'.");
        sharedPreflight(MessageCode.PREFLIGHT_REDIRECT, "Redirect was blocked for CORS request");
        shared(MessageCode.ALLOW_ORIGIN_MULTIPLE, "Multiple Access-Control-Allow-Origin headers are not allowed");
        shared(
                MessageCode.NEEDS_MORE,
                "XMLHttpRequest for {url} required Cross Origin Resource Sharing (CORS).",
                "XMLHttpRequest for {url} required CORS preflight.");
        shared(MessageCode.CONNECTION, "Could not complete the operation due to error 00002efd", "Network Error 0x2ef");
        firefox(MessageCode.UNKNOWN_REASON, "bad URI or cross-site access not allowed source: {url}");
        // Lines that leave the reason out.
        chromium(
                MessageCode.NEEDS_MORE,
                "TypeError: Failed to fetch",
                "Uncaught (in promise) Failed to fetch",
                "net::ERR_FAILED",
                "Failed to fetch");
        firefox(
                MessageCode.NEEDS_MORE,
                "TypeError: NetworkError when attempting to fetch resource.",
                "A network error occurred.",
                "NS_ERROR_DOM_BAD_URI",
                "NS_ERROR_FAILURE");
        webkit(MessageCode.NEEDS_MORE, "TypeError: Load failed", "Load failed", "TypeError: cancelled");
        shared(
                MessageCode.NEEDS_MORE,
                "Request has been terminated. Possible causes: the network is offline, Origin is not allowed by"
                        + " Access-Control-Allow-Origin, the page is being unloaded",
                "Http failure response for {url}: 0 Unknown Error",
                "HttpErrorResponse {headers: HttpHeaders, status: 0, statusText: 'Unknown Error', url: '{url}', ok: false",
                "Http failure response for (unknown url): 0 Unknown Error",
                "ClientException: XMLHttpRequest error<<., uri={url}>>",
                "XMLHttpRequest error",
                "The XMLHttpRequest onError callback was called",
                "\"status\":0,\"statusText\":\"error\"",
                "Access to restricted URI denied",
                "NetworkError: Failed to execute 'send' on 'XMLHttpRequest': Failed to load '{url}'",
                "NetworkError: A network error occurred",
                "Network Access is denied",
                "SCRIPT7002: XMLHttpRequest: Network Error",
                "AxiosError: Network Error",
                "Error: Network Error",
                "Network Error",
                "NetworkError",
                "ERR_NETWORK",
                "CORS error",
                "CORS policy",
                "due to access control checks",
                "Provisional headers are shown",
                "CORS");
    }

    private OtherLines() {}

    /** Returns the lines, in the order in which they are tried. */
    public static List<Line> all() {
        List<Line> all = new ArrayList<>(LINES);
        all.addAll(ISSUES);
        return all;
    }

    /** Returns today's wording; null if the engine has no line for it. */
    public static @Nullable Sentence today(Engine engine, MessageCode code) {
        for (Line line : LINES) {
            if (line.engine() == engine && line.sentence().code() == code) {
                return line.sentence();
            }
        }
        return null;
    }

    private static void chromium(MessageCode code, String... templates) {
        add(Engine.CHROMIUM, code, templates);
    }

    private static void firefox(MessageCode code, String... templates) {
        add(Engine.FIREFOX, code, templates);
    }

    private static void webkit(MessageCode code, String... templates) {
        add(Engine.WEBKIT, code, templates);
    }

    private static void shared(MessageCode code, String... templates) {
        add(null, code, templates);
    }

    private static void sharedPreflight(MessageCode code, String... templates) {
        for (String template : templates) {
            LINES.add(new Line(null, Sentence.preflight(code, template)));
        }
    }

    private static void add(@Nullable Engine engine, MessageCode code, String... templates) {
        for (String template : templates) {
            LINES.add(new Line(engine, Sentence.sentence(code, template)));
        }
    }
}
