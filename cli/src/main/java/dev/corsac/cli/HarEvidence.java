package dev.corsac.cli;

import dev.corsac.browser.Browser;
import dev.corsac.browser.Call;
import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Engine;
import dev.corsac.browser.Outcome;
import dev.corsac.explain.CurlCommand;
import dev.corsac.explain.Evidence;
import dev.corsac.explain.RecordedExchange;
import dev.corsac.explain.RecordedPair;
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
        List<RecordedExchange> entries = har.entries();
        for (int i = 0; i < entries.size(); i++) {
            RecordedExchange entry = entries.get(i);
            String location = entry.responseHeaders().first("Location");
            if (location != null) {
                redirectTargets.add(location);
            }
            String origin = origin(entry);
            if (origin == null || !entry.url().contains(urlPart) || !isCrossOrigin(origin, entry.url())) {
                continue;
            }
            crossOrigin++;
            RecordedExchange preflight = null;
            RecordedExchange actual = null;
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
                withheld.add(CurlCommand.asking(origin, actual.method(), actual.url(), actual.requestHeaders()));
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

    private @Nullable RecordedExchange find(String url, String method, boolean preflight) {
        for (RecordedExchange entry : har.entries()) {
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
            @Nullable RecordedExchange preflight,
            @Nullable RecordedExchange actual,
            @Nullable CredentialsMode credentials) {
        RecordedPair recorded = new RecordedPair(origin, preflight, actual, har.entries());
        List<String> notes = new ArrayList<>();
        Call call;
        try {
            call = recorded.call();
        } catch (IllegalArgumentException e) {
            return null;
        }
        boolean withheld = actual == null || actual.isWithheld();
        boolean failed = actual == null || !actual.error().isEmpty() || actual.status() == 0;
        for (CredentialsMode mode : modes(credentials, recorded.source())) {
            Call attempt = call.withCredentials(mode);
            Outcome outcome = Browser.of(engine).fetch(attempt, recorded.server());
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
                        har.engine(), attempt, recorded.server(), notes, recorded.cookies(attempt.url()), true);
            }
        }
        return null;
    }

    /** No file says what the script asked for: first what was seen, then, if the call failed, what would explain it. */
    private static List<CredentialsMode> modes(@Nullable CredentialsMode wanted, RecordedExchange source) {
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

    private static boolean isCrossOrigin(String origin, String url) {
        try {
            return !Url.parse(url).origin().equals(origin);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** From {@code Origin}, or, where the browser kept provisional headers only, from {@code Referer}. */
    private static @Nullable String origin(RecordedExchange entry) {
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
