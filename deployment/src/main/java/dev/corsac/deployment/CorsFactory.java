package dev.corsac.deployment;

import dev.corsac.gateway.functionurl.FunctionUrl;
import dev.corsac.gateway.functionurl.FunctionUrlCors;
import dev.corsac.gateway.httpapi.HttpApi;
import dev.corsac.gateway.httpapi.HttpApiCors;
import dev.corsac.gateway.s3.S3Cors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes a CORS block for each of the services that have one. Each setting is tried by itself first, so that all are reported. */
final class CorsFactory {

    private final FrontFactory factory;
    private final DeployedCors cors;

    CorsFactory(FrontFactory factory, DeployedCors cors) {
        this.factory = factory;
        this.cors = cors;
    }

    void httpApi(HttpApi.Builder api) {
        Integer maxAge = maxAge();
        String[] origins = factory.texts(cors.allowOrigins());
        String[] methods = factory.texts(cors.allowMethods());
        String[] headers = factory.texts(cors.allowHeaders());
        String[] exposed = factory.texts(cors.exposeHeaders());
        List<Consumer<HttpApiCors.Builder>> settings = new ArrayList<>();
        settings.add(builder -> {
            builder.allowOrigins(origins);
            if (cors.allowCredentials().or(false)) {
                builder.allowCredentials();
            }
        });
        settings.add(builder -> builder.allowMethods(methods));
        settings.add(builder -> builder.allowHeaders(headers));
        settings.add(builder -> builder.exposeHeaders(exposed));
        if (maxAge != null) {
            settings.add(builder -> builder.maxAge(Duration.ofSeconds(maxAge)));
        }
        HttpApiCors made = together(settings, HttpApiCors::builder, HttpApiCors.Builder::build);
        if (made != null) {
            api.cors(made);
        }
    }

    void functionUrl(FunctionUrl.Builder url) {
        Integer maxAge = maxAge();
        String[] origins = factory.texts(cors.allowOrigins());
        String[] methods = factory.texts(cors.allowMethods());
        String[] headers = factory.texts(cors.allowHeaders());
        String[] exposed = factory.texts(cors.exposeHeaders());
        List<Consumer<FunctionUrlCors.Builder>> settings = new ArrayList<>();
        settings.add(builder -> builder.allowOrigins(origins));
        settings.add(builder -> builder.allowMethods(methods));
        settings.add(builder -> builder.allowHeaders(headers));
        settings.add(builder -> builder.exposeHeaders(exposed));
        if (cors.allowCredentials().or(false)) {
            settings.add(FunctionUrlCors.Builder::allowCredentials);
        }
        if (maxAge != null) {
            settings.add(builder -> builder.maxAge(Duration.ofSeconds(maxAge)));
        }
        FunctionUrlCors made = together(settings, FunctionUrlCors::builder, FunctionUrlCors.Builder::build);
        if (made != null) {
            url.cors(made);
        }
    }

    S3Cors.@Nullable Rule bucket() {
        return factory.attempt(
                cors.place(),
                () -> new S3Cors.Rule(
                        List.of(factory.texts(cors.allowOrigins())),
                        List.of(factory.texts(cors.allowMethods())),
                        List.of(factory.texts(cors.allowHeaders())),
                        List.of(factory.texts(cors.exposeHeaders())),
                        maxAge()));
    }

    private @Nullable Integer maxAge() {
        Value<Integer> maxAge = cors.maxAge();
        return maxAge == null ? null : maxAge.known();
    }

    private <B, C> @Nullable C together(
            List<Consumer<B>> settings, Supplier<B> builders, java.util.function.Function<B, C> build) {
        int before = factory.problems().size();
        for (Consumer<B> setting : settings) {
            B alone = builders.get();
            factory.attempt(cors.place(), () -> {
                setting.accept(alone);
                return build.apply(alone);
            });
        }
        if (factory.problems().size() > before) {
            return null;
        }
        B all = builders.get();
        return factory.attempt(cors.place(), () -> {
            settings.forEach(setting -> setting.accept(all));
            return build.apply(all);
        });
    }
}
