package dev.corsac.config;

import dev.corsac.CorsDecision;
import dev.corsac.CorsPolicy;
import dev.corsac.CorsPolicyException;
import dev.corsac.CorsRefusal;
import dev.corsac.CorsRequest;
import dev.corsac.deployment.DeployedFunction;
import dev.corsac.deployment.FunctionSettings;
import dev.corsac.deployment.Place;
import dev.corsac.deployment.Value;
import dev.corsac.explain.InputPlace;
import dev.corsac.explain.PolicyRefusal;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What functions' own policies, those in their environment variables, do not allow. Safe for use by several threads: the
 * configuration can be replaced at any time.
 */
public final class PolicyRefusals {

    private static final String ALLOWED_ORIGINS = "ALLOWED_ORIGINS";

    private volatile Configuration configuration;

    /** Starts with the functions of a configuration. */
    public PolicyRefusals(Configuration configuration) {
        this.configuration = configuration;
    }

    /** Takes the functions of another configuration from now on. */
    public void replace(Configuration next) {
        configuration = next;
    }

    /** Returns what a function's policy does not allow in a request; null if it allows it, or there is no policy. */
    public @Nullable PolicyRefusal refusal(String function, Request request) {
        for (FunctionSettings each : configuration.functions()) {
            if (each.name().equals(function) && each.environment().containsKey(ALLOWED_ORIGINS)) {
                return refusal(each, request);
            }
        }
        return null;
    }

    private @Nullable PolicyRefusal refusal(FunctionSettings function, Request request) {
        CorsPolicy policy;
        try {
            policy = CorsPolicy.fromEnvironment(function.environment());
        } catch (CorsPolicyException e) {
            // The function says so itself when it starts.
            return null;
        }
        Headers sent = request.headers();
        CorsDecision decision = policy.decide(CorsRequest.of(
                request.method(),
                sent.first("Origin"),
                sent.first("Access-Control-Request-Method"),
                sent.first("Access-Control-Request-Headers")));
        CorsRefusal refusal = decision.refusal();
        if (refusal instanceof CorsRefusal.OriginNotAllowed origin) {
            return new PolicyRefusal(
                    function.name(),
                    "allow " + origin.value(),
                    ALLOWED_ORIGINS,
                    origin.value(),
                    place(function.name(), ALLOWED_ORIGINS));
        }
        if (refusal instanceof CorsRefusal.MethodNotAllowed method) {
            return new PolicyRefusal(
                    function.name(),
                    "allow the method " + method.value(),
                    "ALLOWED_METHODS",
                    method.value(),
                    place(function.name(), "ALLOWED_METHODS"));
        }
        if (refusal instanceof CorsRefusal.HeaderNotAllowed header) {
            return new PolicyRefusal(
                    function.name(),
                    "allow the request header " + header.value(),
                    "ALLOWED_HEADERS",
                    header.value(),
                    place(function.name(), "ALLOWED_HEADERS"));
        }
        return null;
    }

    /** Returns where the variable is written, or else where the function is; null if no file has either. */
    private @Nullable InputPlace place(String id, String variable) {
        DeployedFunction function = configuration.deployment().function(id);
        if (function == null) {
            return null;
        }
        Value<String> value = function.environment().get(variable);
        Place place = value == null ? function.place() : value.place();
        String file = place.file();
        Integer line = place.line();
        Path name = file == null ? null : Path.of(file).getFileName();
        return name == null || line == null ? null : new InputPlace(name.toString(), line, 0);
    }
}
