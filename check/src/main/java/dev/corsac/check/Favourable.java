package dev.corsac.check;

import dev.corsac.deployment.DeployedCors;
import dev.corsac.deployment.Deployment;
import dev.corsac.deployment.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * A deployment whose unknown CORS settings are those that a page needs. What is blocked even so is blocked whatever they are; what
 * is allowed only so depends on them.
 *
 * @param page the page's origin
 * @param methods the methods that its calls have
 * @param headers the headers that its calls have
 */
record Favourable(String page, List<String> methods, List<String> headers) {

    Deployment of(Deployment deployment) {
        return deployment.withFronts(
                deployment.replaced(front -> front.withCorsBlocks(this::cors)).values());
    }

    private DeployedCors cors(DeployedCors cors) {
        return new DeployedCors(
                known(cors.allowOrigins(), List.of(page)),
                known(cors.allowMethods(), methods),
                known(cors.allowHeaders(), headers),
                cors.exposeHeaders(),
                cors.allowCredentials() instanceof Value.Unknown<Boolean> unknown
                        ? Value.of(true, unknown.place())
                        : cors.allowCredentials(),
                cors.maxAge(),
                cors.place());
    }

    /** Returns the values with the favourable ones in the place of those that are unknown. */
    private static List<Value<String>> known(List<Value<String>> values, List<String> favourable) {
        List<Value<String>> known = new ArrayList<>();
        for (Value<String> value : values) {
            if (value instanceof Value.Unknown<String> unknown) {
                for (String each : favourable) {
                    known.add(Value.of(each, unknown.place()));
                }
            } else {
                known.add(value);
            }
        }
        return known;
    }
}
