package dev.corsac.gateway.rest;

import dev.corsac.gateway.RequestMetadata;
import dev.corsac.gateway.internal.QueryString;
import dev.corsac.gateway.internal.TraceId;
import dev.corsac.http.Header;
import dev.corsac.http.Request;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through a REST API: what was found out so far. Lives as long as the request, in one thread.
 */
final class RestCall {

    final RestApi api;
    final Request request;
    final RequestMetadata arrival;

    /** The request's method, or what {@code X-HTTP-Method-Override} makes of it. */
    final String method;

    /** The lines' facts that more than one step asks for. */
    final @Nullable String contentType;

    final @Nullable String accept;
    final @Nullable String apiKey;
    final int headerBytes;

    /** The path within the stage: what resources are matched against. */
    String path;

    @Nullable
    RestResource resource;

    Map<String, String> pathVariables = Map.of();

    @Nullable
    RestCaller caller;

    /** Whether the method's authorization is by IAM. */
    boolean iam;

    /** The type of the gateway response that is being made, and its message. */
    RestResponseType errorType = RestResponseType.DEFAULT_4XX;

    @Nullable
    String errorMessage;

    /** The API key that let the call through, if its method needs one. */
    @Nullable
    String knownApiKey;

    private @Nullable String traceId;
    private @Nullable String extendedRequestId;

    RestCall(RestApi api, Request request, RequestMetadata arrival) {
        this.api = api;
        this.request = request;
        this.arrival = arrival;
        this.path = request.url().path();
        String override = null;
        String type = null;
        String accepted = null;
        String key = null;
        int bytes = 0;
        List<Header> lines = request.headers().lines();
        for (int i = 0; i < lines.size(); i++) {
            Header line = lines.get(i);
            bytes += line.name().length() + line.value().length() + ": \r\n".length();
            switch (line.name().length()) {
                case 6 -> accepted = accepted == null && line.is("accept") ? line.value() : accepted;
                case 9 -> key = key == null && line.is("x-api-key") ? line.value() : key;
                case 12 -> type = type == null && line.is("content-type") ? line.value() : type;
                case 22 -> override = line.is("x-http-method-override") ? line.value() : override;
                default -> {}
            }
        }
        this.contentType = type;
        this.accept = accepted;
        this.apiKey = key;
        this.headerBytes = bytes;
        this.method = override != null && RestMethod.isMethod(override) ? override : request.method();
    }

    /** Returns the value of a header line of the request as API Gateway spells it, the last if there are several. */
    @Nullable
    String header(String name, boolean caseSensitive) {
        List<Header> lines = request.headers().lines();
        for (int i = lines.size() - 1; i >= 0; i--) {
            Header line = lines.get(i);
            if (line.is(name)
                    && (!caseSensitive || RestProxyEvent.spelling(line).equals(name))) {
                return line.value();
            }
        }
        return null;
    }

    /** Returns the decoded value of a query parameter, the last if there are several. */
    @Nullable
    String queryParameter(String name) {
        List<String> values = QueryString.decode(request.url().query()).get(name);
        return values == null ? null : values.get(values.size() - 1);
    }

    String traceId() {
        String made = traceId;
        if (made == null) {
            made = TraceId.root(arrival);
            traceId = made;
        }
        return made;
    }

    String extendedRequestId() {
        String made = extendedRequestId;
        if (made == null) {
            made = RestProxyEvent.extendedRequestId(arrival);
            extendedRequestId = made;
        }
        return made;
    }

    /** As API Gateway names the method in IAM policies (documented). */
    String methodArn() {
        return api.identity().methodArn(api.stage(), method, path);
    }
}
