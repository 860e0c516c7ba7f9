package dev.corsac.check;

import dev.corsac.browser.Call;
import dev.corsac.browser.Exchange;
import dev.corsac.browser.Outcome;
import dev.corsac.browser.Sites;
import dev.corsac.deployment.DeployedFront;
import dev.corsac.deployment.Resolution;
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
    private final FixForms forms;
    private final CorsFixes cors;
    private final StandInNames names;

    /** @param forms which form comes first */
    Snippets(Sites sites, FixForms forms, StandInNames names, Resolution resolution) {
        this.forms = forms;
        this.names = names;
        this.cors = new CorsFixes(resolution);
        this.diagnoser = Diagnoser.of(sites);
    }

    /**
     * Returns the fixes, and before them the steps if there are any.
     *
     * @param front the front that was called; null if it is not part of the deployment
     */
    List<Fix> of(FindingCause cause, Outcome.Blocked blocked, @Nullable DeployedFront front) {
        FixForm form = forms.at(cause.place());
        boolean bucket = front != null && !World.isCalled(front.kind());
        List<Fix> fixes = new ArrayList<>(OwnFixes.of(cause.code(), bucket, form));
        if (!fixes.isEmpty()) {
            return fixes;
        }
        if (!cause.steps().isEmpty()) {
            fixes.add(new Fix(FixForm.STEPS, cause.steps(), false));
        }
        if (cause.isFixedBySteps()) {
            return fixes;
        }
        Fix own = cors.of(cause, blocked, front, form);
        if (own != null) {
            fixes.add(names.written(own));
            return fixes;
        }
        Diagnosis diagnosis = diagnoser.preferring(form).diagnose(recorded(blocked));
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
        return RecordedCall.builder(RecordedCall.Source.SENT, new InputPlace("", 0, 0))
                .engine(outcome.engine())
                .initiator(call.initiator())
                .page(call.origin().toString())
                .method(call.method())
                .url(call.url().toString())
                .credentials(call.credentials())
                .requestHeaders(call.headers())
                .exchanges(exchanges)
                .build();
    }
}
