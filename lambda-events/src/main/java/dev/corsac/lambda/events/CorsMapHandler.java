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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A handler of maps under a policy: for any front. It does with events that were read into maps what
 * {@link dev.corsac.lambda.CorsStreamHandler} does with bytes.
 *
 * <p>Wrap a handler, or make a function class of it, whose public constructor without parameters hands the policy and
 * the handler to {@code super}. The handler's answer is copied, so it may be shared or immutable.
 *
 * <p>Safe for use by several threads if the handler is. Nothing of a call is kept.
 */
public class CorsMapHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {

    private final TypedPolicy<Map<String, Object>, Map<String, Object>> typed;

    /** Puts {@code policy} around {@code handler}, with {@link HandlerOptions#DEFAULTS}. */
    public CorsMapHandler(CorsPolicy policy, RequestHandler<Map<String, Object>, Map<String, Object>> handler) {
        this(policy, handler, HandlerOptions.DEFAULTS);
    }

    /** Puts {@code policy} around {@code handler}. */
    public CorsMapHandler(
            CorsPolicy policy,
            RequestHandler<Map<String, Object>, Map<String, Object>> handler,
            HandlerOptions options) {
        this.typed = new Typed(policy, handler, options);
    }

    /** Answers one event. An event that no front made goes to the handler as it is. */
    @Override
    public final Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
        return typed.handle(event, context);
    }

    private static final class Typed extends TypedPolicy<Map<String, Object>, Map<String, Object>> {

        private static final Set<String> REST_API_MEMBERS =
                Set.of("statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded");

        Typed(
                CorsPolicy policy,
                RequestHandler<Map<String, Object>, Map<String, Object>> handler,
                HandlerOptions options) {
            super(policy, handler, options);
        }

        @Override
        @Nullable
        PayloadFormat format(Map<String, Object> event) {
            return PayloadFormat.of(event);
        }

        @Override
        CorsRequest request(PayloadFormat format, Map<String, Object> event) {
            Map<String, ?> all = linesOrNull(event.get("multiValueHeaders"));
            Map<String, ?> last = linesOrNull(event.get("headers"));
            return CorsRequest.of(
                    format.method(event),
                    HeaderLines.find("origin", all, last),
                    HeaderLines.find("access-control-request-method", all, last),
                    HeaderLines.find("access-control-request-headers", all, last));
        }

        @Override
        Map<String, Object> answer(PayloadFormat format, int status, CorsDecision decision, @Nullable String jsonBody) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("statusCode", status);
            Map<String, String> lines = AnswerHeaders.of(decision, jsonBody);
            if (format.readsLists) {
                answer.put("multiValueHeaders", AnswerHeaders.asLists(lines));
            } else {
                answer.put("headers", lines);
            }
            answer.put("body", jsonBody == null ? "" : jsonBody);
            answer.put("isBase64Encoded", false);
            return answer;
        }

        @Override
        @Nullable
        String objection(PayloadFormat format, Map<String, Object> answer) {
            Object status = answer.get("statusCode");
            if (status == null) {
                if (format.needsStatus) {
                    return "it has no statusCode";
                }
                if (format == PayloadFormat.HTTP_API_2) {
                    return PlainJson.of(answer) == null
                            ? "it has no statusCode, so that it is all body, but there is more in it than maps, collections,"
                                    + " strings, numbers and booleans; give it a statusCode and a body"
                            : null;
                }
            } else if (status instanceof Integer number) {
                String objection = AnswerHeaders.objection(number);
                if (objection != null) {
                    return objection;
                }
            }
            for (String member : answer.keySet()) {
                if (format == PayloadFormat.REST_API && !REST_API_MEMBERS.contains(member)) {
                    return "it has a member \"" + member + "\"";
                }
            }
            String target = format.readsLists ? "multiValueHeaders" : "headers";
            Object lines = answer.get(target);
            return lines == null || lines instanceof Map<?, ?> ? null : "its " + target + " are not a map";
        }

        @Override
        Map<String, Object> spliced(PayloadFormat format, Map<String, Object> answer, CorsDecision decision) {
            if (format == PayloadFormat.HTTP_API_2 && answer.get("statusCode") == null) {
                Map<String, Object> completed = new LinkedHashMap<>();
                completed.put("statusCode", 200);
                completed.put("headers", AnswerHeaders.of(decision, ""));
                completed.put("body", PlainJson.of(answer));
                return completed;
            }
            AnswerHeaders headers = new AnswerHeaders(decision);
            Map<String, Object> copy = new LinkedHashMap<>(answer);
            Map<String, Object> lists = headers.keep(linesOrNull(answer.get("multiValueHeaders")));
            Map<String, Object> lines = headers.keep(linesOrNull(answer.get("headers")));
            if (lists != null) {
                copy.put("multiValueHeaders", lists);
            }
            if (lines != null) {
                copy.put("headers", lines);
            }
            Map<String, Object> target = format.readsLists ? lists : lines;
            if (target == null) {
                target = new LinkedHashMap<>();
                copy.put(format.readsLists ? "multiValueHeaders" : "headers", target);
            }
            for (Map.Entry<String, String> line : headers.add(null).entrySet()) {
                target.put(line.getKey(), format.readsLists ? List.of(line.getValue()) : line.getValue());
            }
            return copy;
        }

        @SuppressWarnings("unchecked") // the names in a JSON object are strings
        private static @Nullable Map<String, Object> linesOrNull(@Nullable Object value) {
            return value instanceof Map<?, ?> map ? (Map<String, Object>) map : null;
        }
    }
}
