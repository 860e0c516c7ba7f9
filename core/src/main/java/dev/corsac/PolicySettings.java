package dev.corsac;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The settings of a policy, read back from it: for people, for copies and for comparison. Not needed to decide. */
final class PolicySettings {

    /** The number of origins that are printed. */
    private static final int MOST_PRINTED = 10;

    private PolicySettings() {}

    /** Returns all origins of a policy as they were given, sorted. */
    static List<String> origins(CorsPolicy policy) {
        ExactOrigins exact = policy.exactOrigins;
        List<String> origins = new ArrayList<>(exact.size() + 1);
        if (policy.anyOrigin) {
            origins.add(Names.ANY);
        }
        for (int slot = 0; slot < exact.capacity(); slot++) {
            if (exact.isTaken(slot)) {
                origins.add(exact.origin(slot));
            }
        }
        if (policy.wildcardOrigins != null) {
            for (OriginPattern pattern : policy.wildcardOrigins.patterns()) {
                origins.add(pattern.text());
            }
        }
        Collections.sort(origins);
        return origins;
    }

    /** Returns the first of a policy's exact origins in sorted order; null if there is none. */
    static @Nullable String firstExactOrigin(CorsPolicy policy) {
        String first = null;
        for (int slot = 0; slot < policy.exactOrigins.capacity(); slot++) {
            if (policy.exactOrigins.isTaken(slot)) {
                String origin = policy.exactOrigins.origin(slot);
                if (first == null || origin.compareTo(first) < 0) {
                    first = origin;
                }
            }
        }
        return first;
    }

    /** Gives a builder the settings of a policy, and returns it. */
    static CorsPolicy.Builder copyTo(CorsPolicy.Builder builder, CorsPolicy policy) {
        builder.origins.addAll(origins(policy));
        builder.credentials = policy.credentials;
        builder.methods.addAll(policy.methods);
        builder.requestHeaders.addAll(policy.requestHeaders);
        builder.exposedHeaders.addAll(policy.exposedHeaders);
        builder.maxAge = policy.maxAgeSeconds < 0 ? null : Duration.ofSeconds(policy.maxAgeSeconds);
        builder.rejectDisallowedOrigins = policy.rejectDisallowedOrigins;
        builder.explain = policy.explain;
        builder.insecureOrigins = policy.insecureOrigins;
        builder.publicSuffixes = policy.publicSuffixes;
        builder.listener = policy.listener;
        builder.lookup = policy.lookup;
        return builder;
    }

    /** Returns a builder with the same settings. */
    static CorsPolicy.Builder copy(CorsPolicy.Builder settings) {
        CorsPolicy.Builder copy = CorsPolicy.builder();
        copy.origins.addAll(settings.origins);
        copy.credentials = settings.credentials;
        copy.methods.addAll(settings.methods);
        copy.requestHeaders.addAll(settings.requestHeaders);
        copy.exposedHeaders.addAll(settings.exposedHeaders);
        copy.maxAge = settings.maxAge;
        copy.rejectDisallowedOrigins = settings.rejectDisallowedOrigins;
        copy.explain = settings.explain;
        copy.insecureOrigins = settings.insecureOrigins;
        copy.publicSuffixes = settings.publicSuffixes;
        copy.listener = settings.listener;
        copy.lookup = settings.lookup;
        return copy;
    }

    /** Whether all settings of two policies are the same; listeners do not count. */
    @SuppressWarnings("ReferenceEquality") // a look-up has no other identity
    static boolean areEqual(CorsPolicy a, CorsPolicy b) {
        return a.anyOrigin == b.anyOrigin
                && a.exactOrigins.size() == b.exactOrigins.size()
                && a.credentials == b.credentials
                && a.methods.equals(b.methods)
                && a.requestHeaders.equals(b.requestHeaders)
                && a.exposedHeaders.equals(b.exposedHeaders)
                && a.maxAgeSeconds == b.maxAgeSeconds
                && a.rejectDisallowedOrigins == b.rejectDisallowedOrigins
                && a.explain == b.explain
                && a.insecureOrigins == b.insecureOrigins
                && a.publicSuffixes == b.publicSuffixes
                && Objects.equals(a.lookup, b.lookup)
                && origins(a).equals(origins(b));
    }

    /** Returns the settings that differ from their defaults, with the first few origins. */
    static String text(CorsPolicy policy) {
        StringBuilder text = new StringBuilder("CorsPolicy{allowOrigins=[");
        List<String> origins = origins(policy);
        for (int i = 0; i < Math.min(origins.size(), MOST_PRINTED); i++) {
            text.append(i == 0 ? "" : ", ").append(origins.get(i));
        }
        if (origins.size() > MOST_PRINTED) {
            text.append(", and ").append(origins.size() - MOST_PRINTED).append(" more");
        }
        text.append(']');
        if (policy.lookup != null) {
            text.append(", ").append(policy.lookup);
        }
        if (policy.credentials) {
            text.append(", allowCredentials");
        }
        text.append(", allowMethods=").append(policy.methods);
        if (!policy.requestHeaders.isEmpty()) {
            text.append(", allowHeaders=").append(policy.requestHeaders);
        }
        if (!policy.exposedHeaders.isEmpty()) {
            text.append(", exposeHeaders=").append(policy.exposedHeaders);
        }
        if (policy.maxAgeSeconds >= 0) {
            text.append(", maxAge=").append(policy.maxAgeSeconds).append('s');
        }
        if (policy.rejectDisallowedOrigins) {
            text.append(", rejectDisallowedOrigins");
        }
        if (policy.explain) {
            text.append(", explain");
        }
        if (policy.insecureOrigins) {
            text.append(", dangerouslyAllowInsecureOrigins");
        }
        if (policy.publicSuffixes) {
            text.append(", dangerouslyAllowPublicSuffixes");
        }
        return text.append('}').toString();
    }
}
