package dev.corsac.explain;

import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Engine;
import dev.corsac.browser.Outcome;
import dev.corsac.browser.Sites;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns recorded calls into diagnoses: the one place that diagnoses a call, wherever it was recorded. Immutable and
 * thread-safe as far as its {@link Sites} are.
 *
 * <pre>{@code
 * Diagnosis diagnosis = Diagnoser.diagnose(call, sites);
 * System.out.println(diagnosis.summary());
 * diagnosis.fixes().forEach(fix -> System.out.println(fix.text()));
 * }</pre>
 */
public final class Diagnoser {

    private final Sites sites;
    private final List<Engine> engines;
    private final FormChoice form;

    private Diagnoser(Sites sites, List<Engine> engines, FormChoice form) {
        this.sites = Objects.requireNonNull(sites, "sites");
        this.engines = List.copyOf(engines);
        this.form = form;
    }

    /**
     * Returns a diagnoser for all engines.
     *
     * @param sites asked only where a cookie depends on it
     */
    public static Diagnoser of(Sites sites) {
        return new Diagnoser(sites, List.of(Engine.values()), FormChoice.NONE);
    }

    /** Diagnoses one call for all engines. */
    public static Diagnosis diagnose(RecordedCall call, Sites sites) {
        return of(sites).diagnose(call);
    }

    /** Returns what is wrong with a call that the model found blocked, in a sentence or two. */
    public static String sentence(Outcome.Blocked blocked) {
        Situation situation = Situation.of(blocked, "", true);
        return MessageDiagnosis.redirectText(situation) + FailureText.of(situation);
    }

    /** Returns a diagnoser for these engines only. */
    public Diagnoser forEngines(List<Engine> engines) {
        return new Diagnoser(sites, engines, form);
    }

    /** Returns a diagnoser that puts fixes of this form first; null for the usual order. */
    public Diagnoser preferring(@Nullable FixForm form) {
        return new Diagnoser(sites, engines, new FormChoice(form, this.form.project()));
    }

    /**
     * Returns a diagnoser for a project with infrastructure in this form: the fix to try first is written in it where it has
     * such a form. Null if that is not known.
     */
    public Diagnoser forProject(@Nullable FixForm form) {
        return new Diagnoser(sites, engines, new FormChoice(this.form.asked(), form));
    }

    /** Diagnoses one call. */
    public Diagnosis diagnose(RecordedCall call) {
        return diagnose(call, LocalKnowledge.NONE);
    }

    /** Diagnoses one call of a local run, or one with what else is known of it. */
    public Diagnosis diagnose(RecordedCall call, LocalKnowledge local) {
        BrowserError error = call.error();
        if (error != null && call.exchanges().isEmpty()) {
            return new MessageDiagnosis(call, error, engines, sites, form).run();
        }
        return new ExchangeDiagnosis(call, local, engines, sites, form).run();
    }

    /**
     * Diagnoses how a server responded to the requests of a {@link SendPlan}: the diagnosis of the page's call, with notes
     * about what a stranger's page gets, and what a request without an origin.
     *
     * @param calls the plan's result: of the page, of a stranger, without an origin
     */
    public Diagnosis diagnoseSent(List<RecordedCall> calls) {
        Diagnosis page = diagnose(calls.get(0));
        List<String> notes = new ArrayList<>(page.notes());
        Diagnosis stranger = diagnose(calls.get(1));
        boolean reaches = calls.get(0).exchanges().stream().anyMatch(each -> each.status() != 0);
        if (reaches && !stranger.isBlocked()) {
            boolean include = stranger.credentials() == CredentialsMode.INCLUDE;
            notes.add(
                    stranger.isUnknown()
                            ? "A page of any other origin passes the preflight too."
                            : include
                                    ? "A page of any other origin can read the response too, with its user's cookies: the"
                                            + " server sends back whatever origin calls. Allow a list of origins instead."
                                    : "A page of any other origin can read the response too.");
        } else if (reaches && !page.isBlocked()) {
            notes.add("A page of another origin is blocked.");
        }
        for (RecordedExchange each : calls.get(2).exchanges()) {
            String allowed = calls.get(0)
                    .exchanges()
                    .get(calls.get(0).exchanges().size() - 1)
                    .responseHeaders()
                    .combined("Access-Control-Allow-Origin");
            String vary = each.responseHeaders().combined("Vary");
            boolean varies = vary != null && vary.toLowerCase(Locale.ROOT).contains("origin");
            if (each.status() != 0 && allowed != null && !allowed.equals("*") && !varies) {
                notes.add(
                        "Without Origin the response has no Vary: Origin, so a cache may give it to the page, which is then"
                                + " blocked now and then.");
            }
        }
        return page.withNotes(notes);
    }
}
