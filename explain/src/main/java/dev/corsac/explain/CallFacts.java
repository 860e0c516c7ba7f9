package dev.corsac.explain;

import dev.corsac.browser.CredentialsMode;
import org.jspecify.annotations.Nullable;

/**
 * A diagnosis' call as it is shown: nothing that was made up.
 *
 * @param page the page's origin; null if it is not known
 * @param method null if it is not known
 * @param url masked; null if it is not known
 * @param credentials the mode that the outcomes are for; null if there are none
 */
record CallFacts(
        @Nullable String page,
        @Nullable String method,
        @Nullable String url,
        @Nullable CredentialsMode credentials) {

    static CallFacts of(Diagnosis diagnosis) {
        RecordedCall call = diagnosis.call();
        String page = call.page();
        String method = call.method();
        String url = call.url();
        for (RecordedExchange each : call.exchanges()) {
            page = page == null ? each.requestHeaders().first("Origin") : page;
            url = url == null && !each.url().isEmpty() ? each.url() : url;
            if (method == null && !each.method().isEmpty()) {
                method = each.isPreflight()
                        ? each.requestHeaders().first("Access-Control-Request-Method")
                        : each.method();
            }
        }
        return new CallFacts(
                page == null ? null : Masking.text(page),
                method,
                url == null ? null : Masking.text(url),
                diagnosis.credentials());
    }

    /** Returns the call in one line. */
    String title() {
        return (method == null ? "A call to " : method + " ")
                + (url == null ? "(URL not in the text)" : url)
                + "  from "
                + (page == null ? "(page not in the text)" : page)
                + (credentials == CredentialsMode.INCLUDE ? ", with credentials" : "");
    }
}
