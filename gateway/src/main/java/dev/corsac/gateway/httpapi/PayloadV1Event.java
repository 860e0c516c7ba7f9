package dev.corsac.gateway.httpapi;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.gateway.internal.FrontJson;
import dev.corsac.gateway.internal.HopByHop;
import dev.corsac.gateway.internal.LogTime;
import dev.corsac.gateway.internal.PayloadV2Event;
import dev.corsac.gateway.internal.QueryString;
import dev.corsac.gateway.internal.RequestAuthorization;
import dev.corsac.gateway.internal.RequestAuthorization.BySignature;
import dev.corsac.gateway.internal.TraceId;
import dev.corsac.http.Header;
import dev.corsac.http.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The event of an HTTP API's Lambda integration in <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">payload
 * 1.0</a>: a REST API's with a {@code version}, and other names in lower case. What has no value is null (documented).
 */
final class PayloadV1Event {

    /** Spelled so; all other names are in lower case (recorded: terraform-aws-next-js#31). */
    private static final Map<String, String> CANONICAL = Map.of(
            "content-length", "Content-Length",
            "host", "Host",
            "user-agent", "User-Agent",
            "x-amzn-trace-id", "X-Amzn-Trace-Id",
            "x-forwarded-for", "X-Forwarded-For",
            "x-forwarded-port", "X-Forwarded-Port",
            "x-forwarded-proto", "X-Forwarded-Proto");

    private PayloadV1Event() {}

    /**
     * Returns the event.
     *
     * @param resource the route's path, {@code $default} for that route
     * @param path the request's whole path, with stage or base path
     */
    static byte[] of(
            PayloadV2Event.Target target, String resource, String path, Request request, RequestMetadata arrival) {
        Map<String, List<String>> headers = headers(request, arrival);
        Map<String, List<String>> query = QueryString.decode(request.url().query());
        return FrontJson.write(json -> {
            json.writeStartObject();
            json.writeStringField("version", "1.0");
            writeRequest(json, resource, path, request, headers, query);
            FrontJson.writeLists(json, "multiValueQueryStringParameters", query);
            writeContext(json, target, resource, path, request, arrival);
            FrontJson.writeMap(json, "pathParameters", target.variables());
            FrontJson.writeMap(json, "stageVariables", target.stageVariables());
            boolean text = request.body().isEmpty() || PayloadV2Event.isText(request.headers());
            if (request.body().isEmpty()) {
                json.writeNullField("body");
            } else {
                json.writeStringField(
                        "body",
                        text
                                ? request.body().text()
                                : Base64.getEncoder()
                                        .encodeToString(request.body().bytes()));
            }
            json.writeBooleanField("isBase64Encoded", !text);
            json.writeEndObject();
        });
    }

    /** Returns the event of a Lambda authorizer in format 1.0. */
    static byte[] forAuthorizer(
            PayloadV2Event.Target target,
            String resource,
            String path,
            String methodArn,
            List<String> identitySource,
            Request request,
            RequestMetadata arrival) {
        Map<String, List<String>> headers = headers(request, arrival);
        Map<String, List<String>> query = QueryString.decode(request.url().query());
        String identity = String.join(",", identitySource);
        return FrontJson.write(json -> {
            json.writeStartObject();
            json.writeStringField("version", "1.0");
            json.writeStringField("type", "REQUEST");
            json.writeStringField("methodArn", methodArn);
            json.writeStringField("identitySource", identity);
            json.writeStringField("authorizationToken", identity);
            writeRequest(json, resource, path, request, headers, query);
            FrontJson.writeMap(json, "pathParameters", target.variables());
            FrontJson.writeMap(json, "stageVariables", target.stageVariables());
            writeContext(json, target, resource, path, request, arrival);
            json.writeEndObject();
        });
    }

    private static void writeRequest(
            JsonGenerator json,
            String resource,
            String path,
            Request request,
            Map<String, List<String>> headers,
            Map<String, List<String>> query)
            throws IOException {
        json.writeStringField("resource", resource);
        json.writeStringField("path", path);
        json.writeStringField("httpMethod", request.method());
        writeLastOfEach(json, "headers", headers);
        FrontJson.writeLists(json, "multiValueHeaders", headers);
        writeLastOfEach(json, "queryStringParameters", query);
    }

