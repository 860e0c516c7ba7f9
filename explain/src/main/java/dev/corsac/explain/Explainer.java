package dev.corsac.explain;

import dev.corsac.browser.Engine;
import dev.corsac.browser.Outcome;
import dev.corsac.browser.Sites;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns recorded calls into diagnoses: the one place that judges a call, wherever it was recorded. Immutable and
 * thread-safe as far as its {@link Sites} are.
 *
 * {@snippet :
 * Diagnosis diagnosis = Explainer.explain(call, sites);
 * System.out.println(diagnosis.summary());
 * diagnosis.fixes().forEach(fix -> System.out.println(fix.text()));
 * }
 */
public final class Explainer {

    private final Sites sites;
    private final List<Engine> engines;
    private final @Nullable FixForm form;

    private Explainer(Sites sites, List<Engine> engines, @Nullable FixForm form) {
        this.sites = Objects.requireNonNull(sites, "sites");
        this.engines = List.copyOf(engines);
        this.form = form;
    }

    /**
     * Returns an explainer for all engines.
     *
     * @param sites asked only where a cookie depends on it
     */
    public static Explainer of(Sites sites) {
        return new Explainer(sites, List.of(Engine.values()), null);
    }

    /** Explains one call for all engines. */
    public static Diagnosis explain(RecordedCall call, Sites sites) {
        return of(sites).explain(call);
    }

    /** Returns what is wrong with a call that the model found blocked, in a sentence or two. */
    public static String sentence(Outcome.Blocked blocked) {
        Situation situation = Situation.of(blocked, "", true);
        return MessageDiagnosis.redirectText(situation) + FailureText.of(situation);
    }

    /** Returns an explainer for these engines only. */
    public Explainer forEngines(List<Engine> engines) {
        return new Explainer(sites, engines, form);
    }

    /** Returns an explainer that puts fixes of this form first; null for the usual order. */
    public Explainer preferring(@Nullable FixForm form) {
        return new Explainer(sites, engines, form);
    }

    /** Explains one call. */
    public Diagnosis explain(RecordedCall call) {
        return explain(call, LocalKnowledge.NONE);
    }

    /** Explains one call of a local run, or one with what else is known of it. */
    public Diagnosis explain(RecordedCall call, LocalKnowledge local) {
        BrowserError error = call.error();
        if (error != null && call.exchanges().isEmpty()) {
            return new MessageDiagnosis(call, error, engines, sites, form).run();
        }
        return new ExchangeDiagnosis(call, local, engines, sites, form).run();
    }
}
