package dev.corsac.gateway.internal;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.http.Header;
import dev.corsac.http.HeaderValues;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import java.io.IOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The event of an HTTP API's Lambda integration in <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html">payload
 * 2.0</a>, and of a <a href="https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html">Function URL</a>. What has
 * no value is absent, never null (recorded).
 *
 * <p>Unverified: whether an HTTP API moves a client's own {@code X-Forwarded-For} into {@code Forwarded} before a Lambda
 * function, as it documents for its integrations; here the client's address is appended.
 */
public final class PayloadV2Event {

    private PayloadV2Event() {}

    /**
     * Where in a deployment a request arrived.
     *
     * @param functionUrl whether the event is a Function URL's: cookies are in {@code headers} too (reported:
     *     aws-lambda-web-adapter#121, aws-lambda-go#597) and the TLS version is there
     * @param routeKey {@code GET /orders/{id}} or {@code $default}
     * @param rawPath the path in the event
     * @param requestId as in the event
     * @param variables the path variables, decoded
     * @param authorization why the request was let through; null where nobody asked
     */
    public record Target(
            boolean functionUrl,
            String accountId,
            String apiId,
            String routeKey,
            String stage,
            String rawPath,
            String requestId,
            Map<String, String> variables,
            Map<String, String> stageVariables,
            @Nullable RequestAuthorization authorization) {

        /** Returns the target of a request that was let through. */
        public Target authorized(RequestAuthorization granted) {
            return new Target(
                    functionUrl,
                    accountId,
                    apiId,
                    routeKey,
                    stage,
                    rawPath,
                    requestId,
                    variables,
                    stageVariables,
                    granted);
        }
    }

    public static byte[] of(Target target, Request request, RequestMetadata arrival) {
        return FrontJson.write(json -> {
            json.writeStartObject();
            json.writeStringField("version", "2.0");
            writeRequest(json, target, request, arrival);
            boolean base64 = writeBody(json, request);
            writeMap(json, "pathParameters", target.variables());
            json.writeBooleanField("isBase64Encoded", base64);
            writeMap(json, "stageVariables", target.stageVariables());
            json.writeEndObject();
        });
    }

    /**
     * Returns the event of a Lambda authorizer in <a
     * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html">format 2.0</a>.
     */
    public static byte[] forAuthorizer(
            Target target, String routeArn, List<String> identitySource, Request request, RequestMetadata arrival) {
        return FrontJson.write(json -> {
            json.writeStartObject();
            json.writeStringField("version", "2.0");
            json.writeStringField("type", "REQUEST");
            json.writeStringField("routeArn", routeArn);
            json.writeArrayFieldStart("identitySource");
            for (String value : identitySource) {
                json.writeString(value);
            }
            json.writeEndArray();
            writeRequest(json, target, request, arrival);
            writeMap(json, "pathParameters", target.variables());
            writeMap(json, "stageVariables", target.stageVariables());
            json.writeEndObject();
        });
    }

    private static void writeRequest(JsonGenerator json, Target target, Request request, RequestMetadata arrival)
            throws IOException {
        String query = request.url().query();
        json.writeStringField("routeKey", target.routeKey());
        json.writeStringField("rawPath", target.rawPath());
        json.writeStringField("rawQueryString", query == null ? "" : query);
        writeCookies(json, request.headers());
        writeHeaders(json, target, request, arrival);
        writeQuery(json, query);
        writeContext(json, target, request, arrival);
    }

    private static void writeCookies(JsonGenerator json, Headers headers) throws IOException {
        boolean any = false;
        for (Header line : headers) {
            if (line.is("cookie")) {
                if (!any) {
                    json.writeArrayFieldStart("cookies");
                    any = true;
                }
                for (String cookie : HeaderValues.semicolonSeparated(line.value())) {
                    json.writeString(cookie);
                }
            }
        }
        if (any) {
            json.writeEndArray();
        }
    }

    private static void writeHeaders(JsonGenerator json, Target target, Request request, RequestMetadata arrival)
            throws IOException {
        json.writeObjectFieldStart("headers");
        for (Map.Entry<String, String> header :
                headers(request, arrival, target).entrySet()) {
            json.writeStringField(header.getKey(), header.getValue());
        }
        json.writeEndObject();
    }

