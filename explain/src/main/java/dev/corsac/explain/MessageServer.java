package dev.corsac.explain;

import dev.corsac.browser.Check;
import dev.corsac.browser.Server;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import org.jspecify.annotations.Nullable;

/**
 * A server that would make a browser write the message that was read: what the message does not state, it makes up. Nothing
 * of that is ever shown as seen; statuses that it makes up are {@link #SOME_OK} and {@link #SOME_ERROR}.
 */
final class MessageServer implements Server {

    /** Stands for an ok status that the message does not state. */
    static final int SOME_OK = 299;

    /** Stands for the target of a redirect with a user name, which the message does not state. */
    static final String SOME_LOCATION_WITH_USER = "https://user:password@redirect.invalid/";

    /** Stands for the target of a redirect to another scheme, which the message does not state. */
    static final String SOME_OTHER_SCHEME = "ftp://redirect.invalid/";

    /** Stands for an error's status that the message does not state. */
    static final int SOME_ERROR = 599;

    private final BrowserError error;
    private final Check check;
    private final String firstUrl;
    private final String failingUrl;

    MessageServer(BrowserError error, Check check, String firstUrl, String failingUrl) {
        this.error = error;
        this.check = check;
        this.firstUrl = firstUrl;
        this.failingUrl = failingUrl;
    }

    @Override
    public @Nullable Response respond(Request request) {
        boolean preflight = request.isPreflight();
        boolean failing =
                failingUrl.equals(firstUrl) || request.url().toString().equals(failingUrl);
        if (check == Check.CONNECTION) {
            return null;
        }
        if (failing && preflight == Boolean.TRUE.equals(error.preflight())) {
            return failing(request);
        }
        Response granting = ReplayServer.granting(request);
        if (!preflight && !failing) {
            return Response.of(302, granting.headers().plus("Location", failingUrl));
        }
        return granting;
    }

    private Response failing(Request request) {
        Headers granting = ReplayServer.granting(request).headers();
        String value = usable(error.parameter());
        String page = String.valueOf(request.headers().first("Origin"));
        int ok = error.status() == 0 ? SOME_OK : error.status();
        return switch (check) {
            case ALLOW_ORIGIN_MISSING -> Response.of(ok, Headers.EMPTY);
            case ALLOW_ORIGIN_WILDCARD -> Response.of(ok, granting.with("Access-Control-Allow-Origin", "*"));
            case ALLOW_ORIGIN_MULTIPLE ->
                Response.of(
                        ok,
                        value.isEmpty()
                                ? granting.with("Access-Control-Allow-Origin", page)
                                        .plus("Access-Control-Allow-Origin", page)
                                : granting.with("Access-Control-Allow-Origin", value));
            case ALLOW_ORIGIN_INVALID -> Response.of(ok, granting.with("Access-Control-Allow-Origin", value));
            case ALLOW_ORIGIN_MISMATCH ->
                Response.of(
                        ok,
                        granting.with(
                                "Access-Control-Allow-Origin", value.isEmpty() ? "https://other.invalid" : value));
            case ALLOW_CREDENTIALS ->
                Response.of(
                        ok,
                        value.isEmpty()
                                ? granting.without("Access-Control-Allow-Credentials")
                                : granting.with("Access-Control-Allow-Credentials", value));
            case PREFLIGHT_STATUS -> Response.of(error.status() == 0 ? SOME_ERROR : error.status(), granting);
            case PREFLIGHT_REDIRECT ->
                Response.of(
                        error.status() == 0 ? 302 : error.status(),
                        granting.plus("Location", request.url().origin() + "/redirected"));
            case ALLOW_METHODS_SYNTAX ->
                Response.of(ok, granting.with("Access-Control-Allow-Methods", value.isEmpty() ? "\"" : value));
            case ALLOW_HEADERS_SYNTAX ->
                Response.of(ok, granting.with("Access-Control-Allow-Headers", value.isEmpty() ? "\"" : value));
            case METHOD -> Response.of(ok, granting.without("Access-Control-Allow-Methods"));
            case HEADERS -> Response.of(ok, granting.without("Access-Control-Allow-Headers"));
            case REDIRECT_CREDENTIALS -> Response.of(302, granting.plus("Location", SOME_LOCATION_WITH_USER));
            case REDIRECT_COUNT ->
                Response.of(302, granting.plus("Location", request.url().toString()));
            case REDIRECT_LOCATION -> Response.of(302, granting.plus("Location", "https://"));
            case REDIRECT_SCHEME -> Response.of(302, granting.plus("Location", SOME_OTHER_SCHEME));
            case REDIRECT_MODE -> Response.of(302, granting.plus("Location", "/redirected"));
            default -> Response.of(ok, granting);
        };
    }

    /** A header value cannot have line breaks. */
    private static String usable(String value) {
        return Quoting.printable(value).strip();
    }
}
