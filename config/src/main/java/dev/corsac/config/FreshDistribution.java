package dev.corsac.config;

import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Front;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.gateway.cloudfront.CloudFrontCache;
import dev.corsac.http.Request;
import java.util.List;

/**
 * A distribution whose cache is invalidated when a page behind it is saved, as deploying it would do: otherwise a page would
 * stay for a day. Safe to share between threads.
 */
final class FreshDistribution implements Front {

    private final Front distribution;
    private final CloudFrontCache cache;
    private final List<FolderBucket> pages;
    private long fingerprint;

    FreshDistribution(Front distribution, CloudFrontCache cache, List<FolderBucket> pages) {
        this.distribution = distribution;
        this.cache = cache;
        this.pages = List.copyOf(pages);
        this.fingerprint = fingerprint();
    }

    @Override
    public AttributedResponse respond(Request request, RequestMetadata arrival) {
        if (!pages.isEmpty()) {
            invalidateIfChanged();
        }
        return distribution.respond(request, arrival);
    }

    @Override
    public int maxRequestBody() {
        return distribution.maxRequestBody();
    }

    private synchronized void invalidateIfChanged() {
        long now = fingerprint();
        if (now != fingerprint) {
            fingerprint = now;
            cache.invalidate();
        }
    }

    private long fingerprint() {
        return pages.stream().mapToLong(FolderBucket::fingerprint).sum();
    }
}
