package dev.corsac.gateway.internal;

import dev.corsac.http.Headers;
import dev.corsac.http.MediaType;
import org.jspecify.annotations.Nullable;

/** The media type of a request's body, as far as fronts look at it to choose between text and Base64. */
public final class PlainBody {

    private PlainBody() {}

    /** Returns type and subtype in lower case; null if the body has no type, or is encoded and so not text. */
    public static @Nullable String mediaType(Headers headers) {
        String contentType = headers.first("Content-Type");
        if (contentType == null || headers.has("Content-Encoding")) {
            return null;
        }
        return MediaType.essence(contentType);
    }
}
