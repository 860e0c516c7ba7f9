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
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A function that responds as is known or supposed of it, to events of every front. */
final class ModelFunction implements LambdaFunction {

    /** Events have the method under the first name, or in payload format 2.0 under the second. */
    private static final Pattern METHOD =
            Pattern.compile("\"httpMethod\":\"([^\"]*)\"|\"http\":\\{\"method\":\"([^\"]*)\"");

    /** Browsers' origins have nothing that JSON escapes. */
    private static final Pattern ORIGIN = Pattern.compile("\"[Oo]rigin\":\\[?\"([^\"]*)\"");

    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

    private final String name;
    private final Function<Event, InvocationResult> responses;

    private ModelFunction(String name, Function<Event, InvocationResult> responses) {
        this.name = name;
        this.responses = responses;
    }

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
        InvocationResult respond(int status, Map<String, String> headers) {
            boolean several = text.contains("\"multiValueHeaders\":{");
            Map<String, Object> lines = new LinkedHashMap<>();
            headers.forEach((name, value) -> lines.put(name, several ? List.of(value) : value));
            Map<String, Object> response = new LinkedHashMap<>();
            response.put("statusCode", status);
            response.put(several ? "multiValueHeaders" : "headers", lines);
            response.put("body", "{}");
            return new InvocationResult.Payload(PlainJson.of(response).getBytes(StandardCharsets.UTF_8));
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public InvocationResult invoke(byte[] event, Duration timeout) {
        return responses.apply(new Event(event, new String(event, StandardCharsets.UTF_8)));
    }

    /** Returns a function that a policy is around; the handler itself responds with that status. */
    @SuppressWarnings("NullAway") // the handler supports null for a context: it then has no log and no deadline
    static LambdaFunction underPolicy(String name, CorsPolicy policy, int status) {
        return new ModelFunction(name, event -> {
            InvocationResult.Payload plain =
                    (InvocationResult.Payload) event.respond(status, Map.of("Content-Type", "application/json"));
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
        return new ModelFunction(
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
        return new ModelFunction(name, event -> {
            for (StatedResponse response : responses) {
                if (response.methods().isEmpty() || response.methods().contains(event.method())) {
                    return event.respond(response.status(), headers(response, event.origin()));
                }
            }
            return otherwise.invoke(event.bytes(), Duration.ZERO);
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
        return new ModelFunction(
                function.name(),
                event -> event.method().equals("OPTIONS")
                        ? function.invoke(event.bytes(), Duration.ofSeconds(29))
                        : otherwise);
    }

    static LambdaFunction ending(String name, InvocationResult result) {
        return new ModelFunction(name, event -> result);
    }

    /** Returns an authorizer's function that says this of every caller. */
    static LambdaFunction authorizer(String name, boolean allows) {
        String policy = "{\"principalId\":\"caller\",\"isAuthorized\":" + allows
                + ",\"policyDocument\":{\"Version\":\"2012-10-17\",\"Statement\":[{\"Action\":\"execute-api:Invoke\","
                + "\"Effect\":\"" + (allows ? "Allow" : "Deny") + "\",\"Resource\":\"*\"}]}}";
        return ending(name, new InvocationResult.Payload(policy.getBytes(StandardCharsets.UTF_8)));
    }
}
