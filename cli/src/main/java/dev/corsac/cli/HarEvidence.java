package dev.corsac.cli;

import dev.corsac.browser.Browser;
import dev.corsac.browser.Call;
import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Engine;
import dev.corsac.browser.Outcome;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import dev.corsac.http.Url;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The blocked calls of a HAR file. Browsers differ in what they keep of one: Chrome and Safari leave the response out, or
 * keep the preflight alone; Firefox keeps most of it. What is left must be enough, or the reader is told how to get more.
 */
final class HarEvidence {

    /** What browsers add themselves; everything else in a request comes from the script. */
    private static final Set<String> BROWSERS_OWN = Set.of(
            "accept",
            "accept-language",
            "user-agent",
            "priority",
            "dnt",
            "cache-control",
            "pragma",
            "range",
            "if-none-match",
            "if-modified-since");

    private final HarReader.Har har;
    private final Engine engine;

    private HarEvidence(HarReader.Har har) {
        this.har = har;
        Engine known = har.engine();
        this.engine = known == null ? Engine.CHROMIUM : known;
    }

    /**
     * The blocked calls, oldest first.
     *
     * @param urlPart only those whose URL contains this
     * @throws Failure if there is none, or if the browser withheld what is needed
     */
    static List<Evidence> blocked(
            HarReader.Har har, String name, String urlPart, @Nullable CredentialsMode credentials) {
        return new HarEvidence(har).blocked(name, urlPart, credentials);
    }

    private List<Evidence> blocked(String name, String urlPart, @Nullable CredentialsMode credentials) {
        List<Evidence> found = new ArrayList<>();
        List<String> withheld = new ArrayList<>();
        Set<String> redirectTargets = new HashSet<>();
        int crossOrigin = 0;
        List<HarEntry> entries = har.entries();
        for (int i = 0; i < entries.size(); i++) {
            HarEntry entry = entries.get(i);
            String location = entry.responseHeaders().first("Location");
            if (location != null) {
                redirectTargets.add(location);
            }
            String origin = origin(entry);
            if (origin == null || !entry.url().contains(urlPart) || !isCrossOrigin(origin, entry.url())) {
                continue;
            }
            crossOrigin++;
            HarEntry preflight = null;
            HarEntry actual = null;
            if (entry.isPreflight()) {
                String method = entry.requestHeaders().first("Access-Control-Request-Method");
                if (find(entry.url(), String.valueOf(method), false) != null) {
                    continue;
                }
                preflight = entry;
            } else {
                if (redirectTargets.contains(entry.url())) {
                    continue;
                }
                actual = entry;
                preflight = find(entry.url(), entry.method(), true);
            }
            Evidence evidence = evidence(origin, preflight, actual, credentials);
            if (evidence != null) {
                found.add(evidence);
            } else if (actual != null && actual.isWithheld()) {
                withheld.add(HowTo.curl(origin, actual.method(), actual.url(), actual.requestHeaders()));
            }
        }
        if (found.isEmpty()) {
            throw nothing(name, urlPart, crossOrigin, withheld);
        }
        return found;
    }

    private Failure nothing(String name, String urlPart, int crossOrigin, List<String> withheld) {
        if (!withheld.isEmpty()) {
            return new Failure(name + " has the blocked call, but the browser withheld what the server answered."
                    + " Ask the server yourself and hand its answer over:\n  " + String.join("\n  ", withheld)
                    + "\n(Or record the call in Firefox, whose HAR files keep the answer.)");
        }
        String which = urlPart.isEmpty() ? "" : " whose URL contains \"" + urlPart + "\"";
        if (crossOrigin == 0) {
            return new Failure(name + " has " + har.entries().size() + " entries and no call to another origin" + which
                    + ". Open the Network panel, tick \"Preserve log\", make the call again, then save the HAR file");
        }
        return new Failure(name + " has " + crossOrigin + " calls to another origin" + which
                + ", and none of them was blocked. If one should have been, say so with --credentials include");
    }

    private @Nullable HarEntry find(String url, String method, boolean preflight) {
        for (HarEntry entry : har.entries()) {
            if (entry.isPreflight() == preflight && entry.url().equals(url)) {
                String asked =
                        preflight ? entry.requestHeaders().first("Access-Control-Request-Method") : entry.method();
                if (method.equals(asked)) {
                    return entry;
                }
            }
        }
        return null;
    }

