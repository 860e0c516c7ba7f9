package dev.corsac.cli;

import dev.corsac.CorsPolicy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The settings of a policy, as options: those that an environment has, too. */
class PolicyOptions {

    @Option(
            names = "--allow-origins",
            arity = "1..*",
            split = ",",
            paramLabel = "ORIGIN",
            description = "allowed origins")
    List<String> origins = List.of();

    @Option(names = "--allow-credentials", description = "allows calls with cookies")
    boolean credentials;

    @Option(
            names = "--allow-methods",
            arity = "1..*",
            split = ",",
            paramLabel = "METHOD",
            description = "allowed methods")
    List<String> methods = List.of();

    @Option(
            names = "--allow-headers",
            arity = "1..*",
            split = ",",
            paramLabel = "NAME",
            description = "allowed request headers")
    List<String> headers = List.of();

    @Option(
            names = "--expose-headers",
            arity = "1..*",
            split = ",",
            paramLabel = "NAME",
            description = "exposed response headers")
    List<String> exposed = List.of();

    @Option(names = "--max-age", paramLabel = "SECONDS", description = "how long browsers may cache a preflight")
    @Nullable
    Long maxAge;

    @Option(names = "--dangerously-allow-insecure-origins", description = "credentials for http: origins")
    boolean insecureOrigins;

    CorsPolicy.Builder builder() {
        CorsPolicy.Builder builder = CorsPolicy.builder()
                .allowOrigins(origins)
                .allowMethods(methods)
                .allowHeaders(headers)
                .exposeHeaders(exposed);
        if (credentials) {
            builder.allowCredentials();
        }
        if (maxAge != null) {
            builder.maxAge(Duration.ofSeconds(maxAge));
        }
        if (insecureOrigins) {
            builder.dangerouslyAllowInsecureOrigins();
        }
        return builder;
    }

    /** Returns them as a function's environment has them. */
    Map<String, String> variables() {
        Map<String, String> variables = new LinkedHashMap<>();
        put(variables, "ALLOWED_ORIGINS", origins);
        put(variables, "ALLOWED_METHODS", methods);
        put(variables, "ALLOWED_HEADERS", headers);
        put(variables, "EXPOSED_HEADERS", exposed);
        if (credentials) {
            variables.put("ALLOW_CREDENTIALS", "true");
        }
        if (maxAge != null) {
            variables.put("MAX_AGE_SECONDS", maxAge.toString());
        }
        if (insecureOrigins) {
            variables.put("DANGEROUSLY_ALLOW_INSECURE_ORIGINS", "true");
        }
        return variables;
    }

    private static void put(Map<String, String> variables, String name, List<String> values) {
        if (!values.isEmpty()) {
            variables.put(name, String.join(" ", values));
        }
    }
}
