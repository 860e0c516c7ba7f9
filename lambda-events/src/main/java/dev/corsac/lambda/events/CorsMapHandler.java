package dev.corsac.lambda.events;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.corsac.CorsDecision;
import dev.corsac.CorsPolicy;
import dev.corsac.CorsRequest;
import dev.corsac.lambda.HandlerOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A handler of maps under a policy, for every front. It does with events that were read into maps what {@link
 * dev.corsac.lambda.CorsStreamHandler} does with bytes.
 *
 * <p>Wrap a handler, or make a function class of it, whose public constructor without parameters passes the policy and
 * the handler to {@code super}. The handler's response is copied to plain maps, lists, strings, numbers and booleans, so it may
 * be shared, immutable, or of any class of {@code Map}; only the members that the front reads are copied. For handlers that
 * return something other than a map, use {@link dev.corsac.lambda.CorsRequestHandler}.
 *
 * <p>Thread-safe if the handler is. Keeps no state between invocations.
 */
public class CorsMapHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {

    private final TypedPolicy<Map<String, Object>, Map<String, ?>> typed;

    /**
     * Makes a handler that applies {@code policy} to {@code handler}, with the options that environment variables set; see
     * {@link HandlerOptions#fromEnvironment}.
     *
     * @throws IllegalArgumentException if the value of such a variable is not valid
     */
    public CorsMapHandler(
            CorsPolicy policy, RequestHandler<? super Map<String, Object>, ? extends Map<String, ?>> handler) {
        this(policy, handler, HandlerOptions.fromEnvironment(System.getenv()));
    }

    /** Makes a handler that applies {@code policy} to {@code handler}, with exactly these options. */
    public CorsMapHandler(
            CorsPolicy policy,
            RequestHandler<? super Map<String, Object>, ? extends Map<String, ?>> handler,
            HandlerOptions options) {
        this.typed = new Typed(policy, handler, options);
    }

