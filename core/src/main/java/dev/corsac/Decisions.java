package dev.corsac;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Finds the decision about a request, and makes it the first time.
 *
 * <p>Decisions are kept: those about exact origins with the origin, the others in small tables where a newer one takes
 * the place of an older one with the same index. So a request like a former one costs no allocation, and what strangers
 * send cannot fill the memory. The tables are read and written without order between threads, which is harmless:
 * everything in a decision is final, or filled in with the same by whichever thread. So are the parts for refused
 * origins and for preflights, which are made when the first one comes: a function that starts to answer something else
 * need not load them.
 */
final class Decisions {

    private static final int MOST_MATCHED = 4096;

    /** In so many places of a table of origins is one looked for, or those that share one would drive out each other. */
    private static final int PROBES = 4;

    private final CorsPolicy policy;
    private final ExactOrigins exact;
    private final @Nullable WildcardOrigins wildcards;

    private final CorsDecision notCors;
    private final @Nullable CorsDecision anyOrigin;
    private final CorsDecision granted;

    private @Nullable CorsDecision @Nullable [] matched;
    private @Nullable RefusedOrigins refused;
    private @Nullable Preflights preflights;

    Decisions(CorsPolicy policy) {
        this.policy = policy;
        this.exact = policy.exactOrigins;
        this.wildcards = policy.wildcardOrigins;
        List<CorsHeader> lines = new ArrayList<>(3);
        if (policy.credentials) {
            lines.add(allowCredentials());
        }
        if (!policy.exposedHeaders.isEmpty()) {
            lines.add(new CorsHeader("Access-Control-Expose-Headers", Names.list(policy.exposedHeaders)));
        }
        if (policy.anyOrigin) {
            // The same answer with and without Origin, or a cache would hand out one for the other.
            lines.add(0, new CorsHeader(CorsDecision.ALLOW_ORIGIN, "*"));
            this.granted = sort(CorsDecision.ACTUAL, lines, List.of());
            this.notCors = sort(CorsDecision.NOT_CORS, lines, List.of());
            this.anyOrigin = granted;
        } else {
            List<String> vary = List.of("Origin");
            CorsHeader varyLine = new CorsHeader("Vary", "Origin");
            lines.add(varyLine);
            this.granted = sort(CorsDecision.ACTUAL, lines, vary);
            this.notCors = sort(CorsDecision.NOT_CORS, List.of(varyLine), vary);
            this.anyOrigin = null;
        }
    }

    private static CorsDecision sort(int kind, List<CorsHeader> lines, List<String> vary) {
        return new CorsDecision(kind, true, OptionalInt.empty(), List.copyOf(lines), vary);
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
        Preflights preflights = this.preflights;
        if (preflights == null) {
            preflights = new Preflights(policy);
            this.preflights = preflights;
        }
        return preflights.decide(actual, requestMethod, requestHeaders);
    }

    private CorsDecision forOrigin(String origin) {
        int slot = exact.find(origin);
        if (slot >= 0) {
            CorsDecision decision = exact.decision(slot);
            if (decision == null) {
                decision = grant(exact.origin(slot));
                exact.put(slot, decision);
            }
            return decision;
        }
        if (origin.length() > OriginPattern.LONGEST) {
            return refused().tooLong(origin);
        }
        int hash = spread(origin.hashCode());
        @Nullable CorsDecision[] table = null;
        if (wildcards != null) {
            table = matched;
            if (table == null) {
                table = new @Nullable CorsDecision[MOST_MATCHED];
                matched = table;
            }
            CorsDecision decision = find(table, hash, origin);
            if (decision != null) {
                return decision;
            }
        }
        RefusedOrigins refused = refused();
        CorsDecision decision = find(refused.table, hash, origin);
        if (decision != null) {
            return decision;
        }
        if (wildcards != null && table != null && wildcards.matches(origin)) {
            return keep(table, hash, grant(origin));
        }
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

    /** The decision about that origin, if it is in the table. */
    private static @Nullable CorsDecision find(@Nullable CorsDecision[] table, int hash, String origin) {
        for (int i = 0; i < PROBES; i++) {
            CorsDecision decision = table[(hash + i) & (table.length - 1)];
            if (decision == null) {
                return null;
            }
            if (origin.equals(decision.origin)) {
                return decision;
            }
        }
        return null;
    }

    /** Puts a decision where {@link #find} will see it: in a free place, or in that of another. */
    private static CorsDecision keep(@Nullable CorsDecision[] table, int hash, CorsDecision decision) {
        int place = hash & (table.length - 1);
        for (int i = 0; i < PROBES; i++) {
            int next = (hash + i) & (table.length - 1);
            if (table[next] == null) {
                place = next;
                break;
            }
        }
        table[place] = decision;
        return decision;
    }

    private CorsDecision grant(String origin) {
        return new CorsDecision(granted, new CorsHeader(CorsDecision.ALLOW_ORIGIN, origin), origin, null);
    }

    static int spread(int hash) {
        return (hash * 0x9E3779B9) >>> 16;
    }
}
