package dev.corsac.config;

import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Front;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.gateway.cloudfront.CloudFrontCache;
import dev.corsac.http.Request;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A distribution whose cache is invalidated when a page behind it is saved, as deploying it would do: else a page would stay
 * for a day. Safe to share between threads.
 */
final class FreshDistribution implements Front {

    private final Front distribution;
    private final CloudFrontCache cache;
    private final List<Path> folders;
    private long stamp;

    FreshDistribution(Front distribution, CloudFrontCache cache, List<Path> folders) {
        this.distribution = distribution;
        this.cache = cache;
        this.folders = folders;
        this.stamp = stamp();
    }

    @Override
    public AttributedResponse respond(Request request, RequestMetadata arrival) {
        if (!folders.isEmpty()) {
            invalidateIfChanged();
        }
        return distribution.respond(request, arrival);
    }

    @Override
    public int maxRequestBody() {
        return distribution.maxRequestBody();
    }

    private synchronized void invalidateIfChanged() {
        long now = stamp();
        if (now != stamp) {
            stamp = now;
            cache.invalidate();
        }
    }

    /** Differs when a file is added, removed, renamed or written. */
    private long stamp() {
        long all = 0;
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                all += files.mapToLong(FreshDistribution::stamp).sum();
            } catch (IOException | UncheckedIOException e) {
                all++; // what cannot be read is not served either
            }
        }
        return all;
    }

    private static long stamp(Path file) {
        try {
            return file.hashCode() * 31L + Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS) ^ Files.size(file);
        } catch (IOException e) {
            return file.hashCode();
        }
    }
}
