package dev.corsac;

import dev.corsac.internal.OriginLookup;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Finds the decision about a request, or makes it the first time. Thread-safe.
 *
 * <p>Decisions are kept: those about exact origins with the origin, the others in small tables where a newer one replaces
 * an older one with the same index. So a request like a former one allocates nothing, and requests from strangers cannot
 * fill the memory. Threads read and write the tables without ordering, which is harmless: everything in a decision is
 * final, or set to an equal value by every thread, and {@link #find} ignores a slot whose halves do not belong together.
 * The same holds for the parts for refused origins and for preflights, which are made for the first such request: until then
 * a function need not load them.
 *
 * <p>Policies that differ only in their {@link OriginLookup} share what is kept: a decision about an allowed origin is the same
 * for each, so only whether it is allowed is asked for each request.
 */
final class Decisions {

    private static final int LEAST_MATCHED = 1 << 12;
    private static final int LEAST_LOOKED_UP = 1 << 10;
    private static final int MOST_KEPT = 1 << 16;

    /** The slots for each expected origin: origins that meet in a slot cost cache lines and a mispredicted branch. */
    private static final int SLOTS_EACH = 16;

    /** The number of slots in which a table is searched for an origin: with one, origins that share it would replace each other. */
    private static final int PROBES = 4;

    private final CorsPolicy policy;
    private final ExactOrigins exact;
    private final @Nullable WildcardOrigins wildcards;
    private final @Nullable OriginLookup lookup;

    /** The first of the policies that share decisions has them; null if this is it. */
    private final @Nullable Decisions first;

    private final CorsDecision notCors;
    private final @Nullable CorsDecision anyOrigin;
    private final CorsDecision granted;

    /** The decisions about origins that a pattern covers; see {@link #newTable}. */
    private @Nullable Object @Nullable [] matched;

    /** The decisions about origins that some look-up contains; see {@link #newTable}. */
    private @Nullable Object @Nullable [] lookedUp;

    private @Nullable RefusedOrigins refused;
    private @Nullable Preflights preflights;

    Decisions(CorsPolicy policy) {
        this.policy = policy;
        this.exact = policy.exactOrigins;
        this.wildcards = policy.wildcardOrigins;
        this.lookup = policy.lookup;
        this.first = null;
        List<CorsHeader> lines = new ArrayList<>(3);
        if (policy.credentials) {
            lines.add(allowCredentials());
        }
        if (!policy.exposedHeaders.isEmpty()) {
            lines.add(new CorsHeader("Access-Control-Expose-Headers", Names.list(policy.exposedHeaders)));
        }
        if (policy.anyOrigin) {
            // The same response with and without Origin, or a cache would serve one for the other.
            lines.add(0, new CorsHeader(CorsDecision.ALLOW_ORIGIN, "*"));
            this.granted = template(true, lines, List.of());
            this.notCors = template(false, lines, List.of());
            this.anyOrigin = granted;
        } else {
            List<String> vary = List.of("Origin");
            CorsHeader varyLine = new CorsHeader("Vary", "Origin");
            lines.add(varyLine);
            this.granted = template(true, lines, vary);
            this.notCors = template(false, List.of(varyLine), vary);
            this.anyOrigin = null;
        }
    }

    /** Shares what another policy keeps, which differs in its look-up only. */
    Decisions(Decisions other, OriginLookup lookup) {
        this.policy = other.policy;
        this.exact = other.exact;
        this.wildcards = other.wildcards;
        this.lookup = lookup;
        this.first = other.first == null ? other : other.first;
        this.notCors = other.notCors;
        this.anyOrigin = other.anyOrigin;
        this.granted = other.granted;
    }

    private static CorsDecision template(boolean cors, List<CorsHeader> lines, List<String> vary) {
        return new CorsDecision(cors, false, true, OptionalInt.empty(), List.copyOf(lines), vary);
    }

    static CorsHeader allowCredentials() {
        return new CorsHeader("Access-Control-Allow-Credentials", "true");
    }

    CorsDecision decide(
            String method, @Nullable String origin, @Nullable String requestMethod, @Nullable String requestHeaders) {
        if (origin == null) {
            return notCors;
        }
        CorsDecision actual = anyOrigin != null ? anyOrigin : forOrigin(origin);
        if (requestMethod == null || !method.equals("OPTIONS")) {
            return actual;
        }
        return (first == null ? this : first).preflights().decide(actual, requestMethod, requestHeaders);
    }

    private Preflights preflights() {
        Preflights preflights = this.preflights;
        if (preflights == null) {
            preflights = new Preflights(policy);
            this.preflights = preflights;
        }
        return preflights;
    }

    /** Finds the decision; small methods for the frequent cases, since the JVM's compiler inlines only those. */
    private CorsDecision forOrigin(String origin) {
        int slot = exact.find(origin);
        if (slot < 0) {
            return forOtherOrigin(origin);
        }
        CorsDecision decision = exact.decision(slot);
        if (decision == null) {
            decision = grant(exact.origin(slot));
            exact.put(slot, decision);
        }
        return decision;
    }

    private CorsDecision forOtherOrigin(String origin) {
        if (lookup != null && origin.length() <= OriginPattern.LONGEST && lookup.contains(origin)) {
            return (first == null ? this : first).forLookedUp(origin);
        }
        return (first == null ? this : first).forOther(origin);
    }

    private CorsDecision forLookedUp(String origin) {
        @Nullable Object[] table = lookedUp;
        if (table == null) {
            table = newTable(LEAST_LOOKED_UP, lookup == null ? 0 : lookup.size());
            lookedUp = table;
        }
        int hash = spread(origin.hashCode());
        CorsDecision decision = find(table, hash, origin);
        return decision != null ? decision : keep(table, hash, grant(origin));
    }

    /** Decides about an origin that is neither listed nor looked up, so the same for all policies that share these. */
    private CorsDecision forOther(String origin) {
        if (origin.length() > OriginPattern.LONGEST) {
            return refused().tooLong(origin);
        }
        int hash = spread(origin.hashCode());
        @Nullable Object[] table = matched;
        if (table != null) {
            CorsDecision decision = find(table, hash, origin);
            if (decision != null) {
                return decision;
            }
        }
        RefusedOrigins refused = this.refused;
        if (refused != null) {
            CorsDecision decision = find(refused.table, hash, origin);
            if (decision != null) {
                return decision;
            }
        }
        return decideNew(origin, hash);
    }

    private CorsDecision decideNew(String origin, int hash) {
        if (wildcards != null && wildcards.matches(origin)) {
            @Nullable Object[] table = matched;
            if (table == null) {
                table = newTable(LEAST_MATCHED, wildcards.patterns().size());
                matched = table;
            }
            return keep(table, hash, grant(origin));
        }
        RefusedOrigins refused = refused();
        return keep(refused.table, hash, refused.refuse(origin));
    }

    private RefusedOrigins refused() {
        RefusedOrigins refused = this.refused;
        if (refused == null) {
            refused = new RefusedOrigins(policy);
            this.refused = refused;
        }
        return refused;
    }

    /** Makes a table for about that many origins; see {@link #newTable(int)}. */
    private static @Nullable Object[] newTable(int least, int origins) {
        int expected = Math.min(Math.max(1, origins), MOST_KEPT / SLOTS_EACH);
        return newTable(Math.max(least, Integer.highestOneBit(2 * expected - 1) * SLOTS_EACH));
    }

    /**
     * Makes a table of decisions with that number of slots, a power of two. A slot is an origin, followed by the decision about
     * it: so an origin is compared without a look at the decision, which is another cache line to wait for.
     */
    static @Nullable Object[] newTable(int slots) {
        return new @Nullable Object[2 * slots];
    }

    /** Returns the decision about that origin; null if it is not in the table. */
    @SuppressWarnings("ReferenceEquality") // the same string: another thread may have written only one half of the slot
    static @Nullable CorsDecision find(@Nullable Object[] table, int hash, String origin) {
        for (int i = 0; i < PROBES; i++) {
            int slot = slot(table, hash + i);
            Object key = table[slot];
            if (key == null) {
                return null;
            }
            if (origin.equals(key) && table[slot + 1] instanceof CorsDecision decision && decision.origin == key) {
                return decision;
            }
        }
        return null;
    }

    /** Puts a decision where {@link #find} finds it: into a free slot, or into that of another decision. */
    static CorsDecision keep(@Nullable Object[] table, int hash, CorsDecision decision) {
        int slot = slot(table, hash);
        for (int i = 0; i < PROBES; i++) {
            int next = slot(table, hash + i);
            if (table[next] == null) {
                slot = next;
                break;
            }
        }
        table[slot + 1] = decision;
        table[slot] = decision.origin;
        return decision;
    }

    private static int slot(@Nullable Object[] table, int hash) {
        return (2 * hash) & (table.length - 1);
    }

    private CorsDecision grant(String origin) {
        return new CorsDecision(granted, new CorsHeader(CorsDecision.ALLOW_ORIGIN, origin), origin, null);
    }

    static int spread(int hash) {
        return (hash * 0x9E3779B9) >>> 16;
    }
}
