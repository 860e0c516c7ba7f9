package dev.corsac.ship;

import dev.corsac.config.generate.InfrastructureForm;
import dev.corsac.config.generate.InfrastructurePlan;
import dev.corsac.config.generate.InfrastructurePlan.Preflights;
import dev.corsac.config.generate.PlannedAuthorizer;
import dev.corsac.config.generate.PlannedFunction;
import dev.corsac.config.generate.PlannedPolicy;
import dev.corsac.config.generate.PlannedRoute;
import dev.corsac.config.generate.PlannedRoute.Access;
import dev.corsac.deployment.FrontKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Plans that have, between them, everything that is written. */
final class Plans {

    static final PlannedPolicy ONE = PlannedPolicy.of(Map.of(
            "ALLOWED_ORIGINS",
            "https://shop.example.com",
            "ALLOW_CREDENTIALS",
            "true",
            "ALLOWED_METHODS",
            "PUT DELETE",
            "ALLOWED_HEADERS",
            "Authorization Content-Type X-Token X-Api-Key X-Amz-Date",
            "EXPOSED_HEADERS",
            "ETag",
            "MAX_AGE_SECONDS",
            "600"));
    static final PlannedPolicy SEVERAL = PlannedPolicy.of(Map.of(
            "ALLOWED_ORIGINS",
            "https://shop.example.com https://admin.example.com https://*.preview.example.com http://localhost:*",
            "ALLOW_CREDENTIALS",
            "true",
            "ALLOWED_METHODS",
            "PUT",
            "ALLOWED_HEADERS",
            "Content-Type"));

    private Plans() {}

    /** Returns them by a name for each. */
    static Map<String, InfrastructurePlan> all() {
        Map<String, InfrastructurePlan> all = new LinkedHashMap<>();
        for (FrontKind front : List.of(FrontKind.REST_API, FrontKind.HTTP_API, FrontKind.FUNCTION_URL)) {
            for (Preflights preflights : List.of(Preflights.FUNCTION, Preflights.FRONT)) {
                String name = front + " " + preflights;
                all.put(name + ", one origin", plan(front, preflights, ONE, false));
                all.put(name + ", several origins", plan(front, preflights, SEVERAL, false));
                if (front != FrontKind.FUNCTION_URL) {
                    all.put(name + ", guarded", plan(front, preflights, ONE, true));
                    all.put(
                            name + ", guarded, CloudFront",
                            plan(front, preflights, ONE, true).behindCloudFront());
                }
                all.put(
                        name + ", several origins, CloudFront",
                        plan(front, preflights, SEVERAL, false).behindCloudFront());
            }
        }
        return all;
    }

    /** Returns whether a form can have the plan and is compared here: CDK's has its own test, and same-origin has no CORS. */
    static boolean isWritten(InfrastructureForm form, InfrastructurePlan plan) {
        return switch (form) {
            case CDK, SAME_ORIGIN -> false;
            case OPENAPI -> plan.front() != FrontKind.FUNCTION_URL && !plan.cloudFront();
            default -> true;
        };
    }

    private static InfrastructurePlan plan(
            FrontKind front, Preflights preflights, PlannedPolicy policy, boolean guarded) {
        boolean http = front == FrontKind.HTTP_API;
        List<PlannedFunction> functions = new ArrayList<>();
        functions.add(new PlannedFunction(
                "orders",
                "java21",
                "com.example.Orders",
                "target/orders.jar",
                1024,
                15,
                policy,
                guarded ? "arn:aws:lambda:eu-west-1:123456789012:layer:corsac:1" : null,
                List.of("TOKEN_KEY", "TABLE")));
        List<PlannedAuthorizer> authorizers = new ArrayList<>();
        List<PlannedRoute> routes = new ArrayList<>();
        if (front != FrontKind.FUNCTION_URL) {
            routes.add(new PlannedRoute("ANY", "/orders", "orders"));
            routes.add(new PlannedRoute("GET", "/orders/{id}", "orders"));
            routes.add(new PlannedRoute("PUT", "/orders/{id}", "orders"));
        }
        if (guarded) {
            functions.add(new PlannedFunction(
                    "guard", "java21", "com.example.Guard", "target/orders.jar", 512, 5, null, null, List.of()));
            authorizers.add(
                    http
                            ? new PlannedAuthorizer(
                                    "tokens",
                                    PlannedAuthorizer.Kind.JWT,
                                    null,
                                    List.of("$request.header.Authorization"),
                                    null,
                                    0,
                                    "https://login.example.com/",
                                    List.of("shop"),
                                    "1.0",
                                    false)
                            : new PlannedAuthorizer(
                                    "tokens",
                                    PlannedAuthorizer.Kind.USER_POOL,
                                    null,
                                    List.of("method.request.header.Authorization"),
                                    null,
                                    0,
                                    "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Ab12Cd34E",
                                    List.of(),
                                    "1.0",
                                    false));
            authorizers.add(new PlannedAuthorizer(
                    "guarded",
                    PlannedAuthorizer.Kind.REQUEST,
                    "guard",
                    List.of(http ? "$request.header.X-Token" : "method.request.header.X-Token"),
                    null,
                    60,
                    null,
                    List.of(),
                    http ? "2.0" : "1.0",
                    http));
            routes.add(route("ANY", "/mine", new Access(false, "tokens", List.of("orders/read"), false)));
            routes.add(route("GET", "/mine/{proxy+}", new Access(false, "guarded", List.of(), !http)));
            routes.add(route("POST", "/signed", new Access(true, null, List.of(), false)));
        }
        return new InfrastructurePlan(
                "shop", front, preflights, functions, routes, authorizers, http ? "$default" : "live", List.of(), null);
    }

    private static PlannedRoute route(String method, String path, Access access) {
        return new PlannedRoute(method, path, "orders", access, "2.0");
    }
}
