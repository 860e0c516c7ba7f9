package dev.corsac.origins.s3;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.corsac.CorsPolicy;
import dev.corsac.RefreshListener;
import dev.corsac.RefreshRules;
import dev.corsac.lambda.CorsStreamHandler;
import dev.corsac.origins.CorsPolicies;
import dev.corsac.origins.EmbeddedMetrics;
import dev.corsac.origins.RefreshedOrigins;
import java.time.Duration;
import java.time.InstantSource;

/** The code that docs/origins.md shows. */
final class Snippets {

    private Snippets() {}

    private static final class Orders implements RequestStreamHandler {
        @Override
        public void handleRequest(
                java.io.InputStream input,
                java.io.OutputStream output,
                com.amazonaws.services.lambda.runtime.Context context) {}
    }

    static RequestStreamHandler start() {
        RefreshedOrigins origins = RefreshedOrigins.from(
                        S3Snapshots.of("my-bucket", "origins/current.corsac"),
                        RefreshRules.of(Duration.ofMinutes(1), Duration.ofMinutes(10)))
                .settings(CorsPolicy.builder().allowCredentials().allowMethods("PUT"))
                .start();
        RequestStreamHandler handler = new CorsStreamHandler(origins, new Orders());
        return handler;
    }

    static RequestStreamHandler tenants(RefreshedOrigins origins) {
        CorsPolicies policies = CorsPolicies.byHost(origins);
        RequestStreamHandler handler = new CorsStreamHandler(policies, new Orders());
        return handler;
    }

    static RefreshListener metrics() {
        RefreshListener metrics = new EmbeddedMetrics(
                "Corsac", System.getenv("AWS_LAMBDA_FUNCTION_NAME"), InstantSource.system(), System.out::println);
        return metrics;
    }
}
