package dev.corsac.explain;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What errors mean that are taken for CORS and are not, or that no response header can change, and what to do about them.
 * Codes are those of {@link BrowserError#code()}.
 */
final class OtherErrors {

    private OtherErrors() {}

    /** Codes with a check for which this class has words of its own. */
    private static final Set<String> CHECKS = Set.of("mixed-content", "no-scheme", "file-url");

    /** Whether {@link #steps} has words for an error with this code although a check of the standard failed. */
    static boolean has(String code) {
        return CHECKS.contains(code) || component(code) == ComponentInCharge.Kind.NETWORK;
    }

    /** Returns what the error means. */
    static String text(Situation situation) {
        return switch (situation.code()) {
            case "no-scheme" ->
                "The URL " + url(situation) + " has no scheme, so the browser takes what is before the colon for one."
                        + " This is not about CORS headers.";
            case "file-url" ->
                "The page or the resource is a file: URL. Files have no origin, so the browser blocks every call between"
                        + " them and to them; no CORS header changes that.";
            case "mixed-content" ->
                "The page was loaded over https and calls http: that is mixed content, not CORS. The browser sends no"
                        + " such request.";
            case "insecure-local-network" ->
                "A page that was loaded over plain http calls a server in a more private network (this machine or the"
                        + " local network). Browsers allow that from https pages only; no CORS header changes it.";
            case "local-network-access-permission-denied" ->
                "A public page calls a server on this machine or in the local network. The browser asks its user for"
                        + " permission, which was denied or never given; no CORS header changes it.";
            case "invalid-local-network-access" ->
                "The option targetAddressSpace of the call names another address space than the server is in.";
            case "private-network-preflight" ->
                "A public page calls a server in a private network, and the response to the preflight lacks"
                        + " Access-Control-Allow-Private-Network: true. (Chrome's Private Network Access; newer versions"
                        + " ask the user instead.)";
            case "cors-disabled" ->
                "Firefox's setting content.cors.disable is on: it blocks every call to another origin.";
            case "origin-not-added" ->
                "Firefox could not add the header Origin to the request; an extension may remove it.";
            case "authorization-wildcard" ->
                "A warning, not an error: Access-Control-Allow-Headers: * covers Authorization today and will not in the"
                        + " future.";
            case "csp" ->
                "The page's own Content-Security-Policy (connect-src or default-src) does not allow the URL. The request"
                        + " was not sent, so no server can change it.";
            case "extension" ->
                "An extension, an ad blocker or the browser's tracking protection blocked the request before it was sent."
                        + " It is not CORS.";
            case "administrator" -> "A policy of the browser's administrator blocked the request. It is not CORS.";
            case "orb" ->
                "The browser's Opaque Response Blocking dropped the response: a call or element in mode no-cors got data"
                        + " (JSON, HTML) that such a mode must not read.";
            case "corp" ->
                "The resource's Cross-Origin-Resource-Policy header keeps pages of other origins or sites from using it.";
            case "coep" ->
                "The page's Cross-Origin-Embedder-Policy requires that every resource permits its use by CORS or by"
                        + " Cross-Origin-Resource-Policy.";
            case "framing" ->
                "The page must not be shown in a frame: its X-Frame-Options or frame-ancestors says so. It is not CORS.";
            case "cross-origin-frame" ->
                "A script reached into a window or frame of another origin. It is not CORS: windows talk by postMessage.";
            case "tainted-canvas" ->
                "A canvas has an image of another origin that was loaded without CORS, so its pixels cannot be read.";
            case "integrity" ->
                "The element has an integrity attribute and loads from another origin without crossorigin, so the browser"
                        + " cannot check it.";
            case "module-not-loaded" ->
                "The browser could not load the module" + named(situation)
                        + ". The line does not state why: the file is"
                        + " gone, the response is not JavaScript, or it comes from another origin without CORS headers.";
            case "preload" ->
                "A warning, not an error: <link rel=preload> loads"
                        + (situation.url() == null ? " the resource" : named(situation))
                        + " with another mode or other credentials than the element or script that uses it, so it is loaded"
                        + " twice.";
            case "service-worker" ->
                "The page's service worker responded to the call"
                        + (situation.url() == null ? "" : " to " + situation.url())
                        + " with something that the call cannot use"
                        + (situation.parameter().isEmpty() ? "" : " (" + situation.parameter() + ")")
                        + ": usually an opaque response, from a fetch in mode no-cors or from a cache, where the page wants"
                        + " one with CORS.";
            case "source-map" ->
                "The developer tools found no source map. Only they ask for it: no call of the page failed, and it is not"
                        + " CORS.";
            case "header-not-exposed" ->
                "The script read the response header" + parameter(situation)
                        + ", which Access-Control-Expose-Headers of the"
                        + " response does not list. The call itself was not blocked.";
            case "forbidden-header" ->
                "The script set the request header" + parameter(situation)
                        + ", which only the browser sets. The browser" + " leaves it out and sends the request.";
            case "cookie-rejected" ->
                "The browser rejected or withheld a cookie" + parameter(situation)
                        + ". No CORS header changes that: SameSite,"
                        + " Secure and the browser's rules for third-party cookies decide.";
            case "opener-policy" ->
                "Cross-Origin-Opener-Policy keeps a page and the window that it opened apart, often in a login by pop-up. It"
                        + " is not CORS.";
            case "mime-type" ->
                "The response has the wrong Content-Type for a script or style sheet, which is often an error page in"
                        + " HTML. It is not CORS.";
            case "websocket" ->
                "WebSockets have no CORS: the server refused the handshake or could not be reached. Servers check the"
                        + " header Origin themselves.";
            case "opaque-response" ->
                "The call was made with mode: 'no-cors', so its response is opaque: status 0 and an empty body, which is"
                        + " not JSON. The mode does not get around CORS; it gives up the response.";
            case "html-for-json" ->
                "The script expected JSON and got HTML: usually an error page, a login page or the page's own index.html"
                        + " from the wrong URL. The call was not blocked.";
            case "invalid-url" -> "The browser cannot parse the URL" + named(situation) + ".";
            case "http-error" ->
                "The server responded with " + (situation.status() == 0 ? "an error" : "status " + situation.status())
                        + ". This line by itself does not state that CORS blocked the response.";
            case "aborted" ->
                "The page was left or the script cancelled the call before the response came. It is not CORS.";
            case "not-a-browser" ->
                "This comes from Node.js, a native app or a command, where there is no CORS: the request itself failed.";
            case "test-environment" ->
                "This comes from jsdom, which checks CORS in unit tests as a browser does: the test's origin is usually"
                        + " http://localhost.";
            case "needs-more" ->
                "This line is what a script sees of any failed call: it does not state the reason. The browser's console"
                        + " states it in a line of its own, usually the one above.";
            case "unknown-reason" ->
                "A browser blocked the call by CORS; the text leaves the reason out or words it in an unknown way.";
            case "no-origin-sent" ->
                "The request that was made has no Origin header, so it was not a call from another origin: servers that"
                        + " check the origin send no CORS headers then. The response states nothing about the page's call.";
            case "response-withheld" ->
                "The browser reports a failed call and keeps its response out of the recording, so the failed check cannot"
                        + " be seen there.";
            case "not-cors" -> "CORS does not apply to this request.";
            default -> connection(situation);
        };
    }

    /** Returns what an error of the connection means. */
    static String connection(Situation situation) {
        String host = situation.host().isEmpty() ? "the server" : situation.host();
        return switch (situation.code()) {
            case "connection-refused" -> "Nothing listens at that address: the connection to " + host + " was refused.";
            case "connection-closed" -> "The connection to " + host + " was closed before a response came.";
            case "connection-timeout" -> "The connection to " + host + " timed out.";
            case "dns" -> "The name " + host + " does not resolve to an address.";
            case "certificate" ->
                "The browser does not trust the certificate of " + host + ", so it sends no request from a script.";
            case "offline" -> "The browser was offline.";
            case "protocol-error" -> "The response of " + host + " was broken (HTTP/2, HTTP/3 or TLS).";
            default ->
                "No response came from " + host + ": the connection failed, which browsers report like a CORS error. No"
                        + " header can help.";
        };
    }

    /** Returns what to do; never empty. */
    static String steps(Situation situation) {
        return switch (situation.code()) {
            case "no-scheme" -> "Write the scheme in the call: " + withScheme(situation) + ".";
            case "file-url" ->
                "Serve the page and the data over http, such as with\n  npx http-server\nor\n  python3 -m http.server\n"
                        + "and open http://localhost:… instead of the file.";
            case "mixed-content" ->
                "Call the API over https. API Gateway, function URLs and CloudFront speak https already; a load balancer"
                        + " needs an https listener with a certificate. On your own machine, load the page over http too.";
            case "insecure-local-network" ->
                "Serve the page over https (the user is then asked for permission), or serve page and server from the"
                        + " same network.";
            case "local-network-access-permission-denied" ->
                "Allow \"Local network access\" for the page in the browser's site settings and reload; for all users,"
                        + " serve the API from a public address. In a frame: allow=\"local-network; loopback-network\".";
            case "invalid-local-network-access" -> "Remove targetAddressSpace from the call, or name the right one.";
            case "private-network-preflight" ->
                "Update Chrome, or let the preflight's response carry Access-Control-Allow-Private-Network: true.";
            case "cors-disabled" -> "In about:config set content.cors.disable to false.";
            case "origin-not-added" -> "Make the call in a private window without extensions.";
            case "authorization-wildcard" -> "List Authorization by name in Access-Control-Allow-Headers.";
            case "csp" ->
                "Add the API's origin" + origin(situation)
                        + " to connect-src in the page's Content-Security-Policy: the"
                        + " header of the response with the page, or its <meta http-equiv>.";
            case "extension" ->
                "Make the call in a private window without extensions, or rename the path that is blocked.";
            case "administrator" -> "Ask the administrator.";
            case "orb" ->
                "Use fetch without mode: 'no-cors' and let the server send CORS headers, or load the data from the page's"
                        + " own origin.";
            case "corp" ->
                "Let the resource be sent with Cross-Origin-Resource-Policy: cross-origin, or load it with CORS"
                        + " (crossorigin attribute, fetch without mode: 'no-cors').";
            case "coep" ->
                "Load the resource with CORS (crossorigin attribute), or let it carry Cross-Origin-Resource-Policy:"
                        + " cross-origin.";
            case "framing" -> "Allow the page in frame-ancestors of the framed page's Content-Security-Policy.";
            case "cross-origin-frame" -> "Use window.postMessage between the two.";
            case "tainted-canvas" ->
                "Set crossorigin on the <img> before its src, and let the image's server send"
                        + " Access-Control-Allow-Origin.";
            case "integrity" -> "Add crossorigin=\"anonymous\" to the element.";
            case "module-not-loaded" ->
                "Open " + (situation.url() == null ? "the module's URL" : Masking.text(situation.url()))
                        + " in a tab of its own. If it is gone, a new version was deployed while the page was open: reload, and"
                        + " keep the old files for a while. If it is HTML, the server sends its index page for unknown paths. If"
                        + " it is on another origin, that server must send Access-Control-Allow-Origin.";
            case "preload" ->
                "Give both the same crossorigin attribute: crossorigin on the <link> for fonts, modules and fetch; none for"
                        + " plain images, styles and scripts. A fetch with credentials needs crossorigin=\"use-credentials\".";
            case "service-worker" ->
                "In the service worker, pass calls to other origins through (return without respondWith), or fetch"
                        + " event.request itself instead of its URL, which keeps mode and credentials. Do not respond from a"
                        + " cache that holds opaque responses. Then unregister the worker once (Application, Service workers)"
                        + " and reload: if the call works without it, the worker was the cause.";
            case "source-map" ->
                "Nothing to change for CORS. Deploy the .map files, or switch source maps off in the tools.";
            case "header-not-exposed" ->
                "Let the response carry\n  Access-Control-Expose-Headers: " + header(situation)
                        + "\nWith Corsac: EXPOSED_HEADERS=" + header(situation) + ", or exposeHeaders("
                        + Quoting.java(header(situation)) + ").";
            case "forbidden-header" ->
                "Remove" + parameter(situation)
                        + " from the headers of the call. Where a server needs the value, send it under a"
                        + " name of your own, and allow that name.";
            case "cookie-rejected" ->
                "Set the cookie with SameSite=None; Secure (over https) if page and API are of different sites; better, serve"
                        + " both from one site, such as www.example.com and api.example.com, or send a token in a header.";
            case "opener-policy" ->
                "Send the page that opens the window with Cross-Origin-Opener-Policy: same-origin-allow-popups.";
            case "mime-type" -> "Open the URL by itself and see what it returns; send the right Content-Type.";
            case "websocket" ->
                "Open the URL with a WebSocket client and look at the handshake's status. Allow the page's origin in the"
                        + " server's own list.";
            case "opaque-response" -> "Remove mode: 'no-cors' and let the server send CORS headers.";
            case "html-for-json" -> "Look at the response in the Network panel: its URL, status and body.";
            case "invalid-url" -> "Write an absolute URL, such as https://api.example.com/orders.";
            case "http-error" ->
                "If the console has a line about CORS next to it, paste both. Otherwise look at the response's body in the"
                        + " Network panel.";
            case "aborted" ->
                "Keep the page open until the response comes: a form that submits itself needs"
                        + " event.preventDefault().";
            case "not-a-browser" -> "Look at the error's cause: name, port, certificate. No CORS header can help.";
            case "test-environment" ->
                "Mock the request in the test, set the test's URL to the API's origin, or let the test server send CORS"
                        + " headers.";
            case "needs-more" ->
                "Open the browser's developer tools (F12), Console, and paste the red lines around it, above all the line"
                        + " that begins \"Access to fetch at\", \"Cross-Origin Request Blocked\" or \"Origin … is not"
                        + " allowed\". Or save a HAR file from the Network panel."
                        + (isHttp(situation.url())
                                ? "\nOr ask the server itself:\n  " + AskServer.send(situation)
                                : "");
            case "unknown-reason" ->
                "Ask the server itself:\n  " + AskServer.send(situation)
                        + "\nor save a HAR file from the Network panel.";
            case "no-origin-sent" -> "Ask again as the page would:\n  " + AskServer.curl(situation);
            case "response-withheld" ->
                "Ask the server itself:\n  " + AskServer.send(situation) + "\nor, with curl,\n  "
                        + AskServer.curl(situation)
                        + "\nOr record the call in Firefox, whose HAR files keep the response.";
            case "connection-refused" ->
                "Start the server, and check the port in the call" + at(situation) + ". No CORS header can help.";
            case "dns" -> "Check the host name in the call; a deleted API or distribution has no name either.";
            case "certificate" ->
                "Open " + url(situation) + " in a tab of its own and read the warning. On your own machine, trust the"
                        + " certificate or use http on both sides.";
            case "offline" -> "Check the connection and make the call again.";
            case "not-cors" -> "Nothing to change for CORS.";
            default ->
                "Check name, port and certificate, and that the server is up, with\n  curl -i "
                        + Shell.quoted(Masking.text(url(situation)))
                        + "\nfrom the same machine. No CORS header can help.";
        };
    }

    /** Returns the component to look at. */
    static ComponentInCharge.Kind component(String code) {
        return switch (code) {
            case "no-scheme",
                    "file-url",
                    "mixed-content",
                    "insecure-local-network",
                    "invalid-local-network-access",
                    "csp",
                    "coep",
                    "cross-origin-frame",
                    "tainted-canvas",
                    "integrity",
                    "preload",
                    "service-worker",
                    "source-map",
                    "forbidden-header",
                    "opener-policy",
                    "opaque-response",
                    "invalid-url",
                    "aborted",
                    "test-environment",
                    "orb",
                    "same-origin-mode",
                    "no-cors-redirect-mode",
                    "scheme",
                    "forbidden-method",
                    "no-cors-method",
                    "body-of-get",
                    "redirect-mode" -> ComponentInCharge.Kind.PAGE;
            case "local-network-access-permission-denied",
                    "cors-disabled",
                    "origin-not-added",
                    "extension",
                    "administrator" -> ComponentInCharge.Kind.BROWSER;
            case "connection",
                    "connection-refused",
                    "connection-closed",
                    "connection-timeout",
                    "dns",
                    "certificate",
                    "offline",
                    "protocol-error",
                    "not-a-browser" -> ComponentInCharge.Kind.NETWORK;
            case "needs-more" -> ComponentInCharge.Kind.UNKNOWN;
            default -> ComponentInCharge.Kind.SERVER;
        };
    }

    /** Returns likely causes in the order of their frequency; empty if the error says it all. */
    static List<Cause> causes(Situation situation) {
        return switch (situation.code()) {
            case "connection", "connection-closed", "connection-timeout" ->
                List.of(
                        new Cause("server-not-running", "The server is not running, or not at this port."),
                        new Cause(
                                "https-to-http", "The URL has https and the server speaks http there, or the reverse."),
                        new Cause("certificate", "The certificate is not trusted by the browser."),
                        new Cause("blocked-by-extension", "An extension or a firewall blocks the request."));
            case "connection-refused" ->
                List.of(
                        new Cause("server-not-running", "The server is not running."),
                        new Cause("wrong-port", "The call has another port than the server."));
            case "needs-more" ->
                List.of(
                        new Cause("cors", "A CORS check failed on the response or its preflight."),
                        new Cause("no-connection", "No response came: name, port, certificate or network."),
                        new Cause(
                                "blocked-by-page-or-extension", "The page's Content-Security-Policy or an extension."));
            case "private-network-preflight", "local-network-access-permission-denied", "insecure-local-network" ->
                List.of(new Cause("page-more-public", "The page comes from a more public network than the server."));
            default -> List.of();
        };
    }

    private static boolean isHttp(@Nullable String url) {
        return url != null && (url.startsWith("http://") || url.startsWith("https://"));
    }

    private static String url(Situation situation) {
        return situation.url() == null ? "the URL" : situation.url();
    }

    private static String named(Situation situation) {
        return situation.url() == null ? "" : " " + situation.url();
    }

    private static String header(Situation situation) {
        return situation.parameter().isEmpty() ? "X-Your-Header" : Quoting.printable(situation.parameter());
    }

    private static String parameter(Situation situation) {
        return situation.parameter().isEmpty() ? "" : " " + situation.parameter();
    }

    private static String at(Situation situation) {
        return situation.url() == null ? "" : " (" + Masking.text(situation.url()) + ")";
    }

    private static String origin(Situation situation) {
        int end = situation.url() == null ? -1 : situation.url().indexOf("://");
        if (situation.url() == null || end < 0) {
            return "";
        }
        int slash = situation.url().indexOf('/', end + 3);
        return " (" + (slash < 0 ? situation.url() : situation.url().substring(0, slash)) + ")";
    }

    private static String withScheme(Situation situation) {
        String url = url(situation);
        String scheme = ComponentInCharge.isLoopback(url) || url.startsWith("localhost") ? "http://" : "https://";
        return url.startsWith("//") ? scheme + url.substring(2) : scheme + url;
    }
}
