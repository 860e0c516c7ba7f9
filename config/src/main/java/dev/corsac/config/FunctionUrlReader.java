package dev.corsac.config;

import dev.corsac.gateway.Front;
import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.gateway.functionurl.FunctionUrl;
import dev.corsac.gateway.functionurl.FunctionUrlCors;
import java.time.Duration;

/** Reads {@code urls}. */
final class FunctionUrlReader {

    private FunctionUrlReader() {}

    static Front url(Setting setting, UnverifiedBehavior open, FrontParts parts) {
        FunctionUrl.Builder builder = FunctionUrl.builder(parts.function(setting.need("function", "what answers")))
                .authType(setting.constant("authType", FunctionUrl.AuthType.class))
                .invokeMode(setting.constant("invokeMode", FunctionUrl.InvokeMode.class))
                .unverified(open);
        Setting cors = setting.find("cors");
        if (cors != null) {
            builder.cors(cors.deployed(() -> cors(cors)));
        }
        String missing = setting.textOrNull("missingPermission");
        if ("lambda:InvokeFunctionUrl".equals(missing)) {
            builder.withoutInvokeFunctionUrl();
        } else if (missing != null) {
            builder.withoutInvokeFunction();
        }
        return setting.deployed(builder::build);
    }

    private static FunctionUrlCors cors(Setting cors) {
        FunctionUrlCors.Builder builder = FunctionUrlCors.builder()
                .allowOrigins(cors.textArray("allowOrigins"))
                .allowMethods(cors.textArray("allowMethods"))
                .allowHeaders(cors.textArray("allowHeaders"))
                .exposeHeaders(cors.textArray("exposeHeaders"));
        if (cors.flag("allowCredentials")) {
            builder.allowCredentials();
        }
        Integer maxAge = cors.numberOrNull("maxAge");
        return (maxAge == null ? builder : builder.maxAge(Duration.ofSeconds(maxAge))).build();
    }
}
