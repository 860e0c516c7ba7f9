package dev.corsac.gateway.contract;

import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The article's handler for credentials, for any origin: responds with the event's own, {@code Vary: Origin} and a minute to
 * keep it; without an origin, without CORS headers.
 *
 * @param name its name
 */
record ReflectingFunction(String name) implements LambdaFunction {

    private static final Pattern ORIGIN = Pattern.compile("\"[Oo]rigin\":\"([^\"]+)\"");

    @Override
    public InvocationResult invoke(byte[] event, Duration timeout) {
        Matcher origin = ORIGIN.matcher(new String(event, StandardCharsets.UTF_8));
        String cors = origin.find()
                ? "\"Access-Control-Allow-Origin\":\"" + origin.group(1)
                        + "\",\"Access-Control-Allow-Credentials\":\"true\","
                : "";
        String json = "{\"statusCode\":200,\"headers\":{" + cors
                + "\"Vary\":\"Origin\",\"Cache-Control\":\"max-age=60\"},\"body\":\"ok\"}";
        return new InvocationResult.Payload(json.getBytes(StandardCharsets.UTF_8));
    }
}
