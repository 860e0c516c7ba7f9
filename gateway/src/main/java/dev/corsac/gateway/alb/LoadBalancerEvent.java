package dev.corsac.gateway.alb;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.gateway.internal.FrontJson;
import dev.corsac.gateway.internal.HopByHop;
import dev.corsac.gateway.internal.PayloadV2Event;
import dev.corsac.gateway.internal.PlainBody;
import dev.corsac.gateway.internal.TraceId;
import dev.corsac.http.Header;
import dev.corsac.http.HeaderValues;
import dev.corsac.http.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The event of a <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html">load
 * balancer's Lambda target</a>: names of headers in lower case; the query's names and values as they were sent, not decoded.
 * Which hop-by-hop headers AWS drops is unverified; {@code connection} is in the sample event of the Lambda guide.
 */
final class LoadBalancerEvent {

    private LoadBalancerEvent() {}

    static byte[] of(LoadBalancerTarget target, Request request, RequestMetadata arrival) {
        List<Pair> headers = headers(request, arrival);
        List<Pair> query = query(request.url().query());
        boolean multi = target.multiValueHeaders();
        return FrontJson.write(json -> {
            json.writeStartObject();
            json.writeObjectFieldStart("requestContext");
            json.writeObjectFieldStart("elb");
            json.writeStringField("targetGroupArn", target.arn());
            json.writeEndObject();
            json.writeEndObject();
            json.writeStringField("httpMethod", request.method());
            json.writeStringField("path", request.url().path());
            write(json, multi ? "multiValueQueryStringParameters" : "queryStringParameters", query, multi);
            write(json, multi ? "multiValueHeaders" : "headers", headers, multi);
            boolean text = request.body().isEmpty() || isText(request);
            if (text) {
                json.writeStringField("body", request.body().text());
            } else {
                json.writeStringField(
                        "body",
                        Base64.getEncoder().encodeToString(request.body().bytes()));
            }
            json.writeBooleanField("isBase64Encoded", !text);
            json.writeEndObject();
        });
    }

    /** Text is {@code text/*}, JSON, JavaScript and XML that is not compressed; all else is Base64 (documented). */
    private static boolean isText(Request request) {
        String type = PlainBody.mediaType(request.headers());
        return type != null
                && (type.startsWith("text/")
                        || type.equals("application/json")
                        || type.equals("application/javascript")
                        || type.equals("application/xml"));
    }

    private static List<Pair> headers(Request request, RequestMetadata arrival) {
        List<Pair> headers = new ArrayList<>(request.headers().size() + 4);
        String forwarded = request.headers().combined("x-forwarded-for");
        String trace = null;
        for (Header line : request.headers()) {
            String lower = line.lowerCaseName();
            switch (lower) {
                case "x-amzn-trace-id" -> trace = line.value();
                case "x-forwarded-for", "x-forwarded-port", "x-forwarded-proto" -> {}
                default -> {
                    if (lower.equals("connection") || !HopByHop.contains(lower)) {
                        headers.add(new Pair(lower, line.value()));
                    }
                }
            }
        }
        headers.add(new Pair("x-amzn-trace-id", trace(trace, arrival)));
        headers.add(new Pair("x-forwarded-for", PayloadV2Event.forwardedFor(forwarded, arrival)));
        headers.add(new Pair("x-forwarded-port", Integer.toString(request.url().port())));
        headers.add(new Pair("x-forwarded-proto", request.url().scheme()));
        return headers;
    }

    /**
     * Returns a {@code Root} where the client sent none, a {@code Self} before what it sent (<a
     * href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-request-tracing.html">documented</a>).
     */
    private static String trace(@Nullable String sent, RequestMetadata arrival) {
        String id = TraceId.of(arrival);
        if (sent == null) {
            return "Root=" + id;
        }
        StringBuilder kept = new StringBuilder("Self=").append(id);
        for (String field : HeaderValues.semicolonSeparated(sent)) {
            if (!field.startsWith("Self=")) {
                kept.append(';').append(field);
            }
        }
        return kept.toString();
    }

    /** Not decoded: AWS leaves that to the function. */
    private static List<Pair> query(@Nullable String query) {
        List<Pair> parameters = new ArrayList<>();
        for (int from = 0; query != null && from <= query.length(); ) {
            int ampersand = query.indexOf('&', from);
            int to = ampersand < 0 ? query.length() : ampersand;
            if (to > from) {
                int equals = query.indexOf('=', from);
                boolean none = equals < 0 || equals > to;
                parameters.add(new Pair(
                        query.substring(from, none ? to : equals), none ? "" : query.substring(equals + 1, to)));
            }
            from = to + 1;
        }
        return parameters;
    }

    /** With single values the last of a name wins (recorded). */
    private static void write(JsonGenerator json, String field, List<Pair> pairs, boolean multi) throws IOException {
        json.writeObjectFieldStart(field);
        for (int i = 0; i < pairs.size(); i++) {
            String name = pairs.get(i).name();
            if (!multi) {
                if (next(pairs, i + 1, name) < 0) {
                    json.writeStringField(name, pairs.get(i).value());
                }
            } else if (next(pairs.subList(0, i), 0, name) < 0) {
                json.writeArrayFieldStart(name);
                for (int at = i; at >= 0; at = next(pairs, at + 1, name)) {
                    json.writeString(pairs.get(at).value());
                }
                json.writeEndArray();
            }
        }
        json.writeEndObject();
    }

    private static int next(List<Pair> pairs, int from, String name) {
        for (int i = from; i < pairs.size(); i++) {
            if (pairs.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private record Pair(String name, String value) {}
}
