package dev.corsac.lambda;

import dev.corsac.CorsDecision;
import dev.corsac.CorsPolicy;
import dev.corsac.CorsRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The parts that the policy needs of an event that a front made from an HTTP request. Not thread-safe. */
final class HttpEvent {

    private static final int ORIGIN = 0;
    private static final int REQUEST_METHOD = 1;
    private static final int REQUEST_HEADERS = 2;

    private final JsonCursor json;
    private @Nullable String httpMethod;
    private @Nullable String contextMethod;
    private @Nullable String version;
    /** By name: a String, or a StringBuilder for several lines. An array, since one more class would delay a function's start. */
    private @Nullable CharSequence @Nullable [] headers;

    private @Nullable CharSequence @Nullable [] multiValueHeaders;
    private boolean hasContext;
    private boolean fromLoadBalancer;
    private boolean fromFunctionUrl;
    private boolean fromWebSocket;
    private boolean forAuthorizer;

    private HttpEvent(byte[] event) {
        json = new JsonCursor(event, 0, event.length);
    }

    /**
     * Reads an event. Returns null if it does not come from a front: an event of another service, of a WebSocket API, one for a
     * Lambda authorizer (which looks like a front's, but its response is a policy document), or something other than JSON.
     */
    static @Nullable HttpEvent read(byte[] event) {
        HttpEvent read = new HttpEvent(event);
        return read.readObject() && read.isOfFront() ? read : null;
    }

    /** Returns the payload format, recognised from the event. */
    Front front() {
        if (contextMethod != null) {
            return fromFunctionUrl ? Front.FUNCTION_URL : Front.HTTP_API;
        }
        if (fromLoadBalancer) {
            return multiValueHeaders == null ? Front.LOAD_BALANCER : Front.LOAD_BALANCER_MULTI_VALUE;
        }
        return version == null ? Front.REST_API : Front.PAYLOAD_V1;
    }

    /** Returns a policy's decision about {@link #request()}, whose class need not be loaded for that. */
    CorsDecision decision(CorsPolicy policy) {
        return policy.decide(method(), value(ORIGIN), value(REQUEST_METHOD), value(REQUEST_HEADERS));
    }

    /**
     * Returns the method and the header lines that CORS uses. Lines of the same name are joined with {@code ", "}, so that two
     * origins are not a valid one.
     */
    CorsRequest request() {
        return CorsRequest.of(method(), value(ORIGIN), value(REQUEST_METHOD), value(REQUEST_HEADERS));
    }

    private String method() {
        return contextMethod != null ? contextMethod : Objects.requireNonNull(httpMethod);
    }

    /** Other services have an httpMethod too (an agent of Bedrock, for example), but neither headers nor a context with it. */
    private boolean isOfFront() {
        return !forAuthorizer
                && !fromWebSocket
                && (contextMethod != null
                        || (httpMethod != null && (hasContext || headers != null || multiValueHeaders != null)));
    }

    /** Returns the lines of a name: all of them are in multiValueHeaders, where there is one; headers has only the last. */
    private @Nullable String value(int name) {
        CharSequence lines = multiValueHeaders == null ? null : multiValueHeaders[name];
        if (lines == null && headers != null) {
            lines = headers[name];
        }
        return lines == null ? null : lines.toString();
    }

    /** Whether it is JSON, and an object. */
    private boolean readObject() {
        if (json.peek() != '{') {
            return false;
        }
        for (boolean more = json.openObject(); more; more = json.nextMember()) {
            readMember();
        }
        return json.finish();
    }

    private void readMember() {
        if (json.nameIs("httpMethod")) {
            httpMethod = stringOrNull();
        } else if (json.nameIs("version")) {
            version = stringOrNull();
        } else if (json.nameIs("headers")) {
            headers = linesOrNull();
        } else if (json.nameIs("multiValueHeaders")) {
            multiValueHeaders = linesOrNull();
        } else if (json.nameIs("requestContext")) {
            readContext();
        } else {
            forAuthorizer |= (json.nameIs("methodArn") || json.nameIs("routeArn")) && json.peek() != 'n';
            json.skipValue();
        }
    }

    private void readContext() {
        if (json.peek() != '{') {
            json.skipValue();
            return;
        }
        hasContext = true;
        for (boolean more = json.openObject(); more; more = json.nextMember()) {
            if (json.nameIs("http") && json.peek() == '{') {
                for (boolean inner = json.openObject(); inner; inner = json.nextMember()) {
                    if (json.nameIs("method")) {
                        contextMethod = stringOrNull();
                    } else {
                        json.skipValue();
                    }
                }
            } else if (json.nameIs("domainName")) {
                fromFunctionUrl |= json.valueContains(".lambda-url.");
            } else if (json.nameIs("accountId")) {
                fromFunctionUrl |= json.valueIs("anonymous");
            } else {
                boolean value = json.peek() != 'n';
                fromLoadBalancer |= value && json.nameIs("elb");
                fromWebSocket |= value && json.nameIs("connectionId");
                json.skipValue();
            }
        }
    }

    private @Nullable CharSequence @Nullable [] linesOrNull() {
        if (json.peek() != '{') {
            json.skipValue();
            return null;
        }
        @Nullable CharSequence[] lines = new CharSequence[3];
        for (boolean more = json.openObject(); more; more = json.nextMember()) {
            if (json.nameIsIgnoringCase("origin")) {
                addLines(lines, ORIGIN);
            } else if (json.nameIsIgnoringCase("access-control-request-method")) {
                addLines(lines, REQUEST_METHOD);
            } else if (json.nameIsIgnoringCase("access-control-request-headers")) {
                addLines(lines, REQUEST_HEADERS);
            } else {
                json.skipValue();
            }
        }
        return lines;
    }

    /** Adds the value or values here to the lines of a name. */
    private void addLines(@Nullable CharSequence[] lines, int name) {
        // Usually multiValueHeaders repeats the line of headers, which need not be decoded again.
        String known = headers != null && headers[name] instanceof String line ? line : "";
        if (json.peek() != '[') {
            lines[name] = join(lines[name], stringOrNull(known));
            return;
        }
        for (boolean more = json.openArray(); more; more = json.nextElement()) {
            lines[name] = join(lines[name], stringOrNull(known));
        }
    }

    /** In time that grows with the text only, however many lines a client sends. */
    private static @Nullable CharSequence join(@Nullable CharSequence before, @Nullable String value) {
        if (before == null || value == null) {
            return before == null ? value : before;
        }
        StringBuilder lines = before instanceof StringBuilder builder ? builder : new StringBuilder(before);
        return lines.append(", ").append(value);
    }

    private @Nullable String stringOrNull() {
        return stringOrNull("");
    }

    private @Nullable String stringOrNull(String known) {
        if (json.peek() == '"') {
            return json.string(known);
        }
        json.skipValue();
        return null;
    }
}
