package dev.corsac.gateway;

import dev.corsac.http.Body;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A bucket's <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/WebsiteHosting.html">website endpoint</a>,
 * all of its objects public. No CORS configuration: it answers no preflight and sends no CORS header.
 *
 * <p>Immutable; safe to share between threads if the bucket is.
 */
public final class S3Website implements Front {

    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static final Element BUCKET = Element.of(Element.Kind.BUCKET, "");

    private final Bucket bucket;
    private final String indexDocument;
    private final @Nullable String errorDocument;

    /**
     * @param bucket the objects
     * @param indexDocument the suffix that stands for a folder, {@code index.html}
     * @param errorDocument the key of what is shown for errors, or null
     * @throws IllegalArgumentException if the index document's suffix is empty or has a slash, as S3 refuses it
     */
    public S3Website(Bucket bucket, String indexDocument, @Nullable String errorDocument) {
        if (indexDocument.isEmpty() || indexDocument.indexOf('/') >= 0) {
            throw new IllegalArgumentException("The IndexDocument Suffix is not well formed: \"" + indexDocument
                    + "\": a file name without a slash, such as index.html");
        }
        this.bucket = bucket;
        this.indexDocument = indexDocument;
        this.errorDocument = errorDocument;
    }

    @Override
    public Answer answer(Request request, Arrival arrival) {
        boolean head = request.method().equals("HEAD");
        if (!head && !request.method().equals("GET")) {
            return refused(request, arrival);
        }
        String key = decode(request.url().path().substring(1));
        if (key.isEmpty() || key.endsWith("/")) {
            key = key + indexDocument;
        }
        S3Object object = bucket.get(key);
        if (object != null) {
            return Answer.by(BUCKET, "", found(request, object, arrival, head));
        }
        if (bucket.get(key + "/" + indexDocument) != null) {
            Headers headers = Headers.of("Location", request.url().path() + "/").plus(identification(arrival));
            return Answer.by(BUCKET, "a folder without its slash", Response.of(302, headers));
        }
        return Answer.by(BUCKET, "no object \"" + key + "\"", notFound(key, arrival, head));
    }

    private Response found(Request request, S3Object object, Arrival arrival, boolean head) {
        String known = request.headers().combined("If-None-Match");
        if (known != null && (known.equals("*") || known.contains(object.etag()))) {
            Headers headers = identification(arrival).plus("ETag", object.etag());
            return Response.of(304, headers.plus("Last-Modified", HTTP_DATE.format(object.lastModified())));
        }
        return withOrWithoutBody(200, describe(object, arrival), object.body(), head);
    }

    /** The error document keeps the status 404, and names the cause in headers (recorded). */
    private Response notFound(String key, Arrival arrival, boolean head) {
        S3Object document = errorDocument == null ? null : bucket.get(errorDocument);
        if (document != null) {
            Headers cause = Headers.of(
                    "x-amz-error-code",
                    "NoSuchKey",
                    "x-amz-error-message",
                    "The specified key does not exist.",
                    "x-amz-error-detail-Key",
                    printable(key));
            return withOrWithoutBody(404, cause.plus(describe(document, arrival)), document.body(), head);
        }
        StringBuilder html = new StringBuilder("<html>\n<head><title>404 Not Found</title></head>\n<body>\n")
                .append("<h1>404 Not Found</h1>\n");
        appendError(html, "NoSuchKey", "The specified key does not exist.", "Key", key, arrival);
        if (errorDocument != null) {
            html.append("<h3>An Error Occurred While Attempting to Retrieve a Custom Error Document</h3>\n");
            appendError(html, "NoSuchKey", "The specified key does not exist.", "Key", errorDocument, arrival);
        }
        return html(404, html.append("<hr/>\n</body>\n</html>\n"), arrival, head);
    }

    private Answer refused(Request request, Arrival arrival) {
        if (request.method().equals("OPTIONS")) {
            // Open for the website endpoint; the REST endpoint of a bucket without CORS configuration answers so
            // (recorded).
            StringBuilder html = new StringBuilder("<html>\n<head><title>403 Forbidden</title></head>\n<body>\n")
                    .append("<h1>403 Forbidden</h1>\n");
            appendError(
                    html,
                    "AccessForbidden",
                    "CORSResponse: CORS is not enabled for this bucket.",
                    "ResourceType",
                    "BUCKET",
                    arrival);
            return Answer.by(
                    BUCKET,
                    "no CORS configuration",
                    html(403, html.append("<hr/>\n</body>\n</html>\n"), arrival, false));
        }
        StringBuilder html = new StringBuilder("<html>\n<head><title>405 Method Not Allowed</title></head>\n<body>\n")
                .append("<h1>405 Method Not Allowed</h1>\n");
        appendError(
                html,
                "MethodNotAllowed",
                "The specified method is not allowed against this resource.",
                "ResourceType",
                "OBJECT",
                arrival);
        Response response = html(405, html.append("<hr/>\n</body>\n</html>\n"), arrival, false);
        return Answer.by(
                BUCKET,
                "GET and HEAD alone",
                response.withHeaders(response.headers().plus("Allow", "GET, HEAD, OPTIONS")));
    }

    private static void appendError(
            StringBuilder html, String code, String message, String detail, String value, Arrival arrival) {
        html.append("<ul>\n<li>Code: ")
                .append(code)
                .append("</li>\n<li>Message: ")
                .append(message);
        html.append("</li>\n<li>").append(detail).append(": ").append(escape(value));
        html.append("</li>\n<li>RequestId: ").append(requestId(arrival));
        html.append("</li>\n<li>HostId: ").append(hostId(arrival)).append("</li>\n</ul>\n");
    }

    private static Response html(int status, StringBuilder html, Arrival arrival, boolean head) {
        Headers headers = identification(arrival).plus("Content-Type", "text/html; charset=utf-8");
        return withOrWithoutBody(status, headers, Body.of(html.toString()), head);
    }

    /** What HEAD gets is told the length of what GET would. */
    private static Response withOrWithoutBody(int status, Headers headers, Body body, boolean head) {
        return head
                ? Response.of(status, headers.plus("Content-Length", Integer.toString(body.length())))
                : new Response(status, headers, body);
    }

    private static Headers describe(S3Object object, Arrival arrival) {
        return identification(arrival)
                .plus(Headers.of(
                        "Last-Modified", HTTP_DATE.format(object.lastModified()),
                        "ETag", object.etag(),
                        "Content-Type", object.contentType()));
    }

    private static Headers identification(Arrival arrival) {
        return Headers.of("x-amz-id-2", hostId(arrival), "x-amz-request-id", requestId(arrival), "Server", "AmazonS3");
    }

    private static String requestId(Arrival arrival) {
        String digits = arrival.requestId().replace("-", "").toUpperCase(Locale.ROOT) + "0".repeat(16);
        return digits.substring(0, 16);
    }

    private static String hostId(Arrival arrival) {
        return Base64.getEncoder().encodeToString(arrival.requestId().getBytes(StandardCharsets.UTF_8));
    }

    /** Percent-decoding for keys; {@code +} stands for itself in a path. */
    private static String decode(String path) {
        if (path.indexOf('%') < 0) {
            return path;
        }
        return QueryString.percentDecode(path.replace("+", "%2B"));
    }

    private static String printable(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            printable.append(c < ' ' || c > '~' ? '?' : c);
        }
        return printable.toString();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
