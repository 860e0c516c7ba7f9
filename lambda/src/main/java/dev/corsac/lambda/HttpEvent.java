package dev.corsac.lambda;

import dev.corsac.CorsDecision;
import dev.corsac.CorsPolicy;
import dev.corsac.CorsRequest;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the policy has to know of an event that a front made from an HTTP request. */
final class HttpEvent {

    private static final int ORIGIN = 0;
    private static final int REQUEST_METHOD = 1;
    private static final int REQUEST_HEADERS = 2;

    private final JsonCursor json;
    private @Nullable String httpMethod;
    private @Nullable String contextMethod;
    private @Nullable String version;
    private @Nullable String @Nullable [] headers;
    private @Nullable String @Nullable [] multiValueHeaders;
    private boolean hasHeaders;
    private boolean hasContext;
    private boolean fromLoadBalancer;
    private boolean forAuthorizer;

    private HttpEvent(byte[] event) {
        json = new JsonCursor(event, 0, event.length);
    }

    /**
     * Reads an event. Null if it is none of a front's: an event of another service, one for a Lambda authorizer (which
     * looks like a front's but is answered with a policy document), or what is not JSON at all.
     */
    static @Nullable HttpEvent read(byte[] event) {
        HttpEvent read = new HttpEvent(event);
        return read.readObject() && read.isOfFront() ? read : null;
    }

    /** The payload format, recognised from the event. */
    Front front() {
        if (contextMethod != null) {
            return HttpApi2.FRONT;
        }
        if (fromLoadBalancer) {
            return multiValueHeaders == null ? LoadBalancer.FRONT : LoadBalancerMultiValue.FRONT;
        }
        return version == null ? RestApi.FRONT : HttpApi1.FRONT;
    }

    /** What a policy says of it, as of {@link #request()}, whose class need not be loaded for that. */
    CorsDecision decision(CorsPolicy policy) {
        return policy.decide(method(), value(ORIGIN), value(REQUEST_METHOD), value(REQUEST_HEADERS));
    }

    /**
     * The method and the header lines that CORS is about; lines of the same name are joined with {@code ", "}, so that two
     * origins are no origin.
     */
    CorsRequest request() {
        return CorsRequest.of(method(), value(ORIGIN), value(REQUEST_METHOD), value(REQUEST_HEADERS));
    }

    private String method() {
        return contextMethod != null ? contextMethod : Objects.requireNonNull(httpMethod);
    }

    /** Other services have an httpMethod too (an agent of Bedrock, for one), but neither headers nor a context beside it. */
    private boolean isOfFront() {
        return !forAuthorizer && (contextMethod != null || (httpMethod != null && (hasContext || hasHeaders)));
    }

    /** All lines of a name stand in multiValueHeaders, where there is one; headers has but the last of them. */
    private @Nullable String value(int name) {
        String lines = multiValueHeaders == null ? null : multiValueHeaders[name];
        return lines == null && headers != null ? headers[name] : lines;
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
            hasHeaders = true;
            headers = linesOrNull();
        } else if (json.nameIs("multiValueHeaders")) {
            hasHeaders = true;
            multiValueHeaders = linesOrNull();
        } else if (json.nameIs("requestContext")) {
            readContext();
        } else {
            forAuthorizer |= json.nameIs("methodArn") || json.nameIs("routeArn");
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
            } else {
                fromLoadBalancer |= json.nameIs("elb");
                json.skipValue();
            }
        }
    }

    /** The values by name, an array since a class of its own would make a function start later. */
    private @Nullable String @Nullable [] linesOrNull() {
        if (json.peek() != '{') {
            json.skipValue();
            return null;
        }
        @Nullable String[] lines = new String[3];
        for (boolean more = json.openObject(); more; more = json.nextMember()) {
            if (json.nameIsIgnoringCase("origin")) {
                lines[ORIGIN] = joined(lines[ORIGIN]);
            } else if (json.nameIsIgnoringCase("access-control-request-method")) {
                lines[REQUEST_METHOD] = joined(lines[REQUEST_METHOD]);
            } else if (json.nameIsIgnoringCase("access-control-request-headers")) {
                lines[REQUEST_HEADERS] = joined(lines[REQUEST_HEADERS]);
            } else {
                json.skipValue();
            }
        }
        return lines;
    }

    /** The lines so far with the value or values that stand here. */
    private @Nullable String joined(@Nullable String before) {
        if (json.peek() != '[') {
            return join(before, stringOrNull());
        }
        String joined = before;
        for (boolean more = json.openArray(); more; more = json.nextElement()) {
            joined = join(joined, stringOrNull());
        }
        return joined;
    }

    private static @Nullable String join(@Nullable String before, @Nullable String value) {
        if (before == null) {
            return value;
        }
        return value == null ? before : before + ", " + value;
    }

    private @Nullable String stringOrNull() {
        if (json.peek() == '"') {
            return json.string();
        }
        json.skipValue();
        return null;
    }
}
