package dev.corsac;

import dev.corsac.CorsDecision.Kind;
import dev.corsac.CorsDecision.Outline;
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
 * everything in a decision is final, or filled in with the same by whichever thread.
 */
final class Decisions {

    private static final int MOST_MATCHED = 4096;
    private static final int MOST_REFUSED_ORIGINS = 512;
    private static final int MOST_LONG_ORIGINS = 64;
    private static final int MOST_REFUSED_PREFLIGHTS = 64;

    /** In so many places of a table of origins is one looked for, or those that share one would drive out each other. */
    private static final int PROBES = 4;

    /** Of what is longer than anything honest, so much is kept. */
    private static final int EXCERPT = 128;

    private static final OptionalInt NO_STATUS = OptionalInt.empty();
    private static final OptionalInt NO_CONTENT = OptionalInt.of(204);
    private static final OptionalInt FORBIDDEN = OptionalInt.of(403);

    private static final List<String> VARY_NOTHING = List.of();
    private static final List<String> VARY_ORIGIN = List.of("Origin");
    private static final List<String> VARY_REQUEST =
            List.of("Access-Control-Request-Method", "Access-Control-Request-Headers");
    private static final List<String> VARY_ALL =
            List.of("Origin", "Access-Control-Request-Method", "Access-Control-Request-Headers");

    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

    private final ExactOrigins exact;
    private final @Nullable WildcardOrigins wildcards;
    private final List<String> methods;
    private final boolean anyMethod;
    private final RequestHeaderNames requestHeaders;
    private final boolean explain;

    private final CorsDecision notCors;
    private final @Nullable CorsDecision anyOrigin;

    private final Outline granted;
    private final Outline grantedPreflight;
    private final Outline refusedOrigin;
    private final Outline refusedOriginPreflight;
    private final Outline refusedPreflight;

    private @Nullable CorsDecision @Nullable [] matched;
    private final @Nullable CorsDecision[] refusedOrigins = new @Nullable CorsDecision[MOST_REFUSED_ORIGINS];
    private @Nullable CorsDecision @Nullable [] longOrigins;
    private @Nullable CorsDecision @Nullable [] refusedMethods;
    private @Nullable CorsDecision @Nullable [] refusedHeaders;
    private @Nullable CorsDecision @Nullable [] tooLongHeaders;

    Decisions(CorsPolicy policy) {
        this.exact = policy.exactOrigins;
        this.wildcards = policy.wildcardOrigins;
        this.methods = policy.methods;
        this.anyMethod = methods.get(0).equals(Names.ANY);
        this.requestHeaders = new RequestHeaderNames(policy.requestHeaders);
        this.explain = policy.explain;

        boolean any = policy.anyOrigin;
        CorsHeader allowAny = any ? new CorsHeader(ALLOW_ORIGIN, Names.ANY) : null;
        List<@Nullable CorsHeader> origin = new ArrayList<>(2);
        origin.add(allowAny);
        if (policy.credentials) {
            origin.add(new CorsHeader("Access-Control-Allow-Credentials", "true"));
        }
        List<@Nullable CorsHeader> request = new ArrayList<>(2);
        request.add(new CorsHeader("Access-Control-Allow-Methods", Names.list(methods)));
        if (!policy.requestHeaders.isEmpty()) {
            request.add(new CorsHeader("Access-Control-Allow-Headers", Names.list(policy.requestHeaders)));
        }

        List<String> vary = any ? VARY_NOTHING : VARY_ORIGIN;
        List<String> varyPreflight = any ? VARY_REQUEST : VARY_ALL;

        List<@Nullable CorsHeader> actual = new ArrayList<>(origin);
        if (!policy.exposedHeaders.isEmpty()) {
            actual.add(new CorsHeader("Access-Control-Expose-Headers", Names.list(policy.exposedHeaders)));
        }
        this.granted = new Outline(Kind.ACTUAL, true, NO_STATUS, vary, lines(actual, vary));

        List<@Nullable CorsHeader> preflight = new ArrayList<>(origin);
        preflight.addAll(request);
        if (policy.maxAgeSeconds >= 0) {
            preflight.add(new CorsHeader("Access-Control-Max-Age", Integer.toString(policy.maxAgeSeconds)));
        }
        this.grantedPreflight =
                new Outline(Kind.PREFLIGHT, true, NO_CONTENT, varyPreflight, lines(preflight, varyPreflight));

        this.refusedOrigin = new Outline(
                Kind.ACTUAL, false, policy.refuseForeignOrigins ? FORBIDDEN : NO_STATUS, vary, lines(List.of(), vary));
        List<@Nullable CorsHeader> foreign = new ArrayList<>(1);
        if (explain) {
            // Of two ways to say no, that of naming another origin is the one that consoles report with both names.
            String other = policy.someExactOrigin();
            if (other != null) {
                foreign.add(new CorsHeader(ALLOW_ORIGIN, other));
            }
        }
        OptionalInt refusal = explain ? NO_CONTENT : FORBIDDEN;
        this.refusedOriginPreflight =
                new Outline(Kind.PREFLIGHT, false, refusal, varyPreflight, lines(foreign, varyPreflight));
        List<@Nullable CorsHeader> refused = new ArrayList<>(4);
        if (explain) {
            refused.addAll(origin);
            refused.addAll(request);
        }
        this.refusedPreflight =
                new Outline(Kind.PREFLIGHT, false, refusal, varyPreflight, lines(refused, varyPreflight));

        if (any) {
            // The same answer with and without Origin, or a cache would hand out one for the other.
            Outline plain = new Outline(Kind.NOT_CORS, true, NO_STATUS, vary, lines(actual, vary));
            this.notCors = new CorsDecision(plain, null, null, null);
            this.anyOrigin = new CorsDecision(granted, null, null, null);
        } else {
            Outline plain = new Outline(Kind.NOT_CORS, true, NO_STATUS, vary, lines(List.of(), vary));
            this.notCors = new CorsDecision(plain, null, null, null);
            this.anyOrigin = null;
        }
    }

