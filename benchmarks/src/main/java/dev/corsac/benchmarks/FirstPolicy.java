package dev.corsac.benchmarks;

import dev.corsac.CorsPolicy;
import dev.corsac.CorsRequest;
import java.util.Map;

/** How long the first policy of a JVM takes, class loading included: prints one number, in milliseconds. */
public final class FirstPolicy {

    private FirstPolicy() {}

    /** Prints the time to build; with any argument, that of a policy with a wildcard. */
    public static void main(String[] args) {
        Map<String, String> environment = Map.of(
                "ALLOWED_ORIGINS",
                "https://a.example.com https://b.example.com https://c.example.com https://d.example.com https://e.example.com"
                        + " https://f.example.com https://g.example.com https://h.example.com http://localhost:3000"
                        + (args.length > 0 ? " https://*.example.org" : " https://i.example.com"),
                "ALLOW_CREDENTIALS",
                "true",
                "ALLOWED_METHODS",
                "GET PUT",
                "ALLOWED_HEADERS",
                "authorization content-type");
        long start = System.nanoTime();
        CorsPolicy policy = CorsPolicy.fromEnvironment(environment);
        long built = System.nanoTime();
        boolean allowed = policy.decide(CorsRequest.of("OPTIONS", "https://c.example.com", "PUT", "content-type"))
                .allowed();
        if (!allowed) {
            throw new IllegalStateException();
        }
        System.out.println((built - start) / 1e6);
    }
}
