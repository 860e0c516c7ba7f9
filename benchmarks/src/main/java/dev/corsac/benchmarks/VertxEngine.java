package dev.corsac.benchmarks;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.handler.CorsHandler;
import io.vertx.ext.web.impl.RoutingContextInternal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Vert.x's CorsHandler. */
final class VertxEngine implements Engine {

    private final CorsHandler handler = CorsHandler.create();
    private final Context context = Stub.of(Context.class);

    VertxEngine(List<String> origins) {
        for (String origin : origins) {
            if (origin.contains("*")) {
                handler.addOriginWithRegex(origin.replace(".", "\\.").replace("*", "[a-z0-9.-]+"));
            } else {
                handler.addOrigin(origin);
            }
        }
        handler.allowCredentials(true);
        Set<HttpMethod> methods = new LinkedHashSet<>();
        METHODS.forEach(method -> methods.add(HttpMethod.valueOf(method)));
        handler.allowedMethods(methods);
        handler.allowedHeaders(new LinkedHashSet<>(HEADERS));
        handler.exposedHeader("ETag");
        handler.maxAgeSeconds(600);
        context.request = Stub.of(VertxRequest.class);
        context.response = Stub.of(VertxResponse.class);
    }

    @Override
    public Object decide(Call call, Reply reply) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("origin", call.freshOrigin());
        if (call.requestMethod() != null) {
            headers.add("access-control-request-method", call.requestMethod());
            headers.add("access-control-request-headers", call.freshRequestHeaders());
        }
        context.request.method = HttpMethod.valueOf(call.method());
        context.request.headers = headers;
        context.response.headers = MultiMap.caseInsensitiveMultiMap();
        handler.handle(context);
        reply.status = context.response.status;
        return context.response.headers;
    }

    public abstract static class Context implements RoutingContextInternal {
        VertxRequest request;
        VertxResponse response;

        @Override
        public HttpServerRequest request() {
            return request;
        }

        @Override
        public HttpServerResponse response() {
            return response;
        }

        @Override
        public RoutingContextInternal visitHandler(int id) {
            return this;
        }

        @Override
        public void next() {}

        @Override
        public void fail(int status) {
            response.status = status;
        }

        @Override
        public void fail(int status, Throwable failure) {
            response.status = status;
        }
    }

    public abstract static class VertxRequest implements HttpServerRequest {
        HttpMethod method;
        MultiMap headers;

        @Override
        public HttpMethod method() {
            return method;
        }

        @Override
        public MultiMap headers() {
            return headers;
        }

        @Override
        public String getHeader(CharSequence name) {
            return headers.get(name);
        }

        @Override
        public String getHeader(String name) {
            return headers.get(name);
        }
    }

    public abstract static class VertxResponse implements HttpServerResponse {
        MultiMap headers;
        int status;

        @Override
        public MultiMap headers() {
            return headers;
        }

        @Override
        public HttpServerResponse putHeader(String name, String value) {
            headers.set(name, value);
            return this;
        }

        @Override
        public HttpServerResponse putHeader(CharSequence name, CharSequence value) {
            headers.set(name, value);
            return this;
        }

        @Override
        public HttpServerResponse setStatusCode(int status) {
            this.status = status;
            return this;
        }

        @Override
        public HttpServerResponse setStatusMessage(String message) {
            return this;
        }

        @Override
        public Future<Void> end() {
            return Future.succeededFuture();
        }
    }
}
