package dev.corsac.config;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The contents of files with their entity tags, each read and hashed once for a size and a time of change. Files past the bound
 * are read for each request, and hashed once nevertheless. Thread-safe.
 */
final class FileContents {

    /** Bytes that are kept. */
    private static final long MOST_BYTES = 64L << 20;

    /** Files of which something is kept. */
    private static final int MOST_FILES = 10_000;

    private final FileSource source;
    private final Map<Path, Kept> files = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    FileContents(FileSource source) {
        this.source = source;
    }

    /**
     * A file's content.
     *
     * @param bytes not to be written to
     * @param etag with its quotation marks
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Content(byte[] bytes, String etag) {}

    /** @param bytes empty where they are too many to be kept */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Kept(Instant modified, long size, String etag, byte[] bytes) {

        boolean isWhole() {
            return bytes.length == size;
        }
    }

    /**
     * Returns the content of a file.
     *
     * @param stored the file as it is now
     * @throws IOException if it cannot be read
     */
    Content of(Path file, FileSource.Stored stored) throws IOException {
        Kept kept = find(file, stored);
        if (kept != null && kept.isWhole()) {
            return new Content(kept.bytes, kept.etag);
        }
        byte[] read = source.bytes(file);
        if (read.length != stored.size()) {
            // It is being written: what was read is sent, and the next request reads again.
            return new Content(read, etag(read));
        }
        String etag = kept == null ? etag(read) : kept.etag;
        if (kept == null && stored.settled()) {
            keep(file, new Kept(stored.modified(), read.length, etag, read));
        }
        return new Content(read, etag);
    }

    private synchronized @Nullable Kept find(Path file, FileSource.Stored stored) {
        Kept kept = files.get(file);
        return kept != null && kept.size == stored.size() && kept.modified.equals(stored.modified()) ? kept : null;
    }

    private synchronized void keep(Path file, Kept read) {
        Kept kept = read.size <= MOST_BYTES ? read : new Kept(read.modified, read.size, read.etag, new byte[0]);
        Kept before = files.put(file, kept);
        bytes += kept.bytes.length - (before == null ? 0 : before.bytes.length);
        Iterator<Kept> eldest = files.values().iterator();
        while ((bytes > MOST_BYTES || files.size() > MOST_FILES) && eldest.hasNext()) {
            bytes -= eldest.next().bytes.length;
            eldest.remove();
        }
    }

    /** What S3 uses as the entity tag of an object stored in one part: its MD5. */
    static String etag(byte[] bytes) {
        try {
            return "\""
                    + HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes)) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has MD5", e);
        }
    }
}
