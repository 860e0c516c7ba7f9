package dev.corsac.explain;

import dev.corsac.browser.Check;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The errors that browsers' messages and tools' output name: those of the Fetch Standard's checks, and those that are not
 * CORS but are taken for it. {@link #code} is stable.
 */
public enum MessageCode {
    ALLOW_ORIGIN_MISSING(Check.ALLOW_ORIGIN_MISSING),
    ALLOW_ORIGIN_WILDCARD(Check.ALLOW_ORIGIN_WILDCARD),
    ALLOW_ORIGIN_MULTIPLE(Check.ALLOW_ORIGIN_MULTIPLE),
    ALLOW_ORIGIN_INVALID(Check.ALLOW_ORIGIN_INVALID),
    ALLOW_ORIGIN_MISMATCH(Check.ALLOW_ORIGIN_MISMATCH),
    ALLOW_CREDENTIALS(Check.ALLOW_CREDENTIALS),
    PREFLIGHT_REDIRECT(Check.PREFLIGHT_REDIRECT),
    PREFLIGHT_STATUS(Check.PREFLIGHT_STATUS),
    ALLOW_METHODS_SYNTAX(Check.ALLOW_METHODS_SYNTAX),
    ALLOW_HEADERS_SYNTAX(Check.ALLOW_HEADERS_SYNTAX),
    METHOD(Check.METHOD),
    HEADERS(Check.HEADERS),
    REDIRECT_MODE(Check.REDIRECT_MODE),
    REDIRECT_LOCATION(Check.REDIRECT_LOCATION),
    REDIRECT_SCHEME(Check.REDIRECT_SCHEME),
    REDIRECT_COUNT(Check.REDIRECT_COUNT),
    REDIRECT_CREDENTIALS(Check.REDIRECT_CREDENTIALS),
    SAME_ORIGIN_MODE(Check.SAME_ORIGIN_MODE),
    NO_CORS_REDIRECT_MODE(Check.NO_CORS_REDIRECT_MODE),
    /** A scheme that CORS does not support, other than those that have a code of their own. */
    SCHEME(Check.SCHEME),
    FORBIDDEN_METHOD(Check.FORBIDDEN_METHOD),
    NO_CORS_METHOD(Check.NO_CORS_METHOD),
    BODY_OF_GET(Check.BODY_OF_GET),
    MIXED_CONTENT(Check.MIXED_CONTENT),
    /** No response, for a reason that the message does not state. */
    CONNECTION(Check.CONNECTION),

    /** A call to {@code localhost:3000/…}: what is before the colon counts as the scheme. */
    NO_SCHEME(Check.SCHEME),
    /** A page or a resource under {@code file:}. */
    FILE_URL(Check.SCHEME),
    CONNECTION_REFUSED(Check.CONNECTION),
    CONNECTION_CLOSED(Check.CONNECTION),
    CONNECTION_TIMEOUT(Check.CONNECTION),
    DNS(Check.CONNECTION),
    CERTIFICATE(Check.CONNECTION),
    OFFLINE(Check.CONNECTION),
    /** An HTTP/2, HTTP/3 or TLS protocol error, or a broken response. */
    PROTOCOL_ERROR(Check.CONNECTION),

    /** Local Network Access: the page is not a secure context. */
    INSECURE_LOCAL_NETWORK(null),
    /** Local Network Access: the user or a policy did not permit it. */
    LOCAL_NETWORK_ACCESS_PERMISSION_DENIED(null),
    /** Local Network Access: {@code targetAddressSpace} is not the space that the server is in. */
    INVALID_LOCAL_NETWORK_ACCESS(null),
    /** Private Network Access, which Chrome had before: the preflight's response lacks its header. */
    PRIVATE_NETWORK_PREFLIGHT(null),

    /** Firefox's preference {@code content.cors.disable}. */
    CORS_DISABLED(null),
    /** Firefox could not add the header {@code Origin}. */
    ORIGIN_NOT_ADDED(null),
    /** Firefox's warning that {@code *} will not cover {@code Authorization}. */
    AUTHORIZATION_WILDCARD(null),

    CSP(null),
    /** An extension, an ad blocker or the browser's own tracking protection blocked the request. */
    EXTENSION(null),
    /** A policy of the browser's administrator blocked the request. */
    ADMINISTRATOR(null),
    /** Opaque Response Blocking, or Cross-Origin Read Blocking before it: a call in mode {@code no-cors}. */
    ORB(null),
    /** {@code Cross-Origin-Resource-Policy} of the resource. */
    CORP(null),
    /** {@code Cross-Origin-Embedder-Policy} of the page. */
    COEP(null),
    /** {@code X-Frame-Options} or {@code frame-ancestors}. */
    FRAMING(null),
    /** A script reached into a frame or window of another origin. */
    CROSS_ORIGIN_FRAME(null),
    /** A canvas with an image of another origin. */
    TAINTED_CANVAS(null),
    /** Subresource integrity without {@code crossorigin}. */
    INTEGRITY(null),
    /** {@code nosniff}, or a module with the wrong media type. */
    MIME_TYPE(null),
    /** A dynamic {@code import()}, or a module script, could not be loaded. */
    MODULE_NOT_LOADED(null),
    /** A preloaded response is not used, since the call that wants it has another mode or other credentials. */
    PRELOAD(null),
    /** A service worker responded to a call with something that the call cannot use. */
    SERVICE_WORKER(null),
    /** Developer tools found no source map: no call of the page. */
    SOURCE_MAP(null),
    /** A script read a response header that {@code Access-Control-Expose-Headers} does not list. */
    HEADER_NOT_EXPOSED(null),
    /** A script set a request header that only the browser sets. */
    FORBIDDEN_HEADER(null),
    /** A cookie was rejected or left behind. */
    COOKIE_REJECTED(null),
    /** {@code Cross-Origin-Opener-Policy} keeps two windows apart. */
    OPENER_POLICY(null),
    /** WebSockets have no CORS: the server refused the handshake. */
    WEBSOCKET(null),
    /** An opaque response read as JSON: the body is empty in mode {@code no-cors}. */
    OPAQUE_RESPONSE(null),
    /** HTML where JSON was expected. */
    HTML_FOR_JSON(null),
    /** A URL that cannot be parsed. */
    INVALID_URL(null),
    /** A status of 400 or more, and nothing about CORS. */
    HTTP_ERROR(null),
    /** The page was left or the call cancelled. */
    ABORTED(null),
    /** Node.js, React Native or curl: there is no CORS. */
    NOT_A_BROWSER(null),
    /** jsdom, which enforces CORS in unit tests. */
    TEST_ENVIRONMENT(null),

    /** A CORS error whose reason the text leaves out or words in a way that is not known. */
    UNKNOWN_REASON(null),
    /** The line does not state the reason: it is in a line next to it. */
    NEEDS_MORE(null);

    private final String code;
    private final @Nullable Check check;

    MessageCode(@Nullable Check check) {
        this.code = name().toLowerCase(Locale.ROOT).replace('_', '-');
        this.check = check;
    }

    /** The stable name, in kebab case. */
    public String code() {
        return code;
    }

    /** The check of the Fetch Standard that failed; null if none did. */
    public @Nullable Check check() {
        return check;
    }

    /** Returns the code of a check's own error. */
    public static MessageCode of(Check check) {
        return valueOf(check.name());
    }
}