    /** Names in lower case, the values of repeated ones joined with commas (documented). */
    private static Map<String, String> headers(Request request, RequestMetadata arrival, Target target) {
        Map<String, String> byName = new LinkedHashMap<>(32);
        for (Header line : request.headers()) {
            String name = line.lowerCaseName();
            if (!HopByHop.contains(name) && !isDropped(name, target)) {
                String before = byName.putIfAbsent(name, line.value());
                if (before != null) {
                    byName.put(name, before + (name.equals("cookie") ? "; " : ",") + line.value());
                }
            }
        }
        if (target.functionUrl()) {
            if (request.url().scheme().equals("https")) {
                byName.put("x-amzn-tls-version", "TLSv1.3");
                byName.put("x-amzn-tls-cipher-suite", "TLS_AES_128_GCM_SHA256");
            }
        } else {
            // There even for a GET (recorded: terraform-aws-next-js#31).
            byName.put("content-length", Integer.toString(request.body().length()));
        }
        byName.put("x-amzn-trace-id", TraceId.root(arrival));
        byName.put("x-forwarded-for", forwardedFor(byName.get("x-forwarded-for"), arrival));
        byName.put("x-forwarded-port", Integer.toString(request.url().port()));
        byName.put("x-forwarded-proto", request.url().scheme());
        return byName;
    }

    /** Cookies of an HTTP API have a member of their own; a Function URL keeps its signature to itself (recorded). */
    private static boolean isDropped(String name, Target target) {
        return target.functionUrl()
                ? name.equals("authorization") && target.authorization() != null
                : name.equals("cookie");
    }

    /** Returns {@code X-Forwarded-For} with the client's address at its end. */
    public static String forwardedFor(@Nullable String before, RequestMetadata arrival) {
        return before == null ? arrival.sourceIp() : before + ", " + arrival.sourceIp();
    }

    private static void writeQuery(JsonGenerator json, @Nullable String query) throws IOException {
        Map<String, List<String>> parameters = QueryString.decode(query);
        if (parameters.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart("queryStringParameters");
        for (Map.Entry<String, List<String>> entry : parameters.entrySet()) {
            List<String> values = entry.getValue();
            json.writeStringField(entry.getKey(), values.size() == 1 ? values.get(0) : String.join(",", values));
        }
        json.writeEndObject();
    }

    private static void writeContext(JsonGenerator json, Target target, Request request, RequestMetadata arrival)
            throws IOException {
        json.writeObjectFieldStart("requestContext");
        json.writeStringField("accountId", target.accountId());
        json.writeStringField("apiId", target.apiId());
        if (target.authorization() != null) {
            json.writeObjectFieldStart("authorizer");
            target.authorization().writeVersion2(json);
            json.writeEndObject();
        }
        String host = request.url().host();
        int dot = host.indexOf('.');
        json.writeStringField("domainName", host);
        json.writeStringField("domainPrefix", dot < 0 ? host : host.substring(0, dot));
        json.writeObjectFieldStart("http");
        json.writeStringField("method", request.method());
        json.writeStringField("path", target.rawPath());
        json.writeStringField("protocol", "HTTP/1.1");
        json.writeStringField("sourceIp", arrival.sourceIp());
        String userAgent = request.headers().last("User-Agent");
        json.writeStringField("userAgent", userAgent == null ? "" : userAgent);
        json.writeEndObject();
        json.writeStringField("requestId", target.requestId());
        json.writeStringField("routeKey", target.routeKey());
        json.writeStringField("stage", target.stage());
        json.writeStringField("time", LogTime.of(arrival));
        json.writeNumberField("timeEpoch", arrival.time().toEpochMilli());
        json.writeEndObject();
    }

    private static boolean writeBody(JsonGenerator json, Request request) throws IOException {
        if (request.body().isEmpty()) {
            return false;
        }
        boolean text = isText(request.headers());
        json.writeStringField(
                "body",
                text
                        ? request.body().text()
                        : Base64.getEncoder().encodeToString(request.body().bytes()));
        return !text;
    }

    /**
     * Returns whether a body goes into the event as text: {@code text/*} and the types of JSON, XML and JavaScript (from the
     * source of other emulators). Forms are Base64 (reported). Unverified: a body without a type, Base64 here.
     */
    public static boolean isText(Headers headers) {
        String type = PlainBody.mediaType(headers);
        if (type == null) {
            return false;
        }
        return type.startsWith("text/")
                || type.endsWith("/json")
                || type.endsWith("+json")
                || type.endsWith("/xml")
                || type.endsWith("+xml")
                || type.endsWith("/javascript");
    }

    private static void writeMap(JsonGenerator json, String field, Map<String, String> entries) throws IOException {
        if (!entries.isEmpty()) {
            FrontJson.writeMap(json, field, entries);
        }
    }
}
