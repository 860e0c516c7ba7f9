package dev.corsac.local.console;

import dev.corsac.CorsPolicy;
import dev.corsac.CorsPolicyException;
import dev.corsac.CorsRefusal;
import dev.corsac.CorsRequest;
import dev.corsac.explain.PolicyRefusal;
import dev.corsac.gateway.Component;
import dev.corsac.http.Headers;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Whether a function's own policy refused a call, as far as the function's environment states the policy. */
final class PolicyCheck {

    private PolicyCheck() {}

    /**
     * Returns why the function that responded does not allow the call; null if another component responded, the response is not
     * that of a refusal, or the environment has no policy that refuses.
     *
     * @param environments the variables of a function by its name; empty for one that is not known
     */
    static @Nullable PolicyRefusal of(
            @Nullable FrontExchange exchange, Function<String, Map<String, String>> environments) {
        FrontExchange.Done done = exchange == null ? null : exchange.done;
        if (exchange == null
                || done == null
                || done.function() == null
                || done.answer().madeBy().kind() != Component.Kind.FUNCTION
                || done.answer().response().headers().has("Access-Control-Allow-Origin")) {
            return null;
        }
        String function = done.function().name();
        Map<String, String> environment = environments.apply(function);
        if (!environment.containsKey("ALLOWED_ORIGINS")) {
            return null;
        }
        CorsRefusal refusal;
        try {
            Headers sent = exchange.request.headers();
            refusal = CorsPolicy.fromEnvironment(environment)
                    .decide(CorsRequest.ofLines(
                            exchange.request.method(),
                            sent.first("Origin"),
                            sent.first("Access-Control-Request-Method"),
                            sent.all("Access-Control-Request-Headers")))
                    .refusal();
        } catch (CorsPolicyException e) {
            return null;
        }
        if (refusal instanceof CorsRefusal.OriginNotAllowed) {
            return new PolicyRefusal(function, "allow " + refusal.value(), "ALLOWED_ORIGINS", refusal.value(), null);
        }
        if (refusal instanceof CorsRefusal.MethodNotAllowed) {
            return new PolicyRefusal(
                    function, "allow the method " + refusal.value(), "ALLOWED_METHODS", refusal.value(), null);
        }
        return refusal instanceof CorsRefusal.HeaderNotAllowed
                ? new PolicyRefusal(
                        function, "allow the header " + refusal.value(), "ALLOWED_HEADERS", refusal.value(), null)
                : null;
    }
}