    CorsDecision decide(CorsRequest request) {
        String origin = request.origin();
        if (origin == null) {
            return notCors;
        }
        CorsDecision actual = forOrigin(origin);
        String requestMethod = request.requestMethod();
        if (requestMethod == null || !request.method().equals("OPTIONS")) {
            return actual;
        }
        if (actual.allowed()) {
            if (!allowsMethod(requestMethod)) {
                return refuseMethod(actual, requestMethod);
            }
            String names = request.requestHeaders();
            if (names != null) {
                int place = requestHeaders.check(names);
                if (place != RequestHeaderNames.ALLOWED) {
                    return place == RequestHeaderNames.TOO_LONG
                            ? refuseHeaders(actual, names)
                            : refuseHeader(actual, names, place);
                }
            }
        }
        CorsDecision preflight = actual.preflight;
        if (preflight == null) {
            preflight = new CorsDecision(
                    actual.allowed() ? grantedPreflight : refusedOriginPreflight,
                    actual.originLine(),
                    null,
                    actual.refusal());
            actual.preflight = preflight;
        }
        return preflight;
    }

    private CorsDecision forOrigin(String origin) {
        if (anyOrigin != null) {
            return anyOrigin;
        }
        if (origin.length() > OriginPattern.LONGEST) {
            return refuseLongOrigin(origin);
        }
        int slot = exact.find(origin);
        if (slot >= 0) {
            CorsDecision decision = exact.decision(slot);
            if (decision == null) {
                decision = grant(exact.origin(slot));
                exact.put(slot, decision);
            }
            return decision;
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
        CorsDecision decision = find(refusedOrigins, hash, origin);
        if (decision != null) {
            return decision;
        }
        if (wildcards != null && table != null && wildcards.matches(origin)) {
            return keep(table, hash, grant(origin));
        }
        return keep(refusedOrigins, hash, refuse(origin));
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

    private CorsDecision refuse(String origin) {
        CorsRefusal refusal = isMalformed(origin)
                ? new CorsRefusal.OriginMalformed(origin)
                : new CorsRefusal.OriginNotAllowed(origin);
        return new CorsDecision(refusedOrigin, null, origin, refusal);
    }

    private CorsDecision grant(String origin) {
        return new CorsDecision(granted, new CorsHeader(ALLOW_ORIGIN, origin), origin, null);
    }

    private CorsDecision refuseLongOrigin(String origin) {
        @Nullable CorsDecision[] table = longOrigins;
        if (table == null) {
            table = new @Nullable CorsDecision[MOST_LONG_ORIGINS];
            longOrigins = table;
        }
        int place = origin.length() & (MOST_LONG_ORIGINS - 1);
        CorsDecision decision = table[place];
        if (decision == null || decision.origin == null || !origin.startsWith(decision.origin)) {
            String excerpt = origin.substring(0, EXCERPT);
            decision = new CorsDecision(refusedOrigin, null, excerpt, new CorsRefusal.OriginMalformed(excerpt));
            table[place] = decision;
        }
        return decision;
    }

    private boolean allowsMethod(String method) {
        if (anyMethod) {
            return true;
        }
        for (int i = 0; i < methods.size(); i++) {
            if (methods.get(i).equals(method)) {
                return true;
            }
        }
        return false;
    }

    private CorsDecision refuseMethod(CorsDecision actual, String method) {
        @Nullable CorsDecision[] table = refusedMethods;
        if (table == null) {
            table = new @Nullable CorsDecision[MOST_REFUSED_PREFLIGHTS];
            refusedMethods = table;
        }
        int end = Math.min(method.length(), EXCERPT);
        int place = place(actual, method, 0, end);
        CorsDecision decision = table[place];
        if (decision == null || !isFor(decision, actual, method, 0, end)) {
            String value = method.substring(0, end);
            decision = refusePreflight(actual, value, new CorsRefusal.MethodNotAllowed(value));
            table[place] = decision;
        }
        return decision;
    }

    private CorsDecision refuseHeader(CorsDecision actual, String list, int start) {
        @Nullable CorsDecision[] table = refusedHeaders;
        if (table == null) {
            table = new @Nullable CorsDecision[MOST_REFUSED_PREFLIGHTS];
            refusedHeaders = table;
        }
        int end = RequestHeaderNames.elementEnd(list, start, EXCERPT);
        int place = place(actual, list, start, end);
        CorsDecision decision = table[place];
        if (decision == null || !isFor(decision, actual, list, start, end)) {
            String value = list.substring(start, end);
            decision = refusePreflight(actual, value, new CorsRefusal.HeaderNotAllowed(value));
            table[place] = decision;
        }
        return decision;
    }

    private CorsDecision refuseHeaders(CorsDecision actual, String list) {
        @Nullable CorsDecision[] table = tooLongHeaders;
        if (table == null) {
            table = new @Nullable CorsDecision[MOST_REFUSED_PREFLIGHTS];
            tooLongHeaders = table;
        }
        int end = Math.min(list.length(), EXCERPT);
        int place = place(actual, list, 0, end);
        CorsDecision decision = table[place];
        if (decision == null || !isFor(decision, actual, list, 0, end)) {
            String value = list.substring(0, end);
            decision = refusePreflight(actual, value, new CorsRefusal.RequestHeadersTooLong(value));
            table[place] = decision;
        }
        return decision;
    }

    private CorsDecision refusePreflight(CorsDecision actual, String value, CorsRefusal refusal) {
        return new CorsDecision(refusedPreflight, explain ? actual.originLine() : null, value, refusal);
    }

    private boolean isFor(CorsDecision decision, CorsDecision actual, String text, int start, int end) {
        String value = decision.origin;
        return value != null
                && value.length() == end - start
                && text.startsWith(value, start)
                && (!explain || isSame(decision.originLine(), actual.originLine()));
    }

    private static boolean isSame(@Nullable CorsHeader one, @Nullable CorsHeader other) {
        return one == null ? other == null : other != null && one.value().equals(other.value());
    }

    private static boolean isMalformed(String origin) {
        return !origin.equals("null") && (OriginPattern.flaw(origin) != null || origin.indexOf('*') >= 0);
    }

    private int place(CorsDecision actual, String text, int start, int end) {
        int hash = explain && actual.origin != null ? actual.origin.hashCode() : 0;
        for (int i = start; i < end; i++) {
            hash = hash * 31 + text.charAt(i);
        }
        return spread(hash) & (MOST_REFUSED_PREFLIGHTS - 1);
    }

    private static int spread(int hash) {
        return (hash * 0x9E3779B9) >>> 16;
    }

    /** These, at their end {@code Vary}, if there is anything to vary with. */
    private static @Nullable CorsHeader[] lines(List<@Nullable CorsHeader> lines, List<String> vary) {
        List<@Nullable CorsHeader> all = new ArrayList<>(lines);
        if (!vary.isEmpty()) {
            StringBuilder value = new StringBuilder();
            for (int i = 0; i < vary.size(); i++) {
                value.append(i == 0 ? "" : ", ").append(vary.get(i));
            }
            all.add(new CorsHeader("Vary", value.toString()));
        }
        return all.toArray(new @Nullable CorsHeader[0]);
    }
}
