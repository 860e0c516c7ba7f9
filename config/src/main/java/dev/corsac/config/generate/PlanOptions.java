package dev.corsac.config.generate;

import dev.corsac.config.generate.InfrastructurePlan.Preflights;
import dev.corsac.deployment.FrontKind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a user gives for a plan; what is null or empty is taken from a file, or has a default.
 *
 * @param form the form that is to be written
 * @param policy variables of the policy; they replace those of every function that has a policy
 * @param name what the API is called
 * @param api the name of the API in the file, where there are several
 * @param front the kind of front
 * @param preflights what responds to preflights
 * @param routes routes as HTTP APIs write them: {@code ANY /orders/{proxy+}}
 * @param handler the handler of the only function
 * @param runtime the runtime of functions
 * @param code where functions' code is
 * @param layer the ARN of a layer with Corsac's handler, for functions whose code knows nothing of CORS
 * @param stage the stage's name
 * @param errorOrigin the origin whose pages may read the errors that a REST API makes itself
 */
public record PlanOptions(
        InfrastructureForm form,
        Map<String, String> policy,
        @Nullable String name,
        @Nullable String api,
        @Nullable FrontKind front,
        @Nullable Preflights preflights,
        List<String> routes,
        @Nullable String handler,
        @Nullable String runtime,
        @Nullable String code,
        @Nullable String layer,
        @Nullable String stage,
        @Nullable String errorOrigin) {

    /** Copies the collections. */
    public PlanOptions {
        policy = Map.copyOf(policy);
        routes = List.copyOf(routes);
    }
}