    private @Nullable Evidence evidence(
            String origin,
            @Nullable HarEntry preflight,
            @Nullable HarEntry actual,
            @Nullable CredentialsMode credentials) {
        HarEntry source = actual != null ? actual : preflight;
        if (source == null) {
            return null;
        }
        List<String> notes = new ArrayList<>();
        String method = source.method();
        if (actual == null) {
            String asked = source.requestHeaders().first("Access-Control-Request-Method");
            method = asked == null ? method : asked;
        }
        Call call;
        try {
            call = Call.fetch(origin, method, source.url()).withHeaders(scriptHeaders(preflight, actual));
        } catch (IllegalArgumentException e) {
            return null;
        }
        boolean withheld = actual == null || actual.isWithheld();
        boolean failed = actual == null || !actual.error().isEmpty() || actual.status() == 0;
        for (CredentialsMode mode : modes(credentials, source)) {
            Call attempt = call.withCredentials(mode);
            Outcome outcome = Browser.of(engine).fetch(attempt, request -> respond(request, preflight, actual));
            if (outcome instanceof Outcome.Blocked blocked) {
                boolean answerMissing = blocked.failure().status() == 0
                        && !blocked.exchanges().isEmpty()
                        && blocked.exchanges()
                                        .get(blocked.exchanges().size() - 1)
                                        .response()
                                == null;
                if (answerMissing) {
                    continue;
                }
                if (mode == CredentialsMode.INCLUDE && credentials == null) {
                    notes.add("Taken for a call with credentials: "
                            + (failed
                                    ? "only then is it blocked. (--credentials says otherwise.)"
                                    : "it had a cookie. (--credentials says otherwise.)"));
                }
                if (withheld && !blocked.failure().preflight()) {
                    continue;
                }
                return new Evidence(
                        har.engine(),
                        attempt,
                        request -> respond(request, preflight, actual),
                        notes,
                        cookies(attempt, actual),
                        true);
            }
        }
        return null;
    }

    /** Those of the call itself, and what any answer in the file set for its server. */
    private List<SeenCookie> cookies(Call call, @Nullable HarEntry actual) {
        SeenCookie.Jar jar = new SeenCookie.Jar(call.url());
        for (HarEntry entry : har.entries()) {
            // Browsers keep nothing that the answer to a preflight sets.
            if (!entry.isPreflight() && entry.responseHeaders().has("Set-Cookie")) {
                try {
                    jar.set(Url.parse(entry.url()).host(), entry.responseHeaders());
                } catch (IllegalArgumentException e) {
                    // Such as data: and blob:, which have no host and set nothing.
                }
            }
        }
        if (actual != null) {
            jar.sent(actual.requestHeaders());
        }
        return jar.cookies();
    }

    /** No file says what the script asked for: first what was seen, then, if the call failed, what would explain it. */
    private static List<CredentialsMode> modes(@Nullable CredentialsMode wanted, HarEntry source) {
        if (wanted != null) {
            return List.of(wanted);
        }
        boolean cookie = source.requestHeaders().has("Cookie");
        boolean failed = source.status() == 0 || !source.error().isEmpty();
        if (cookie) {
            return List.of(CredentialsMode.INCLUDE);
        }
        return failed || source.isPreflight()
                ? List.of(CredentialsMode.SAME_ORIGIN, CredentialsMode.INCLUDE)
                : List.of(CredentialsMode.SAME_ORIGIN);
    }

    private @Nullable Response respond(Request request, @Nullable HarEntry preflight, @Nullable HarEntry actual) {
        boolean asksFirst =
                request.method().equals("OPTIONS") && request.headers().has("Access-Control-Request-Method");
        HarEntry entry = asksFirst ? preflight : actual;
        String url = request.url().toString();
        if (entry == null || !sameUrl(entry.url(), url)) {
            entry = null;
            for (HarEntry each : har.entries()) {
                if (each.isPreflight() == asksFirst && sameUrl(each.url(), url)) {
                    entry = each;
                }
            }
        }
        if (entry == null || entry.status() < 100 || entry.status() > 999) {
            return null;
        }
        if (asksFirst && entry.isWithheld()) {
            return null;
        }
        return Response.of(entry.status(), entry.responseHeaders());
    }

    private static boolean sameUrl(String one, String other) {
        try {
            return Url.parse(one).toString().equals(other);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static Headers scriptHeaders(@Nullable HarEntry preflight, @Nullable HarEntry actual) {
        List<Header> lines = new ArrayList<>();
        Set<String> names = new HashSet<>();
        String asked = preflight == null ? null : preflight.requestHeaders().first("Access-Control-Request-Headers");
        if (actual != null) {
            for (Header line : actual.requestHeaders()) {
                String name = line.lowerCaseName();
                boolean asks = asked != null && List.of(asked.split(",", -1)).contains(name);
                if (asks || (preflight == null && !BROWSERS_OWN.contains(name))) {
                    lines.add(line);
                    names.add(name);
                }
            }
        }
        if (asked != null) {
            for (String name : asked.split(",", -1)) {
                if (Header.isToken(name.strip()) && names.add(name.strip())) {
                    // Its value is not known; that it is no safelisted one is.
                    lines.add(new Header(name.strip(), "(unknown)"));
                }
            }
        }
        return Headers.of(lines);
    }

    private static boolean isCrossOrigin(String origin, String url) {
        try {
            return !Url.parse(url).origin().equals(origin);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** From {@code Origin}, or, where the browser kept provisional headers only, from {@code Referer}. */
    private static @Nullable String origin(HarEntry entry) {
        String origin = entry.requestHeaders().first("Origin");
        if (origin != null) {
            return origin;
        }
        String referer = entry.requestHeaders().first("Referer");
        if (referer == null || (entry.status() != 0 && entry.error().isEmpty())) {
            return null;
        }
        try {
            return Url.parse(referer).origin();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
