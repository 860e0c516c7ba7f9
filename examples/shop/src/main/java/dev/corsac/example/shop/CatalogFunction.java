package dev.corsac.example.shop;

import dev.corsac.CorsPolicy;
import dev.corsac.lambda.CorsStreamHandler;
import java.time.Clock;
import java.time.Duration;

/**
 * The catalog under a policy for every origin, without credentials. It is in the code, since it is part of what the
 * catalog is, and no deployment should change it.
 */
public final class CatalogFunction extends CorsStreamHandler {

    private static final CorsPolicy POLICY = CorsPolicy.builder()
            .allowOrigins("*")
            .allowHeaders("Content-Type")
            .exposeHeaders("X-Total-Count")
            .maxAge(Duration.ofMinutes(10))
            .build();

    /**
     * Made by Lambda.
     *
     * @throws IllegalStateException if a variable of {@link Catalog} is missing or no good, by name
     */
    public CatalogFunction() {
        super(POLICY, new Catalog(System.getenv(), Clock.systemUTC()));
    }
}
