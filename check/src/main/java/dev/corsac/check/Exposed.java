package dev.corsac.check;

import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Engine;
import dev.corsac.deployment.CallOutcome;
import dev.corsac.deployment.Resolution;
import dev.corsac.explain.EngineOutcome;
import dev.corsac.explain.Fix;
import dev.corsac.explain.FixForm;
import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Component;
import dev.corsac.http.HeaderValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which response headers a script may read. */
final class Exposed {

    private static final String EXPOSE = "Access-Control-Expose-Headers";

    private static final Set<String> SAFELISTED = Set.of(
            "cache-control",
            "content-language",
            "content-length",
            "content-type",
            "expires",
            "last-modified",
            "pragma");

    private Exposed() {}

    /** Returns those of the headers that the script reads and that its browser would hide. */
    static List<String> hidden(PlannedCall call, CallOutcome outcome) {
        AttributedResponse response = last(outcome);
        String list = response == null ? null : response.response().headers().combined(EXPOSE);
        List<String> exposed = list == null
                ? List.of()
                : HeaderValues.commaSeparated(list).stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .toList();
        boolean all = exposed.contains("*") && call.call().credentials() != CredentialsMode.INCLUDE;
        List<String> hidden = new ArrayList<>();
        for (String name : call.reads()) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!all && !SAFELISTED.contains(lower) && !exposed.contains(lower)) {
                hidden.add(name);
            }
        }
        return hidden;
    }

    private static @org.jspecify.annotations.Nullable AttributedResponse last(CallOutcome outcome) {
        List<AttributedResponse> responses = outcome.responses();
        return responses.isEmpty() ? null : responses.get(responses.size() - 1);
    }

    static Finding finding(
            Subject subject,
            Functions functions,
            Resolution resolution,
            PlannedCall call,
            CallOutcome outcome,
            List<String> hidden,
            Map<Engine, EngineOutcome> engines) {
        AttributedResponse response = last(outcome);
        Component component = response == null
                ? Component.of(Component.Kind.SERVICE, "front")
                : CauseFinder.madeBy(response, CauseFinder.ALLOW_ORIGIN);
        PlannedCalls.Served served = PlannedCalls.served(subject.deployment(), resolution, call.call());
        Places places = new Places(subject.deployment(), functions, served.front(), served.distribution());
        String names = String.join(", ", hidden);
        return new Finding(
                FindingCode.EXPOSED_HEADER_MISSING,
                Level.ERROR,
                places.of(component, "access-control-expose-headers"),
                List.of(new Finding.Related(call.place(), "the call whose script reads it")),
                call,
                0,
                engines,
                component.toString(),
                "The script of " + call.route() + " reads " + names + ", which " + EXPOSE + " of " + component
                        + " does not list. Add " + (hidden.size() > 1 ? "them" : "it") + " there.",
                List.of(new Fix(FixForm.HEADERS, EXPOSE + ": " + names, false)),
                call.assumed(),
                List.of());
    }
}
