package dev.corsac;

import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The decisions about requests from origins that are not allowed. Safe for use by several threads, see {@link Decisions}. */
final class RefusedOrigins {

    private static final int MOST = 512;
    private static final int MOST_LONG = 64;

    /** Of what is longer than anything honest, so much is kept. */
    static final int EXCERPT = 128;

    /** Those that were made, for {@link Decisions} to find and keep them. */
    final @Nullable CorsDecision[] table = new @Nullable CorsDecision[MOST];

    private final CorsDecision sort;
    private @Nullable CorsDecision @Nullable [] longOrigins;

    RefusedOrigins(CorsPolicy policy) {
        this.sort = new CorsDecision(
                CorsDecision.ACTUAL,
                false,
                policy.refuseForeignOrigins ? OptionalInt.of(403) : OptionalInt.empty(),
                List.of(new CorsHeader("Vary", "Origin")),
                List.of("Origin"));
    }

    CorsDecision refuse(String origin) {
        return new CorsDecision(
                sort,
                null,
                origin,
                isMalformed(origin)
                        ? new CorsRefusal.OriginMalformed(origin)
                        : new CorsRefusal.OriginNotAllowed(origin));
    }

    private static boolean isMalformed(String origin) {
        return !origin.equals("null") && (OriginPattern.flaw(origin) != null || origin.indexOf('*') >= 0);
    }

    /** Of what is longer than an origin can be, nothing but the beginning makes a difference. */
    CorsDecision tooLong(String origin) {
        @Nullable CorsDecision[] table = longOrigins;
        if (table == null) {
            table = new @Nullable CorsDecision[MOST_LONG];
            longOrigins = table;
        }
        int place = origin.length() & (MOST_LONG - 1);
        CorsDecision decision = table[place];
        if (decision == null || decision.origin == null || !origin.startsWith(decision.origin)) {
            String excerpt = origin.substring(0, EXCERPT);
            decision = new CorsDecision(sort, null, excerpt, new CorsRefusal.OriginMalformed(excerpt));
            table[place] = decision;
        }
        return decision;
    }
}
