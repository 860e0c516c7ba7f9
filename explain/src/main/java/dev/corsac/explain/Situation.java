package dev.corsac.explain;

import dev.corsac.browser.Browser;
import dev.corsac.browser.Call;
import dev.corsac.browser.Check;
import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Engine;
import dev.corsac.browser.Exchange;
import dev.corsac.browser.Failure;
import dev.corsac.browser.Outcome;
import dev.corsac.http.HeaderValues;
import dev.corsac.http.Headers;
import dev.corsac.http.Response;
import dev.corsac.http.Url;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A failed check with everything that is known around it: what causes and fixes are chosen by. Immutable.
 *
 * @param check the check that failed; null for an error that is not one of the Fetch Standard's checks
 * @param code the diagnosis' code
 * @param preflight whether it failed on the response to a preflight; null if that is not known
 * @param status of the response that failed; 0 if it is not known
 * @param parameter the value that failed; empty if there is nothing to name, or it is not known
 * @param refusedHeaders the request headers that the preflight's response does not allow
 * @param page the page's origin; null if it is not known
 * @param sentOrigin the origin as it was sent where the check failed; null if it is not known
 * @param method as the script wrote it; null if it is not known
 * @param url where the call had got to; null if it is not known
 * @param calledUrl what the script called; null if it is not known
 * @param include whether the call was made with credentials, as far as that is known or follows
 * @param response what is known of the header lines of the response that failed
 * @param body how its body begins; empty if that is not known
 * @param askedMethods the methods that preflights asked for
 * @param askedHeaders the header names that preflights asked for
 * @param lists the headers of the preflight's response as far as they are known: what it allows already
 */
record Situation(
        @Nullable Check check,
        String code,
        @Nullable Boolean preflight,
        int status,
        String parameter,
        List<String> refusedHeaders,
        @Nullable String page,
        @Nullable String sentOrigin,
        @Nullable String method,
        @Nullable String url,
        @Nullable String calledUrl,
        boolean include,
        Headers response,
        String body,
        List<String> askedMethods,
        List<String> askedHeaders,
        Headers lists) {

    Situation {
        refusedHeaders = List.copyOf(refusedHeaders);
        askedMethods = List.copyOf(askedMethods);
        askedHeaders = List.copyOf(askedHeaders);
    }

    /**
     * Returns what the model's outcome shows.
     *
     * @param body how the body of the response that failed begins; empty if that is not known
     * @param isPageKnown whether the call's origin is the page's, not one that was made up
     */
    static Situation of(Outcome.Blocked blocked, String body, boolean isPageKnown) {
        Failure failure = blocked.failure();
        Call call = blocked.call();
        List<Exchange> made = blocked.exchanges();
        Response response = made.isEmpty() ? null : made.get(made.size() - 1).response();
        Headers lists = Headers.EMPTY;
        for (Exchange exchange : made) {
            Response received = exchange.response();
            if (exchange.preflight() && received != null && lists.isEmpty()) {
                lists = received.headers();
            }
        }
        String code = MessageDiagnosis.code(failure.check());
        if (failure.preflight()
                && FailureText.isHeaderCheck(failure.check())
                && (failure.status() < 200 || failure.status() > 299)) {
            code = "preflight-status";
        }
        return new Situation(
                failure.check(),
                code,
                failure.preflight(),
                failure.status(),
                failure.parameter(),
                failure.refusedHeaders(),
                isPageKnown ? call.origin().toString() : null,
                isPageKnown ? failure.origin().toString() : null,
                call.method(),
                failure.url().toString(),
                call.url().toString(),
                call.credentials() == CredentialsMode.INCLUDE,
                response == null ? Headers.EMPTY : response.headers(),
                body,
                asked(call, made, "Access-Control-Request-Method"),
                asked(call, made, "Access-Control-Request-Headers"),
                lists);
    }

    /** Returns what the preflights among the requests ask for, and what that of any engine would: they differ. */
    static List<String> asked(Call call, List<Exchange> made, String name) {
        List<Exchange> all = new ArrayList<>(made);
        for (Engine engine : Engine.values()) {
            all.addAll(Browser.of(engine).fetch(call, request -> null).exchanges());
        }
        return asked(all, name);
    }

    private static List<String> asked(List<Exchange> exchanges, String name) {
        List<String> values = new ArrayList<>();
        for (Exchange exchange : exchanges) {
            String list = exchange.preflight() ? exchange.request().headers().first(name) : null;
            if (list != null) {
                for (String value : HeaderValues.commaSeparated(list)) {
                    if (!values.contains(value)) {
                        values.add(value);
                    }
                }
            }
        }
        return values;
    }

    boolean isPreflight() {
        return Boolean.TRUE.equals(preflight);
    }

    /** Whether the response is known to be an error, or another status that no preflight passes with. */
    boolean isErrorStatus() {
        return status >= 400 || (isPreflight() && status != 0 && (status < 200 || status > 299));
    }

    /** Whether redirects led the call to another URL than the script called. */
    boolean isRedirected() {
        return url != null && calledUrl != null && !url.equals(calledUrl);
    }

    /** Where the response that failed redirects to, as an absolute URL; null if it does not, or failed on a preflight. */
    @Nullable
    String redirectTarget() {
        String location = response.first("Location");
        if (isPreflight() || url == null || location == null || status < 301 || status > 308) {
            return null;
        }
        return resolve(url, location);
    }

    /** Returns the URL that a redirect leads to, as far as it is known without the whole URL Standard. */
    static String resolve(String base, String location) {
        if (location.contains("://")) {
            return location;
        }
        try {
            Url from = Url.parse(base);
            if (location.startsWith("//")) {
                return from.scheme() + ":" + location;
            }
            String path = from.path();
            return from.origin()
                    + (location.startsWith("/") ? "" : path.substring(0, path.lastIndexOf('/') + 1))
                    + location;
        } catch (IllegalArgumentException e) {
            return location;
        }
    }

    String host() {
        return host(url);
    }

    static String host(@Nullable String url) {
        if (url == null) {
            return "";
        }
        try {
            return Url.parse(url).host();
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** Returns the URL's path, for a route; {@code /path} if the URL is not known. */
    String path() {
        if (url == null) {
            return "/path";
        }
        try {
            return Url.parse(url).path();
        } catch (IllegalArgumentException e) {
            return "/path";
        }
    }

    /** Returns the route's path in an API: the stage is the first segment at the host that API Gateway gives. */
    String route() {
        String path = path();
        if (!host().contains(".execute-api.")) {
            return path;
        }
        int second = path.indexOf('/', 1);
        return second < 0 ? "/" : path.substring(second);
    }

    String errorType() {
        String value = response.first("x-amzn-ErrorType");
        return value == null ? "" : value.toLowerCase(Locale.ROOT);
    }
}
