package dev.corsac.explain;

import dev.corsac.browser.Browser;
import dev.corsac.browser.Call;
import dev.corsac.browser.Check;
import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Engine;
import dev.corsac.browser.Initiator;
import dev.corsac.browser.Origin;
import dev.corsac.browser.Outcome;
import dev.corsac.http.Body;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import dev.corsac.http.Url;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The requests of {@code corsac explain --send}: the preflight and the call as a browser makes them, then once more as a page
 * of a stranger and without {@code Origin}. Only GET, HEAD and OPTIONS are sent, unless the user asks for more: of a call with
 * another method, only the preflight. Redirects are not followed. Immutable.
 *
 * @param url what to call
 * @param origin the page's origin, as a browser sends it
 * @param method the call's method
 * @param headers what the script sets; a {@code Cookie} among them is sent with the call if the credentials mode is {@code
 *     include}
 * @param credentials the call's credentials mode
 * @param body empty for none
 * @param unsafe whether methods other than GET, HEAD and OPTIONS, and a body, may be sent
 * @param userAgent what the requests name themselves; it contains Corsac's name
 */
public record SendPlan(
        String url,
        String origin,
        String method,
        Headers headers,
        CredentialsMode credentials,
        Body body,
        boolean unsafe,
        String userAgent) {

    /** The origin that stands for any page of somebody else; nobody can have it. */
    public static final String STRANGER = "https://stranger.invalid";

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    /** What the tool sends itself, or what would break the connection. */
    private static final Set<String> OWN =
            Set.of("host", "content-length", "connection", "transfer-encoding", "upgrade");

    /** Returns what is wrong with the plan, each with the option's name and what to do; empty if nothing is. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        Url target = null;
        try {
            target = Url.parse(url);
            if (!target.scheme().equals("http") && !target.scheme().equals("https")) {
                problems.add("--url: \"" + url + "\" is not an http or https URL.");
            }
        } catch (IllegalArgumentException e) {
            problems.add("--url: \"" + url + "\" is not an absolute URL. Give it with its scheme, such as"
                    + " https://api.example.com/orders.");
        }
        try {
            Origin page = Origin.parse(origin);
            if (target != null && page.isSameOriginAs(target)) {
                problems.add("--origin: " + origin
                        + " is the origin of --url itself, so there is no CORS. Give the origin of"
                        + " the page that calls.");
            }
        } catch (IllegalArgumentException e) {
            problems.add("--origin: \"" + origin + "\" is not an origin. Give scheme, host and port only, such as"
                    + " https://shop.example.com.");
        }
        if (!Header.isToken(method)) {
            problems.add("--method: \"" + method + "\" is not a valid HTTP method. Use a single token, such as PUT.");
        } else if (!unsafe && method.equals("POST") && !needsPreflight()) {
            problems.add("--method: a POST is sent only with --unsafe, because it may change something on the server.");
        }
        if (!body.isEmpty() && !unsafe) {
            problems.add("--data: a body is sent only with --unsafe, because it may change something on the server.");
        }
        return problems;
    }

    private boolean needsPreflight() {
        boolean[] asked = {false};
        try {
            Browser.of(Engine.CHROMIUM).fetch(call(origin), request -> {
                asked[0] |= request.isPreflight();
                return null;
            });
        } catch (IllegalArgumentException e) {
            return false;
        }
        return asked[0];
    }

    private Call call(String page) {
        return Call.fetch(page, method, url).withHeaders(headers).withBody(body).withCredentials(credentials);
    }

    /**
     * Sends the requests, one after the other.
     *
     * @return three calls: of the page, of a stranger's page, and without an origin (whose page is null)
     * @throws IllegalStateException if the plan has problems
     */
    public List<RecordedCall> run(Sender sender) {
        List<String> problems = problems();
        if (!problems.isEmpty()) {
            throw new IllegalStateException(String.join(" ", problems));
        }
        return List.of(asPage(origin, sender), asPage(STRANGER, sender), withoutOrigin(sender));
    }

    private RecordedCall asPage(String page, Sender sender) {
        Call call = call(page);
        List<RecordedExchange> exchanges = new ArrayList<>();
        String target = call.url().toString();
        Outcome outcome = Browser.of(Engine.CHROMIUM).fetch(call, request -> {
            if (!request.url().toString().equals(target) || (!request.isPreflight() && !mayBeSent())) {
                return null;
            }
            return ask(sender, completed(request), exchanges);
        });
        boolean stopped =
                outcome instanceof Outcome.Blocked blocked && blocked.failure().preflight();
        if (stopped
                && SAFE.contains(method)
                && exchanges.stream().noneMatch(each -> !each.error().isEmpty())) {
            // A browser stops here; what the server sends to the call itself helps to find the cause.
            ask(
                    sender,
                    completed(new Request(method, call.url(), headers.plus("Origin", page), Body.EMPTY)),
                    exchanges);
        }
        return recorded(page, exchanges);
    }

    private boolean mayBeSent() {
        return unsafe || SAFE.contains(method);
    }

    private static @Nullable Response ask(Sender sender, Request request, List<RecordedExchange> exchanges) {
        RecordedExchange exchange = sender.send(request);
        exchanges.add(exchange);
        return exchange.status() < 100 || exchange.status() > 999
                ? null
                : Response.of(exchange.status(), exchange.responseHeaders());
    }

    private RecordedCall withoutOrigin(Sender sender) {
        List<RecordedExchange> exchanges = new ArrayList<>();
        if (mayBeSent()) {
            ask(sender, completed(new Request(method, Url.parse(url), headers, body)), exchanges);
        }
        return recorded(null, exchanges);
    }

    /** The request with what the tool adds: its name, and the cookies that a script cannot set. */
    private Request completed(Request request) {
        List<Header> lines = new ArrayList<>();
        for (Header line : request.headers()) {
            String name = line.lowerCaseName();
            if (!OWN.contains(name) && !name.equals("user-agent") && !name.equals("cookie")) {
                lines.add(line);
            }
        }
        lines.add(new Header("User-Agent", userAgent));
        if (!request.isPreflight() && credentials == CredentialsMode.INCLUDE) {
            for (String cookie : headers.all("Cookie")) {
                lines.add(new Header("Cookie", cookie));
            }
        }
        return request.withHeaders(Headers.of(lines));
    }

    private RecordedCall recorded(@Nullable String page, List<RecordedExchange> exchanges) {
        BrowserError error = null;
        SeenCookies cookies = new SeenCookies();
        Headers actual = Headers.EMPTY;
        for (RecordedExchange each : exchanges) {
            cookies.add(each);
            if (!each.isPreflight()) {
                actual = each.requestHeaders();
            }
            if (!each.error().isEmpty()) {
                error = new BrowserError(
                        null, each.error(), Check.CONNECTION, each.isPreflight(), "", 0, null, List.of());
            }
        }
        return RecordedCall.builder(RecordedCall.Source.SENT, new InputPlace(url, 0, 0))
                .initiator(Initiator.FETCH)
                .page(page)
                .method(method)
                .url(url)
                .credentials(credentials)
                .requestHeaders(headers.without("Cookie"))
                .exchanges(exchanges)
                .cookies(cookies.of(url, actual))
                .error(error)
                .build();
    }
}
