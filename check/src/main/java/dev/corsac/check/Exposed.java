package dev.corsac.check;

import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Engine;
import dev.corsac.browser.ExposedHeaders;
import dev.corsac.deployment.CallOutcome;
import dev.corsac.deployment.Resolution;
import dev.corsac.explain.EngineOutcome;
import dev.corsac.explain.Fix;
import dev.corsac.explain.FixForm;
import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Component;
import dev.corsac.http.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Which response headers a script may read. */
final class Exposed {

    private static final String EXPOSE = "Access-Control-Expose-Headers";

    private Exposed() {}

    /** Returns those of the headers that the script reads and that its browser would hide. */
    static List<String> hidden(PlannedCall call, CallOutcome outcome) {
        AttributedResponse response = last(outcome);
        Headers headers = response == null ? Headers.EMPTY : response.response().headers();
        boolean include = call.call().credentials() == CredentialsMode.INCLUDE;
        List<String> hidden = new ArrayList<>();
        for (String name : call.reads()) {
            if (!ExposedHeaders.isExposed(name.toLowerCase(Locale.ROOT), headers, include)) {
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
        return Finding.builder(
                        FindingCode.EXPOSED_HEADER_MISSING,
                        Level.ERROR,
                        places.of(component, "access-control-expose-headers"),
                        component.toString(),
                        "The script of " + call.route() + " reads " + names + ", which " + EXPOSE + " of " + component
                                + " does not list. Add " + (hidden.size() > 1 ? "them" : "it") + " there.")
                .related(List.of(new Finding.Related(call.place(), "the call whose script reads it")))
                .call(call)
                .engines(engines)
                .fixes(List.of(new Fix(FixForm.HEADERS, EXPOSE + ": " + names, false)))
                .assumed(call.assumed())
                .build();
    }
}
