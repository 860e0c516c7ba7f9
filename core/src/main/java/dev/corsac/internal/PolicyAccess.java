package dev.corsac.internal;

import dev.corsac.CorsPolicy;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes policies whose origins are in an {@link OriginLookup}. It is not part of the API because a look-up that decides by
 * anything but a fixed set would make policies unsafe to cache.
 */
public abstract class PolicyAccess {

    private static @Nullable PolicyAccess instance;

    /** For the one subclass, which is where the policy is. */
    protected PolicyAccess() {}

    /** Returns the instance. */
    public static synchronized PolicyAccess get() {
        if (instance == null) {
            try {
                Class.forName("dev.corsac.LookupPolicies", true, CorsPolicy.class.getClassLoader());
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException(e);
            }
        }
        return Objects.requireNonNull(instance);
    }

    /** Sets the instance; called by its class. */
    protected static synchronized void set(PolicyAccess access) {
        instance = access;
    }

    /**
     * Builds the policy of these settings, whose origins are those of the settings and those of the set.
     *
     * @throws dev.corsac.CorsPolicyException if a setting is not valid; no origin is needed
     */
    public abstract CorsPolicy build(CorsPolicy.Builder settings, OriginLookup origins);

    /** Returns a policy with the same settings and another set. Both share the decisions that they keep. */
    public abstract CorsPolicy with(CorsPolicy policy, OriginLookup origins);

    /** Returns a copy of the settings, which later changes of the original do not reach. */
    public abstract CorsPolicy.Builder copy(CorsPolicy.Builder settings);

    /** Whether a browser could send the text as an origin, so that a pattern may cover it. Does not allocate. */
    public abstract boolean isSendable(String origin);

    /** Whether the settings allow credentials. */
    public abstract boolean allowsCredentials(CorsPolicy.Builder settings);

    /** Whether the settings allow credentials for origins without TLS. */
    public abstract boolean allowsInsecureOrigins(CorsPolicy.Builder settings);

    /** Whether the settings allow credentials for wildcards over public suffixes. */
    public abstract boolean allowsPublicSuffixes(CorsPolicy.Builder settings);
}
