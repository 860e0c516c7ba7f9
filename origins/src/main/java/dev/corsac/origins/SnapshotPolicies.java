package dev.corsac.origins;

import dev.corsac.CorsPolicy;
import dev.corsac.internal.PolicyAccess;
import org.jspecify.annotations.Nullable;

/**
 * The policies of the tenants in one snapshot, which differ in their origins only. Policies and decisions that were made are
 * kept in tables of fixed size, where a newer one replaces an older one, so that strangers cannot fill the memory; those of
 * tenants that exist are apart from the others, so that strangers cannot push them out. Thread-safe: what is in the tables is
 * immutable, and threads that race write equal values.
 */
final class SnapshotPolicies {

    private static final PolicyAccess ACCESS = PolicyAccess.get();

    private static final int LEAST_SLOTS = 1 << 10;
    private static final int MOST_SLOTS = 1 << 16;
    private static final int MOST_STRANGERS = 1 << 8;
    private static final int MOST_REFUSED = 1 << 9;

    /** The number of slots in which a table is searched: tables are an eighth full at most, or full of what was needed last. */
    private static final int PROBES = 8;

    private final OriginSnapshot snapshot;
    private final CorsPolicy withoutTenant;

    private final @Nullable Tenant[] tenants;
    private final @Nullable Tenant[] strangers = new @Nullable Tenant[MOST_STRANGERS];
    private final @Nullable Known[] allowed;
    private final @Nullable Known[] refused = new @Nullable Known[MOST_REFUSED];

    /**
     * Makes the policies.
     *
     * @throws SnapshotException if the snapshot's origins were checked by rules that are laxer than the policy's
     */
    SnapshotPolicies(OriginSnapshot snapshot, CorsPolicy.Builder settings, OriginRules required)
            throws SnapshotException {
        if (!snapshot.rules().areWithin(required)) {
            throw new SnapshotException("The policy allows credentials, and the " + snapshot
                    + " was made by laxer rules: " + snapshot.rules() + ". Make it with " + required + ".");
        }
        this.snapshot = snapshot;
        int size = tableSize(snapshot.size());
        this.tenants = new @Nullable Tenant[size];
        this.allowed = new @Nullable Known[size];
        this.withoutTenant = ACCESS.build(settings, lookup(""));
    }

    private static int tableSize(int entries) {
        return Math.max(LEAST_SLOTS, Integer.highestOneBit(Math.min(entries, MOST_SLOTS / 16)) * 16);
    }

    OriginSnapshot snapshot() {
        return snapshot;
    }

    /** Returns the policy for origins without a tenant. */
    CorsPolicy policy() {
        return withoutTenant;
    }

    /** Returns the policy of a tenant; one that refuses all origins but those of the settings if there is no such tenant. */
    CorsPolicy policy(String key) {
        int hash = spread(key.hashCode());
        Tenant tenant = find(tenants, hash, key);
        if (tenant != null) {
            return tenant.policy;
        }
        tenant = find(strangers, hash, key);
        if (tenant == null) {
            TenantLookup lookup = lookup(key);
            tenant = new Tenant(lookup, ACCESS.with(withoutTenant, lookup));
            lookup.entry = tenant;
            keep(strangers, hash, tenant);
        } else if (tenant.lookup.hasOrigins) {
            keep(tenants, hash, tenant);
        }
        return tenant.policy;
    }

    private TenantLookup lookup(String key) {
        OriginHasher hasher = snapshot.takeHasher();
        hasher.hashTenant(key);
        TenantLookup lookup = new TenantLookup(this, key, hasher.high(), hasher.low());
        snapshot.giveBack(hasher);
        return lookup;
    }

    /** Keeps a tenant apart from strangers once an origin was found for it. */
    void promote(@Nullable Tenant tenant) {
        if (tenant != null) {
            keep(tenants, spread(tenant.lookup.tenant.hashCode()), tenant);
        }
    }

    /** Whether the snapshot has an origin for a tenant. */
    boolean contains(TenantLookup tenant, String origin) {
        int hash = spread(origin.hashCode() ^ (int) tenant.low);
        if (isKept(allowed, hash, tenant, origin)) {
            return true;
        }
        if (isKept(refused, hash, tenant, origin)) {
            return false;
        }
        boolean contains = snapshot.contains(tenant.high, tenant.low, origin);
        keep(contains ? allowed : refused, hash, new Known(tenant.high, tenant.low, origin));
        return contains;
    }

    private static boolean isKept(@Nullable Known[] table, int hash, TenantLookup tenant, String origin) {
        for (int i = 0; i < PROBES; i++) {
            Known known = table[(hash + i) & (table.length - 1)];
            if (known == null) {
                return false;
            }
            if (known.high == tenant.high && known.low == tenant.low && known.origin.equals(origin)) {
                return true;
            }
        }
        return false;
    }

    private static @Nullable Tenant find(@Nullable Tenant[] table, int hash, String key) {
        for (int i = 0; i < PROBES; i++) {
            Tenant tenant = table[(hash + i) & (table.length - 1)];
            if (tenant == null) {
                return null;
            }
            if (tenant.lookup.tenant.equals(key)) {
                return tenant;
            }
        }
        return null;
    }

    /** Puts an entry where it is found: into a free slot, or into that of another. */
    private static <E> void keep(@Nullable E[] table, int hash, E entry) {
        int place = hash & (table.length - 1);
        for (int i = 0; i < PROBES; i++) {
            int next = (hash + i) & (table.length - 1);
            if (table[next] == null) {
                place = next;
                break;
            }
        }
        table[place] = entry;
    }

    private static int spread(int hash) {
        return (hash * 0x9E3779B9) >>> 16;
    }

    /** Returns what the snapshot is, for people. */
    @Override
    public String toString() {
        return snapshot.toString();
    }

    /** A tenant's policy. Immutable but for the mark in its look-up. */
    static final class Tenant {
        final TenantLookup lookup;
        final CorsPolicy policy;

        Tenant(TenantLookup lookup, CorsPolicy policy) {
            this.lookup = lookup;
            this.policy = policy;
        }
    }

    /** An origin that was looked up for a tenant. Immutable. */
    private static final class Known {
        final long high;
        final long low;
        final String origin;

        Known(long high, long low, String origin) {
            this.high = high;
            this.low = low;
            this.origin = origin;
        }
    }
}
