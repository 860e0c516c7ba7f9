package dev.corsac.gateway.internal;

import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Component;
import dev.corsac.gateway.HostCheck;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.http.Body;
import dev.corsac.http.Request;

/** What each service sends to a {@code Host} that is not one of its deployments (C26). */
public final class UnknownHost {

    private UnknownHost() {}

    /**
     * Returns what the service sends to that host.
     *
     * @param why the rest of the reason, after the host
     */
    public static AttributedResponse respond(
            HostCheck.Service service, String host, Request request, RequestMetadata arrival, String why) {
        String reason = "the Host is " + host + ": " + why;
        return switch (service) {
            case API_GATEWAY -> {
                ResponseLines lines = new ResponseLines();
                Component source = service("API Gateway");
                lines.add("Content-Type", "application/json", source);
                lines.add("x-amzn-RequestId", arrival.requestId(), source);
                lines.add("x-amzn-ErrorType", "ForbiddenException", source);
                yield lines.respond(403, body("{\"message\":\"Forbidden\"}", request), source, reason);
            }
            case FUNCTION_URL -> functionUrl(request, arrival, reason);
            case S3 -> S3Ids.noSuchBucket(host, request, arrival, reason);
            case CLOUDFRONT -> {
                ResponseLines lines = new ResponseLines();
                Component source = service("CloudFront");
                lines.add("Server", "CloudFront", source);
                lines.add("Content-Type", "text/html", source);
                lines.add("X-Cache", "Error from cloudfront", source);
                lines.add("X-Amz-Cf-Id", CloudFrontPage.id(arrival), source);
                String page = CloudFrontPage.html(403, "Bad request.", arrival);
                yield lines.respond(403, body(page, request), source, reason);
            }
            case LOAD_BALANCER -> {
                ResponseLines lines = new ResponseLines();
                Component source = service("host check of Corsac");
                lines.add("Content-Type", "text/plain; charset=utf-8", source);
                String text = "Corsac does not serve the host " + host
                        + ", so that no page of another site can pass for this one. A load balancer on AWS would.\n";
                yield lines.respond(403, body(text, request), source, reason);
            }
        };
    }

    /** Recorded in August 2024 (rimutaka/posts): the service's own CORS, which lets every page read the refusal. */
    private static AttributedResponse functionUrl(Request request, RequestMetadata arrival, String reason) {
        ResponseLines lines = new ResponseLines();
        Component source = service("Function URL");
        boolean preflight = request.method().equals("OPTIONS");
        if (!preflight) {
            lines.add("Content-Type", "application/json", source);
            lines.add("x-amzn-ErrorType", "AccessDeniedException", source);
        }
        lines.add("x-amzn-RequestId", arrival.requestId(), source);
        lines.add("Access-Control-Allow-Origin", "*", source);
        String headers = request.headers().combined("Access-Control-Request-Headers");
        String method = request.headers().first("Access-Control-Request-Method");
        if (preflight && headers != null) {
            lines.add("Access-Control-Allow-Headers", headers, source);
        }
        if (preflight && method != null) {
            lines.add("Access-Control-Allow-Methods", method, source);
        }
        lines.add(
                "Access-Control-Expose-Headers", "x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date", source);
        if (preflight) {
            lines.add("Access-Control-Max-Age", "172800", source);
            return lines.respond(200, Body.EMPTY, source, reason);
        }
        return lines.respond(403, body("{\"Message\":null}", request), source, reason);
    }

    private static Body body(String text, Request request) {
        return request.method().equals("HEAD") ? Body.EMPTY : Body.of(text);
    }

    private static Component service(String name) {
        return Component.of(Component.Kind.SERVICE, name);
    }
}
