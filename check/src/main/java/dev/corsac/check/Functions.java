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
import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.lambda.CorsHandler;
import dev.corsac.lambda.HandlerOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of each function's responses. Not safe to share between threads. */
final class Functions {

    /** Why nothing is known of a function's responses that no file can state. */
    static final String ITS_CODE = "its code decides";

    /** What is known of one function. */
    sealed interface Known {

        /**
         * Returns a function that responds as is known.
         *
         * @param id the function's name
         * @param supposed responds where nothing is known
         */
        LambdaFunction responding(String id, LambdaFunction supposed);

        /** Returns the function when its handler fails. A preflight is responded to all the same: only the handler fails. */
        default LambdaFunction failing(String id, LambdaFunction supposed) {
            return ModelFunction.onlyPreflights(
                    responding(id, supposed), new InvocationResult.Failed("Exception", "the handler failed"));
        }

        /** Returns the function when its handler takes longer than its front waits, apart from preflights. */
        default LambdaFunction late(String id, LambdaFunction supposed) {
            return ModelFunction.onlyPreflights(
                    responding(id, supposed), new InvocationResult.TimedOut(ModelFunction.TIMEOUT));
        }

        /** Whether some response of the function has CORS headers, as far as is known. */
        default boolean sendsCors() {
            return false;
        }
    }

    /** Corsac's handler applies this policy. */
    record UnderPolicy(CorsPolicy policy, HandlerOptions options) implements Known {

        @Override
        public LambdaFunction responding(String id, LambdaFunction supposed) {
            return ModelFunction.underPolicy(id, policy, 200);
        }

        @Override
        public LambdaFunction failing(String id, LambdaFunction supposed) {
            return options.isRethrowingErrors()
                    ? Known.super.failing(id, supposed)
                    : ModelFunction.underPolicy(id, policy, 500);
        }

        @Override
        public LambdaFunction late(String id, LambdaFunction supposed) {
            return options.timeoutMarginMillis() > 0
                    ? ModelFunction.underPolicy(id, policy, 504)
                    : Known.super.late(id, supposed);
        }

        @Override
        public boolean sendsCors() {
            return true;
        }
    }

    /** Corsac's handler does not start. */
    record Refused(List<CorsProblem> problems, String message) implements Known {

        @Override
        public LambdaFunction responding(String id, LambdaFunction supposed) {
            return ModelFunction.ending(id, new InvocationResult.Failed("Runtime.ExitError", message));
        }
    }

    /** Its user states what it responds. */
    record Stated(List<StatedResponse> responses) implements Known {

        @Override
        public LambdaFunction responding(String id, LambdaFunction supposed) {
            return ModelFunction.stated(id, responses, supposed);
        }

        @Override
        public boolean sendsCors() {
            return responses.stream()
                    .anyMatch(response -> !response.reflectedOrigins().isEmpty()
                            || response.headers().keySet().stream()
                                    .anyMatch(name ->
                                            name.toLowerCase(Locale.ROOT).startsWith("access-control-allow-")));
        }
    }

    /** It is run. */
    record Measured(LambdaFunction function) implements Known {

        @Override
        public LambdaFunction responding(String id, LambdaFunction supposed) {
            return function;
        }
    }

    /**
     * Nothing is known.
     *
     * @param missing the inputs that would tell
     */
    record Unknown(List<Missing> missing) implements Known {

        @Override
        public LambdaFunction responding(String id, LambdaFunction supposed) {
            return supposed;
        }
    }

    private final Resolution resolution;
    private final CheckSettings settings;
    private final Map<String, RunningFunction> measured;
    private final Map<String, Known> known = new LinkedHashMap<>();

    /** @param measured functions that are run, by id */
    Functions(Resolution resolution, CheckSettings settings, Map<String, RunningFunction> measured) {
        this.resolution = resolution;
        this.settings = settings;
        this.measured = measured;
    }

    Known of(DeployedFunction function) {
        return known.computeIfAbsent(function.id(), id -> find(function));
    }

    private Known find(DeployedFunction function) {
        RunningFunction running = measured.get(function.id());
        if (running != null) {
            return new Measured(running.function());
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
        RunningFunction running = measured.get(function.id());
        Map<String, String> environment = new LinkedHashMap<>();
        Set<Missing> missing = new LinkedHashSet<>();
        if (running != null) {
            return policy(running.environment());
        }
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
        return policy(environment);
    }

    private static Known policy(Map<String, String> environment) {
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

    /**
     * Returns the policy that a function's responses are made by: that of Corsac's handler, or that of the environment of a
     * function that is run, which explains what it was seen to refuse. Null if it has none.
     */
    @Nullable
    CorsPolicy policyOf(DeployedFunction function) {
        Known its = of(function);
        if (its instanceof UnderPolicy under) {
            return under.policy();
        }
        boolean set = its instanceof Measured && variable(function, "ALLOWED_ORIGINS") != null;
        return set && policy(function) instanceof UnderPolicy under ? under.policy() : null;
    }

    /** Returns why a function does not start: its policy is refused. Null if its policy is sound, or it has none. */
    @Nullable
    Refused refusedPolicyOf(DeployedFunction function) {
        Known its = of(function);
        boolean set = its instanceof Measured && variable(function, "ALLOWED_ORIGINS") != null;
        Known known = set ? policy(function) : its;
        return known instanceof Refused refused ? refused : null;
    }

    /** Returns the inputs that would tell what a function responds; empty if that is known. */
    List<Missing> missing(DeployedFunction function) {
        return of(function) instanceof Unknown unknown ? unknown.missing() : List.of();
    }

    /** Returns the value of a variable; null if it is not set or unknown. */
    @Nullable
    String variable(DeployedFunction function, String name) {
        RunningFunction running = measured.get(function.id());
        if (running != null) {
            return running.environment().get(name);
        }
        Value<String> value = function.environment().get(name);
        return value == null ? null : resolution.text(value);
    }
}
