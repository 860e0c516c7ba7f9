package dev.corsac.check;

import dev.corsac.CorsPolicy;
import dev.corsac.CorsPolicyException;
import dev.corsac.CorsProblem;
import dev.corsac.deployment.CheckSettings;
import dev.corsac.deployment.DeployedFunction;
import dev.corsac.deployment.Missing;
import dev.corsac.deployment.Resolution;
import dev.corsac.deployment.StatedResponse;
import dev.corsac.deployment.Value;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.lambda.CorsHandler;
import dev.corsac.lambda.HandlerOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of each function's responses. Not safe to share between threads. */
final class Functions {

    /** Why nothing is known of a function's responses that no file can state. */
    static final String ITS_CODE = "its code decides";

    /** What is known of one function. */
    sealed interface Known {}

    /** Corsac's handler applies this policy. */
    record UnderPolicy(CorsPolicy policy, HandlerOptions options) implements Known {}

    /** Corsac's handler does not start. */
    record Refused(List<CorsProblem> problems, String message) implements Known {}

    /** Its user states what it responds. */
    record Stated(List<StatedResponse> responses) implements Known {}

    /** It is run. */
    record Measured(LambdaFunction function) implements Known {}

    /**
     * Nothing is known.
     *
     * @param missing the inputs that would tell
     */
    record Unknown(List<Missing> missing) implements Known {}

    private final Resolution resolution;
    private final CheckSettings settings;
    private final Map<String, LambdaFunction> measured;
    private final Map<String, Known> known = new LinkedHashMap<>();

    /** @param measured functions that are run, by id */
    Functions(Resolution resolution, CheckSettings settings, Map<String, LambdaFunction> measured) {
        this.resolution = resolution;
        this.settings = settings;
        this.measured = measured;
    }

    Known of(DeployedFunction function) {
        return known.computeIfAbsent(function.id(), id -> find(function));
    }

    private Known find(DeployedFunction function) {
        LambdaFunction running = measured.get(function.id());
        if (running != null) {
            return new Measured(running);
        }
        List<StatedResponse> stated = settings.responses().stream()
                .filter(each -> each.function().equals(function.id()))
                .toList();
        if (!stated.isEmpty()) {
            return new Stated(stated);
        }
        return isCorsHandler(function)
                ? policy(function)
                : new Unknown(List.of(new Missing(
                        "what " + function.id() + " responds",
                        "--run, or responses." + function.id() + " in corsac.yaml",
                        function.place())));
    }

    static boolean isCorsHandler(DeployedFunction function) {
        String handler = function.handler().known();
        String name = CorsHandler.class.getName();
        return handler != null && (handler.equals(name) || handler.equals(name + "::handleRequest"));
    }

    private Known policy(DeployedFunction function) {
        Map<String, String> environment = new LinkedHashMap<>();
        Set<Missing> missing = new LinkedHashSet<>();
        for (Map.Entry<String, Value<String>> variable : function.environment().entrySet()) {
            String text = resolution.text(variable.getValue());
            if (text != null) {
                environment.put(variable.getKey(), text);
            } else if (DeployedFunction.POLICY_VARIABLES.contains(variable.getKey())) {
                missing.addAll(variable.getValue().missing());
            }
        }
        if (!missing.isEmpty()) {
            return new Unknown(List.copyOf(missing));
        }
        List<CorsProblem> problems = new ArrayList<>();
        try {
            CorsPolicy policy = CorsPolicy.fromEnvironment(environment);
            return new UnderPolicy(policy, HandlerOptions.fromEnvironment(environment));
        } catch (CorsPolicyException e) {
            problems.addAll(e.problems());
            return new Refused(problems, String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            return new Refused(problems, String.valueOf(e.getMessage()));
        }
    }

    /** Returns the inputs that would tell what a function responds; empty if that is known. */
    List<Missing> missing(DeployedFunction function) {
        return of(function) instanceof Unknown unknown ? unknown.missing() : List.of();
    }

    /** Returns the value of a variable; null if it is not set or unknown. */
    @Nullable
    String variable(DeployedFunction function, String name) {
        Value<String> value = function.environment().get(name);
        return value == null ? null : resolution.text(value);
    }
}
