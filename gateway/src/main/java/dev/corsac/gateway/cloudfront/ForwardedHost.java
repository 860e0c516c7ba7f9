package dev.corsac.gateway.cloudfront;

import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Component;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.gateway.Service;
import dev.corsac.gateway.ServiceError;
import dev.corsac.gateway.internal.ResponseLines;
import dev.corsac.http.Body;
import dev.corsac.http.Request;

/** What an origin sends to a viewer's {@code Host} that was forwarded to it and is not one of its deployments (C26). */
final class ForwardedHost {

    private ForwardedHost() {}

    /** Returns the response of that service. */
    static AttributedResponse respond(Service service, String host, Request request, RequestMetadata arrival) {
        String reason = "the Host is " + host + ": the viewer's was forwarded, and no deployment has that host";
        return service == Service.FUNCTION_URL
                ? functionUrl(request, arrival, reason)
                : ServiceError.unknownHost(service, host, reason, "").response(request, arrival);
    }

    /** Recorded in August 2024 (rimutaka/posts): the service's own CORS, which lets every page read the refusal. */
    private static AttributedResponse functionUrl(Request request, RequestMetadata arrival, String reason) {
        ResponseLines lines = new ResponseLines();
        Component source = Component.of(Component.Kind.SERVICE, "Function URL");
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
        Body body = request.method().equals("HEAD") ? Body.EMPTY : Body.of("{\"Message\":null}");
        return lines.respond(403, body, source, reason);
    }
}
