package dev.corsac.explain;

import dev.corsac.browser.Check;
import dev.corsac.http.Headers;
import dev.corsac.http.Url;
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

    boolean isHttpPage() {
        return page != null && page.startsWith("http://") && !ComponentInCharge.isLoopback(pageHost());
    }

    private String pageHost() {
        return host(page);
    }

    String errorType() {
        String value = response.first("x-amzn-ErrorType");
        return value == null ? "" : value.toLowerCase(Locale.ROOT);
    }
}
