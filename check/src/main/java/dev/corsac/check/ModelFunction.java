package dev.corsac.check;

import dev.corsac.CorsPolicy;
import dev.corsac.deployment.StatedResponse;
import dev.corsac.explain.PlainJson;
import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.lambda.CorsStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Functions that respond as is known or supposed of them, to events of every front. */
final class ModelFunction {

    /** Events have the method under the first name, or in payload format 2.0 under the second. */
    private static final Pattern METHOD =
            Pattern.compile("\"httpMethod\":\"([^\"]*)\"|\"http\":\\{\"method\":\"([^\"]*)\"");

    /** Browsers' origins have nothing that JSON escapes. */
    private static final Pattern ORIGIN = Pattern.compile("\"[Oo]rigin\":\\[?\"([^\"]*)\"");

    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

    /** How long a front waits for the functions here, none of which takes any time. */
    static final Duration TIMEOUT = Duration.ofSeconds(29);

    private ModelFunction() {}

    /** What a function looks at. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Event(byte[] bytes, String text) {

        String method() {
            Matcher matcher = METHOD.matcher(text);
            if (!matcher.find()) {
                return "";
            }
            return matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        }

        @Nullable
        String origin() {
            Matcher matcher = ORIGIN.matcher(text);
            return matcher.find() ? matcher.group(1) : null;
        }

        /** Returns a response in the form of the event's front. */
        InvocationResult.Payload respond(int status, Map<String, String> headers) {
            boolean several = text.contains("\"multiValueHeaders\":{");
            Map<String, Object> lines = new LinkedHashMap<>();
            headers.forEach((name, value) -> lines.put(name, several ? List.of(value) : value));
            Map<String, Object> response = new LinkedHashMap<>();
            response.put("statusCode", status);
            response.put(several ? "multiValueHeaders" : "headers", lines);
            response.put("body", "{}");
            return InvocationResult.Payload.of(PlainJson.of(response));
        }
    }

    private static LambdaFunction of(String name, Function<Event, InvocationResult> results) {
        return LambdaFunction.of(
                name, event -> results.apply(new Event(event, new String(event, StandardCharsets.UTF_8))));
    }

    /** Returns a function that a policy is around; the handler itself responds with that status. */
    @SuppressWarnings("NullAway") // the handler supports null for a context: it then has no log and no deadline
    static LambdaFunction underPolicy(String name, CorsPolicy policy, int status) {
        return of(name, event -> {
            InvocationResult.Payload plain = event.respond(status, Map.of("Content-Type", "application/json"));
            CorsStreamHandler handler =
                    new CorsStreamHandler(policy, (input, output, context) -> output.write(plain.bytes()));
            ByteArrayOutputStream output = new ByteArrayOutputStream();
            try {
                handler.handleRequest(new ByteArrayInputStream(event.bytes()), output, null);
            } catch (IOException e) {
                return new InvocationResult.Failed(e.getClass().getName(), String.valueOf(e.getMessage()));
            }
            return new InvocationResult.Payload(output.toByteArray());
        });
    }

    /** Returns a function that responds without CORS headers. */
    static LambdaFunction silent(String name, boolean refusesOptions) {
        return of(
                name,
                event -> event.respond(
                        refusesOptions && event.method().equals("OPTIONS") ? 404 : 200,
                        Map.of("Content-Type", "application/json")));
    }

    /**
     * Returns a function that responds as stated.
     *
     * @param otherwise responds to what no stated response covers
     */
    static LambdaFunction stated(String name, List<StatedResponse> responses, LambdaFunction otherwise) {
        return of(name, event -> {
            for (StatedResponse response : responses) {
                if (response.methods().isEmpty() || response.methods().contains(event.method())) {
                    return event.respond(response.status(), headers(response, event.origin()));
                }
            }
            return otherwise.invoke(event.bytes(), TIMEOUT);
        });
    }

    private static Map<String, String> headers(StatedResponse response, @Nullable String origin) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.putAll(response.headers());
        List<String> reflected = response.reflectedOrigins();
        if (!reflected.isEmpty()) {
            headers.merge("Vary", "Origin", (before, more) -> before + ", " + more);
            if (origin != null && (reflected.contains("*") || reflected.contains(origin))) {
                headers.put(ALLOW_ORIGIN, origin);
            }
        }
        return headers;
    }

    /** Returns a function that responds to OPTIONS like the other, and ends otherwise like this. */
    static LambdaFunction onlyPreflights(LambdaFunction function, InvocationResult otherwise) {
        return of(
                function.name(),
                event -> event.method().equals("OPTIONS") ? function.invoke(event.bytes(), TIMEOUT) : otherwise);
    }

    /** Returns the function, which adds its name to the set with each invocation. */
    static LambdaFunction watched(LambdaFunction function, Set<String> invoked) {
        return LambdaFunction.of(function.name(), event -> {
            invoked.add(function.name());
            return function.invoke(event, TIMEOUT);
        });
    }

    /** Returns a function that ends like this whatever the event. */
    static LambdaFunction ending(String name, InvocationResult result) {
        return LambdaFunction.of(name, event -> result);
    }

    /** Returns an authorizer's function that says this of every caller. */
    static LambdaFunction authorizer(String name, boolean allows) {
        String policy = "{\"principalId\":\"caller\",\"isAuthorized\":" + allows
                + ",\"policyDocument\":{\"Version\":\"2012-10-17\",\"Statement\":[{\"Action\":\"execute-api:Invoke\","
                + "\"Effect\":\"" + (allows ? "Allow" : "Deny") + "\",\"Resource\":\"*\"}]}}";
        return ending(name, InvocationResult.Payload.of(policy));
    }
}
