package dev.corsac.cli;

import dev.corsac.browser.CredentialsMode;
import dev.corsac.explain.RecordedCall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What options state about calls, beside their input. A value of the input counts before that of an option; the credentials
 * mode alone is the option's, since hardly any input states it.
 */
record Overrides(
        @Nullable String page,
        @Nullable String url,
        @Nullable String method,
        @Nullable CredentialsMode credentials) {

    /** Returns the calls with what the options state; of a HAR file those whose URL contains the option's. */
    List<RecordedCall> apply(List<RecordedCall> calls) {
        List<RecordedCall> completed = new ArrayList<>();
        for (RecordedCall call : calls) {
            boolean isHar = call.source() == RecordedCall.Source.HAR;
            String called = call.url();
            if (isHar && url != null && (called == null || !called.contains(url))) {
                continue;
            }
            completed.add(complete(call, isHar));
        }
        return completed;
    }

    private RecordedCall complete(RecordedCall call, boolean isHar) {
        String ownUrl = call.url();
        String completeUrl = ownUrl == null && !isHar ? url : ownUrl;
        // Where the request shows no scheme, the option has it.
        if (url != null && ownUrl != null && !isHar && call.assumed().contains("scheme")) {
            completeUrl = url;
        }
        RecordedCall completed = new RecordedCall(
                call.source(),
                call.place(),
                call.engine(),
                call.initiator(),
                call.page() == null ? page : call.page(),
                call.method() == null ? method : call.method(),
                completeUrl,
                credentials != null ? credentials : call.credentials(),
                call.requestHeaders(),
                call.exchanges(),
                call.cookies(),
                call.error(),
                java.util.Objects.equals(completeUrl, ownUrl) ? call.assumed() : List.of());
        if (call.source() == RecordedCall.Source.HEADERS && call.error() == null) {
            requireKnown(completed);
        }
        return completed;
    }

    private static void requireKnown(RecordedCall call) {
        boolean showsRequest =
                call.exchanges().stream().anyMatch(each -> !each.method().isEmpty());
        if (call.url() == null) {
            throw new Failure(call.place() + ": the text does not show what was called. State it with --url https://…");
        }
        if (call.page() == null && !showsRequest) {
            throw new Failure(call.place()
                    + ": the text does not show which page called. State it with --origin https://the-page.example");
        }
    }
}
