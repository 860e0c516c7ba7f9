package dev.corsac.check;

import dev.corsac.browser.Call;
import dev.corsac.browser.Engine;
import dev.corsac.browser.Origin;
import dev.corsac.browser.Outcome;
import dev.corsac.deployment.CallOutcome;
import dev.corsac.deployment.DeployedDistribution;
import dev.corsac.deployment.Resolution;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Makes calls through distributions again, after others have filled their caches. */
final class CacheCheck {

    /** A page that fills a cache before another one. */
    static final String OTHER_PAGE = "https://other-page.example";

    private final Subject subject;
    private final Resolution resolution;
    private final Worlds worlds;

    CacheCheck(Subject subject, Resolution resolution, Worlds worlds) {
        this.subject = subject;
        this.resolution = resolution;
        this.worlds = worlds;
    }

    /**
     * Makes a call with caches that others have filled.
     *
     * @param others the other pages that call the same front
     * @param blocked gets the call's outcome if it is blocked then and not with empty caches
     */
    void run(PlannedCall planned, List<String> others, BiConsumer<CallOutcome, Outcome.Blocked> blocked) {
        Call call = planned.call();
        DeployedDistribution distribution =
                PlannedCalls.served(subject.deployment(), resolution, call).distribution();
        if (distribution == null || !call.method().equals("GET")) {
            return;
        }
        World world = worlds.of(Hypothesis.COOPERATES, call.origin().toString());
        if (!world.call(Engine.CHROMIUM, call).allowed()) {
            return;
        }
        List<String> first = new ArrayList<>(List.of(call.url().origin()));
        first.addAll(others);
        first.add(OTHER_PAGE);
        for (String page : first) {
            if (page.equals(call.origin().toString())) {
                continue;
            }
            world.coolDown();
            world.callWarm(Engine.CHROMIUM, from(page, call));
            CallOutcome outcome = world.callWarm(Engine.CHROMIUM, call);
            if (outcome.outcome() instanceof Outcome.Blocked reason) {
                blocked.accept(outcome, reason);
                return;
            }
        }
    }

    private static Call from(String page, Call call) {
        return new Call(
                Origin.parse(page),
                call.method(),
                call.url(),
                call.headers(),
                call.body(),
                call.credentials(),
                call.mode(),
                call.redirect(),
                call.initiator(),
                call.useCorsPreflight());
    }
}
