package dev.corsac.config;

import dev.corsac.deployment.CheckSettings;
import dev.corsac.deployment.StatedCall;
import dev.corsac.deployment.StatedResponse;
import dev.corsac.deployment.Suppression;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads what a corsac.yaml states for a check: pages, calls, responses of functions, suppressions. */
final class CheckReader {

    private CheckReader() {}

    /** @param functions the names of all functions */
    static CheckSettings read(Document document, Setting top, Set<String> functions) {
        List<StatedCall> calls = new ArrayList<>();
        for (Setting call : top.items("calls")) {
            if (!call.isRefused()) {
                calls.add(call(call));
            }
        }
        List<StatedResponse> responses = new ArrayList<>();
        Setting stated = top.find("responses");
        if (stated != null) {
            for (String function : stated.entries().keySet()) {
                if (!functions.contains(function)) {
                    document.problem(stated.wrong("responses." + function + " is not among functions: "
                            + (functions.isEmpty() ? "there are none" : String.join(", ", functions))));
                    continue;
                }
                for (Setting response : stated.items(function)) {
                    if (!response.isRefused()) {
                        responses.add(response(function, response));
                    }
                }
            }
        }
        List<Suppression> suppressions = new ArrayList<>();
        for (Setting suppression : top.items("suppressions")) {
            if (!suppression.isRefused()) {
                suppressions.add(new Suppression(
                        suppression.text("code"),
                        suppression.textOrNull("at"),
                        suppression.text("reason"),
                        suppression.place()));
            }
        }
        return new CheckSettings(top.values("pages"), calls, responses, suppressions);
    }

    private static StatedCall call(Setting call) {
        return new StatedCall(
                call.textOrNull("page"),
                call.text("method"),
                call.text("url"),
                call.textOrNull("front"),
                call.map("headers"),
                call.flag("body"),
                call.flag("credentials"),
                call.texts("reads"),
                call.place());
    }

    private static StatedResponse response(String function, Setting response) {
        return new StatedResponse(
                function,
                response.texts("methods"),
                response.number("status"),
                response.map("headers"),
                response.texts("allowOrigins"),
                response.place());
    }
}
