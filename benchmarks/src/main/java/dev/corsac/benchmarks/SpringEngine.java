package dev.corsac.benchmarks;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.DefaultCorsProcessor;

/** Spring's DefaultCorsProcessor over a servlet request and response that do nothing but hold values. */
final class SpringEngine implements Engine {

    private final DefaultCorsProcessor processor = new DefaultCorsProcessor();
    private final CorsConfiguration configuration = new CorsConfiguration();
    private final Request request = Stub.of(Request.class);
    private final Response response = Stub.of(Response.class);

    SpringEngine(List<String> origins) {
        if (origins.get(0).contains("*")) {
            configuration.setAllowedOriginPatterns(origins);
        } else {
            configuration.setAllowedOrigins(origins);
        }
        configuration.setAllowCredentials(true);
        configuration.setAllowedMethods(METHODS);
        configuration.setAllowedHeaders(HEADERS);
        configuration.setExposedHeaders(List.of("ETag"));
        configuration.setMaxAge(600L);
    }

    @Override
    public Object decide(Call call, Reply reply) {
        request.call = call;
        request.origin = call.freshOrigin();
        request.requestHeaders = call.freshRequestHeaders();
        response.reply = reply;
        try {
            return processor.processRequest(configuration, request, response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public abstract static class Request implements HttpServletRequest {
        Call call;
        String origin;
        String requestHeaders;

        @Override
        public String getMethod() {
            return call.method();
        }

        @Override
        public String getHeader(String name) {
            return switch (name) {
                case "Origin" -> origin;
                case "Access-Control-Request-Method" -> call.requestMethod();
                case "Access-Control-Request-Headers" -> requestHeaders;
                default -> null;
            };
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            String value = getHeader(name);
            return value == null ? Collections.emptyEnumeration() : Collections.enumeration(List.of(value));
        }

        @Override
        public Enumeration<String> getHeaderNames() {
            return Collections.enumeration(
                    call.requestMethod() == null
                            ? List.of("Origin")
                            : List.of("Origin", "Access-Control-Request-Method", "Access-Control-Request-Headers"));
        }

        @Override
        public String getScheme() {
            return "https";
        }

        @Override
        public String getServerName() {
            return "api.example.org";
        }

        @Override
        public int getServerPort() {
            return 443;
        }

        @Override
        public String getRequestURI() {
            return "/";
        }

        @Override
        public StringBuffer getRequestURL() {
            return new StringBuffer("https://api.example.org/");
        }

        @Override
        public String getQueryString() {
            return null;
        }

        @Override
        public String getContentType() {
            return null;
        }

        @Override
        public int getContentLength() {
            return -1;
        }
    }

    public abstract static class Response implements HttpServletResponse {
        Reply reply;

        private final ServletOutputStream body = new ServletOutputStream() {
            @Override
            public void write(int b) {}

            @Override
            public void write(byte[] bytes, int offset, int length) {}

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {}
        };

        @Override
        public void setHeader(String name, String value) {
            reply.set(name, value);
        }

        @Override
        public void addHeader(String name, String value) {
            reply.add(name, value);
        }

        @Override
        public String getHeader(String name) {
            return reply.get(name);
        }

        @Override
        public boolean containsHeader(String name) {
            return reply.get(name) != null;
        }

        @Override
        public Collection<String> getHeaders(String name) {
            String value = reply.get(name);
            return value == null ? List.of() : List.of(value);
        }

        @Override
        public Collection<String> getHeaderNames() {
            return List.of(reply.names).subList(0, reply.size);
        }

        @Override
        public void setStatus(int status) {
            reply.status = status;
        }

        @Override
        public int getStatus() {
            return reply.status;
        }

        @Override
        public String getContentType() {
            return null;
        }

        @Override
        public String getCharacterEncoding() {
            return null;
        }

        @Override
        public void setContentType(String type) {}

        @Override
        public void setCharacterEncoding(String encoding) {}

        @Override
        public ServletOutputStream getOutputStream() {
            return body;
        }

        @Override
        public void flushBuffer() {}

        @Override
        public boolean isCommitted() {
            return false;
        }
    }
}
