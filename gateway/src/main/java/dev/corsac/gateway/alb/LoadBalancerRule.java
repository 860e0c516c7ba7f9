package dev.corsac.gateway.alb;

import dev.corsac.gateway.DeploymentException;
import dev.corsac.gateway.internal.Glob;
import dev.corsac.http.Request;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html">rule</a> of a listener:
 * a condition on path and method, and what happens to the requests that meet it. Immutable.
 *
 * @param pathPattern the pattern of the path, with {@code *} for any characters and {@code ?} for one; compared with case,
 *     without the query
 * @param methods the methods, compared with case; empty for any
 * @param validation what tokens must be like; null to check none
 * @param target where requests are forwarded; null if the listener responds itself
 * @param fixedResponse the listener's own response; null if requests are forwarded
 */
public record LoadBalancerRule(
        String pathPattern,
        Set<String> methods,
        @Nullable LoadBalancerTokenValidation validation,
        @Nullable LoadBalancerTarget target,
        @Nullable LoadBalancerFixedResponse fixedResponse) {

    private static final String ALLOWED_IN_PATTERNS = "_-.$/~\"'@:+&*?";

    /**
     * @throws DeploymentException if AWS refuses the pattern or a method (documented)
     * @throws IllegalArgumentException if there is not exactly one of target and fixed response
     */
    public LoadBalancerRule {
        methods = Set.copyOf(methods);
        boolean valid = !pathPattern.isEmpty() && pathPattern.length() <= 128;
        for (int i = 0; i < pathPattern.length() && valid; i++) {
            char c = pathPattern.charAt(i);
            valid = (c < 128 && Character.isLetterOrDigit(c)) || ALLOWED_IN_PATTERNS.indexOf(c) >= 0;
        }
        if (!valid) {
            throw new DeploymentException(
                    "Condition value '" + pathPattern + "' contains a character that is not valid",
                    "a path pattern has 1 to 128 of the letters, digits, _-.$/~\"'@:+& and the wildcards * and ?");
        }
        for (String method : methods) {
            boolean upperCase = !method.isEmpty() && method.length() <= 40;
            for (int i = 0; i < method.length(); i++) {
                char c = method.charAt(i);
                upperCase &= (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
            }
            if (!upperCase) {
                throw new DeploymentException(
                        "Condition value '" + method + "' contains a character that is not valid",
                        "a method has 1 to 40 of the letters A to Z, hyphen and underscore");
            }
        }
        if ((target == null) == (fixedResponse == null)) {
            throw new IllegalArgumentException(
                    "a rule needs either a target or a fixed response: \"" + pathPattern + "\"");
        }
    }

    /** Returns a rule that forwards every method of those paths. */
    public static LoadBalancerRule forward(String pathPattern, LoadBalancerTarget target) {
        return new LoadBalancerRule(pathPattern, Set.of(), null, target, null);
    }

    /** Returns a rule by which the listener itself responds to every method of those paths. */
    public static LoadBalancerRule fixed(String pathPattern, LoadBalancerFixedResponse response) {
        return new LoadBalancerRule(pathPattern, Set.of(), null, null, response);
    }

    /** Returns the same rule for these methods only: the condition {@code http-request-method}. */
    public LoadBalancerRule forMethods(String... methods) {
        return new LoadBalancerRule(pathPattern, Set.of(methods), validation, target, fixedResponse);
    }

    /** Returns the same rule with the action {@code jwt-validation} before its own. */
    public LoadBalancerRule validating(LoadBalancerTokenValidation validation) {
        return new LoadBalancerRule(pathPattern, methods, validation, target, fixedResponse);
    }

    boolean covers(Request request) {
        return (methods.isEmpty() || methods.contains(request.method()))
                && Glob.matches(pathPattern, request.url().path());
    }
}
