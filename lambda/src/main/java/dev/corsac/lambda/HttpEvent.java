package dev.corsac.lambda;

import dev.corsac.CorsRequest;
import org.jspecify.annotations.Nullable;

/**
 * What the policy has to know of an event that a front made from an HTTP request.
 *
 * @param front the payload format, recognised from the event
 * @param request the method and the header lines that CORS is about; lines of the same name are joined with
 *     {@code ", "}, so that two origins are no origin
 */
record HttpEvent(Front front, CorsRequest request) {

    /**
     * Reads an event. Null if it is none of a front's: an event of another service, one for a Lambda authorizer (which
     * looks like a front's but is answered with a policy document), or what is not JSON at all.
     */
    static @Nullable HttpEvent read(byte[] event) {
        try {
            return new Reader(event).read();
        } catch (MalformedJsonException e) {
            return null;
        }
    }

    private static final class Reader {

        private final JsonCursor json;
        private @Nullable String httpMethod;
        private @Nullable String contextMethod;
        private @Nullable String version;
        private @Nullable Lines headers;
        private @Nullable Lines multiValueHeaders;
        private boolean hasHeaders;
        private boolean hasContext;
        private boolean fromLoadBalancer;
        private boolean forAuthorizer;

        Reader(byte[] event) {
            json = new JsonCursor(event, 0, event.length);
        }

        @Nullable
        HttpEvent read() throws MalformedJsonException {
            if (json.peek() != '{') {
                return null;
            }
            for (boolean more = json.openObject(); more; more = json.nextMember()) {
                readMember();
            }
            json.finish();
            return forAuthorizer ? null : recognise();
        }

        private void readMember() throws MalformedJsonException {
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

        private void readContext() throws MalformedJsonException {
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

        private @Nullable HttpEvent recognise() {
            if (contextMethod != null) {
                return event(HttpApi2.FRONT, contextMethod);
            }
            // Other services have an httpMethod too (an agent of Bedrock, for one), but neither of these beside it.
            if (httpMethod == null || !(hasContext || hasHeaders)) {
                return null;
            }
            if (fromLoadBalancer) {
                return event(multiValueHeaders == null ? LoadBalancer.FRONT : LoadBalancerMultiValue.FRONT, httpMethod);
            }
            return event(version == null ? RestApi.FRONT : HttpApi1.FRONT, httpMethod);
        }

        /** All lines of a name stand in multiValueHeaders, where there is one; headers has but the last of them. */
        private HttpEvent event(Front front, String method) {
            Lines lines = multiValueHeaders == null ? new Lines() : multiValueHeaders;
            Lines last = headers == null ? new Lines() : headers;
            return new HttpEvent(
                    front,
                    CorsRequest.of(
                            method,
                            lines.origin == null ? last.origin : lines.origin,
                            lines.requestMethod == null ? last.requestMethod : lines.requestMethod,
                            lines.requestHeaders == null ? last.requestHeaders : lines.requestHeaders));
        }

        private @Nullable Lines linesOrNull() throws MalformedJsonException {
            if (json.peek() != '{') {
                json.skipValue();
                return null;
            }
            Lines lines = new Lines();
            for (boolean more = json.openObject(); more; more = json.nextMember()) {
                if (json.nameIsIgnoringCase("origin")) {
                    lines.origin = joined(lines.origin);
                } else if (json.nameIsIgnoringCase("access-control-request-method")) {
                    lines.requestMethod = joined(lines.requestMethod);
                } else if (json.nameIsIgnoringCase("access-control-request-headers")) {
                    lines.requestHeaders = joined(lines.requestHeaders);
                } else {
                    json.skipValue();
                }
            }
            return lines;
        }

        /** The lines so far with the value or values that stand here. */
        private @Nullable String joined(@Nullable String before) throws MalformedJsonException {
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

        private @Nullable String stringOrNull() throws MalformedJsonException {
            if (json.peek() == '"') {
                return json.string();
            }
            json.skipValue();
            return null;
        }
    }

    private static final class Lines {
        private @Nullable String origin;
        private @Nullable String requestMethod;
        private @Nullable String requestHeaders;
    }
}
