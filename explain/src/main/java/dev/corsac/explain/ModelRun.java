package dev.corsac.explain;

import dev.corsac.browser.Check;
import dev.corsac.browser.Outcome;

/** What one run of the model says, with what it was given. */
record ModelRun(Outcome outcome, ReplayServer server) {

    boolean isUnknown() {
        return outcome instanceof Outcome.Blocked blocked
                && blocked.failure().check() == Check.CONNECTION
                && !outcome.exchanges().isEmpty()
                && outcome.exchanges().get(outcome.exchanges().size() - 1).response() == null;
    }

    boolean isRefused() {
        return outcome instanceof Outcome.Blocked && !isUnknown();
    }
}
