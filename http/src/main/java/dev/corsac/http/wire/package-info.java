/**
 * HTTP/1.1 (<a href="https://www.rfc-editor.org/rfc/rfc9112">RFC 9112</a>) over streams that block, for the two ends of the Runtime API in
 * a local run, where each event is one exchange and its cost counts. {@code HttpMessageReader} is the one parser; {@code
 * HttpServerConnection} and {@code HttpClientConnection} are the ends.
 */
@org.jspecify.annotations.NullMarked
package dev.corsac.http.wire;
