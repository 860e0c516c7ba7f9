package dev.corsac.gateway.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.gateway.internal.FrontJson;
import dev.corsac.gateway.internal.LogTime;
import dev.corsac.gateway.internal.QueryString;
import dev.corsac.gateway.internal.RequestSignature;
import dev.corsac.http.Header;
import dev.corsac.http.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * The events of a REST API: of its Lambda proxy integration, <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html">payload
 * 1.0</a>, and of its <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html">Lambda
 * authorizers</a>.
 */
final class RestProxyEvent {

    private RestProxyEvent() {}

    static byte[] of(RestCall call) {
        return FrontJson.write(json -> {
            json.writeStartObject();
            writeRequest(json, call);
            writeContext(json, call);
            writeBody(json, call);
            json.writeEndObject();
        });
    }

    /** Returns the event of a REQUEST authorizer (documented). */
    static byte[] authorizerRequest(RestCall call, String methodArn) {
        return FrontJson.write(json -> {
            json.writeStartObject();
            json.writeStringField("type", "REQUEST");
            json.writeStringField("methodArn", methodArn);
            writeRequest(json, call);
            writeContext(json, call);
            json.writeEndObject();
        });
    }

    /** Returns the event of a TOKEN authorizer (documented). */
    static byte[] authorizerToken(String token, String methodArn) {
        return FrontJson.write(json -> {
            json.writeStartObject();
            json.writeStringField("type", "TOKEN");
            json.writeStringField("methodArn", methodArn);
            json.writeStringField("authorizationToken", token);
            json.writeEndObject();
        });
    }

    private static void writeRequest(JsonGenerator json, RestCall call) throws IOException {
        RestResource resource = call.resource;
        json.writeStringField("resource", resource == null ? "" : resource.path());
        json.writeStringField("path", call.api.eventPath(call));
        json.writeStringField("httpMethod", call.method);
        writeHeaders(json, call);
        Map<String, List<String>> query = call.request.url().query() == null
                ? Map.of()
                : QueryString.decode(call.request.url().query());
        writeLast(json, query);
        FrontJson.writeLists(json, "multiValueQueryStringParameters", query);
        FrontJson.writeMap(json, "pathParameters", call.pathVariables);
        FrontJson.writeMap(json, "stageVariables", call.api.stageVariables());
    }

    private static void writeLast(JsonGenerator json, Map<String, List<String>> query) throws IOException {
        if (query.isEmpty()) {
            json.writeNullField("queryStringParameters");
            return;
        }
        json.writeObjectFieldStart("queryStringParameters");
        for (Map.Entry<String, List<String>> entry : query.entrySet()) {
            List<String> values = entry.getValue();
            json.writeStringField(entry.getKey(), values.get(values.size() - 1));
        }
        json.writeEndObject();
    }

