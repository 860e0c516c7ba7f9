package dev.corsac.lambda.events;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The payload formats of the fronts, with what each accepts in a response; compare {@code dev.corsac.lambda.Front}. */
enum PayloadFormat {
    /** A REST API: it rejects members that it does not know, and merges both maps of header lines. */
    REST_API("a REST API", true, true),
    /** An HTTP API with payload format 1.0: it sends both maps of header lines. */
    PAYLOAD_V1("an HTTP API with payload format 1.0", true, true),
    /** An HTTP API with payload format 2.0: a response without a status is all body. */
    PAYLOAD_V2("an HTTP API with payload format 2.0", true, false),
    /** A function URL: as payload format 2.0, but the body may be JSON. */
    FUNCTION_URL("a function URL", true, false),
    /** A load balancer without multi-value headers. */
    LOAD_BALANCER("a load balancer", true, false),
    /** A load balancer with multi-value headers, which reads no others. */
    LOAD_BALANCER_MULTI_VALUE("a load balancer", false, true);

    /** Its name for a log. */
    final String title;

    final boolean readsLines;
    final boolean readsLists;

    PayloadFormat(String title, boolean readsLines, boolean readsLists) {
        this.title = title;
        this.readsLines = readsLines;
        this.readsLists = readsLists;
    }

    boolean isLoadBalancer() {
        return this == LOAD_BALANCER || this == LOAD_BALANCER_MULTI_VALUE;
    }

    /** Whether a response without a status is itself the body. */
    boolean infersStatus() {
        return this == PAYLOAD_V2 || this == FUNCTION_URL;
    }

    /** Returns the highest status that it accepts. */
    int highestStatus() {
        return isLoadBalancer() ? 599 : 999;
    }

    /**
     * Returns the format of an event that was read into maps; null if it does not come from a front, or if it is for a Lambda
     * authorizer.
     */
    static @Nullable PayloadFormat of(Map<String, Object> event) {
        if (event.get("methodArn") != null || event.get("routeArn") != null) {
            return null;
        }
        Map<?, ?> context = event.get("requestContext") instanceof Map<?, ?> map ? map : Map.of();
        if (context.get("connectionId") != null) {
            return null; // of a WebSocket API
        }
        if (contextMethod(event) != null) {
            boolean functionUrl = "anonymous".equals(context.get("accountId"))
                    || (context.get("domainName") instanceof String domain && domain.indexOf(".lambda-url.") > 0);
            return functionUrl ? FUNCTION_URL : PAYLOAD_V2;
        }
        boolean known = event.get("requestContext") instanceof Map<?, ?>
                || event.get("headers") instanceof Map<?, ?>
                || event.get("multiValueHeaders") instanceof Map<?, ?>;
        if (!(event.get("httpMethod") instanceof String) || !known) {
            return null;
        }
        if (context.get("elb") != null) {
            return event.get("multiValueHeaders") instanceof Map<?, ?> ? LOAD_BALANCER_MULTI_VALUE : LOAD_BALANCER;
        }
        return event.get("version") instanceof String ? PAYLOAD_V1 : REST_API;
    }

    /** Returns the method of a request of this format, in an event that was read into maps. */
    static String method(Map<String, Object> event) {
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
