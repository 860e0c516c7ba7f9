package dev.corsac.check;

import dev.corsac.PublicSuffixes;
import dev.corsac.browser.Sites;
import dev.corsac.deployment.CheckSettings;
import dev.corsac.deployment.Deployment;
import dev.corsac.deployment.Resolution;
import dev.corsac.explain.FixForm;
import dev.corsac.explain.RecordedCall;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.UnverifiedBehavior;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks which calls of a deployment's pages would be blocked, in which browser, and which setting is to blame. Each call goes
 * through the fronts in every engine, under everything that is unknown. Immutable; thread-safe if the functions are that it
 * measures.
 *
 * <pre>{@code
 * CheckResult findings = Checker.of(deployment, Resolution.standIns(deployment)).check();
 * findings.findings().forEach(finding -> System.out.println(finding.line()));
 * }</pre>
 */
public final class Checker {

    private final Deployment deployment;
    private final Resolution resolution;
    private final CheckSettings settings;
    private final List<String> pages;
    private final List<RecordedCall> recorded;
    private final Map<String, RunningFunction> measured;
    private final UnverifiedBehavior open;
    private final Sites sites;
    private final FixForms forms;
    private final boolean local;

    private Checker(
            Deployment deployment,
            Resolution resolution,
            CheckSettings settings,
            List<String> pages,
            List<RecordedCall> recorded,
            Map<String, RunningFunction> measured,
            UnverifiedBehavior open,
            Sites sites,
            FixForms forms,
            boolean local) {
        this.deployment = deployment;
        this.resolution = resolution;
        this.settings = settings;
        this.pages = List.copyOf(pages);
        this.recorded = List.copyOf(recorded);
        this.measured = Map.copyOf(measured);
        this.open = open;
        this.sites = sites;
        this.forms = forms;
        this.local = local;
    }

    /**
     * Returns a checker that derives pages and calls from the deployment.
     *
     * @param resolution the texts of values that AWS makes at deployment
     */
    public static Checker of(Deployment deployment, Resolution resolution) {
        return new Checker(
                deployment,
                resolution,
                CheckSettings.NONE,
                List.of(),
                List.of(),
                Map.of(),
                UnverifiedBehavior.defaults(),
                host -> SuffixList.SUFFIXES.registrableDomain(host),
                FixForms.NONE,
                false);
    }

    private static final class SuffixList {
        static final PublicSuffixes SUFFIXES = PublicSuffixes.load();
    }

    /** Returns a checker with what a user states for the check. */
    public Checker with(CheckSettings stated) {
        return new Checker(deployment, resolution, stated, pages, recorded, measured, open, sites, forms, local);
    }

    /** Returns a checker whose calls are made by pages of these origins; of those of the settings and the deployment if empty. */
    public Checker withPages(List<String> origins) {
        return new Checker(deployment, resolution, settings, origins, recorded, measured, open, sites, forms, local);
    }

    /** Returns a checker that makes these recorded calls in the place of those that routes are made for. */
    public Checker withRecorded(List<RecordedCall> calls) {
        return new Checker(deployment, resolution, settings, pages, calls, measured, open, sites, forms, local);
    }

    /** Returns a checker that asks these functions, by id, what they respond. */
    public Checker withFunctions(Map<String, LambdaFunction> functions) {
        Map<String, RunningFunction> running = new LinkedHashMap<>();
        functions.forEach((id, function) -> running.put(id, new RunningFunction(function, Map.of())));
        return withRunning(running);
    }

    /** Returns a checker that asks these functions, by id, what they respond, and knows what they run with. */
    public Checker withRunning(Map<String, RunningFunction> functions) {
        return new Checker(deployment, resolution, settings, pages, recorded, functions, open, sites, forms, local);
    }

    /** Returns a checker that assumes this where AWS's behavior is unverified. */
    public Checker assuming(UnverifiedBehavior behavior) {
        return new Checker(deployment, resolution, settings, pages, recorded, measured, behavior, sites, forms, local);
    }

    /**
     * Returns a checker whose fixes are in the template's own language first.
     *
     * @param first the language; null if it is not known
     * @param resourceTypes the types of a CloudFormation template's resources by logical id
     */
    public Checker preferring(@Nullable FixForm first, Map<String, String> resourceTypes) {
        FixForms preferred = new FixForms(first, resourceTypes);
        return new Checker(deployment, resolution, settings, pages, recorded, measured, open, sites, preferred, local);
    }

    /**
     * Returns a checker of a deployment that exists on the developer's machine only: a page there is a page like any other, and
     * plain http a stand-in for https.
     */
    public Checker onThisMachine() {
        return new Checker(deployment, resolution, settings, pages, recorded, measured, open, sites, forms, true);
    }

    /** Returns what makes single calls through the deployment. */
    public Probe probe() {
        return new Probe(deployment, resolution, settings, measured, open, sites, forms, local);
    }

    /** Checks. The same deployment gives the same findings. */
    public CheckResult check() {
        return new CheckRun(deployment, resolution, settings, pages, recorded, measured, open, sites, forms, local)
                .run();
    }
}