    /** Each name once, with the last value in {@code headers} and with all in {@code multiValueHeaders} (recorded). */
    private static void writeHeaders(JsonGenerator json, RestCall call) throws IOException {
        List<Header> request = call.request.headers().lines();
        List<String> names = new ArrayList<>(request.size() + 4);
        List<String> values = new ArrayList<>(request.size() + 4);
        String forwardedFor = call.arrival.sourceIp();
        for (int i = 0; i < request.size(); i++) {
            Header line = request.get(i);
            if (line.is("x-forwarded-for")) {
                forwardedFor = line.value() + ", " + forwardedFor;
            } else if (!isDropped(line, call.iam)) {
                names.add(spelling(line));
                values.add(line.value());
            }
        }
        add(names, values, "X-Amzn-Trace-Id", call.traceId());
        add(names, values, "X-Forwarded-For", forwardedFor);
        add(
                names,
                values,
                "X-Forwarded-Port",
                Integer.toString(call.request.url().port()));
        add(names, values, "X-Forwarded-Proto", call.request.url().scheme());
        json.writeObjectFieldStart("headers");
        for (int i = 0; i < names.size(); i++) {
            if (names.indexOf(names.get(i)) == i) {
                json.writeStringField(names.get(i), values.get(names.lastIndexOf(names.get(i))));
            }
        }
        json.writeEndObject();
        json.writeObjectFieldStart("multiValueHeaders");
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (names.indexOf(name) == i) {
                json.writeArrayFieldStart(name);
                for (int j = i; j < names.size(); j++) {
                    if (names.get(j).equals(name)) {
                        json.writeString(values.get(j));
                    }
                }
                json.writeEndArray();
            }
        }
        json.writeEndObject();
    }

    private static void add(List<String> names, List<String> values, String name, String value) {
        names.add(name);
        values.add(value);
    }

    /**
     * Returns whether the function never sees the header (recorded). {@code Authorization} is dropped where the method uses
     * IAM, and where it is a signature (<a
     * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html">documented</a>).
     */
    private static boolean isDropped(Header line, boolean iam) {
        return switch (line.name().length()) {
            case 2 -> line.is("te");
            case 6 -> line.is("server") || line.is("expect");
            case 7 -> line.is("trailer") || line.is("upgrade");
            case 10 -> line.is("connection");
            case 11 -> line.is("content-md5");
            case 12 -> line.is("max-forwards");
            case 13 -> line.is("authorization") && (iam || RequestSignature.isSignature(line.value()));
            case 14 -> line.is("content-length");
            case 15 -> line.is("x-amzn-trace-id");
            case 16 -> line.is("www-authenticate") || line.is("x-forwarded-port");
            case 17 -> line.is("transfer-encoding") || line.is("x-forwarded-proto");
            case 18 -> line.is("proxy-authenticate");
            default -> false;
        };
    }

    /** Returns the name as events have it: a few have a fixed spelling, all others keep the client's (recorded). */
    static String spelling(Header line) {
        return switch (line.name().length()) {
            case 3 -> line.is("Via") ? "Via" : line.name();
            case 4 -> line.is("Host") ? "Host" : line.name();
            case 10 -> line.is("User-Agent") ? "User-Agent" : line.name();
            case 13 -> line.is("Authorization") ? "Authorization" : line.name();
            default -> line.name();
        };
    }

    static String domainPrefix(Request request) {
        String host = request.url().host();
        int dot = host.indexOf('.');
        return dot < 0 ? host : host.substring(0, dot);
    }

    private static void writeContext(JsonGenerator json, RestCall call) throws IOException {
        RestApi api = call.api;
        RestResource resource = call.resource;
        json.writeObjectFieldStart("requestContext");
        if (resource != null) {
            json.writeStringField("resourceId", api.resourceId(resource));
            json.writeStringField("resourcePath", resource.path());
        }
        json.writeStringField("httpMethod", call.method);
        json.writeStringField("extendedRequestId", call.extendedRequestId());
        json.writeStringField("requestTime", LogTime.of(call.arrival));
        json.writeStringField("path", api.contextPath(call));
        json.writeStringField("accountId", api.identity().accountId());
        json.writeStringField("protocol", "HTTP/1.1");
        json.writeStringField("stage", api.stage());
        json.writeStringField("domainPrefix", domainPrefix(call.request));
        json.writeNumberField("requestTimeEpoch", call.arrival.time().toEpochMilli());
        json.writeStringField("requestId", call.arrival.requestId());
        writeIdentity(json, call);
        json.writeStringField("domainName", call.request.url().host());
        json.writeStringField("deploymentId", api.deploymentId());
        json.writeStringField("apiId", api.identity().id());
        RestCaller caller = call.caller;
        if (caller != null) {
            writeCaller(json, caller);
        }
        json.writeEndObject();
    }

    private static void writeIdentity(JsonGenerator json, RestCall call) throws IOException {
        json.writeObjectFieldStart("identity");
        if (call.knownApiKey != null) {
            json.writeStringField("apiKey", call.knownApiKey);
            json.writeStringField("apiKeyId", RestApi.sixCharacters(call.knownApiKey));
        }
        json.writeNullField("cognitoIdentityPoolId");
        json.writeNullField("accountId");
        json.writeNullField("cognitoIdentityId");
        json.writeNullField("caller");
        json.writeStringField("sourceIp", call.arrival.sourceIp());
        json.writeNullField("principalOrgId");
        json.writeNullField("accessKey");
        json.writeNullField("cognitoAuthenticationType");
        json.writeNullField("cognitoAuthenticationProvider");
        json.writeNullField("userArn");
        FrontJson.writeText(json, "userAgent", call.header("User-Agent", false));
        json.writeNullField("user");
        json.writeEndObject();
    }

    /** A Lambda authorizer's context with its principal, a user pool's claims in an object of their own (documented). */
    private static void writeCaller(JsonGenerator json, RestCaller caller) throws IOException {
        json.writeObjectFieldStart("authorizer");
        for (Map.Entry<String, String> entry : caller.context().entrySet()) {
            if (!entry.getKey().equals("principalId")) {
                json.writeStringField(entry.getKey(), entry.getValue());
            }
        }
        if (caller.principalId() != null) {
            json.writeStringField("principalId", caller.principalId());
        }
        Map<String, String> claims = caller.claims();
        if (claims != null) {
            json.writeObjectFieldStart("claims");
            for (Map.Entry<String, String> entry : claims.entrySet()) {
                json.writeStringField(entry.getKey(), entry.getValue());
            }
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    /** Returns the form of {@code x-amz-apigw-id}: 15 characters of Base64 and an equals sign (recorded). */
    static String extendedRequestId(RequestMetadata arrival) {
        byte[] id = arrival.requestId().getBytes(StandardCharsets.UTF_8);
        byte[] twelve = new byte[12];
        System.arraycopy(id, 0, twelve, 0, Math.min(id.length, twelve.length));
        return Base64.getEncoder().encodeToString(twelve).substring(0, 15) + "=";
    }

    private static void writeBody(JsonGenerator json, RestCall call) throws IOException {
        Request request = call.request;
        if (request.body().isEmpty()) {
            json.writeNullField("body");
            json.writeBooleanField("isBase64Encoded", false);
        } else if (call.api.isBinaryBody(call.contentType)) {
            json.writeStringField(
                    "body", Base64.getEncoder().encodeToString(request.body().bytes()));
            json.writeBooleanField("isBase64Encoded", true);
        } else {
            // UTF-8, malformed bytes replaced: a binary body that is not declared as one arrives damaged.
            json.writeStringField("body", request.body().text());
            json.writeBooleanField("isBase64Encoded", false);
        }
    }
}
