package dev.corsac.config;

import dev.corsac.deployment.DeployedCors;
import dev.corsac.deployment.DeployedFunctionUrl;
import dev.corsac.deployment.Endpoint;
import dev.corsac.deployment.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads {@code urls}, and the CORS blocks that Function URLs and HTTP APIs have alike. */
final class FunctionUrlReader {

    private FunctionUrlReader() {}

    static DeployedFunctionUrl url(String name, Setting setting, Endpoint endpoint, Known known) {
        return new DeployedFunctionUrl(
                name,
                List.of(endpoint),
                known.function(setting.need("function", "the one that it calls")),
                setting.value("authType"),
                setting.value("invokeMode"),
                cors(setting.find("cors")),
                setting.textOrNull("missingPermission"),
                setting.place());
    }

    /** Returns a template's Function URL with what the entry says instead. */
    static DeployedFunctionUrl over(Setting setting, DeployedFunctionUrl template) {
        return new DeployedFunctionUrl(
                template.id(),
                template.endpoints(),
                template.function(),
                setting.has("authType") ? setting.value("authType") : template.authType(),
                setting.has("invokeMode") ? setting.value("invokeMode") : template.invokeMode(),
                setting.has("cors") ? cors(setting.find("cors")) : template.cors(),
                template.missingPermission(),
                template.place());
    }

    static @Nullable DeployedCors cors(@Nullable Setting cors) {
        return cors == null
                ? null
                : new DeployedCors(
                        cors.values("allowOrigins"),
                        cors.values("allowMethods"),
                        cors.values("allowHeaders"),
                        cors.values("exposeHeaders"),
                        Value.of(cors.flag("allowCredentials"), cors.place()),
                        cors.numberValue("maxAge"),
                        cors.place());
    }
}
