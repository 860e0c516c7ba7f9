package dev.corsac.gateway.internal;

import dev.corsac.gateway.RequestMetadata;
import dev.corsac.http.Headers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** How S3 identifies a request, and writes an error. */
public final class S3Ids {

    private S3Ids() {}

    /** Returns the headers of every response of S3. */
    public static Headers identification(RequestMetadata arrival) {
        return Headers.of("x-amz-id-2", hostId(arrival), "x-amz-request-id", requestId(arrival), "Server", "AmazonS3");
    }

    public static String requestId(RequestMetadata arrival) {
        String digits = arrival.requestId().replace("-", "").toUpperCase(Locale.ROOT) + "0".repeat(16);
        return digits.substring(0, 16);
    }

    public static String hostId(RequestMetadata arrival) {
        return Base64.getEncoder().encodeToString(arrival.requestId().getBytes(StandardCharsets.UTF_8));
    }

    /** Returns an error as S3 writes it, in XML. */
    public static String error(String code, String message, String detail, RequestMetadata arrival) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>" + code + "</Code><Message>" + escape(message)
                + "</Message>" + detail + "<RequestId>" + requestId(arrival) + "</RequestId><HostId>" + hostId(arrival)
                + "</HostId></Error>";
    }

    /** Returns the text as XML and HTML have it. */
    public static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
