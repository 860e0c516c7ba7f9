package dev.corsac.explain;

import static dev.corsac.explain.ComponentInCharge.Kind.BROWSER;
import static dev.corsac.explain.ComponentInCharge.Kind.NETWORK;
import static dev.corsac.explain.ComponentInCharge.Kind.PAGE;
import static dev.corsac.explain.ComponentInCharge.Kind.SERVER;
import static dev.corsac.explain.ComponentInCharge.Kind.UNKNOWN;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What errors mean that are taken for CORS and are not, or that no response header can change, and what to do about them:
 * one row for each {@linkplain BrowserError#code() code}. In a row's texts a name in braces is replaced by a {@link #value} of the
 * situation.
 */
final class OtherErrors {

    /** What is said of errors of the connection that have no row of their own. */
    private static final String CONNECTION = "connection";

    /** Codes with a check for which this class has words of its own. */
    private static final Set<String> CHECKS = Set.of("mixed-content", "no-scheme", "file-url");

    /** Checks of the standard that fail on what the page's script asks for; their words are {@link FailureText}'s. */
    private static final Set<String> CHECKS_OF_THE_SCRIPT = Set.of(
            "same-origin-mode",
            "no-cors-redirect-mode",
            "scheme",
            "forbidden-method",
            "no-cors-method",
            "body-of-get",
            "redirect-mode");

    private static final String CHECK_THE_CONNECTION =
            "Check name, port and certificate, and that the server is up, with\n  curl -i {quoted URL}\nfrom "
                    + "the same machine. No CORS header can help.";

    private static final Map<String, OtherErrors> ROWS = new HashMap<>();

    static {
        add(
                "no-scheme",
                PAGE,
                "The URL {url} has no scheme, so the browser takes what is before the colon for one. This is not "
                        + "about CORS headers.",
                "Write the scheme in the call: {URL with scheme}.");
        add(
                "file-url",
                PAGE,
                "The page or the resource is a file: URL. Files have no origin, so the browser blocks every call "
                        + "between them and to them; no CORS header changes that.",
                "Serve the page and the data over http, such as with\n  npx http-server\nor\n  python3 -m "
                        + "http.server\nand open http://localhost:… instead of the file.");
        add(
                "mixed-content",
                PAGE,
                "The page was loaded over https and calls http: that is mixed content, not CORS. The browser "
                        + "sends no such request.",
                "Call the API over https. API Gateway, function URLs and CloudFront speak https already; a load "
                        + "balancer needs an https listener with a certificate. On your own machine, load the page over "
                        + "http too.");
        add(
                "insecure-local-network",
                PAGE,
                "A page that was loaded over plain http calls a server in a more private network (this machine "
                        + "or the local network). Browsers allow that from https pages only; no CORS header changes it.",
                "Serve the page over https (the user is then asked for permission), or serve page and server "
                        + "from the same network.");
        add(
                "local-network-access-permission-denied",
                BROWSER,
                "A public page calls a server on this machine or in the local network. The browser asks its user "
                        + "for permission, which was denied or never given; no CORS header changes it.",
                "Allow \"Local network access\" for the page in the browser's site settings and reload; for all "
                        + "users, serve the API from a public address. In a frame: allow=\"local-network; "
                        + "loopback-network\".");
        add(
                "invalid-local-network-access",
                PAGE,
                "The option targetAddressSpace of the call names another address space than the server is in.",
                "Remove targetAddressSpace from the call, or name the right one.");
        add(
                "private-network-preflight",
                SERVER,
                "A public page calls a server in a private network, and the response to the preflight lacks "
                        + "Access-Control-Allow-Private-Network: true. (Chrome's Private Network Access; newer versions "
                        + "ask the user instead.)",
                "Update Chrome, or let the preflight's response carry Access-Control-Allow-Private-Network: true.");
        add(
                "cors-disabled",
                BROWSER,
                "Firefox's setting content.cors.disable is on: it blocks every call to another origin.",
                "In about:config set content.cors.disable to false.");
        add(
                "origin-not-added",
                BROWSER,
                "Firefox could not add the header Origin to the request; an extension may remove it.",
                "Make the call in a private window without extensions.");
        add(
                "authorization-wildcard",
                SERVER,
                "A warning, not an error: Access-Control-Allow-Headers: * covers Authorization today and will "
                        + "not in the future.",
                "List Authorization by name in Access-Control-Allow-Headers.");
        add(
                "csp",
                PAGE,
                "The page's own Content-Security-Policy (connect-src or default-src) does not allow the URL. The "
                        + "request was not sent, so no server can change it.",
                "Add the API's origin{ (origin)} to connect-src in the page's Content-Security-Policy: the header "
                        + "of the response with the page, or its <meta http-equiv>.");
        add(
                "extension",
                BROWSER,
                "An extension, an ad blocker or the browser's tracking protection blocked the request before it "
                        + "was sent. It is not CORS.",
                "Make the call in a private window without extensions, or rename the path that is blocked.");
        add(
                "administrator",
                BROWSER,
                "A policy of the browser's administrator blocked the request. It is not CORS.",
                "Ask the administrator.");
        add(
                "orb",
                PAGE,
                "The browser's Opaque Response Blocking dropped the response: a call or element in mode no-cors "
                        + "got data (JSON, HTML) that such a mode must not read.",
                "Use fetch without mode: 'no-cors' and let the server send CORS headers, or load the data from "
                        + "the page's own origin.");
        add(
                "corp",
                SERVER,
                "The resource's Cross-Origin-Resource-Policy header keeps pages of other origins or sites from "
                        + "using it.",
                "Let the resource be sent with Cross-Origin-Resource-Policy: cross-origin, or load it with CORS "
                        + "(crossorigin attribute, fetch without mode: 'no-cors').");
        add(
                "coep",
                PAGE,
                "The page's Cross-Origin-Embedder-Policy requires that every resource permits its use by CORS or "
                        + "by Cross-Origin-Resource-Policy.",
                "Load the resource with CORS (crossorigin attribute), or let it carry "
                        + "Cross-Origin-Resource-Policy: cross-origin.");
        add(
                "framing",
                SERVER,
                "The page must not be shown in a frame: its X-Frame-Options or frame-ancestors says so. It is "
                        + "not CORS.",
                "Allow the page in frame-ancestors of the framed page's Content-Security-Policy.");
        add(
                "cross-origin-frame",
                PAGE,
                "A script reached into a window or frame of another origin. It is not CORS: windows talk by "
                        + "postMessage.",
                "Use window.postMessage between the two.");
        add(
                "tainted-canvas",
                PAGE,
                "A canvas has an image of another origin that was loaded without CORS, so its pixels cannot be "
                        + "read.",
                "Set crossorigin on the <img> before its src, and let the image's server send "
                        + "Access-Control-Allow-Origin.");
        add(
                "integrity",
                PAGE,
                "The element has an integrity attribute and loads from another origin without crossorigin, so "
                        + "the browser cannot check it.",
                "Add crossorigin=\"anonymous\" to the element.");
        add(
                "module-not-loaded",
                SERVER,
                "The browser could not load the module{ URL}. The line does not state why: the file is gone, "
                        + "the response is not JavaScript, or it comes from another origin without CORS headers.",
                "Open {module} in a tab of its own. If it is gone, a new version was deployed while the page was "
                        + "open: reload, and keep the old files for a while. If it is HTML, the server sends its index "
                        + "page for unknown paths. If it is on another origin, that server must send "
                        + "Access-Control-Allow-Origin.");
        add(
                "preload",
                PAGE,
                "A warning, not an error: <link rel=preload> loads{ resource} with another mode or other "
                        + "credentials than the element or script that uses it, so it is loaded twice.",
                "Give both the same crossorigin attribute: crossorigin on the <link> for fonts, modules and "
                        + "fetch; none for plain images, styles and scripts. A fetch with credentials needs "
                        + "crossorigin=\"use-credentials\".");
        add(
                "service-worker",
                PAGE,
                "The page's service worker responded to the call{ to URL} with something that the call cannot "
                        + "use{ (parameter)}: usually an opaque response, from a fetch in mode no-cors or from a cache, "
                        + "where the page wants one with CORS.",
                "In the service worker, pass calls to other origins through (return without respondWith), or "
                        + "fetch event.request itself instead of its URL, which keeps mode and credentials. Do not respond "
                        + "from a cache that holds opaque responses. Then unregister the worker once (Application, Service "
                        + "workers) and reload: if the call works without it, the worker was the cause.");
        add(
                "source-map",
                PAGE,
                "The developer tools found no source map. Only they ask for it: no call of the page failed, and "
                        + "it is not CORS.",
                "Nothing to change for CORS. Deploy the .map files, or switch source maps off in the tools.");
        add(
                "header-not-exposed",
                SERVER,
                "The script read the response header{ parameter}, which Access-Control-Expose-Headers of the "
                        + "response does not list. The call itself was not blocked.",
                "Let the response carry\n  Access-Control-Expose-Headers: {header}\nWith Corsac: "
                        + "EXPOSED_HEADERS={header}, or exposeHeaders({header in Java}).");
        add(
                "forbidden-header",
                PAGE,
                "The script set the request header{ parameter}, which only the browser sets. The browser leaves "
                        + "it out and sends the request.",
                "Remove{ parameter} from the headers of the call. Where a server needs the value, send it under a "
                        + "name of your own, and allow that name.");
        add(
                "cookie-rejected",
                SERVER,
                "The browser rejected or withheld a cookie{ parameter}. No CORS header changes that: SameSite, "
                        + "Secure and the browser's rules for third-party cookies decide.",
                "Set the cookie with SameSite=None; Secure (over https) if page and API are of different sites; "
                        + "better, serve both from one site, such as www.example.com and api.example.com, or send a token "
                        + "in a header.");
        add(
                "opener-policy",
                PAGE,
                "Cross-Origin-Opener-Policy keeps a page and the window that it opened apart, often in a login "
                        + "by pop-up. It is not CORS.",
                "Send the page that opens the window with Cross-Origin-Opener-Policy: same-origin-allow-popups.");
        add(
                "mime-type",
                SERVER,
                "The response has the wrong Content-Type for a script or style sheet, which is often an error "
                        + "page in HTML. It is not CORS.",
                "Open the URL by itself and see what it returns; send the right Content-Type.");
        add(
                "websocket",
                SERVER,
                "WebSockets have no CORS: the server refused the handshake or could not be reached. Servers "
                        + "check the header Origin themselves.",
                "Open the URL with a WebSocket client and look at the handshake's status. Allow the page's "
                        + "origin in the server's own list.");
        add(
                "opaque-response",
                PAGE,
                "The call was made with mode: 'no-cors', so its response is opaque: status 0 and an empty body, "
                        + "which is not JSON. The mode does not get around CORS; it gives up the response.",
                "Remove mode: 'no-cors' and let the server send CORS headers.");
        add(
                "html-for-json",
                SERVER,
                "The script expected JSON and got HTML: usually an error page, a login page or the page's own "
                        + "index.html from the wrong URL. The call was not blocked.",
                "Look at the response in the Network panel: its URL, status and body.");
        add(
                "invalid-url",
                PAGE,
                "The browser cannot parse the URL{ URL}.",
                "Write an absolute URL, such as https://api.example.com/orders.");
        add(
                "http-error",
                SERVER,
                "The server responded with {status}. This line by itself does not state that CORS blocked the "
                        + "response.",
                "If the console has a line about CORS next to it, paste both. Otherwise look at the response's "
                        + "body in the Network panel.");
        add(
                "aborted",
                PAGE,
                "The page was left or the script cancelled the call before the response came. It is not CORS.",
                "Keep the page open until the response comes: a form that submits itself needs "
                        + "event.preventDefault().");
        add(
                "not-a-browser",
                NETWORK,
                "This comes from Node.js, a native app or a command, where there is no CORS: the request itself "
                        + "failed.",
                "Look at the error's cause: name, port, certificate. No CORS header can help.");
        add(
                "test-environment",
                PAGE,
                "This comes from jsdom, which checks CORS in unit tests as a browser does: the test's origin is "
                        + "usually http://localhost.",
                "Mock the request in the test, set the test's URL to the API's origin, or let the test server "
                        + "send CORS headers.");
        add(
                "needs-more",
                UNKNOWN,
                "This line is what a script sees of any failed call: it does not state the reason. The browser's "
                        + "console states it in a line of its own, usually the one above.",
                "Open the browser's developer tools (F12), Console, and paste the red lines around it, above all "
                        + "the line that begins \"Access to fetch at\", \"Cross-Origin Request Blocked\" or \"Origin … is "
                        + "not allowed\". Or save a HAR file from the Network panel.{or explain --send}");
        add(
                "unknown-reason",
                SERVER,
                "A browser blocked the call by CORS; the text leaves the reason out or words it in an unknown "
                        + "way.",
                "Ask the server itself:\n  {explain --send}\nor save a HAR file from the Network panel.");
        add(
                "no-origin-sent",
                SERVER,
                "The request that was made has no Origin header, so it was not a call from another origin: "
                        + "servers that check the origin send no CORS headers then. The response states nothing about the "
                        + "page's call.",
                "Ask again as the page would:\n  {curl}");
        add(
                "response-withheld",
                SERVER,
                "The browser reports a failed call and keeps its response out of the recording, so the failed "
                        + "check cannot be seen there.",
                "Ask the server itself:\n  {explain --send}\nor, with curl,\n  {curl}\nOr record the call in Firefox, "
                        + "whose HAR files keep the response.");
        add("not-cors", SERVER, "CORS does not apply to this request.", "Nothing to change for CORS.");
        add(
                "connection-refused",
                NETWORK,
                "Nothing listens at that address: the connection to {host} was refused.",
                "Start the server, and check the port in the call{ (URL)}. No CORS header can help.");
        add(
                "connection-closed",
                NETWORK,
                "The connection to {host} was closed before a response came.",
                CHECK_THE_CONNECTION);
        add("connection-timeout", NETWORK, "The connection to {host} timed out.", CHECK_THE_CONNECTION);
        add(
                "dns",
                NETWORK,
                "The name {host} does not resolve to an address.",
                "Check the host name in the call; a deleted API or distribution has no name either.");
        add(
                "certificate",
                NETWORK,
                "The browser does not trust the certificate of {host}, so it sends no request from a script.",
                "Open {url} in a tab of its own and read the warning. On your own machine, trust the certificate "
                        + "or use http on both sides.");
        add("offline", NETWORK, "The browser was offline.", "Check the connection and make the call again.");
        add(
                "protocol-error",
                NETWORK,
                "The response of {host} was broken (HTTP/2, HTTP/3 or TLS).",
                CHECK_THE_CONNECTION);
        add(
                "connection",
                NETWORK,
                "No response came from {host}: the connection failed, which browsers report like a CORS error. "
                        + "No header can help.",
                CHECK_THE_CONNECTION);
    }

    private final ComponentInCharge.Kind component;
    private final String meaning;
    private final String steps;

    private OtherErrors(ComponentInCharge.Kind component, String meaning, String steps) {
        this.component = component;
        this.meaning = meaning;
        this.steps = steps;
    }

    private static void add(String code, ComponentInCharge.Kind component, String meaning, String steps) {
        ROWS.put(code, new OtherErrors(component, meaning, steps));
    }

    private static OtherErrors row(String code) {
        OtherErrors row = ROWS.get(code);
        return row == null ? Objects.requireNonNull(ROWS.get(CONNECTION)) : row;
    }

    /** Whether {@link #steps} has words for an error with this code although a check of the standard failed. */
    static boolean has(String code) {
        return CHECKS.contains(code) || component(code) == NETWORK;
    }

    /** Returns what the error means. */
    static String text(Situation situation) {
        return filled(row(situation.code()).meaning, situation);
    }

    /** Returns what an error of the connection means. */
    static String connection(Situation situation) {
        String code = component(situation.code()) == NETWORK ? situation.code() : CONNECTION;
        return filled(row(code).meaning, situation);
    }

    /** Returns what to do; never empty. */
    static String steps(Situation situation) {
        return filled(row(situation.code()).steps, situation);
    }

    /** Returns the component to look at. */
    static ComponentInCharge.Kind component(String code) {
        OtherErrors row = ROWS.get(code);
        if (row != null) {
            return row.component;
        }
        return CHECKS_OF_THE_SCRIPT.contains(code) ? PAGE : SERVER;
    }

    /** Replaces the names in braces; what a value contains is not looked at again. */
    private static String filled(String template, Situation situation) {
        StringBuilder text = new StringBuilder();
        int copied = 0;
        for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', copied)) {
            int close = template.indexOf('}', open);
            text.append(template, copied, open).append(value(template.substring(open + 1, close), situation));
            copied = close + 1;
        }
        return text.append(template, copied, template.length()).toString();
    }

    private static String value(String name, Situation situation) {
        String url = situation.url();
        String parameter = situation.parameter();
        return switch (name) {
            case "url" -> url(situation);
            case "quoted URL" -> Shell.quoted(Masking.text(url(situation)));
            case "URL with scheme" -> withScheme(situation);
            case " URL" -> url == null ? "" : " " + url;
            case " to URL" -> url == null ? "" : " to " + url;
            case " resource" -> url == null ? " the resource" : " " + url;
            case "module" -> url == null ? "the module's URL" : Masking.text(url);
            case " (URL)" -> url == null ? "" : " (" + Masking.text(url) + ")";
            case " (origin)" -> origin(url);
            case "host" -> situation.host().isEmpty() ? "the server" : situation.host();
            case "status" -> situation.status() == 0 ? "an error" : "status " + situation.status();
            case " parameter" -> parameter.isEmpty() ? "" : " " + parameter;
            case " (parameter)" -> parameter.isEmpty() ? "" : " (" + parameter + ")";
            case "header" -> header(parameter);
            case "header in Java" -> Quoting.java(header(parameter));
            case "explain --send" -> AskServer.send(situation);
            case "curl" -> AskServer.curl(situation);
            case "or explain --send" ->
                url != null && (url.startsWith("http://") || url.startsWith("https://"))
                        ? "\nOr ask the server itself:\n  " + AskServer.send(situation)
                        : "";
            default -> throw new AssertionError(name);
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

    private static String url(Situation situation) {
        return situation.url() == null ? "the URL" : situation.url();
    }

    private static String header(String parameter) {
        return parameter.isEmpty() ? "X-Your-Header" : Quoting.printable(parameter);
    }

    private static String origin(@Nullable String url) {
        int end = url == null ? -1 : url.indexOf("://");
        if (url == null || end < 0) {
            return "";
        }
        int slash = url.indexOf('/', end + 3);
        return " (" + (slash < 0 ? url : url.substring(0, slash)) + ")";
    }

    private static String withScheme(Situation situation) {
        String url = url(situation);
        String scheme = ComponentInCharge.isLoopback(url) || url.startsWith("localhost") ? "http://" : "https://";
        return url.startsWith("//") ? scheme + url.substring(2) : scheme + url;
    }
}
