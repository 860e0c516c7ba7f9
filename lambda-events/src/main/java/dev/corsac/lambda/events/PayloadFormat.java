package dev.corsac.lambda.events;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The payload formats of the fronts. */
enum PayloadFormat {
    /** A REST API: what it does not know it refuses, and it joins both maps of header lines. */
    REST_API(false, false),
    /** An HTTP API with payload format 1.0: it sends both maps of header lines. */
    HTTP_API_1(true, false),
    /** An HTTP API with payload format 2.0, or a function URL: an answer without a status is all body. */
    HTTP_API_2(false, false),
    /** A load balancer without multi-value headers. */
    LOAD_BALANCER(true, false),
    /** A load balancer with multi-value headers, which reads no others. */
    LOAD_BALANCER_MULTI_VALUE(true, true);

    final boolean needsStatus;
    final boolean readsLists;

    PayloadFormat(boolean needsStatus, boolean readsLists) {
        this.needsStatus = needsStatus;
        this.readsLists = readsLists;
    }

    /** The format of an event that was read into maps; null if no front made it, or if a Lambda authorizer is asked. */
    static @Nullable PayloadFormat of(Map<String, Object> event) {
        if (event.containsKey("methodArn") || event.containsKey("routeArn")) {
            return null;
        }
        if (contextMethod(event) != null) {
            return HTTP_API_2;
        }
        Object context = event.get("requestContext");
        boolean known =
                context instanceof Map<?, ?> || event.containsKey("headers") || event.containsKey("multiValueHeaders");
        if (!(event.get("httpMethod") instanceof String) || !known) {
            return null;
        }
        if (context instanceof Map<?, ?> map && map.containsKey("elb")) {
            return event.get("multiValueHeaders") instanceof Map<?, ?> ? LOAD_BALANCER_MULTI_VALUE : LOAD_BALANCER;
        }
        return event.get("version") instanceof String ? HTTP_API_1 : REST_API;
    }

    /** The method of a request of this format, in an event that was read into maps. */
    String method(Map<String, Object> event) {
        String inContext = contextMethod(event);
        return inContext == null ? String.valueOf(event.get("httpMethod")) : inContext;
    }

    private static @Nullable String contextMethod(Map<String, Object> event) {
        return event.get("requestContext") instanceof Map<?, ?> context
                        && context.get("http") instanceof Map<?, ?> http
                        && http.get("method") instanceof String method
                ? method
                : null;
    }
}
