package dev.corsac.gateway.internal;

import dev.corsac.http.Headers;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The media type of a request's body, as far as fronts look at it to choose between text and Base64. */
public final class MediaType {

    private MediaType() {}

    /** Returns type and subtype in lower case; null if the body has no type, or is encoded and so not text. */
    public static @Nullable String ofPlainBody(Headers headers) {
        String contentType = headers.first("Content-Type");
        if (contentType == null || headers.has("Content-Encoding")) {
            return null;
        }
        int end = contentType.indexOf(';');
        return (end < 0 ? contentType : contentType.substring(0, end)).trim().toLowerCase(Locale.ROOT);
    }
}
