package dev.corsac;

import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The decisions about requests from origins that are not allowed. Thread-safe, see {@link Decisions}. */
final class RefusedOrigins {

    private static final int MOST = 512;
    private static final int MOST_LONG = 64;

    /** The number of characters that are kept of a value longer than any honest one. */
    static final int EXCERPT = 128;

    /** The decisions that were made; {@link Decisions} reads and fills the table. */
    final @Nullable Object[] table = Decisions.newTable(MOST);

    private final CorsDecision template;
    private @Nullable CorsDecision @Nullable [] longOrigins;

    RefusedOrigins(CorsPolicy policy) {
        this.template = new CorsDecision(
                true,
                false,
                false,
                policy.rejectDisallowedOrigins ? OptionalInt.of(403) : OptionalInt.empty(),
                List.of(new CorsHeader("Vary", "Origin")),
                List.of("Origin"));
    }

    /** Returns a new decision about an origin. */
    CorsDecision refuse(String origin) {
        return new CorsDecision(
                template,
                null,
                origin,
                isMalformed(origin)
                        ? new CorsRefusal.OriginMalformed(origin)
                        : new CorsRefusal.OriginNotAllowed(origin));
    }

    private static boolean isMalformed(String origin) {
        return !origin.equals("null")
                && (OriginPattern.flaw(origin) != null || origin.indexOf('*') >= 0 || origin.indexOf('{') >= 0);
    }

    /** Returns the decision about a value that is longer than an origin can be: only its beginning makes a difference. */
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
            decision = new CorsDecision(template, null, excerpt, new CorsRefusal.OriginMalformed(excerpt));
            table[place] = decision;
        }
        return decision;
    }
}
