package dev.corsac.check;

import dev.corsac.browser.Engine;
import dev.corsac.browser.Outcome;
import dev.corsac.browser.Sites;
import dev.corsac.deployment.CallOutcome;
import dev.corsac.deployment.CheckSettings;
import dev.corsac.deployment.Deployment;
import dev.corsac.deployment.Resolution;
import dev.corsac.deployment.StatedCall;
import dev.corsac.deployment.Value;
import dev.corsac.gateway.UnverifiedBehavior;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes single calls of pages through a deployment that stays ready. Not safe to share between threads. */
public final class Probe {

    private final Subject subject;
    private final Resolution resolution;
    private final CheckSettings settings;
    private final Functions functions;
    private final List<AllowedOrigins.Entry> entries;
    private final UnverifiedBehavior open;
    private final boolean local;
    private final Snippets snippets;
    private final Map<List<Object>, Worlds> worlds = new HashMap<>();

    /**
     * A call with what became of it.
     *
     * @param checked the outcome in each engine
     * @param finding why it is blocked; null if no engine blocks it
     */
    public record Result(CheckedCall checked, @Nullable Finding finding) {}

    Probe(
            Deployment deployment,
            Resolution base,
            CheckSettings settings,
            Map<String, RunningFunction> measured,
            UnverifiedBehavior open,
            Sites sites,
            FixForms forms,
            boolean local) {
        this.subject = Subject.of(deployment);
        this.resolution = new CheckResolution(base);
        this.settings = settings;
        this.functions = new Functions(resolution, settings, measured);
        this.entries = AllowedOrigins.of(subject.deployment(), resolution, functions);
        this.open = open;
        this.local = local;
        this.snippets = new Snippets(sites, forms, new StandInNames(subject.deployment(), resolution), resolution);
    }

    /**
     * Makes a call at every front that it is for, by every page if it names none.
     *
     * @return the results; empty if no front of the deployment has the path
     */
    public List<Result> call(StatedCall call) {
        List<String> stated = new ArrayList<>();
        for (Value<String> page : settings.pages()) {
            String text = resolution.text(page);
            if (text != null) {
                stated.add(text);
            }
        }
        CallingPages pages = new CallingPages(stated, subject.deployment(), resolution, entries, local);
        PlannedCalls planned = new PlannedCalls(subject.deployment(), resolution, pages, entries);
        planned.state(new CheckSettings(List.of(), List.of(call), List.of(), List.of()));
        List<Result> results = new ArrayList<>();
        for (PlannedCall each : planned.calls()) {
            results.add(result(each));
        }
        return results;
    }

    private Result result(PlannedCall call) {
        List<Object> key =
                new ArrayList<>(List.of(call.call().origin(), call.call().method(), call.reads()));
        call.call().headers().lines().forEach(line -> key.add(line.lowerCaseName()));
        Worlds ready =
                worlds.computeIfAbsent(key, same -> new Worlds(subject, resolution, functions, open, List.of(call)));
        Evaluation.Result result = new Evaluation(subject, ready, functions).of(call);
        Map<Engine, String> sentences = new EnumMap<>(Engine.class);
        result.shown().forEach((engine, outcome) -> sentences.put(engine, outcome.sentence()));
        CheckedCall checked = new CheckedCall(
                call,
                result.engines(),
                sentences,
                result.missing().stream()
                        .map(missing -> missing.name() + "; give it with " + missing.how())
                        .toList());
        CallOutcome told = result.shown().get(result.told());
        if (!result.isBlockedSomewhere() || told == null || !(told.outcome() instanceof Outcome.Blocked blocked)) {
            return new Result(checked, null);
        }
        FindingCause cause = new CauseFinder(subject, functions, resolution, call, told, blocked).find();
        return new Result(
                checked,
                Finding.builder(
                                cause.code(),
                                result.isBlockedEverywhere() ? Level.ERROR : Level.WARNING,
                                cause.place(),
                                cause.component(),
                                cause.message())
                        .related(cause.related())
                        .call(call)
                        .engines(result.engines())
                        .fixes(snippets.of(cause, blocked, call.front()))
                        .build());
    }
}
