package dev.corsac.local.machine;

import dev.corsac.explain.MessageCode;
import dev.corsac.explain.RecordedExchange;
import dev.corsac.explain.Sender;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A sender on Java's own client: HTTP/2 where the server offers it over TLS, HTTP/1.1 otherwise. It checks certificates, follows no
 * redirect and reads only the beginning of a body. Thread-safe.
 */
public final class HttpSender implements Sender {

    /** As much as a diagnosis can use. */
    private static final int LONGEST_BODY = 8 * 1024;

    private final HttpClient client;
    private final Duration timeout;

    /**
     * Makes a sender.
     *
     * @param timeout for connecting, and then for the response's headers
     * @param tls what certificates are trusted; null for Java's own
     */
    public HttpSender(Duration timeout, @Nullable SSLContext tls) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout);
        this.client = (tls == null ? builder : builder.sslContext(tls)).build();
        this.timeout = timeout;
    }

    @Override
    public RecordedExchange send(Request request) {
        try {
            HttpResponse<InputStream> response =
                    client.send(request(request), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                return exchange(request, response, beginning(body));
            }
        } catch (IOException e) {
            return failed(request, reason(e));
        } catch (IllegalArgumentException e) {
            return failed(request, MessageCode.INVALID_URL);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return failed(request, MessageCode.ABORTED);
        }
    }

    private HttpRequest request(Request request) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(uri(request.url().toString()))
                .timeout(timeout)
                // Over plain HTTP an offer of HTTP/2 is an Upgrade header, which browsers do not send.
                .version(
                        request.url().scheme().equals("https")
                                ? HttpClient.Version.HTTP_2
                                : HttpClient.Version.HTTP_1_1)
                .method(
                        request.method(),
                        request.body().isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(
                                        request.body().bytes()));
        for (Header line : request.headers()) {
            builder.header(line.name(), line.value());
        }
        return builder.build();
    }

    private static URI uri(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            // Browsers send characters that Java refuses in a URI.
            return URI.create(escaped(url));
        }
    }

    private static String escaped(String url) {
        StringBuilder text = new StringBuilder(url.length() + 16);
        for (byte each : url.getBytes(StandardCharsets.UTF_8)) {
            int c = each & 0xFF;
            boolean refused = c <= ' ' || c >= 0x7F || "\"<>\\^`{|}".indexOf(c) >= 0;
            text.append(refused ? String.format(Locale.ROOT, "%%%02X", c) : String.valueOf((char) c));
        }
        return text.toString();
    }

    private static String beginning(InputStream body) {
        try {
            return new String(body.readNBytes(LONGEST_BODY), StandardCharsets.UTF_8);
        } catch (IOException e) {
            // The headers are what matters.
            return "";
        }
    }

    private static RecordedExchange exchange(Request request, HttpResponse<?> response, String body) {
        return new RecordedExchange(
                request.method(),
                request.url().toString(),
                request.headers(),
                response.statusCode(),
                headers(response.headers()),
                "",
                body);
    }

    private static Headers headers(HttpHeaders headers) {
        List<Header> lines = new ArrayList<>();
        for (Map.Entry<String, List<String>> each : headers.map().entrySet()) {
            if (Header.isToken(each.getKey())) {
                each.getValue().forEach(value -> lines.add(new Header(each.getKey(), value)));
            }
        }
        return Headers.of(lines);
    }

    private static RecordedExchange failed(Request request, MessageCode reason) {
        return new RecordedExchange(
                request.method(), request.url().toString(), request.headers(), 0, Headers.EMPTY, reason.code());
    }

    /** The first cause that says what happened: the client wraps most of them. */
    private static MessageCode reason(IOException failure) {
        MessageCode reason = MessageCode.CONNECTION;
        int depth = 0;
        for (Throwable cause = failure; cause != null && depth < 8; cause = cause.getCause()) {
            depth++;
            if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
                return MessageCode.DNS;
            }
            if (cause instanceof SSLException) {
                return MessageCode.CERTIFICATE;
            }
            if (cause instanceof HttpTimeoutException) {
                return MessageCode.CONNECTION_TIMEOUT;
            }
            if (cause instanceof ConnectException) {
                reason = MessageCode.CONNECTION_REFUSED;
            } else if (cause instanceof ProtocolException) {
                reason = MessageCode.PROTOCOL_ERROR;
            } else if (reason == MessageCode.CONNECTION
                    && (cause instanceof EOFException || cause instanceof SocketException || isClosed(cause))) {
                reason = MessageCode.CONNECTION_CLOSED;
            }
        }
        return reason;
    }

    private static boolean isClosed(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return message.contains("received no bytes") || message.contains("reset") || message.contains("closed");
    }
}
