package dev.corsac.benchmarks;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.CrossOriginHandler;
import org.eclipse.jetty.util.Callback;

/** Jetty's CrossOriginHandler, whose origins are regular expressions. */
final class JettyEngine implements Engine {

    private final CrossOriginHandler handler = new CrossOriginHandler();
    private final JettyRequest request = Stub.of(JettyRequest.class);
    private final JettyResponse response = Stub.of(JettyResponse.class);

    JettyEngine(List<String> origins) {
        Set<String> patterns = new LinkedHashSet<>();
        for (String origin : origins) {
            patterns.add(origin.replace(".", "\\.").replace("*", "[a-z0-9.-]+"));
        }
        handler.setAllowedOriginPatterns(patterns);
        handler.setAllowCredentials(true);
        handler.setAllowedMethods(Set.copyOf(METHODS));
        handler.setAllowedHeaders(Set.copyOf(HEADERS));
        handler.setExposedHeaders(Set.of("ETag"));
        handler.setPreflightMaxAge(Duration.ofMinutes(10));
        handler.setDeliverPreflightRequests(false);
        handler.setHandler(new Handler.Abstract.NonBlocking() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                return true;
            }
        });
        try {
            handler.setServer(new org.eclipse.jetty.server.Server());
            handler.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Object decide(Call call, Reply reply) {
        HttpFields.Mutable fields = HttpFields.build(4).add(HttpHeader.ORIGIN, call.freshOrigin());
        if (call.requestMethod() != null) {
            fields.add(HttpHeader.ACCESS_CONTROL_REQUEST_METHOD, call.requestMethod());
            fields.add(HttpHeader.ACCESS_CONTROL_REQUEST_HEADERS, call.freshRequestHeaders());
        }
        request.call = call;
        request.fields = fields;
        response.fields = HttpFields.build(8);
        try {
            handler.handle(request, response, Callback.NOOP);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        reply.status = response.status;
        return response.fields;
    }

    public abstract static class JettyRequest implements Request {
        Call call;
        HttpFields fields;
        private final HttpURI uri = HttpURI.from("https://api.example.org/");

        @Override
        public String getMethod() {
            return call.method();
        }

        @Override
        public HttpFields getHeaders() {
            return fields;
        }

        @Override
        public HttpURI getHttpURI() {
            return uri;
        }
    }

    public abstract static class JettyResponse implements Response {
        HttpFields.Mutable fields;
        int status;

        @Override
        public HttpFields.Mutable getHeaders() {
            return fields;
        }

        @Override
        public int getStatus() {
            return status;
        }

        @Override
        public void setStatus(int status) {
            this.status = status;
        }

        @Override
        public boolean isCommitted() {
            return false;
        }

        @Override
        public void write(boolean last, java.nio.ByteBuffer content, Callback callback) {
            callback.succeeded();
        }
    }
}
