package dev.corsac.gateway.cloudfront;

import dev.corsac.gateway.DeploymentException;
import java.time.Duration;
import java.util.Map;

/**
 * A <a href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/controlling-the-cache-key.html">cache
 * policy</a>: what of a request makes the cache key in addition to the path, and how long a response is kept. What is in the key goes
 * to the origin too. A header that is not in the key does not tell requests apart, whatever the origin's {@code Vary} is.
 * Immutable.
 *
 * @param name what it is called
 * @param minTtl the least time a response is kept, even one with {@code no-store}
 * @param defaultTtl how long a response without its own time is kept
 * @param maxTtl the most; zero disables caching
 * @param headers none, or up to ten by name
 * @param cookies which cookies
 * @param queries which query parameters
 * @param compressed whether the viewer's {@code Accept-Encoding} is normalised to {@code br} and {@code gzip}, and in the key
 */
public record CloudFrontCachePolicy(
        String name,
        Duration minTtl,
        Duration defaultTtl,
        Duration maxTtl,
        CloudFrontSelection headers,
        CloudFrontSelection cookies,
        CloudFrontSelection queries,
        boolean compressed) {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration YEAR = Duration.ofDays(365);
    private static final CloudFrontSelection NONE = CloudFrontSelection.none();
    private static final CloudFrontSelection OVERRIDES =
            CloudFrontSelection.only("Host", "Origin", "X-HTTP-Method", "X-HTTP-Method-Override", "X-Method-Override");

    /** {@code Managed-CachingOptimized}: a day, at most a year; neither headers nor cookies nor query in the key. */
    public static final CloudFrontCachePolicy CACHING_OPTIMIZED = new CloudFrontCachePolicy(
            "Managed-CachingOptimized", Duration.ofSeconds(1), DAY, YEAR, NONE, NONE, NONE, true);

    /** {@code Managed-CachingDisabled}. */
    public static final CloudFrontCachePolicy CACHING_DISABLED = new CloudFrontCachePolicy(
            "Managed-CachingDisabled", Duration.ZERO, Duration.ZERO, Duration.ZERO, NONE, NONE, NONE, false);

    /** By id. The settings are documented; those of the last two after 2023. */
    private static final Map<String, CloudFrontCachePolicy> MANAGED = Map.of(
            "658327ea-f89d-4fab-a63d-7e88639e58f6",
            CACHING_OPTIMIZED,
            "b2884449-e4de-46a7-ac36-70bc7f1ddd6d",
            new CloudFrontCachePolicy(
                    "Managed-CachingOptimizedForUncompressedObjects",
                    Duration.ofSeconds(1),
                    DAY,
                    YEAR,
                    NONE,
                    NONE,
                    NONE,
                    false),
            "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
            CACHING_DISABLED,
            "08627262-05a9-4f76-9ded-b50ca2e3a84f",
            new CloudFrontCachePolicy(
                    "Managed-Elemental-MediaPackage",
                    Duration.ZERO,
                    DAY,
                    YEAR,
                    CloudFrontSelection.only("Origin"),
                    NONE,
                    CloudFrontSelection.only("aws.manifestfilter", "start", "end", "m"),
                    true),
            "83da9c7e-98b4-4e11-a168-04f0df8e2c65",
            new CloudFrontCachePolicy(
                    "Managed-UseOriginCacheControlHeaders",
                    Duration.ZERO,
                    Duration.ZERO,
                    YEAR,
                    OVERRIDES,
                    CloudFrontSelection.all(),
                    NONE,
                    true),
            "4cc15a8a-d715-48a4-82b8-cc0b614638fe",
            new CloudFrontCachePolicy(
                    "Managed-UseOriginCacheControlHeaders-QueryStrings",
                    Duration.ZERO,
                    Duration.ZERO,
                    YEAR,
                    OVERRIDES,
                    CloudFrontSelection.all(),
                    CloudFrontSelection.all(),
                    true));

    /** @throws DeploymentException if AWS would refuse the policy */
    public CloudFrontCachePolicy {
        if (minTtl.isNegative() || minTtl.compareTo(defaultTtl) > 0 || defaultTtl.compareTo(maxTtl) > 0) {
            throw new DeploymentException(
                    "The minimum TTL is at most the default TTL, and that at most the maximum TTL",
                    minTtl.toSeconds() + ", " + defaultTtl.toSeconds() + " and " + maxTtl.toSeconds() + " seconds");
        }
        boolean named = headers.mode() == CloudFrontSelection.Mode.ONLY;
        if (!named && headers.mode() != CloudFrontSelection.Mode.NONE) {
            throw new DeploymentException(
                    "The parameter HeaderBehavior of a cache policy is \"none\" or \"whitelist\"",
                    "name the headers that make a difference, such as Origin");
        }
        if (headers.names().size() > 10) {
            throw new DeploymentException(
                    "Your request contains more headers in the cache policy than are allowed",
                    headers.names().size() + " headers, where there are at most 10");
        }
        if (maxTtl.isZero() && named) {
            throw new DeploymentException(
                    "The parameter HeaderBehavior is invalid for policy with caching disabled.",
                    "a maximum TTL of 0 leaves no key to put headers in: forward them with an origin request policy, or set"
                            + " a maximum TTL of 1");
        }
    }

    /** Returns a policy that keeps responses for their own time, or else for {@code defaultTtl}; nothing in the key. */
    public static CloudFrontCachePolicy of(String name, Duration defaultTtl) {
        return new CloudFrontCachePolicy(name, Duration.ZERO, defaultTtl, YEAR, NONE, NONE, NONE, false);
    }

    /** Returns the same policy with other headers in the key. */
    public CloudFrontCachePolicy withHeaders(String... names) {
        return new CloudFrontCachePolicy(
                name, minTtl, defaultTtl, maxTtl, CloudFrontSelection.only(names), cookies, queries, compressed);
    }

    /** Returns the same policy with other cookies in the key. */
    public CloudFrontCachePolicy withCookies(CloudFrontSelection cookies) {
        return new CloudFrontCachePolicy(name, minTtl, defaultTtl, maxTtl, headers, cookies, queries, compressed);
    }

    /** Returns the same policy with other query parameters in the key. */
    public CloudFrontCachePolicy withQueries(CloudFrontSelection queries) {
        return new CloudFrontCachePolicy(name, minTtl, defaultTtl, maxTtl, headers, cookies, queries, compressed);
    }

    /**
     * AWS's own policy of that id or name, {@code Managed-} before it or not.
     *
     * @throws DeploymentException if there is none here
     */
    public static CloudFrontCachePolicy managed(String idOrName) {
        CloudFrontCachePolicy byId = MANAGED.get(idOrName);
        for (CloudFrontCachePolicy policy : MANAGED.values()) {
            if (byId == null && (policy.name.equals(idOrName) || policy.name.equals("Managed-" + idOrName))) {
                byId = policy;
            }
        }
        if (byId == null) {
            throw new DeploymentException("The specified cache policy does not exist.", "\"" + idOrName + "\"");
        }
        return byId;
    }
}
