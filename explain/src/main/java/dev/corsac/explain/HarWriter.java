package dev.corsac.explain;

import dev.corsac.http.Body;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes exchanges as a <a href="http://www.softwareishard.com/blog/har-12-spec/">HAR</a> file, which {@link HarReader} and
 * developer tools read. Which component made a response is in fields of its own, whose names begin with an underscore.
 */
public final class HarWriter {

    /**
     * A body, as far as it was kept.
     *
     * @param length in bytes, of the whole body
     * @param kept its beginning
     * @param text the same as text; null if it is not text
     */
    public record Content(int length, Body kept, @Nullable String text) {}

    /**
     * An exchange.
     *
     * @param started in the form {@code 2026-01-31T12:00:00.000Z}
     * @param milliseconds that it took
     * @param madeBy the component that made the response
     * @param reason why it did
     */
    public record Entry(
            String started,
            double milliseconds,
            Request request,
            Content requestBody,
            Response response,
            Content responseBody,
            String madeBy,
            String reason) {}

    private final boolean secrets;

    private HarWriter(boolean secrets) {
        this.secrets = secrets;
    }

    /**
     * Returns the file's text.
     *
     * @param version Corsac's; empty if it is not known
     * @param secrets whether cookies, tokens and keys are written out; masked otherwise
     */
    public static String of(String version, List<Entry> entries, boolean secrets) {
        HarWriter writer = new HarWriter(secrets);
        List<Object> list = new ArrayList<>();
        for (Entry entry : entries) {
            list.add(writer.entry(entry));
        }
        return PlainJson.of(PlainJson.object(
                "log",
                PlainJson.object(
                        "version",
                        "1.2",
                        "creator",
                        PlainJson.object("name", "Corsac", "version", version),
                        "entries",
                        list)));
    }

    private Map<String, @Nullable Object> entry(Entry entry) {
        return PlainJson.object(
                "startedDateTime", entry.started(),
                "time", entry.milliseconds(),
                "request", request(entry.request(), entry.requestBody()),
                "response", response(entry.response(), entry.responseBody()),
                "cache", PlainJson.object(),
                "timings", PlainJson.object("send", 0, "wait", entry.milliseconds(), "receive", 0),
                "_madeBy", entry.madeBy(),
                "_reason", masked(entry.reason()));
    }

    private Map<String, @Nullable Object> request(Request request, Content body) {
        Map<String, @Nullable Object> fields = PlainJson.object(
                "method", request.method(), "url", masked(request.url().toString()));
        common(fields, request.headers(), body.length());
        fields.put("queryString", List.of());
        if (body.length() > 0) {
            Map<String, @Nullable Object> data = PlainJson.object("mimeType", type(request.headers()));
            data.put("text", body.text() == null ? "" : body(body.text(), request.headers()));
            comment(data, body);
            fields.put("postData", data);
        }
        return fields;
    }

    private Map<String, @Nullable Object> response(Response response, Content body) {
        Map<String, @Nullable Object> fields = PlainJson.object("status", response.status(), "statusText", "");
        common(fields, response.headers(), body.length());
        String location = response.headers().first("Location");
        fields.put("redirectURL", location == null ? "" : masked(location));
        Map<String, @Nullable Object> content =
                PlainJson.object("size", body.length(), "mimeType", type(response.headers()));
        if (body.length() > 0) {
            if (body.text() != null) {
                content.put("text", body(body.text(), response.headers()));
            } else {
                content.put(
                        "text", Base64.getEncoder().encodeToString(body.kept().bytes()));
                content.put("encoding", "base64");
            }
            comment(content, body);
        }
        fields.put("content", content);
        return fields;
    }

    private void common(Map<String, @Nullable Object> fields, Headers headers, int length) {
        List<Object> lines = new ArrayList<>();
        for (Header line : headers) {
            lines.add(PlainJson.object("name", line.name(), "value", secrets ? line.value() : Masking.shown(line)));
        }
        fields.put("httpVersion", "HTTP/1.1");
        fields.put("cookies", List.of());
        fields.put("headers", lines);
        fields.put("headersSize", -1);
        fields.put("bodySize", length);
    }

    private String masked(String text) {
        return secrets ? text : Masking.text(text);
    }

    private String body(String text, Headers headers) {
        return secrets ? text : Masking.body(text, type(headers));
    }

    private static String type(Headers headers) {
        String type = headers.first("Content-Type");
        return type == null ? "" : type;
    }

    private static void comment(Map<String, @Nullable Object> fields, Content body) {
        if (body.kept().length() < body.length()) {
            fields.put("comment", "the first " + body.kept().length() + " of " + body.length() + " bytes");
        }
    }
}
