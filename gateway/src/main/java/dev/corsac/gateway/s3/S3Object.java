package dev.corsac.gateway.s3;

import dev.corsac.gateway.DeploymentException;
import dev.corsac.http.Body;
import dev.corsac.http.Headers;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An object in a bucket.
 *
 * @param body the bytes
 * @param contentType what was stored as {@code Content-Type}
 * @param etag the entity tag with its quotation marks
 * @param lastModified when it was stored
 * @param redirectLocation what was stored as {@code x-amz-website-redirect-location}, a path or an absolute URL, which
 *     the website endpoint responds with 301; or null
 * @param metadata the other stored headers that come with the object: {@code Cache-Control}, {@code Content-Encoding},
 *     {@code x-amz-meta-…}
 */
public record S3Object(
        Body body,
        String contentType,
        String etag,
        Instant lastModified,
        @Nullable String redirectLocation,
        Headers metadata) {

    /** @throws DeploymentException if S3 would refuse the redirect, with S3's reason (reported) */
    public S3Object {
        if (redirectLocation != null && !isLocation(redirectLocation)) {
            throw new DeploymentException(
                    "The website redirect location must have a prefix of 'http://' or 'https://' or '/'.",
                    "\"" + redirectLocation + "\" is neither a path nor a URL in ASCII");
        }
    }

    /** Returns an object without a redirect and with no further headers. */
    public S3Object(Body body, String contentType, String etag, Instant lastModified) {
        this(body, contentType, etag, lastModified, null, Headers.EMPTY);
    }

    /** Returns the same object with {@code x-amz-website-redirect-location}. */
    public S3Object withRedirectLocation(String location) {
        return new S3Object(body, contentType, etag, lastModified, location, metadata);
    }

    /** Returns the same object with other stored headers. */
    public S3Object withMetadata(Headers metadata) {
        return new S3Object(body, contentType, etag, lastModified, redirectLocation, metadata);
    }

    /** Returns whether the text can go into a header line as it is. */
    private static boolean isLocation(String text) {
        boolean prefixed = text.startsWith("/") || text.startsWith("http://") || text.startsWith("https://");
        return prefixed && text.chars().allMatch(c -> c > ' ' && c <= '~');
    }
}
