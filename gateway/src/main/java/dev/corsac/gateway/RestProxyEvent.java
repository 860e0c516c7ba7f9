package dev.corsac.gateway;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The event of a REST API's Lambda proxy integration, <a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html">payload
 * 1.0</a>.
 */
final class RestProxyEvent {

    /** Never seen by the function (recorded). */
    private static final Set<String> DROPPED = Set.of(
            "connection",
            "content-length",
            "content-md5",
            "expect",
            "max-forwards",
            "proxy-authenticate",
            "server",
            "te",
            "transfer-encoding",
            "trailer",
            "upgrade",
            "www-authenticate");

    /** Spelled so whatever the client's spelling; all other names keep theirs (recorded). */
    private static final Map<String, String> CANONICAL = Map.of(
            "host", "Host",
            "user-agent", "User-Agent",
            "authorization", "Authorization",
            "via", "Via");

    private static final DateTimeFormatter REQUEST_TIME = DateTimeFormatter.ofPattern(
                    "dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private RestProxyEvent() {}

    static byte[] of(RestApi api, RestResource resource, Map<String, String> path, Request request, Arrival arrival) {
        Map<String, List<String>> headers = headers(request, arrival);
        Map<String, List<String>> query = QueryString.decode(request.url().query());
        return Json.write(json -> {
            json.writeStartObject();
            json.writeStringField("resource", resource.path());
            json.writeStringField("path", request.url().path());
            json.writeStringField("httpMethod", request.method());
            Json.writeMap(json, "headers", lastOfEach(headers));
            Json.writeLists(json, "multiValueHeaders", headers);
            Json.writeMap(json, "queryStringParameters", lastOfEach(query));
            Json.writeLists(json, "multiValueQueryStringParameters", query);
            Json.writeMap(json, "pathParameters", path);
            Json.writeMap(json, "stageVariables", api.stageVariables());
            writeContext(json, api, resource, request, arrival);
            writeBody(json, api, request);
            json.writeEndObject();
        });
    }

    private static Map<String, List<String>> headers(Request request, Arrival arrival) {
        Map<String, List<String>> byName = new LinkedHashMap<>();
        String forwardedFor = arrival.sourceIp();
        for (Header line : request.headers()) {
            String lower = line.lowerCaseName();
            if (lower.equals("x-forwarded-for")) {
                forwardedFor = line.value() + ", " + forwardedFor;
            } else if (!DROPPED.contains(lower)
                    && !lower.equals("x-forwarded-port")
                    && !lower.equals("x-forwarded-proto")) {
                byName.computeIfAbsent(CANONICAL.getOrDefault(lower, line.name()), key -> new ArrayList<>(1))
                        .add(line.value());
            }
        }
        byName.put("X-Amzn-Trace-Id", List.of(traceId(arrival)));
        byName.put("X-Forwarded-For", List.of(forwardedFor));
        byName.put("X-Forwarded-Port", List.of(Integer.toString(request.url().port())));
        byName.put("X-Forwarded-Proto", List.of(request.url().scheme()));
        return byName;
    }

    /** X-Ray's form: a version, the time in seconds and 96 bits, the latter two in hexadecimal. */
    static String traceId(Arrival arrival) {
        String digits = arrival.requestId().replace("-", "") + "0".repeat(24);
        return "Root=1-" + Long.toHexString(arrival.time().getEpochSecond()) + "-" + digits.substring(0, 24);
    }

    private static void writeContext(
            JsonGenerator json, RestApi api, RestResource resource, Request request, Arrival arrival)
            throws IOException {
        String host = request.url().host();
        int dot = host.indexOf('.');
        Headers headers = request.headers();
        json.writeObjectFieldStart("requestContext");
        json.writeStringField("resourceId", api.resourceId(resource));
        json.writeStringField("resourcePath", resource.path());
        json.writeStringField("httpMethod", request.method());
        json.writeStringField("extendedRequestId", extendedRequestId(arrival));
        json.writeStringField("requestTime", REQUEST_TIME.format(arrival.time()));
        json.writeStringField("path", request.url().path());
        json.writeStringField("accountId", api.accountId());
        json.writeStringField("protocol", "HTTP/1.1");
        json.writeStringField("stage", api.stage());
        json.writeStringField("domainPrefix", dot < 0 ? host : host.substring(0, dot));
        json.writeNumberField("requestTimeEpoch", arrival.time().toEpochMilli());
        json.writeStringField("requestId", arrival.requestId());
        json.writeObjectFieldStart("identity");
        json.writeNullField("cognitoIdentityPoolId");
        json.writeNullField("accountId");
        json.writeNullField("cognitoIdentityId");
        json.writeNullField("caller");
        json.writeStringField("sourceIp", arrival.sourceIp());
        json.writeNullField("principalOrgId");
        json.writeNullField("accessKey");
        json.writeNullField("cognitoAuthenticationType");
        json.writeNullField("cognitoAuthenticationProvider");
        json.writeNullField("userArn");
        Json.writeText(json, "userAgent", headers.last("User-Agent"));
        json.writeNullField("user");
        json.writeEndObject();
        json.writeStringField("domainName", host);
        json.writeStringField("deploymentId", api.deploymentId());
        json.writeStringField("apiId", api.id());
        json.writeEndObject();
    }

    /** The form of {@code x-amz-apigw-id}: 15 characters of Base64 and an equals sign (recorded). */
    static String extendedRequestId(Arrival arrival) {
        byte[] id = arrival.requestId().getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(id).substring(0, 15) + "=";
    }

    private static void writeBody(JsonGenerator json, RestApi api, Request request) throws IOException {
        String mediaType = request.headers().first("Content-Type");
        if (request.body().isEmpty()) {
            json.writeNullField("body");
            json.writeBooleanField("isBase64Encoded", false);
        } else if (api.isBinary(mediaType)) {
            json.writeStringField(
                    "body", Base64.getEncoder().encodeToString(request.body().bytes()));
            json.writeBooleanField("isBase64Encoded", true);
        } else {
            // UTF-8, malformed bytes replaced: a binary body that is not declared as one arrives damaged.
            json.writeStringField("body", request.body().text());
            json.writeBooleanField("isBase64Encoded", false);
        }
    }

    private static Map<String, String> lastOfEach(Map<String, List<String>> lists) {
        Map<String, String> last = new LinkedHashMap<>();
        for (Map.Entry<String, List<String>> entry : lists.entrySet()) {
            List<String> values = entry.getValue();
            last.put(entry.getKey(), values.get(values.size() - 1));
        }
        return last;
    }
}
