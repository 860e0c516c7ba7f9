package dev.corsac.gateway;

import dev.corsac.http.Body;
import java.time.Instant;

/**
 * An object in a bucket.
 *
 * @param body the bytes
 * @param contentType what was stored as {@code Content-Type}
 * @param etag the entity tag with its quotation marks
 * @param lastModified when it was stored
 */
public record S3Object(Body body, String contentType, String etag, Instant lastModified) {}
