package dev.corsac;

import dev.corsac.internal.OriginLookup;
import dev.corsac.internal.PolicyAccess;

/** Makes policies whose origins are in a set outside of them. */
final class LookupPolicies extends PolicyAccess {

    static {
        set(new LookupPolicies());
    }

    private LookupPolicies() {}

    /** Returns the policy of these settings without any other origin; its origins may be none at all. */
    static CorsPolicy withoutOthers(CorsPolicy.Builder settings) {
        return buildWith(settings, new OriginLookup() {
            @Override
            public boolean contains(String origin) {
                return false;
            }

            @Override
            public int size() {
                return 0;
            }

            @Override
            public String toString() {
                return "no origins from the source";
            }
        });
    }

    private static CorsPolicy buildWith(CorsPolicy.Builder settings, OriginLookup origins) {
        CorsPolicy.Builder copy = PolicySettings.copy(settings);
        copy.lookup = origins;
        return copy.build();
    }

    @Override
    public CorsPolicy build(CorsPolicy.Builder settings, OriginLookup origins) {
        return buildWith(settings, origins);
    }

    @Override
    public CorsPolicy with(CorsPolicy policy, OriginLookup origins) {
        return new CorsPolicy(policy, origins);
    }

    @Override
    public CorsPolicy.Builder copy(CorsPolicy.Builder settings) {
        return PolicySettings.copy(settings);
    }

    @Override
    public boolean isSendable(String origin) {
        return OriginPattern.isSendable(origin);
    }

    @Override
    public boolean allowsCredentials(CorsPolicy.Builder settings) {
        return settings.credentials;
    }

    @Override
    public boolean allowsInsecureOrigins(CorsPolicy.Builder settings) {
        return settings.insecureOrigins;
    }

    @Override
    public boolean allowsPublicSuffixes(CorsPolicy.Builder settings) {
        return settings.publicSuffixes;
    }
}
