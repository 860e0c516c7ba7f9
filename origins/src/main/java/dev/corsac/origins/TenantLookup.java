package dev.corsac.origins;

import dev.corsac.internal.OriginLookup;
import org.jspecify.annotations.Nullable;

/** The origins of one tenant in a snapshot. */
final class TenantLookup implements OriginLookup {

    private final SnapshotPolicies policies;
    final String tenant;
    final long high;
    final long low;

    /** Whether it has contained an origin, so that it is a tenant and not a stranger's text. Set once, by any thread. */
    boolean hasOrigins;

    /** What the tables have of it; set when it is made. */
    SnapshotPolicies.@Nullable Tenant entry;

    TenantLookup(SnapshotPolicies policies, String tenant, long high, long low) {
        this.policies = policies;
        this.tenant = tenant;
        this.high = high;
        this.low = low;
    }

    @Override
    public boolean contains(String origin) {
        boolean contains = policies.contains(this, origin);
        if (contains && !hasOrigins) {
            hasOrigins = true;
            policies.promote(entry);
        }
        return contains;
    }

    @Override
    public int size() {
        return policies.snapshot().size();
    }

    @Override
    public String toString() {
        return tenant.isEmpty() ? policies.toString() : policies + ", tenant " + tenant;
    }
}
