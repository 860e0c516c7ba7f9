package dev.corsac.origins.stream;

import dev.corsac.origins.OriginSnapshot;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * The snapshots in a bucket: the current one, which functions read, and a copy of each version for going back. A write succeeds only if
 * nobody else has written since the read that it is based on. Thread-safe.
 */
final class SnapshotStore {

    private static final String CURRENT = "current.corsac";
    private static final String VERSIONS = "versions/";
    private static final String HOLD = "hold";

    private final S3Client client;
    private final String bucket;
    private final String prefix;
    private final int keptVersions;
    private final InstantSource clock;

    SnapshotStore(S3Client client, String bucket, String prefix, int keptVersions, InstantSource clock) {
        this.client = client;
        this.bucket = bucket;
        this.prefix = prefix;
        this.keptVersions = keptVersions;
        this.clock = clock;
    }

    /**
     * What functions read now.
     *
     * @param snapshot null if there is none
     * @param tag the object's entity tag; null if there is none
     */
    record Current(
            @Nullable OriginSnapshot snapshot, @Nullable String tag) {}

    Current current() throws IOException {
        try {
            ResponseBytes<GetObjectResponse> object =
                    client.getObjectAsBytes(get -> get.bucket(bucket).key(prefix + CURRENT));
            String tag = object.response().eTag();
            try {
                return new Current(OriginSnapshot.open(object.asByteArrayUnsafe()), tag);
            } catch (IOException e) {
                throw new DamagedSnapshotException(address(CURRENT) + ": " + e.getMessage(), e, tag);
            }
        } catch (S3Exception e) {
            if (e.statusCode() == 404) {
                return new Current(null, null);
            }
            throw problem("read", CURRENT, e);
        } catch (SdkException e) {
            throw problem("read", CURRENT, e);
        }
    }

    /** Returns a version that was kept. */
    OriginSnapshot version(long version) throws IOException {
        String key = VERSIONS + name(version);
        try {
            return OriginSnapshot.open(
                    client.getObjectAsBytes(get -> get.bucket(bucket).key(prefix + key))
                            .asByteArrayUnsafe());
        } catch (S3Exception e) {
            if (e.statusCode() == 404) {
                throw new IOException(address(key) + ": there is no such version. Kept are " + versions() + ".", e);
            }
            throw problem("read", key, e);
        } catch (SdkException e) {
            throw problem("read", key, e);
        }
    }

    /** Returns the version for the next snapshot: greater than that of the current one, and than the time in milliseconds. */
    long nextVersion(Current current) {
        long now = clock.millis();
        return current.snapshot() == null
                ? now
                : Math.max(now, current.snapshot().version() + 1);
    }

    /**
     * Writes a snapshot, unless another was written since {@code former} was read.
     *
     * @return whether it was written
     */
    boolean publish(OriginSnapshot snapshot, Current former) throws IOException {
        byte[] bytes = snapshot.toBytes();
        String copy = VERSIONS + name(snapshot.version());
        try {
            client.putObject(put -> put.bucket(bucket).key(prefix + copy), RequestBody.fromBytes(bytes));
        } catch (SdkException e) {
            throw problem("written", copy, e);
        }
        try {
            client.putObject(
                    put -> {
                        put.bucket(bucket).key(prefix + CURRENT).contentType("application/octet-stream");
                        if (former.tag() == null) {
                            put.ifNoneMatch("*");
                        } else {
                            put.ifMatch(former.tag());
                        }
                    },
                    RequestBody.fromBytes(bytes));
        } catch (S3Exception e) {
            // 409: another conditional write of the same object was running; 404: it was deleted since.
            if (e.statusCode() == 412 || e.statusCode() == 409 || e.statusCode() == 404) {
                client.deleteObject(delete -> delete.bucket(bucket).key(prefix + copy));
                return false;
            }
            throw problem("written", CURRENT, e);
        } catch (SdkException e) {
            throw problem("written", CURRENT, e);
        }
        prune();
        return true;
    }

    /** Whether changes of the table are held back, since an earlier version was put back. */
    boolean isHeld() throws IOException {
        try {
            client.headObject(head -> head.bucket(bucket).key(prefix + HOLD));
            return true;
        } catch (S3Exception e) {
            if (e.statusCode() == 404) {
                return false;
            }
            throw problem("read", HOLD, e);
        } catch (SdkException e) {
            throw problem("read", HOLD, e);
        }
    }

    void hold(long version) throws IOException {
        try {
            client.putObject(
                    put -> put.bucket(bucket).key(prefix + HOLD), RequestBody.fromString(Long.toString(version)));
        } catch (SdkException e) {
            throw problem("written", HOLD, e);
        }
    }

    void release() throws IOException {
        try {
            client.deleteObject(delete -> delete.bucket(bucket).key(prefix + HOLD));
        } catch (SdkException e) {
            throw problem("deleted", HOLD, e);
        }
    }

    /** Returns the versions that are kept, oldest first. */
    List<Long> versions() throws IOException {
        List<Long> versions = new ArrayList<>();
        try {
            client.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix + VERSIONS)).contents().stream()
                    .map(S3Object::key)
                    .map(key -> key.substring((prefix + VERSIONS).length()))
                    .filter(name -> name.matches("\\d{19}"))
                    .map(Long::valueOf)
                    .sorted()
                    .forEach(versions::add);
        } catch (SdkException e) {
            throw problem("listed", VERSIONS, e);
        }
        return versions;
    }

    private void prune() throws IOException {
        List<Long> versions = versions();
        List<ObjectIdentifier> old = new ArrayList<>();
        for (long version : versions.subList(0, Math.max(0, versions.size() - keptVersions))) {
            old.add(ObjectIdentifier.builder()
                    .key(prefix + VERSIONS + name(version))
                    .build());
        }
        for (int i = 0; i < old.size(); i += 1000) {
            List<ObjectIdentifier> batch = old.subList(i, Math.min(old.size(), i + 1000));
            try {
                client.deleteObjects(delete -> delete.bucket(bucket).delete(objects -> objects.objects(batch)));
            } catch (SdkException e) {
                throw problem("deleted", VERSIONS, e);
            }
        }
    }

    /** Of a fixed length, so that names sort as versions do. */
    private static String name(long version) {
        return String.format(Locale.ROOT, "%019d", version);
    }

    private String address(String key) {
        return "s3://" + bucket + "/" + prefix + key;
    }

    private IOException problem(String what, String key, SdkException e) {
        return new IOException(
                address(key) + ": the object could not be " + what + ": " + e.getMessage()
                        + ". Check that the function's role has s3:GetObject, s3:PutObject, s3:DeleteObject and s3:ListBucket.",
                e);
    }

    /** Returns the address of the current snapshot. */
    @Override
    public String toString() {
        return address(CURRENT);
    }

    /** Thrown where the current snapshot is damaged: a rebuild replaces it. */
    static final class DamagedSnapshotException extends IOException {

        final String tag;

        DamagedSnapshotException(String message, Throwable cause, String tag) {
            super(message, cause);
            this.tag = tag;
        }
    }
}
