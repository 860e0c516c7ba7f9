package dev.corsac.check;

import dev.corsac.browser.Call;
import dev.corsac.browser.Exchange;
import dev.corsac.browser.Outcome;
import dev.corsac.browser.Sites;
import dev.corsac.explain.Diagnoser;
import dev.corsac.explain.Diagnosis;
import dev.corsac.explain.Fix;
import dev.corsac.explain.FixForm;
import dev.corsac.explain.InputPlace;
import dev.corsac.explain.RecordedCall;
import dev.corsac.explain.RecordedExchange;
import dev.corsac.http.Response;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fixes of a blocked call's diagnosis, as if its exchanges had been recorded. Immutable. */
final class Snippets {

    private final Diagnoser diagnoser;
    private final @Nullable FixForm form;
    private final StandInNames names;

    /** @param form the form that comes first; null for the usual order */
    Snippets(Sites sites, @Nullable FixForm form, StandInNames names) {
        this.form = form;
        this.names = names;
        this.diagnoser = Diagnoser.of(sites).preferring(form);
    }

    /**
     * Returns the fixes, and before them the steps if there are any.
     *
     * @param bucket whether the call is for a bucket
     */
    List<Fix> of(FindingCause cause, Outcome.Blocked blocked, boolean bucket) {
        List<Fix> fixes = new ArrayList<>(OwnFixes.of(cause.code(), bucket, form));
        if (!fixes.isEmpty()) {
            return fixes;
        }
        if (!cause.steps().isEmpty()) {
            fixes.add(new Fix(FixForm.STEPS, cause.steps(), false));
        }
        Diagnosis diagnosis = diagnoser.diagnose(recorded(blocked));
        for (Fix fix : diagnosis.fixes()) {
            fixes.add(names.written(fix));
        }
        return fixes;
    }

    /** Returns a call and its exchanges as if they had been recorded. */
    static RecordedCall recorded(Outcome outcome) {
        Call call = outcome.call();
        List<RecordedExchange> exchanges = new ArrayList<>();
        for (Exchange exchange : outcome.exchanges()) {
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
                new InputPlace("", 0, 0),
                outcome.engine(),
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
