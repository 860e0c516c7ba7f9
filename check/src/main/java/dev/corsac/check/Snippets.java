package dev.corsac.check;

import dev.corsac.browser.Call;
import dev.corsac.browser.Exchange;
import dev.corsac.browser.Outcome;
import dev.corsac.browser.Sites;
import dev.corsac.explain.Diagnosis;
import dev.corsac.explain.Explainer;
import dev.corsac.explain.Fix;
import dev.corsac.explain.FixForm;
import dev.corsac.explain.Place;
import dev.corsac.explain.RecordedCall;
import dev.corsac.explain.RecordedExchange;
import dev.corsac.http.Response;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the explainer for the fixes of a blocked call, as if its exchanges had been recorded. Immutable. */
final class Snippets {

    private final Explainer explainer;

    /** @param form the form that comes first; null for the usual order */
    Snippets(Sites sites, @Nullable FixForm form) {
        this.explainer = Explainer.of(sites).preferring(form);
    }

    /** Returns the fixes, and before them the steps if there are any. */
    List<Fix> of(Outcome.Blocked blocked, String steps) {
        List<Fix> fixes = new ArrayList<>();
        if (!steps.isEmpty()) {
            fixes.add(new Fix(FixForm.STEPS, steps, false));
        }
        Diagnosis diagnosis = explainer.explain(recorded(blocked));
        fixes.addAll(diagnosis.fixes());
        return fixes;
    }

    private static RecordedCall recorded(Outcome.Blocked blocked) {
        Call call = blocked.call();
        List<RecordedExchange> exchanges = new ArrayList<>();
        for (Exchange exchange : blocked.exchanges()) {
            Response response = exchange.response();
            if (response != null) {
                exchanges.add(new RecordedExchange(
                        exchange.request().method(),
                        exchange.request().url().toString(),
                        exchange.request().headers(),
                        response.status(),
                        response.headers(),
                        "",
                        new String(response.body().bytes(), java.nio.charset.StandardCharsets.UTF_8)));
            }
        }
        return new RecordedCall(
                RecordedCall.Source.SENT,
                new Place("", 0, 0),
                blocked.engine(),
                call.initiator(),
                call.origin().toString(),
                call.method(),
                call.url().toString(),
                call.credentials(),
                call.headers(),
                exchanges,
                List.of(),
                null);
    }
}
