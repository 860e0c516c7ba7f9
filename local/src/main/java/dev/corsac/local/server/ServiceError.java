package dev.corsac.local.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.corsac.deployment.FrontAddress.Service;
import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Component;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.http.Body;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * An error as a service of AWS writes it, for what the local run refuses before its front or after it. It has no CORS header.
 * The form is the service's; a sentence of Corsac's own is in a member, element or paragraph of its own.
 *
 * @param status the status
 * @param phrase the status in words
 * @param code the service's code for it; null if it has none
 * @param message the service's own message
 * @param reason what is wrong, for the log
 * @param note what to do about it, for the response's reader; empty for nothing
 */
record ServiceError(int status, String phrase, @Nullable String code, String message, String reason, String note) {

    private static final JsonFactory JSON = new JsonFactory();

    /**
     * A host that is not one of the front's own: API Gateway, Function URLs and CloudFront answer 403, S3 looks for a bucket of
     * that name (reported). A load balancer answers any host: there the refusal is Corsac's own.
     */
    static ServiceError unknownHost(Service service, String reason, String note) {
        return switch (service) {
            case S3, S3_WEBSITE ->
                new ServiceError(404, "Not Found", "NoSuchBucket", "The specified bucket does not exist", reason, note);
            case CLOUDFRONT ->
                new ServiceError(
                        403,
                        "Forbidden",
                        null,
                        "Bad request. We can't connect to the server for this app or website at this time.",
                        reason,
                        note);
            case FUNCTION_URL -> new ServiceError(403, "Forbidden", "AccessDeniedException", "Forbidden", reason, note);
            case REST_API, HTTP_API, LOAD_BALANCER ->
                new ServiceError(403, "Forbidden", "ForbiddenException", "Forbidden", reason, note);
        };
    }

    /** A response of the function or origin behind a front which the front cannot pass on. */
    static ServiceError unusableResponse(Service service, String reason) {
        return switch (service) {
            case S3, S3_WEBSITE ->
                new ServiceError(
                        500,
                        "Internal Server Error",
                        "InternalError",
                        "We encountered an internal error. Please try again.",
                        reason,
                        "");
            case HTTP_API -> new ServiceError(500, "Internal Server Error", null, "Internal Server Error", reason, "");
            case REST_API ->
                new ServiceError(
                        502, "Bad Gateway", "InternalServerErrorException", "Internal server error", reason, "");
            case FUNCTION_URL, LOAD_BALANCER ->
                new ServiceError(502, "Bad Gateway", null, "Internal Server Error", reason, "");
            case CLOUDFRONT ->
                new ServiceError(
                        502,
                        "Bad Gateway",
                        null,
                        "CloudFront wasn't able to read the response of the origin.",
                        reason,
                        "");
        };
    }

    AttributedResponse response(Service service, Request request, RequestMetadata metadata) {
        Component component = Component.of(Component.Kind.SERVICE, name(service));
        Response response = switch (service) {
            case S3 -> text(s3(metadata, xml()), "application/xml");
            case S3_WEBSITE -> text(s3(metadata, list()), "text/html; charset=utf-8");
            case REST_API, HTTP_API -> text(json("message", metadata), "application/json");
            case FUNCTION_URL -> text(json("Message", metadata), "application/json");
            case LOAD_BALANCER -> text(Headers.of("Server", "awselb/2.0"), page(""), "text/html");
            case CLOUDFRONT ->
                text(Headers.of("Server", "CloudFront"), page("<p>" + message + "</p>\r\n"), "text/html");
        };
        boolean head = request.method().equals("HEAD");
        return AttributedResponse.by(component, reason, head ? response.withBody(Body.EMPTY) : response);
    }

    private record Written(Headers headers, String text) {}

    private Response text(Written written, String type) {
        return text(written.headers, written.text, type);
    }

    private Response text(Headers headers, String text, String type) {
        return new Response(status, headers.plus("Content-Type", type), Body.of(text));
    }

    private static String name(Service service) {
        return switch (service) {
            case S3, S3_WEBSITE -> "S3";
            case REST_API -> "REST API";
            case HTTP_API -> "HTTP API";
            case FUNCTION_URL -> "Function URL";
            case LOAD_BALANCER -> "load balancer";
            case CLOUDFRONT -> "CloudFront";
        };
    }

    private Written json(String member, RequestMetadata metadata) {
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
        Headers headers = Headers.of("x-amzn-RequestId", metadata.requestId());
        return new Written(code == null ? headers : headers.plus("x-amzn-ErrorType", code), text.toString());
    }

    private static Written s3(RequestMetadata metadata, String text) {
        return new Written(Headers.of("x-amz-request-id", metadata.requestId(), "Server", "AmazonS3"), text);
    }

    private String xml() {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code + "</Code><Message>"
                + escaped(message) + "</Message>" + (note.isEmpty() ? "" : "<Corsac>" + escaped(note) + "</Corsac>")
                + "</Error>";
    }

    private String list() {
        return "<html>\n<head><title>" + status + " " + phrase + "</title></head>\n<body>\n<h1>" + status + " " + phrase
                + "</h1>\n<ul>\n<li>Code: " + code + "</li>\n<li>Message: " + escaped(message) + "</li>\n"
                + (note.isEmpty() ? "" : "<li>Corsac: " + escaped(note) + "</li>\n")
                + "</ul>\n<hr/>\n</body>\n</html>\n";
    }

    private String page(String paragraph) {
        return "<html>\r\n<head><title>" + status + " " + phrase + "</title></head>\r\n<body>\r\n<center><h1>" + status
                + " " + phrase + "</h1></center>\r\n" + paragraph
                + (note.isEmpty() ? "" : "<p>Corsac: " + escaped(note) + "</p>\r\n") + "</body>\r\n</html>\r\n";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
