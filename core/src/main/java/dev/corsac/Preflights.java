package dev.corsac;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The decisions about preflights: whether the method and the headers that they ask for are allowed. A granted one is kept
 * with the decision about its origin, refused ones are kept in tables, and so is the result for each list of headers, since
 * most clients send one of a few. Thread-safe, see {@link Decisions}.
 */
final class Preflights {

    private static final int MOST_REFUSED = 64;

    private static final int MOST_LISTS = 64;

    /** The length up to which a list is kept in any case: strangers may send lists of any length. */
    private static final int SHORT_LIST = 256;

    private static final int METHOD = 0;
    private static final int HEADER = 1;
    private static final int TOO_LONG = 2;

    private static final OptionalInt NO_CONTENT = OptionalInt.of(204);
    private static final OptionalInt FORBIDDEN = OptionalInt.of(403);

    private final boolean anyMethod;

    /** The allowed methods, with open addressing: to compare a method with each of them takes longer. */
    private final @Nullable String[] methods;

    private final RequestHeaderNames requestHeaders;
    private final int longestKeptList;
    private final boolean explain;

    private final CorsDecision granted;
    private final CorsDecision refusedOrigin;
    private final CorsDecision refused;

    /** The decisions that were made, by reason. */
    private final @Nullable CorsDecision[][] tables = new @Nullable CorsDecision[3][MOST_REFUSED];

    private final @Nullable CheckedList[] lists = new @Nullable CheckedList[MOST_LISTS];

    Preflights(CorsPolicy policy) {
        this.anyMethod = policy.methods.get(0).equals(Names.ANY);
        this.methods = methodTable(policy.methods);
        this.requestHeaders = new RequestHeaderNames(policy.requestHeaders);
        this.longestKeptList = Math.max(SHORT_LIST, requestHeaders.longestList());
        this.explain = policy.explain;

        List<String> vary = policy.anyOrigin
                ? List.of("Access-Control-Request-Method", "Access-Control-Request-Headers")
                : List.of("Origin", "Access-Control-Request-Method", "Access-Control-Request-Headers");
        List<CorsHeader> allowed = new ArrayList<>(4);
        if (policy.credentials) {
            allowed.add(Decisions.allowCredentials());
        }
        allowed.add(new CorsHeader("Access-Control-Allow-Methods", Names.list(policy.methods)));
        if (!policy.requestHeaders.isEmpty()) {
            allowed.add(new CorsHeader("Access-Control-Allow-Headers", Names.list(policy.requestHeaders)));
        }
        OptionalInt refusal = explain ? NO_CONTENT : FORBIDDEN;
        this.refused = template(false, refusal, explain ? allowed : List.of(), vary);

        List<CorsHeader> otherOrigin = new ArrayList<>(1);
        if (explain) {
            // Naming another origin makes consoles report both; leaving the header out makes them report a missing
            // header.
            String other = PolicySettings.firstExactOrigin(policy);
            if (other != null) {
                otherOrigin.add(new CorsHeader(CorsDecision.ALLOW_ORIGIN, other));
            }
        }
        this.refusedOrigin = template(false, refusal, otherOrigin, vary);

        if (policy.maxAgeSeconds >= 0) {
            allowed.add(new CorsHeader("Access-Control-Max-Age", Integer.toString(policy.maxAgeSeconds)));
        }
        this.granted = template(true, NO_CONTENT, allowed, vary);
    }

    /** Returns what decisions have in common: these header lines, followed by {@code Vary}. */
    private static CorsDecision template(
            boolean allowed, OptionalInt status, List<CorsHeader> lines, List<String> vary) {
        List<CorsHeader> all = new ArrayList<>(lines);
        all.add(new CorsHeader("Vary", String.join(", ", vary)));
        return new CorsDecision(true, true, allowed, status, List.copyOf(all), vary);
    }

    /** @param actual the decision about other requests from the same origin */
    CorsDecision decide(CorsDecision actual, String method, @Nullable String names) {
        if (actual.allowed()) {
            if (!allowsMethod(method)) {
                return refuse(METHOD, actual, method, 0, Math.min(method.length(), RefusedOrigins.EXCERPT));
            }
            if (names != null) {
                CorsDecision refusal = refusal(actual, names);
                if (refusal != null) {
                    return refusal;
                }
            }
        }
        CorsDecision preflight = actual.ofPreflight;
        if (preflight == null) {
            preflight = actual.allowed()
                    ? new CorsDecision(granted, actual.originLine(), null, null)
                    : new CorsDecision(refusedOrigin, null, null, actual.refusal());
            actual.ofPreflight = preflight;
        }
        return preflight;
    }

