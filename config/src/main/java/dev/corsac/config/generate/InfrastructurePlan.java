package dev.corsac.config.generate;

import dev.corsac.config.ConfigurationException;
import dev.corsac.deployment.FrontKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be deployed: one API or Function URLs, its functions, and the policies of those.
 *
 * @param name what the API is called
 * @param front a REST API, an HTTP API or Function URLs
 * @param preflights what responds to preflights
 * @param functions in order
 * @param routes in order; none for Function URLs
 * @param authorizers in order
 * @param stage the stage's name; {@code $default} for an HTTP API
 * @param binaryMediaTypes media types whose bodies are binary, at a REST API
 * @param errorOrigin the origin whose pages may read the errors that a REST API makes itself; null for the first allowed one
 * @param cloudFront whether pages, at other origins, call a CloudFront distribution before the API
 */
public record InfrastructurePlan(
        String name,
        FrontKind front,
        Preflights preflights,
        List<PlannedFunction> functions,
        List<PlannedRoute> routes,
        List<PlannedAuthorizer> authorizers,
        String stage,
        List<String> binaryMediaTypes,
        @Nullable String errorOrigin,
        boolean cloudFront) {

    /** What responds to preflights. */
    public enum Preflights {
        /** The function, by its policy. */
        FUNCTION,
        /** The front: a MOCK integration of a REST API, the CORS configuration of an HTTP API, the Cors block of a Function URL. */
        FRONT,
        /** Nothing: page and API are at one origin, and browsers send no preflights. */
        NOTHING
    }

    /** Copies the lists. */
    public InfrastructurePlan {
        functions = List.copyOf(functions);
        routes = List.copyOf(routes);
        authorizers = List.copyOf(authorizers);
        binaryMediaTypes = List.copyOf(binaryMediaTypes);
    }

    /** Makes a plan whose API pages call itself. */
    public InfrastructurePlan(
            String name,
            FrontKind front,
            Preflights preflights,
            List<PlannedFunction> functions,
            List<PlannedRoute> routes,
            List<PlannedAuthorizer> authorizers,
            String stage,
            List<String> binaryMediaTypes,
            @Nullable String errorOrigin) {
        this(name, front, preflights, functions, routes, authorizers, stage, binaryMediaTypes, errorOrigin, false);
    }

    /**
     * Returns the same plan with a CloudFront distribution before the API.
     *
     * @throws ConfigurationException if there are several Function URLs, which cannot be one origin
     */
    public InfrastructurePlan behindCloudFront() {
        long urls =
                functions.stream().filter(function -> function.policy() != null).count();
        if (front == FrontKind.FUNCTION_URL && urls != 1) {
            throw new ConfigurationException("--cloudfront needs one API, and the plan has " + urls
                    + " Function URLs. Use an HTTP API, or generate for one function");
        }
        return new InfrastructurePlan(
                name, front, preflights, functions, routes, authorizers, stage, binaryMediaTypes, errorOrigin, true);
    }

    /** Returns the function of that id. */
    PlannedFunction function(String id) {
        return functions.stream()
                .filter(function -> function.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no function " + id));
    }
}