    private static Map<String, List<String>> headers(Request request, RequestMetadata arrival) {
        Map<String, List<String>> byName = new LinkedHashMap<>(32);
        byName.put("Content-Length", List.of(Integer.toString(request.body().length())));
        String forwardedFor = null;
        for (Header line : request.headers()) {
            String lower = line.lowerCaseName();
            if (lower.equals("x-forwarded-for")) {
                forwardedFor = forwardedFor == null ? line.value() : forwardedFor + ", " + line.value();
            } else if (!HopByHop.contains(lower) && !lower.equals("content-length")) {
                add(byName, CANONICAL.getOrDefault(lower, lower), line.value());
            }
        }
        byName.put("X-Amzn-Trace-Id", List.of(TraceId.root(arrival)));
        byName.put("X-Forwarded-For", List.of(PayloadV2Event.forwardedFor(forwardedFor, arrival)));
        byName.put("X-Forwarded-Port", List.of(Integer.toString(request.url().port())));
        byName.put("X-Forwarded-Proto", List.of(request.url().scheme()));
        return byName;
    }

    private static void add(Map<String, List<String>> byName, String name, String value) {
        List<String> one = List.of(value);
        List<String> before = byName.putIfAbsent(name, one);
        if (before != null) {
            List<String> more = before.size() == 1 ? new ArrayList<>(before) : before;
            more.add(value);
            byName.put(name, more);
        }
    }

    private static void writeLastOfEach(JsonGenerator json, String field, Map<String, List<String>> lists)
            throws IOException {
        if (lists.isEmpty()) {
            json.writeNullField(field);
            return;
        }
        json.writeObjectFieldStart(field);
        for (Map.Entry<String, List<String>> entry : lists.entrySet()) {
            List<String> values = entry.getValue();
            json.writeStringField(entry.getKey(), values.get(values.size() - 1));
        }
        json.writeEndObject();
    }

    private static void writeContext(
            JsonGenerator json,
            PayloadV2Event.Target target,
            String resource,
            String path,
            Request request,
            RequestMetadata arrival)
            throws IOException {
        String host = request.url().host();
        int dot = host.indexOf('.');
        RequestAuthorization authorization = target.authorization();
        json.writeObjectFieldStart("requestContext");
        json.writeStringField("accountId", target.accountId());
        json.writeStringField("apiId", target.apiId());
        json.writeObjectFieldStart("authorizer");
        if (authorization == null) {
            json.writeNullField("claims");
            json.writeNullField("scopes");
        } else {
            authorization.writeVersion1(json);
        }
        json.writeEndObject();
        json.writeStringField("domainName", host);
        json.writeStringField("domainPrefix", dot < 0 ? host : host.substring(0, dot));
        json.writeStringField("extendedRequestId", target.requestId());
        json.writeStringField("httpMethod", request.method());
        writeIdentity(json, authorization instanceof BySignature signed ? signed : null, request, arrival);
        json.writeStringField("path", path);
        json.writeStringField("protocol", "HTTP/1.1");
        json.writeStringField("requestId", target.requestId());
        json.writeStringField("requestTime", LogTime.of(arrival));
        json.writeNumberField("requestTimeEpoch", arrival.time().toEpochMilli());
        json.writeNullField("resourceId");
        json.writeStringField("resourcePath", resource);
        json.writeStringField("stage", target.stage());
        json.writeEndObject();
    }

    private static void writeIdentity(
            JsonGenerator json, @Nullable BySignature signed, Request request, RequestMetadata arrival)
            throws IOException {
        json.writeObjectFieldStart("identity");
        FrontJson.writeText(json, "accessKey", signed == null ? null : signed.accessKey());
        FrontJson.writeText(json, "accountId", signed == null ? null : signed.accountId());
        FrontJson.writeText(json, "caller", signed == null ? null : signed.userId());
        json.writeNullField("cognitoAuthenticationProvider");
        json.writeNullField("cognitoAuthenticationType");
        json.writeNullField("cognitoIdentityId");
        json.writeNullField("cognitoIdentityPoolId");
        json.writeNullField("principalOrgId");
        json.writeStringField("sourceIp", arrival.sourceIp());
        FrontJson.writeText(json, "user", signed == null ? null : signed.userId());
        FrontJson.writeText(json, "userAgent", request.headers().last("User-Agent"));
        FrontJson.writeText(json, "userArn", signed == null ? null : signed.userArn());
        json.writeEndObject();
    }
}
