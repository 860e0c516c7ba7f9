package dev.corsac.ship;

import dev.corsac.config.generate.InfrastructurePlan;
import dev.corsac.config.generate.InfrastructurePlan.Preflights;
import dev.corsac.config.generate.PlannedFunction;
import dev.corsac.config.generate.PlannedPolicy;
import dev.corsac.config.generate.PlannedRoute;
import dev.corsac.config.generate.PlannedRoute.Access;
import dev.corsac.deployment.FrontKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Policies and plans as people have them, at random. */
final class RandomPlans {

    private static final List<String> EXACT = List.of(
            "https://shop.example.com",
            "https://app.example.org",
            "https://www.example.net:8443",
            "http://localhost:3000",
            "http://127.0.0.1:5173",
            "https://xn--bcher-kva.example",
            "https://a-b_c.example.com",
            "capacitor://localhost",
            "https://[2001:db8::1]");
    private static final List<String> PATTERNS = List.of(
            "https://*.preview.example.com",
            "http://localhost:*",
            "https://*.example.dev:*",
            "http://[::1]:*",
            "https://shop.example.com:*");
    private static final List<String> METHODS = List.of("PUT", "DELETE", "PATCH", "OPTIONS");
    private static final List<String> HEADERS =
            List.of("Content-Type", "Authorization", "X-Request-Id", "X-Api-Key", "x-lower", "If-Match");
    private static final List<String> EXPOSED = List.of("ETag", "X-Total", "Location");

    private final Random random;

    RandomPlans(Random random) {
        this.random = random;
    }

    private <T> List<T> some(List<T> of, int most) {
        Set<T> some = new LinkedHashSet<>();
        int count = random.nextInt(most + 1);
        for (int i = 0; i < count; i++) {
            some.add(of.get(random.nextInt(of.size())));
        }
        return new ArrayList<>(some);
    }

    PlannedPolicy policy() {
        boolean any = random.nextInt(6) == 0;
        boolean credentials = !any && random.nextBoolean();
        Map<String, String> variables = new LinkedHashMap<>();
        List<String> origins = some(EXACT, 4);
        if (random.nextInt(3) == 0) {
            origins.addAll(some(PATTERNS, 2));
        }
        if (origins.isEmpty()) {
            origins.add(EXACT.get(0));
        }
        variables.put("ALLOWED_ORIGINS", any ? "*" : String.join(" ", origins));
        if (credentials) {
            variables.put("ALLOW_CREDENTIALS", "true");
            // Of capacitor: and http: origins some are not loopback.
            variables.put("DANGEROUSLY_ALLOW_INSECURE_ORIGINS", "true");
        }
        boolean stars = !credentials && random.nextInt(5) == 0;
        variables.put("ALLOWED_METHODS", stars ? "*" : String.join(" ", some(METHODS, 3)));
        variables.put(
                "ALLOWED_HEADERS",
                !credentials && random.nextInt(5) == 0 ? "* Authorization" : String.join(",", some(HEADERS, 4)));
        variables.put("EXPOSED_HEADERS", stars ? "*" : String.join(" ", some(EXPOSED, 2)));
        variables.put(
                "MAX_AGE_SECONDS",
                List.of("", "0", "600", "86400", "2000000000").get(random.nextInt(5)));
        return PlannedPolicy.of(variables);
    }

    /** Returns a plan of a front; some of its routes ask for a signature or a key, which no call of the test has. */
    InfrastructurePlan plan(PlannedPolicy policy, FrontKind front, Preflights preflights) {
        boolean http = front == FrontKind.HTTP_API;
        List<PlannedRoute> routes = new ArrayList<>();
        if (front != FrontKind.FUNCTION_URL) {
            routes.add(new PlannedRoute("ANY", "/orders", "orders"));
            routes.add(new PlannedRoute("ANY", "/orders/{id}/{proxy+}", "orders"));
            for (String method : List.of("GET", "PUT", "POST", "DELETE", "PATCH", "HEAD")) {
                routes.add(new PlannedRoute(method, "/items/{id}", "orders"));
            }
            if (random.nextBoolean()) {
                Access access = http || random.nextBoolean()
                        ? new Access(true, null, List.of(), false)
                        : new Access(false, null, List.of(), true);
                routes.add(new PlannedRoute("ANY", "/guarded", "orders", access, "2.0"));
            }
            if (http && random.nextInt(3) == 0) {
                routes.add(new PlannedRoute("$default", "", "orders", Access.OPEN, "1.0"));
            }
        }
        return new InfrastructurePlan(
                "shop",
                front,
                preflights,
                List.of(new PlannedFunction(
                        "orders",
                        "java21",
                        "com.example.Orders",
                        "target/orders.jar",
                        512,
                        10,
                        policy,
                        null,
                        List.of())),
                routes,
                List.of(),
                http ? "$default" : "live",
                !http && random.nextInt(4) == 0 ? List.of("*/*") : List.of(),
                null);
    }

    /** Returns origins that the policy allows and near misses of them. */
    List<String> pages(PlannedPolicy policy) {
        Set<String> pages = new LinkedHashSet<>();
        for (String origin : policy.origins()) {
            if (origin.equals("*")) {
                pages.add("https://any.example");
                continue;
            }
            String one = origin.replace("://*.", "://a.").replace(":*", random.nextBoolean() ? "" : ":4200");
            pages.add(one);
            String host = one.substring(one.indexOf("://") + 3);
            pages.add(origin.replace("://*.", "://a.b-1.").replace(":*", ":65535"));
            pages.add(origin.replace("://*.", "://").replace(":*", ""));
            if (!host.startsWith("[") && !host.contains(":")) {
                pages.add(one + ".evil.example");
                pages.add(one + ":8444");
                pages.add(one.replace("://", "://evil"));
                pages.add(one.replace("://", "://evil."));
                if (!host.startsWith("127.") && !host.contains("xn--")) {
                    pages.add(one.replaceFirst("[.]([a-z]+)$", "x$1"));
                }
            }
        }
        pages.add("https://evil.example");
        pages.add("http://shop.example.com");
        pages.add("null");
        List<String> shuffled = new ArrayList<>(pages);
        java.util.Collections.shuffle(shuffled, random);
        return shuffled;
    }
}
