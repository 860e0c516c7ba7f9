package dev.corsac.config;

import dev.corsac.gateway.s3.Bucket;
import dev.corsac.gateway.s3.S3Object;
import dev.corsac.http.Body;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A folder as a bucket: its files are the objects, read again once they have changed, so that a saved page is the next one
 * served. Some objects can be given as text instead. A key is a file's path to the letter: S3 does not normalise keys, so {@code
 * a//b}, {@code a/./b} and {@code a/} are other objects. Files outside the folder are not objects, whatever the key; neither are
 * files and folders whose names begin with a dot, unless they are named. Thread-safe.
 */
final class FolderBucket implements Bucket {

    /** What {@code aws s3 sync} stores for these endings. */
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html"),
            Map.entry("css", "text/css"),
            Map.entry("js", "text/javascript"),
            Map.entry("mjs", "text/javascript"),
            Map.entry("json", "application/json"),
            Map.entry("map", "application/json"),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("jpg", "image/jpeg"),
            Map.entry("jpeg", "image/jpeg"),
            Map.entry("gif", "image/gif"),
            Map.entry("webp", "image/webp"),
            Map.entry("avif", "image/avif"),
            Map.entry("ico", "image/vnd.microsoft.icon"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("woff", "font/woff"),
            Map.entry("txt", "text/plain"),
            Map.entry("xml", "application/xml"),
            Map.entry("pdf", "application/pdf"),
            Map.entry("wasm", "application/wasm"));

    private final @Nullable Path folder;
    private final Map<String, String> texts;
    private final Map<String, String> redirects;
    private final Instant start;
    private final Set<String> dotFiles;
    private final FileSource files;
    private final FileContents contents;

    /**
     * A bucket with objects that redirect.
     *
     * @param folder null for a bucket of texts and redirects only
     * @param redirects where objects redirect to on a website, by key; one that is neither in the folder nor a text is empty
     * @throws dev.corsac.gateway.DeploymentException if S3 would refuse a redirect
     */
    FolderBucket(FileSource files, @Nullable Path folder, Map<String, String> texts, Map<String, String> redirects) {
        this(files, folder, texts, redirects, files.now(), Set.of(), new FileContents(files));
        redirects.forEach((key, location) -> object(key, new byte[0], start).withRedirectLocation(location));
    }

    private FolderBucket(
            FileSource files,
            @Nullable Path folder,
            Map<String, String> texts,
            Map<String, String> redirects,
            Instant start,
            Set<String> dotFiles,
            FileContents contents) {
        this.files = files;
        this.folder = folder == null ? null : folder.toAbsolutePath().normalize();
        this.texts = Map.copyOf(texts);
        this.redirects = Map.copyOf(redirects);
        this.start = start;
        this.dotFiles = Set.copyOf(dotFiles);
        this.contents = contents;
    }

    /** Returns the same bucket, in which files and folders of these names are objects although the names begin with a dot. */
    FolderBucket withDotFiles(Set<String> names) {
        return new FolderBucket(files, folder, texts, redirects, start, names, contents);
    }

    /** Returns a number that differs when a file is added, removed, renamed or written. */
    long fingerprint() {
        return folder == null ? 0 : files.fingerprint(folder);
    }

    @Override
    public @Nullable S3Object get(String key) {
        String location = redirects.get(key);
        S3Object stored = stored(key);
        if (location == null) {
            return stored;
        }
        return (stored == null ? object(key, new byte[0], start) : stored).withRedirectLocation(location);
    }

    private @Nullable S3Object stored(String key) {
        String text = texts.get(key);
        if (text != null) {
            return object(key, text.getBytes(StandardCharsets.UTF_8), start);
        }
        if (folder == null) {
            return null;
        }
        try {
            Path file = folder.resolve(key).normalize();
            if (!file.startsWith(folder)
                    || !key.equals(folder.relativize(file).toString().replace(File.separatorChar, '/'))
                    || isHidden(folder.relativize(file))) {
                return null;
            }
            FileSource.Stored found = files.stored(folder, file);
            if (found == null) {
                return null;
            }
            FileContents.Content content = contents.of(file, found);
            return object(key, content.bytes(), content.etag(), found.modified());
        } catch (IOException | InvalidPathException e) {
            return null;
        }
    }

    /** Returns whether a name on the way begins with a dot: folders of sources have such files, and they are not uploaded. */
    private boolean isHidden(Path relative) {
        for (Path part : relative) {
            String name = part.toString();
            if (name.startsWith(".") && !dotFiles.contains(name)) {
                return true;
            }
        }
        return false;
    }

    private static S3Object object(String key, byte[] bytes, Instant lastModified) {
        return object(key, bytes, FileContents.etag(bytes), lastModified);
    }

    private static S3Object object(String key, byte[] bytes, String etag, Instant lastModified) {
        String ending = key.substring(key.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        String type = TYPES.getOrDefault(ending, "binary/octet-stream");
        return new S3Object(Body.wrap(bytes), type, etag, lastModified);
    }
}
