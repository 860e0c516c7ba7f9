package dev.corsac.deployment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A CORS block of an HTTP API, Function URL, bucket rule or CloudFront policy.
 *
 * @param allowOrigins origins, or {@code *}
 * @param allowMethods methods, or {@code *}
 * @param allowHeaders names of headers, or {@code *}
 * @param exposeHeaders names of headers, or {@code *}
 * @param allowCredentials whether credentials are allowed
 * @param maxAge seconds; null where nothing is sent
 * @param place where the block is declared
 */
public record DeployedCors(
        List<Value<String>> allowOrigins,
        List<Value<String>> allowMethods,
        List<Value<String>> allowHeaders,
        List<Value<String>> exposeHeaders,
        Value<Boolean> allowCredentials,
        @Nullable Value<Integer> maxAge,
        Place place) {

    /** Copies the lists. */
    public DeployedCors {
        allowOrigins = List.copyOf(allowOrigins);
        allowMethods = List.copyOf(allowMethods);
        allowHeaders = List.copyOf(allowHeaders);
        exposeHeaders = List.copyOf(exposeHeaders);
    }
}
