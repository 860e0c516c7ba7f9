package dev.corsac.origins.s3;

import dev.corsac.origins.OriginSnapshot;
import dev.corsac.origins.SnapshotException;
import dev.corsac.origins.SnapshotSource;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * A snapshot in an object of S3. A refresh is one conditional request: S3 sends the object only if it has changed since, and
 * otherwise a status (304) without a body. The function's role needs {@code s3:GetObject} for the object, and {@code
 * s3:ListBucket} for the bucket if a missing object is to be reported as such.
 *
 * <p>Thread-safe.
 */
public final class S3Snapshots implements SnapshotSource {

    /** The bytes of the largest object that is read: 64 million origins. */
    private static final long MOST_BYTES = 1L << 30;

    private final S3Client client;
    private final String bucket;
    private final String key;
    private final GetObjectRequest request;

    private volatile @Nullable Fetched latest;

    /**
     * Makes a source with a client of yours. Set its time limits: a request may wait for a refresh.
     *
     * @param bucket the bucket's name
     * @param key the object's key
     */
    public S3Snapshots(S3Client client, String bucket, String key) {
        this.client = Objects.requireNonNull(client, "client");
        this.bucket = bucket;
        this.key = key;
        this.request = GetObjectRequest.builder().bucket(bucket).key(key).build();
    }

    /**
     * Makes a source with the client that starts soonest, on the JDK's own HTTP connections. A refresh ends after five seconds,
     * one retry included. Region and credentials are those of the environment, as in every Lambda function.
     */
    public static S3Snapshots of(String bucket, String key) {
        return new S3Snapshots(
                S3Client.builder()
                        .httpClientBuilder(UrlConnectionHttpClient.builder()
                                .connectionTimeout(Duration.ofSeconds(1))
                                .socketTimeout(Duration.ofSeconds(2)))
                        .overrideConfiguration(limits -> limits.apiCallTimeout(Duration.ofSeconds(5))
                                .apiCallAttemptTimeout(Duration.ofSeconds(4))
                                .retryStrategy(retries -> retries.maxAttempts(2)))
                        .build(),
                bucket,
                key);
    }

    @Override
    public OriginSnapshot fetch(@Nullable OriginSnapshot current) throws IOException {
        Fetched former = latest;
        String tag = current != null && former != null && former.snapshot == current ? former.tag : null;
        ObjectBytes object;
        try {
            object = client.getObject(
                    tag == null ? request : request.toBuilder().ifNoneMatch(tag).build(), S3Snapshots::read);
        } catch (S3Exception e) {
            if (e.statusCode() == 304 && current != null && tag != null) {
                return current;
            }
            throw new IOException(describe(e), e);
        } catch (SdkException e) {
            throw new IOException(
                    place() + ": the object could not be read: " + e.getMessage()
                            + ". Check the function's network and credentials.",
                    e);
        }
        OriginSnapshot newer;
        try {
            newer = SnapshotSource.newer(current, OriginSnapshot.open(object.bytes));
        } catch (SnapshotException e) {
            throw new IOException(place() + ": " + e.getMessage(), e);
        }
        latest = new Fetched(newer, object.tag);
        return newer;
    }

    /** Reads an object into an array of exactly its length. */
    private static ObjectBytes read(GetObjectResponse response, AbortableInputStream content) throws IOException {
        Long length = response.contentLength();
        if (length == null || length > MOST_BYTES) {
            content.abort();
            throw new IOException("it has " + length + " bytes, and a snapshot has at most " + MOST_BYTES);
        }
        byte[] bytes = new byte[length.intValue()];
        int read = content.readNBytes(bytes, 0, bytes.length);
        if (read < bytes.length) {
            throw new IOException("only " + read + " of its " + length + " bytes came");
        }
        return new ObjectBytes(bytes, response.eTag());
    }

    private String describe(S3Exception e) {
        String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
        return place() + ": "
                + switch (e.statusCode()) {
                    case 404 -> "there is no such object or bucket (" + code + "). Write a snapshot there.";
                    case 403 ->
                        "S3 refused the request (" + code + "). Give the function's role s3:GetObject for the object;"
                                + " without s3:ListBucket, a missing object is refused too.";
                    case 429, 503 ->
                        "S3 asked for fewer requests (" + code + "). The next refresh follows after a pause.";
                    default ->
                        "S3 responded with " + e.statusCode() + " (" + code + "): " + e.getMessage()
                                + ". The next refresh follows after a pause.";
                };
    }

    private String place() {
        return "s3://" + bucket + "/" + key;
    }

    /** Returns the object's address. */
    @Override
    public String toString() {
        return place();
    }

    /** An object that was read, with its entity tag. */
    private static final class ObjectBytes {
        final byte[] bytes;
        final @Nullable String tag;

        ObjectBytes(byte[] bytes, @Nullable String tag) {
            this.bytes = bytes;
            this.tag = tag;
        }
    }

    /** The snapshot that was fetched last, with its object's entity tag. */
    private record Fetched(
            OriginSnapshot snapshot, @Nullable String tag) {}
}
