package dev.corsac.origins;

import dev.corsac.CorsPolicy;
import dev.corsac.internal.PolicyAccess;

/** The rules that a policy's settings require of its origins. */
final class PolicyRules {

    private PolicyRules() {}

    static OriginRules of(CorsPolicy.Builder settings) {
        PolicyAccess access = PolicyAccess.get();
        return new OriginRules(
                access.allowsCredentials(settings),
                access.allowsInsecureOrigins(settings),
                access.allowsPublicSuffixes(settings));
    }
}
