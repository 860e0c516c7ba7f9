package dev.corsac.gateway.s3;

/** What a bucket's policy lets its reader do: everybody, or the distribution that reads with an origin access control. */
public enum S3Access {
    /** {@code s3:GetObject} and {@code s3:ListBucket}: a missing key is a 404. */
    READ_AND_LIST,
    /** Only {@code s3:GetObject}, as most policies have it: a missing key is a 403, so that keys cannot be guessed. */
    READ,
    /** Nothing: every key is a 403. */
    NONE
}
