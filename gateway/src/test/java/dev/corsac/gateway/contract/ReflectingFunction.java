package dev.corsac.gateway.contract;

import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The article's handler for credentials, for any origin: responds with the event's own, {@code Vary: Origin} and a minute to
 * keep it; without an origin, without CORS headers.
 */
final class ReflectingFunction {

    private static final Pattern ORIGIN = Pattern.compile("\"[Oo]rigin\":\"([^\"]+)\"");

    private ReflectingFunction() {}

    static LambdaFunction named(String name) {
        return LambdaFunction.of(name, ReflectingFunction::result);
    }

    private static InvocationResult result(byte[] event) {
        Matcher origin = ORIGIN.matcher(new String(event, StandardCharsets.UTF_8));
        String cors = origin.find()
                ? "\"Access-Control-Allow-Origin\":\"" + origin.group(1)
                        + "\",\"Access-Control-Allow-Credentials\":\"true\","
                : "";
        String json = "{\"statusCode\":200,\"headers\":{" + cors
                + "\"Vary\":\"Origin\",\"Cache-Control\":\"max-age=60\"},\"body\":\"ok\"}";
        return InvocationResult.Payload.of(json);
    }
}