    /** Responds to one event. An event of another service passes through to the handler unchanged. */
    @Override
    @SuppressWarnings("unchecked") // a map of anything can be read as a map of objects
    public final Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        return (Map<String, Object>) typed.handle(event, context);
    }

    private static final class Typed extends TypedPolicy<Map<String, Object>, Map<String, ?>> {

        Typed(
                CorsPolicy policy,
                RequestHandler<? super Map<String, Object>, ? extends Map<String, ?>> handler,
                HandlerOptions options) {
            super(policy, handler, options);
        }

        @Override
        @Nullable
        PayloadFormat format(Map<String, Object> event) {
            return PayloadFormat.of(event);
        }

        /** It supports every front. */
        @Override
        @Nullable
        String advice(Map<String, Object> event) {
            return null;
        }

        @Override
        CorsRequest request(PayloadFormat format, Map<String, Object> event) {
            Map<String, ?> all = linesOrNull(event.get("multiValueHeaders"));
            Map<String, ?> last = linesOrNull(event.get("headers"));
            return CorsRequest.of(
                    PayloadFormat.method(event),
                    EventHeaders.find("origin", all, last),
                    EventHeaders.find("access-control-request-method", all, last),
                    EventHeaders.find("access-control-request-headers", all, last));
        }

        @SuppressWarnings("unchecked") // the names in a JSON object are strings
        private static @Nullable Map<String, Object> linesOrNull(@Nullable Object value) {
            return value instanceof Map<?, ?> map ? (Map<String, Object>) map : null;
        }

        @Override
        Map<String, ?> response(PayloadFormat format, int status, CorsDecision decision, @Nullable String jsonBody) {
            Map<String, Object> response = new LinkedHashMap<>();
            response.put("statusCode", status);
            putLines(format, response, ResponseHeaders.of(format, decision, jsonBody));
            response.put("body", jsonBody == null ? "" : jsonBody);
            response.put("isBase64Encoded", false);
            return response;
        }

        private static void putLines(PayloadFormat format, Map<String, Object> response, Map<String, String> lines) {
            if (format == PayloadFormat.LOAD_BALANCER_MULTI_VALUE) {
                response.put("multiValueHeaders", ResponseHeaders.asLists(lines));
            } else {
                response.put("headers", lines);
            }
        }

        @Override
        Map<String, ?> spliced(
                PayloadFormat format, Map<String, ?> response, CorsDecision decision, ResponseHeaders headers) {
            // Read once: a map may compute its entries, and its keys may be anything.
            Map<String, Object> members = new LinkedHashMap<>();
            for (Map.Entry<?, ?> member : ((Map<?, ?>) response).entrySet()) {
                if (member.getKey() != null && member.getValue() != null) {
                    members.put(PlainValues.name(member.getKey()), member.getValue());
                }
            }
            if (format.infersStatus() && !members.containsKey("statusCode")) {
                return completed(format, members, decision, headers);
            }
            Map<String, Object> copy = new LinkedHashMap<>();
            Map<String, List<String>> lists = headers.lists(members.get("multiValueHeaders"));
            Map<String, String> lines = headers.lines(members.get("headers"));
            if (format == PayloadFormat.LOAD_BALANCER_MULTI_VALUE) {
                copy.put("multiValueHeaders", headers.addLists(lists));
            } else {
                copy.put("headers", headers.add(lines));
                if (lists != null) {
                    copy.put("multiValueHeaders", lists);
                }
            }
            if (!members.containsKey("statusCode")) {
                headers.checkStatus(null);
            }
            for (Map.Entry<String, Object> member : members.entrySet()) {
                copyMember(format, member.getKey(), member.getValue(), copy, headers);
            }
            Object body = copy.get("body");
            headers.checkBase64(copy.get("isBase64Encoded"), body == null ? null : body.toString());
            return copy;
        }

        private static void copyMember(
                PayloadFormat format, String name, Object value, Map<String, Object> copy, ResponseHeaders headers) {
            switch (name) {
                case "statusCode" -> copyStatus(format, value, copy, headers);
                case "headers", "multiValueHeaders" -> {}
                case "body" -> copyBody(format, value, copy, headers);
                case "isBase64Encoded" -> {
                    Object flag = copied(name, value, headers);
                    if (!(flag instanceof Boolean)) {
                        headers.malformed("its isBase64Encoded is neither true nor false");
                    }
                    copy.put(name, Boolean.TRUE.equals(flag));
                }
                default -> {
                    if (format == PayloadFormat.REST_API) {
                        headers.malformed(
                                "it has a member \"" + name + "\", which a REST API does not know: remove it");
                    } else if (format.infersStatus() && name.equals("cookies")) {
                        List<String> cookies = headers.cookies(value);
                        if (cookies != null) {
                            copy.put(name, cookies);
                        }
                    } else if (format.isLoadBalancer() && name.equals("statusDescription")) {
                        String text = PlainValues.string(value);
                        if (text == null) {
                            headers.malformed("its statusDescription is not a string");
                        } else {
                            copy.put(name, text);
                        }
                    }
                    // Other members mean nothing to the front, and may be anything.
                }
            }
        }

        private static void copyStatus(
                PayloadFormat format, Object value, Map<String, Object> copy, ResponseHeaders headers) {
            Object status = copied("statusCode", value, headers);
            if (status instanceof String digits && !format.isLoadBalancer() && digits.matches("[0-9]{1,9}")) {
                headers.checkStatus(Integer.valueOf(digits));
                copy.put("statusCode", digits);
            } else if (status instanceof Number number) {
                headers.checkStatus(number);
                copy.put("statusCode", number);
            } else {
                headers.malformed("its statusCode is not a whole number from 200 to " + format.highestStatus());
            }
        }

        private static void copyBody(
                PayloadFormat format, Object value, Map<String, Object> copy, ResponseHeaders headers) {
            String text = PlainValues.string(value);
            if (text != null) {
                copy.put("body", text);
            } else if (format == PayloadFormat.FUNCTION_URL) {
                Object json = copied("body", value, headers);
                if (json != null) {
                    copy.put("body", json);
                }
            } else {
                headers.malformed("its body is not a string: put JSON into it as text");
            }
        }

        private static @Nullable Object copied(String member, Object value, ResponseHeaders headers) {
            try {
                return PlainValues.copy(value);
            } catch (PlainValues.UnsupportedException e) {
                headers.malformed("its " + member + " " + e.getMessage());
                return null;
            }
        }

        /** What the front makes of a response that is all body. */
        private static Map<String, ?> completed(
                PayloadFormat format, Map<String, Object> members, CorsDecision decision, ResponseHeaders headers) {
            Map<String, Object> completed = new LinkedHashMap<>();
            completed.put("statusCode", 200);
            completed.put("headers", ResponseHeaders.of(format, decision, ""));
            try {
                completed.put("body", PlainValues.of(members));
            } catch (PlainValues.UnsupportedException e) {
                headers.malformed("it has no statusCode, so that it is all body, and it " + e.getMessage());
            }
            return completed;
        }
    }
}
