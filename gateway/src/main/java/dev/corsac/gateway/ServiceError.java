package dev.corsac.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.corsac.gateway.internal.CloudFrontPage;
import dev.corsac.gateway.internal.S3Ids;
import dev.corsac.http.Body;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * An error that a service of AWS writes before or after its front: for a {@code Host} that it does not serve, or a response that
 * cannot be sent. It has no CORS header. The form is the service's; a sentence of Corsac's own is in a member, element or
 * paragraph of its own. Immutable and thread-safe.
 */
public final class ServiceError {

    private static final JsonFactory JSON = new JsonFactory();

    private final Service service;
    private final int status;
    private final String phrase;
    private final @Nullable String code;
    private final String message;
    private final @Nullable String bucket;
    private final String reason;
    private final String note;

    private ServiceError(
            Service service,
            int status,
            String phrase,
            @Nullable String code,
            String message,
            @Nullable String bucket,
            String reason,
            String note) {
        this.service = service;
        this.status = status;
        this.phrase = phrase;
        this.code = code;
        this.message = message;
        this.bucket = bucket;
        this.reason = reason;
        this.note = note;
    }

    /**
     * Returns the error for a host that the service does not serve: API Gateway, Function URLs and CloudFront send 403, S3 looks
     * for a bucket of that name (reported). A load balancer serves every host: there the refusal is Corsac's own.
     *
     * @param host the host, for S3's name of the bucket; null to leave it out
     * @param reason what is wrong, for the log
     * @param note what to do about it, for the reader of the response; empty for nothing
     */
    public static ServiceError unknownHost(Service service, @Nullable String host, String reason, String note) {
        return switch (service) {
            case S3, S3_WEBSITE ->
                new ServiceError(
                        service,
                        404,
                        "Not Found",
                        "NoSuchBucket",
                        "The specified bucket does not exist",
                        host,
                        reason,
                        note);
            case CLOUDFRONT ->
                new ServiceError(
                        service,
                        403,
                        "Forbidden",
                        null,
                        "Bad request. We can't connect to the server for this app or website at this time.",
                        null,
                        reason,
                        note);
            case FUNCTION_URL ->
                new ServiceError(service, 403, "Forbidden", "AccessDeniedException", "Forbidden", null, reason, note);
            case REST_API, HTTP_API, LOAD_BALANCER ->
                new ServiceError(service, 403, "Forbidden", "ForbiddenException", "Forbidden", null, reason, note);
        };
    }

    /**
     * Returns the error for a response of the function or origin that the front cannot pass on.
     *
     * @param reason what is wrong with the response, for the log
     */
    public static ServiceError unusableResponse(Service service, String reason) {
        return switch (service) {
            case S3, S3_WEBSITE ->
                unusable(
                        service,
                        500,
                        "Internal Server Error",
                        "InternalError",
                        "We encountered an internal error. Please try again.",
                        reason);
            case HTTP_API -> unusable(service, 500, "Internal Server Error", null, "Internal Server Error", reason);
            case REST_API ->
                unusable(service, 502, "Bad Gateway", "InternalServerErrorException", "Internal server error", reason);
            case FUNCTION_URL, LOAD_BALANCER ->
                unusable(service, 502, "Bad Gateway", null, "Internal Server Error", reason);
            case CLOUDFRONT ->
                unusable(
                        service,
                        502,
                        "Bad Gateway",
                        null,
                        "CloudFront wasn't able to read the response of the origin.",
                        reason);
        };
    }

    private static ServiceError unusable(
            Service service, int status, String phrase, @Nullable String code, String message, String reason) {
        return new ServiceError(service, status, phrase, code, message, null, reason, "");
    }

    /** Returns the error as the response to a request; without body to a HEAD. */
    public AttributedResponse response(Request request, RequestMetadata arrival) {
        Response response = switch (service) {
            case S3 -> response(S3Ids.identification(arrival), "application/xml", xml(arrival));
            case S3_WEBSITE -> response(S3Ids.identification(arrival), "text/html; charset=utf-8", list(arrival));
            case REST_API, HTTP_API -> response(identification(arrival), "application/json", json("message"));
            case FUNCTION_URL -> response(identification(arrival), "application/json", json("Message"));
            case LOAD_BALANCER -> response(Headers.of("Server", "awselb/2.0"), "text/html", page());
            case CLOUDFRONT ->
                response(
                        Headers.of(
                                "Server", "CloudFront",
                                "X-Cache", "Error from cloudfront",
                                "X-Amz-Cf-Id", CloudFrontPage.id(arrival)),
                        "text/html",
                        CloudFrontPage.html(
                                status,
                                message + (note.isEmpty() ? "" : "\n<P>Corsac: " + escaped(note) + "</P>"),
                                arrival));
        };
        boolean head = request.method().equals("HEAD");
        return AttributedResponse.by(service.component(), reason, head ? response.withBody(Body.EMPTY) : response);
    }

    private Response response(Headers headers, String type, String text) {
        return new Response(status, headers.plus("Content-Type", type), Body.of(text));
    }

    private Headers identification(RequestMetadata arrival) {
        Headers headers = Headers.of("x-amzn-RequestId", arrival.requestId());
        return code == null ? headers : headers.plus("x-amzn-ErrorType", code);
    }

    private String json(String member) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField(member, message);
            if (!note.isEmpty()) {
                json.writeStringField("corsac", note);
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return text.toString();
    }

    private String xml(RequestMetadata arrival) {
        String detail = (bucket == null ? "" : "<BucketName>" + escaped(bucket) + "</BucketName>")
                + (note.isEmpty() ? "" : "<Corsac>" + escaped(note) + "</Corsac>");
        return S3Ids.error(code == null ? "" : code, message, detail, arrival);
    }

    private String list(RequestMetadata arrival) {
        String title = status + " " + phrase;
        return "<html>\n<head><title>" + title + "</title></head>\n<body>\n<h1>" + title + "</h1>\n<ul>\n"
                + item("Code", code) + item("Message", message) + item("BucketName", bucket)
                + item("Corsac", note.isEmpty() ? null : note) + item("RequestId", S3Ids.requestId(arrival))
                + item("HostId", S3Ids.hostId(arrival)) + "</ul>\n<hr/>\n</body>\n</html>\n";
    }

    private static String item(String name, @Nullable String value) {
        return value == null ? "" : "<li>" + name + ": " + escaped(value) + "</li>\n";
    }

    private String page() {
        String title = status + " " + phrase;
        return "<html>\r\n<head><title>" + title + "</title></head>\r\n<body>\r\n<center><h1>" + title
                + "</h1></center>\r\n" + (note.isEmpty() ? "" : "<p>Corsac: " + escaped(note) + "</p>\r\n")
                + "</body>\r\n</html>\r\n";
    }

    private static String escaped(String text) {
        return S3Ids.escape(text);
    }
}
