package dev.corsac.config.generate;

import dev.corsac.CorsDecision;
import dev.corsac.CorsHeader;
import dev.corsac.CorsPolicy;
import dev.corsac.CorsPolicyException;
import dev.corsac.CorsRequest;
import dev.corsac.deployment.DeployedFunction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A policy that infrastructure is written from. What fronts send in the policy's place is what the policy itself sends: the
 * header values are taken from its decisions. Immutable.
 */
public final class PlannedPolicy {

    private static final String ANY = "*";

    private final CorsPolicy policy;
    private final List<String> origins;
    private final Map<String, String> environment;
    private final Map<String, String> preflight;
    private final Map<String, String> actual;

    private PlannedPolicy(CorsPolicy policy, List<String> origins, Map<String, String> environment) {
        this.policy = policy;
        this.origins = List.copyOf(origins);
        this.environment = environment;
        String sample = sample(origins.get(0));
        this.preflight = headers(policy.decide(CorsRequest.of("OPTIONS", sample, "GET", null)));
        this.actual = headers(policy.decide(CorsRequest.of("GET", sample, null, null)));
    }

    /**
     * Makes the policy that environment variables describe.
     *
     * @param variables as a function has them; others than those of a policy do not count
     * @throws CorsPolicyException with every problem, if it cannot be built
     */
    public static PlannedPolicy of(Map<String, String> variables) {
        CorsPolicy policy = CorsPolicy.fromEnvironment(variables);
        Set<String> origins = new LinkedHashSet<>();
        for (String origin : variables.getOrDefault("ALLOWED_ORIGINS", "").split("\\s+", -1)) {
            if (!origin.isEmpty()) {
                origins.add(origin);
            }
        }
        Map<String, String> environment = new LinkedHashMap<>();
        for (String name : DeployedFunction.POLICY_VARIABLES) {
            String value = variables.getOrDefault(name, "").strip();
            if (name.equals("ALLOWED_ORIGINS")) {
                environment.put(name, String.join(" ", origins));
            } else if (!value.isEmpty() && !value.equalsIgnoreCase("false")) {
                environment.put(name, value.replaceAll("[\\s,]+", " ").strip());
            }
        }
        return new PlannedPolicy(policy, List.copyOf(origins), environment);
    }

    /** Returns whether a variable is one of a policy's. */
    static boolean isVariable(String name) {
        return DeployedFunction.POLICY_VARIABLES.contains(name) || name.equals("CORSAC_EXPLAIN_PREFLIGHTS");
    }

    /** Returns an origin that an allowed one stands for: the shortest of a pattern. */
    private static String sample(String origin) {
        return origin.equals(ANY)
                ? "https://example.com"
                : origin.replace("://*.", "://a.").replace(":*", "");
    }

    private static Map<String, String> headers(CorsDecision decision) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (CorsHeader header : decision.headers()) {
            headers.put(header.name(), header.value());
        }
        return headers;
    }

    /** Returns whether the policy allows pages of an origin. */
    boolean allows(String origin) {
        return policy.decide(CorsRequest.of("GET", origin, null, null)).allowed();
    }

    /** Returns whether pages may send a request header. */
    boolean allowsHeader(String name) {
        String origin = sample(origins.get(0));
        return policy.decide(CorsRequest.of("OPTIONS", origin, "GET", name.toLowerCase(Locale.ROOT)))
                .allowed();
    }

    /** Returns the allowed origins as they were given, in that order, each once. */
    public List<String> origins() {
        return origins;
    }

    /** Returns whether every origin is allowed. */
    public boolean isAnyOrigin() {
        return origins.get(0).equals(ANY);
    }

    /** Returns the origins without patterns. */
    public List<String> exactOrigins() {
        return origins.stream().filter(origin -> !origin.contains(ANY)).toList();
    }

    /** Returns the patterns among the origins; none if every origin is allowed. */
    public List<String> patterns() {
        return isAnyOrigin()
                ? List.of()
                : origins.stream().filter(origin -> origin.contains(ANY)).toList();
    }

    /** Returns whether credentials are allowed. */
    public boolean hasCredentials() {
        return actual.containsKey("Access-Control-Allow-Credentials");
    }

    /** Returns the variables that a function has for this policy, in order. */
    public Map<String, String> environment() {
        return environment;
    }

    /** Returns the methods that the policy lists in preflights. */
    List<String> methods() {
        return list(preflight.get("Access-Control-Allow-Methods"));
    }

    /** Returns the request headers that the policy lists in preflights. */
    List<String> requestHeaders() {
        return list(preflight.get("Access-Control-Allow-Headers"));
    }

    /** Returns the response headers that the policy exposes. */
    List<String> exposedHeaders() {
        return list(actual.get("Access-Control-Expose-Headers"));
    }

    /** Returns the seconds for which preflights may be cached; null if the policy does not say. */
    @Nullable
    Integer maxAge() {
        String seconds = preflight.get("Access-Control-Max-Age");
        return seconds == null ? null : Integer.valueOf(seconds);
    }

    /** Returns the lines of a granted preflight that do not depend on the origin, {@code Vary} excluded. */
    Map<String, String> preflightLines() {
        Map<String, String> lines = new LinkedHashMap<>(preflight);
        lines.remove("Access-Control-Allow-Origin");
        lines.remove("Access-Control-Allow-Credentials");
        lines.remove("Vary");
        return lines;
    }

    private static List<String> list(@Nullable String value) {
        List<String> names = new ArrayList<>();
        if (value != null) {
            for (String name : value.split(",", -1)) {
                names.add(name.strip());
            }
        }
        return names;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PlannedPolicy that && policy.equals(that.policy);
    }

    @Override
    public int hashCode() {
        return policy.hashCode();
    }

    @Override
    public String toString() {
        return environment.toString();
    }
}
