package dev.corsac.check;

import dev.corsac.browser.Call;
import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Engine;
import dev.corsac.deployment.CallOutcome;
import dev.corsac.gateway.AttributedResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Compares blocked calls that are derived from routes with their siblings: a call is only supposed as far as nothing in the
 * deployment says that a page makes it. Not safe to share between threads.
 */
final class DerivedCalls {

    private record Checked(PlannedCall planned, Evaluation.Result result) {}

    /** Calls with the same method and URL, of different pages and credentials modes. */
    private final Map<String, List<Checked>> siblings = new HashMap<>();

    private final CallingPages pages;
    private final Evaluation evaluation;

    DerivedCalls(CallingPages pages, Evaluation evaluation) {
        this.pages = pages;
        this.evaluation = evaluation;
    }

    void add(PlannedCall call, Evaluation.Result result) {
        siblings.computeIfAbsent(request(call.call()), key -> new ArrayList<>()).add(new Checked(call, result));
    }

    /**
     * Returns the origin of another page that may make the same call, where nothing declares that this one does: an API for one
     * of the deployment's pages need not be for all of them. Null if there is none.
     */
    @Nullable
    String otherPage(PlannedCall call) {
        String page = call.call().origin().toString();
        boolean supposed = call.source() == PlannedCall.Source.DERIVED
                && call.assumed().contains("page")
                && !pages.isDeclared(evaluation.fronts(call), page);
        if (!supposed) {
            return null;
        }
        for (Checked other : siblings(call)) {
            Call its = other.planned().call();
            if (!its.origin().toString().equals(page)
                    && its.credentials() == call.call().credentials()
                    && isAllowed(other.result())) {
                return its.origin().toString();
            }
        }
        return null;
    }

    /**
     * Whether only credentials block the call, and no response on its way allows any: its page may well make it without them.
     */
    boolean isWithSupposedCredentials(PlannedCall call, Evaluation.Result result) {
        if (call.source() != PlannedCall.Source.DERIVED || call.call().credentials() != CredentialsMode.INCLUDE) {
            return false;
        }
        for (Checked other : siblings(call)) {
            Call its = other.planned().call();
            if (its.origin().equals(call.call().origin()) && its.credentials() != CredentialsMode.INCLUDE) {
                return isAllowed(other.result()) && !allowsCredentials(result) && !allowsCredentials(other.result());
            }
        }
        return false;
    }

    private List<Checked> siblings(PlannedCall call) {
        return siblings.getOrDefault(request(call.call()), List.of());
    }

    private static String request(Call call) {
        return call.method() + " " + call.url();
    }

    private static boolean isAllowed(Evaluation.Result result) {
        return !result.isBlockedSomewhere() && !result.isUnknownSomewhere();
    }

    private static boolean allowsCredentials(Evaluation.Result result) {
        CallOutcome outcome = result.shown().get(Engine.CHROMIUM);
        return outcome != null && outcome.responses().stream().anyMatch(DerivedCalls::allowsCredentials);
    }

    private static boolean allowsCredentials(AttributedResponse response) {
        return "true".equals(response.response().headers().combined("Access-Control-Allow-Credentials"));
    }
}
