package dev.corsac.gateway.s3;

import org.jspecify.annotations.Nullable;

/** The objects of a bucket, by key. Implementations are thread-safe. */
@FunctionalInterface
public interface Bucket {

    /**
     * Returns the object of that key, or null. Keys have no slash at the beginning and are decoded; they may be anything a client
     * sends, {@code ../secret} included.
     */
    @Nullable
    S3Object get(String key);
}
