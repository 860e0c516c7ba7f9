package dev.corsac.explain.page;

import dev.corsac.browser.CredentialsMode;
import dev.corsac.explain.RecordedCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What options state about calls, in addition to their input. A value of the input counts before that of an option; only the
 * credentials mode is the option's, since hardly any input states it.
 */
final class Overrides {

    private Overrides() {}

    /** Returns the calls with what the options state; of a HAR file those whose URL contains the option's. */
    static List<RecordedCall> apply(ExplainOptions options, List<RecordedCall> calls) {
        String url = options.url();
        List<RecordedCall> completed = new ArrayList<>();
        for (RecordedCall call : calls) {
            boolean isHar = call.source() == RecordedCall.Source.HAR;
            String called = call.url();
            if (isHar && url != null && (called == null || !called.contains(url))) {
                continue;
            }
            completed.add(complete(options, call, isHar));
        }
        return completed;
    }

    private static RecordedCall complete(ExplainOptions options, RecordedCall call, boolean isHar) {
        String url = options.url();
        CredentialsMode credentials = options.credentials();
        String ownUrl = call.url();
        String completeUrl = ownUrl == null && !isHar ? url : ownUrl;
        // Where the request shows no scheme, the option has it.
        if (url != null && ownUrl != null && !isHar && call.assumed().contains("scheme")) {
            completeUrl = url;
        }
        RecordedCall completed = call.toBuilder()
                .page(call.page() == null ? options.page() : call.page())
                .method(call.method() == null ? options.method() : call.method())
                .url(completeUrl)
                .credentials(credentials != null ? credentials : call.credentials())
                .assumed(Objects.equals(completeUrl, ownUrl) ? call.assumed() : List.of())
                .build();
        if (call.source() == RecordedCall.Source.HEADERS && call.error() == null) {
            requireKnown(completed);
        }
        return completed;
    }

    private static void requireKnown(RecordedCall call) {
        boolean showsRequest =
                call.exchanges().stream().anyMatch(each -> !each.method().isEmpty());
        if (call.url() == null) {
            throw new UnreadableInputException(
                    call.place() + ": the text does not show what was called. State it with --url https://…");
        }
        if (call.page() == null && !showsRequest) {
            throw new UnreadableInputException(call.place()
                    + ": the text does not show which page called. State it with --origin https://the-page.example");
        }
    }
}
