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
            return new HttpEvent(
                    front, CorsRequest.of(method, value(ORIGIN), value(REQUEST_METHOD), value(REQUEST_HEADERS)));
        }

        private @Nullable String value(int name) {
            String lines = multiValueHeaders == null ? null : multiValueHeaders[name];
            return lines == null && headers != null ? headers[name] : lines;
        }

        /** The values by name, an array since a class of its own would make a function start later. */
        private @Nullable String @Nullable [] linesOrNull() throws MalformedJsonException {
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
}
