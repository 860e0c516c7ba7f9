package dev.corsac.local.console;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.corsac.explain.Masking;
import dev.corsac.gateway.AttributedResponse;
import dev.corsac.http.Body;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges as a <a href="http://www.softwareishard.com/blog/har-12-spec/">HAR</a> file, which {@code corsac explain} and
 * developer tools read. What answered stands in fields of its own, whose names begin with an underscore.
 */
final class HarWriter {

    private HarWriter() {}

    static String of(List<FrontExchange> exchanges, boolean secrets) {
        return ConsoleJson.text(json -> {
            json.useDefaultPrettyPrinter();
            json.writeObjectFieldStart("log");
            json.writeStringField("version", "1.2");
            json.writeObjectFieldStart("creator");
            json.writeStringField("name", "Corsac");
            String version = HarWriter.class.getModule().isNamed()
                    ? HarWriter.class.getModule().getDescriptor().rawVersion().orElse("")
                    : "";
            json.writeStringField("version", version);
            json.writeEndObject();
            json.writeArrayFieldStart("entries");
            for (FrontExchange exchange : exchanges) {
                FrontExchange.Done done = exchange.done;
                if (done != null) {
                    entry(json, exchange, done, secrets);
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static void entry(JsonGenerator json, FrontExchange exchange, FrontExchange.Done done, boolean secrets)
            throws IOException {
        AttributedResponse answer = done.answer();
        double took = done.took().toNanos() / 1e6;
        json.writeStartObject();
        json.writeStringField("startedDateTime", exchange.at.toString());
        json.writeNumberField("time", took);
        request(json, exchange, secrets);
        response(json, answer.response(), done.length(), secrets);
        json.writeObjectFieldStart("cache");
        json.writeEndObject();
        json.writeObjectFieldStart("timings");
        json.writeNumberField("send", 0);
        json.writeNumberField("wait", took);
        json.writeNumberField("receive", 0);
        json.writeEndObject();
        json.writeStringField("_madeBy", answer.madeBy().toString());
        json.writeStringField("_reason", secrets ? answer.reason() : Masking.text(answer.reason()));
        json.writeEndObject();
    }

    private static void request(JsonGenerator json, FrontExchange exchange, boolean secrets) throws IOException {
        Request request = exchange.request;
        String url = request.url().toString();
        json.writeObjectFieldStart("request");
        json.writeStringField("method", request.method());
        json.writeStringField("url", secrets ? url : Masking.text(url));
        common(json, request.headers(), exchange.requestLength, secrets);
        json.writeArrayFieldStart("queryString");
        json.writeEndArray();
        if (exchange.requestLength > 0) {
            json.writeObjectFieldStart("postData");
            type(json, request.headers());
            @Nullable String text = ConsoleJson.text(request.body(), exchange.requestLength);
            json.writeStringField("text", text == null ? "" : secrets ? text : Masking.body(text));
            comment(json, request.body(), exchange.requestLength);
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void response(JsonGenerator json, Response response, int length, boolean secrets)
            throws IOException {
        json.writeObjectFieldStart("response");
        json.writeNumberField("status", response.status());
        json.writeStringField("statusText", "");
        common(json, response.headers(), length, secrets);
        String location = response.headers().first("Location");
        json.writeStringField("redirectURL", location == null ? "" : secrets ? location : Masking.text(location));
        json.writeObjectFieldStart("content");
        json.writeNumberField("size", length);
        type(json, response.headers());
        if (length > 0) {
            @Nullable String text = ConsoleJson.text(response.body(), length);
            if (text != null) {
                json.writeStringField("text", secrets ? text : Masking.body(text));
            } else {
                json.writeStringField(
                        "text",
                        Base64.getEncoder().encodeToString(response.body().bytes()));
                json.writeStringField("encoding", "base64");
            }
            comment(json, response.body(), length);
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void common(JsonGenerator json, Headers headers, int length, boolean secrets) throws IOException {
        json.writeStringField("httpVersion", "HTTP/1.1");
        json.writeArrayFieldStart("cookies");
        json.writeEndArray();
        json.writeArrayFieldStart("headers");
        for (Header line : headers) {
            json.writeStartObject();
            json.writeStringField("name", line.name());
            json.writeStringField("value", secrets ? line.value() : Masking.shown(line));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("headersSize", -1);
        json.writeNumberField("bodySize", length);
    }

    private static void type(JsonGenerator json, Headers headers) throws IOException {
        String type = headers.first("Content-Type");
        json.writeStringField("mimeType", type == null ? "" : type);
    }

    private static void comment(JsonGenerator json, Body kept, int length) throws IOException {
        if (kept.length() < length) {
            json.writeStringField("comment", "the first " + kept.length() + " of " + length + " bytes");
        }
    }
}