    private boolean allowsMethod(String method) {
        if (anyMethod) {
            return true;
        }
        int slot = methodSlot(methods, method);
        String allowed;
        while ((allowed = methods[slot]) != null) {
            if (allowed.equals(method)) {
                return true;
            }
            slot = (slot + 1) & (methods.length - 1);
        }
        return false;
    }

    private static @Nullable String[] methodTable(List<String> methods) {
        @Nullable String[] table = new @Nullable String[Integer.highestOneBit(methods.size()) * 4];
        for (String method : methods) {
            int slot = methodSlot(table, method);
            while (table[slot] != null) {
                slot = (slot + 1) & (table.length - 1);
            }
            table[slot] = method;
        }
        return table;
    }

    /** Length and first letter are enough: of the common methods, only DELETE and OPTIONS may share a slot. */
    private static int methodSlot(@Nullable String[] table, String method) {
        return method.isEmpty() ? 0 : (method.length() * 5 + method.charAt(0)) & (table.length - 1);
    }

    /** Returns the decision about an origin that asks for a list of headers which is not allowed; null if the list is allowed. */
    private @Nullable CorsDecision refusal(CorsDecision actual, String names) {
        if (names.length() > longestKeptList) {
            return refusal(actual, names, requestHeaders.check(names));
        }
        int slot = listSlot(names);
        CheckedList known = lists[slot];
        if (known != null && known.list.equals(names)) {
            CorsDecision refusal = known.refusal;
            return refusal != null || known.result == RequestHeaderNames.ALLOWED
                    ? refusal
                    : refusal(actual, names, known.result);
        }
        int result = requestHeaders.check(names);
        CorsDecision refusal = refusal(actual, names, result);
        // With explain the decision names the origin, so that it is for this origin only.
        lists[slot] = new CheckedList(names, result, explain ? null : refusal);
        return refusal;
    }

    /** @param result that of {@link RequestHeaderNames#check} */
    private @Nullable CorsDecision refusal(CorsDecision actual, String names, int result) {
        if (result == RequestHeaderNames.ALLOWED) {
            return null;
        }
        if (result == RequestHeaderNames.TOO_LONG) {
            return refuse(TOO_LONG, actual, names, 0, Math.min(names.length(), RefusedOrigins.EXCERPT));
        }
        int end = RequestHeaderNames.elementEnd(names, result, RefusedOrigins.EXCERPT);
        return refuse(HEADER, actual, names, result, end);
    }

    /** A hash of the whole list would take longer than the comparison with the list that is there. */
    private static int listSlot(String names) {
        int length = names.length();
        if (length == 0) {
            return 0;
        }
        int mixed = length * 31 + names.charAt(length - 1) * 7 + names.charAt(length >> 1);
        return mixed & (MOST_LISTS - 1);
    }

    /** For that part of a text, which is not allowed. */
    private CorsDecision refuse(int reason, CorsDecision actual, String text, int start, int end) {
        @Nullable CorsDecision[] table = tables[reason];
        int place = place(actual, text, start, end);
        CorsDecision decision = table[place];
        if (decision == null || !isFor(decision, actual, text, start, end)) {
            String value = text.substring(start, end);
            CorsRefusal refusal = switch (reason) {
                case METHOD -> new CorsRefusal.MethodNotAllowed(value);
                case HEADER -> new CorsRefusal.HeaderNotAllowed(value);
                default -> new CorsRefusal.RequestHeadersTooLong(value);
            };
            decision = new CorsDecision(refused, explain ? actual.originLine() : null, value, refusal);
            table[place] = decision;
        }
        return decision;
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

    private int place(CorsDecision actual, String text, int start, int end) {
        int hash = explain && actual.origin != null ? actual.origin.hashCode() : 0;
        for (int i = start; i < end; i++) {
            hash = hash * 31 + text.charAt(i);
        }
        return Decisions.spread(hash) & (MOST_REFUSED - 1);
    }

    /** A list that was checked before. Immutable, so that threads may share it without ordering. */
    private static final class CheckedList {

        final String list;

        /** That of {@link RequestHeaderNames#check}. */
        final int result;

        /** The decision, if it is the same for every origin. */
        final @Nullable CorsDecision refusal;

        CheckedList(String list, int result, @Nullable CorsDecision refusal) {
            this.list = list;
            this.result = result;
            this.refusal = refusal;
        }
    }
}
