package dev.corsac.benchmarks;

import java.nio.charset.StandardCharsets;

/**
 * A request as it comes off the wire. Its strings are created again for each decision, so that their hash is not known yet,
 * except those of 8 KB, whose creation would be all that is measured.
 */
final class Call {

    private static final int LONG = 1024;

    private final String method;
    private final Text origin;
    private final String requestMethod;
    private final Text requestHeaders;

    private Call(String method, String origin, String requestMethod, String requestHeaders) {
        this.method = method;
        this.origin = new Text(origin);
        this.requestMethod = requestMethod;
        this.requestHeaders = requestHeaders == null ? null : new Text(requestHeaders);
    }

    static Call actual(String origin) {
        return new Call("POST", origin, null, null);
    }

    static Call preflight(String origin, String requestMethod, String requestHeaders) {
        return new Call("OPTIONS", origin, requestMethod, requestHeaders);
    }

    String method() {
        return method;
    }

    String requestMethod() {
        return requestMethod;
    }

    String freshOrigin() {
        return origin.fresh();
    }

    String freshRequestHeaders() {
        return requestHeaders == null ? null : requestHeaders.fresh();
    }

    private static final class Text {
        private final byte[] bytes;
        private final String string;

        Text(String text) {
            this.bytes = text.getBytes(StandardCharsets.ISO_8859_1);
            this.string = text.length() < LONG ? null : text;
        }

        String fresh() {
            return string != null ? string : new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
