package dev.corsac.origins;

import org.jspecify.annotations.Nullable;

/** A source of snapshots: an object in S3, a configuration, a table, a file. Thread-safe. */
@FunctionalInterface
public interface SnapshotSource {

    /**
     * Returns the newest snapshot. It may be slow, but must end by itself, within a time that suits a request: a refresh of origins
     * that are too old is waited for.
     *
     * @param current the snapshot in use, null if there is none; returned again if it is the newest
     * @throws Exception if the newest is not available or not valid; {@code current} stays in use
     */
    OriginSnapshot fetch(@Nullable OriginSnapshot current) throws Exception;

    /**
     * Returns the newer of two snapshots of one source.
     *
     * @throws SnapshotException if {@code fetched} is older than {@code current}, or has the same version and other origins
     */
    static OriginSnapshot newer(@Nullable OriginSnapshot current, OriginSnapshot fetched) throws SnapshotException {
        if (current == null || fetched.version() > current.version()) {
            return fetched;
        }
        if (fetched.version() < current.version()) {
            throw new SnapshotException("The fetched snapshot has version " + fetched.version()
                    + ", and the one in use has " + current.version()
                    + ", which is newer. To go back to former origins, write them with a greater version.");
        }
        if (!fetched.hasSameOrigins(current)) {
            throw new SnapshotException("The fetched snapshot has version " + fetched.version()
                    + " as the one in use, and other origins. Write each change with a greater version.");
        }
        return current;
    }
}
