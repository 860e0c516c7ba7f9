package dev.corsac.origins;

import dev.corsac.CorsProblem;
import dev.corsac.internal.Placeholders;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a snapshot, from nothing or from a former one with some changes. Origins are checked by the policy's own rules; all that
 * are not valid are reported at once. Not thread-safe.
 */
public final class SnapshotBuilder {

    /** The number of origins that are checked at once: each check of a wildcard with credentials reads the Public Suffix List. */
    private static final int CHUNK = 8192;

    private final OriginRules rules;
    private final @Nullable OriginSnapshot former;
    private final OriginHasher hasher = new OriginHasher();

    /** Two numbers for each change: the key of an entry. */
    private long[] keys = new long[64];

    private boolean[] added = new boolean[32];
    private int changes;
    private long wildcardLabels;
    private boolean anyPort;
    private boolean placeholders;

    private final Map<String, String> unchecked = new HashMap<>();
    private final List<SnapshotProblem> problems = new ArrayList<>();

    private String tenant = "";
    private long tenantHigh;
    private long tenantLow;

    /** Makes one that begins with nothing. */
    public SnapshotBuilder(OriginRules rules) {
        this.rules = rules;
        this.former = null;
        hashTenant();
    }

    /** Makes one that begins with the origins of another snapshot, under its rules. */
    public SnapshotBuilder(OriginSnapshot former) {
        this.rules = former.rules();
        this.former = former;
        this.wildcardLabels = former.wildcardLabels();
        this.anyPort = (former.flags() & OriginSnapshot.ANY_PORT) != 0;
        this.placeholders = (former.flags() & OriginSnapshot.PLACEHOLDERS) != 0;
        hashTenant();
    }

    /** Adds an origin or pattern; see {@link #add(String, String, String)}. */
    public SnapshotBuilder add(String tenant, String origin) {
        return add(tenant, origin, tenant);
    }

    /**
     * Adds an origin or pattern.
     *
     * @param tenant the key of the tenant to whose pages it belongs; empty where there are no tenants
     * @param origin in the form of {@link dev.corsac.CorsPolicy.Builder#allowOrigins(String...)}, but not {@code "*"}
     * @param place where it was given, for the message if it is not valid
     */
    public SnapshotBuilder add(String tenant, String origin, String place) {
        if (!isPlain(origin)) {
            unchecked.putIfAbsent(origin, place);
            if (unchecked.size() == CHUNK) {
                check();
            }
            if (origin.endsWith(":*")) {
                anyPort = true;
            }
            placeholders |= Placeholders.in(origin) != null;
            int labels = origin.contains("://") ? SentOrigin.wildcardLabels(origin) : 0;
            if (labels > 0) {
                wildcardLabels |= 1L << Math.min(labels, OriginSnapshot.MOST_LABELS);
            }
        }
        change(tenant, origin, true);
        return this;
    }

    /** Reports a problem that {@link #build} throws. */
    void report(SnapshotProblem problem) {
        problems.add(problem);
    }

    /** Removes an origin or pattern; nothing happens if it is not there. Whether an origin is covered by another pattern makes no difference. */
    public SnapshotBuilder remove(String tenant, String origin) {
        change(tenant, origin, false);
        return this;
    }

    /**
     * Whether it is obviously valid under any rules: {@code https://} and a domain in lower case, none of whose labels could be
     * punycode or a number. Most are, and the policy checks the others.
     */
    private static boolean isPlain(String origin) {
        int start = "https://".length();
        if (!origin.startsWith("https://") || origin.length() > 80) {
            return false;
        }
        int label = start;
        for (int i = start; i < origin.length(); i++) {
            char c = origin.charAt(i);
            if (c == '.') {
                if (i == label) {
                    return false;
                }
                label = i + 1;
            } else if (c == '-' ? i == label + 3 : !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9')) {
                return false;
            } else if (i - label >= 60) {
                return false;
            }
        }
        return label < origin.length() && origin.charAt(label) >= 'a';
    }

    private void change(String tenant, String origin, boolean add) {
        if (!tenant.equals(this.tenant)) {
            this.tenant = tenant;
            hashTenant();
        }
        if (!hasher.hash(tenantHigh, tenantLow, origin)) {
            return; // not ASCII, so it is a problem already, or was never there
        }
        if (changes == added.length) {
            int more = Math.max(32, changes + (changes >> 1));
            keys = Arrays.copyOf(keys, 2 * more);
            added = Arrays.copyOf(added, more);
        }
        keys[2 * changes] = hasher.high();
        keys[2 * changes + 1] = hasher.low();
        added[changes++] = add;
    }

    private void hashTenant() {
        hasher.hashTenant(tenant);
        tenantHigh = hasher.high();
        tenantLow = hasher.low();
    }

    private void check() {
        for (CorsProblem problem : rules.problems(unchecked.keySet())) {
            String origin = problem.value();
            problems.add(new SnapshotProblem(unchecked.getOrDefault(origin, ""), origin, problem));
        }
        unchecked.clear();
    }

    /**
     * Makes the snapshot.
     *
     * @param version greater than that of the snapshot which it is to replace
     * @param created the time of now
     * @throws SnapshotException if an origin is not valid; it lists all
     */
    public OriginSnapshot build(long version, Instant created) throws SnapshotException {
        if (!unchecked.isEmpty()) {
            check();
        }
        if (!problems.isEmpty()) {
            throw new SnapshotException(problems);
        }
        sort();
        int flags = (rules.credentials() ? OriginSnapshot.CREDENTIALS : 0)
                | (rules.insecureOrigins() ? OriginSnapshot.INSECURE_ORIGINS : 0)
                | (rules.publicSuffixes() ? OriginSnapshot.PUBLIC_SUFFIXES : 0)
                | (anyPort ? OriginSnapshot.ANY_PORT : 0)
                | (placeholders ? OriginSnapshot.PLACEHOLDERS : 0);
        int count = merge(null);
        if (count < 0 || count > (Integer.MAX_VALUE - 64) / OriginSnapshot.ENTRY_BYTES) {
            throw new SnapshotException("There are too many origins for one snapshot, which can have "
                    + (Integer.MAX_VALUE - 64) / OriginSnapshot.ENTRY_BYTES + ". Divide them among several.");
        }
        byte[] bytes = new byte[OriginSnapshot.HEADER_BYTES + count * OriginSnapshot.ENTRY_BYTES];
        merge(ByteBuffer.wrap(bytes));
        return OriginSnapshot.seal(bytes, flags, version, created, wildcardLabels);
    }

    /** Writes the former entries and the changes in order; of several changes to one entry, the last counts. Returns the number. */
    private int merge(@Nullable ByteBuffer target) {
        int formerCount = former == null ? 0 : former.size();
        int next = 0;
        int change = 0;
        int count = 0;
        while (next < formerCount || change < changes) {
            int order;
            if (former == null || next == formerCount) {
                order = 1;
            } else if (change == changes) {
                order = -1;
            } else {
                order = compare(former.high(next), former.low(next), keys[2 * change], keys[2 * change + 1]);
            }
            long high;
            long low;
            boolean kept = true;
            if (former != null && order < 0) {
                high = former.high(next);
                low = former.low(next);
                next++;
            } else {
                next += order == 0 ? 1 : 0;
                high = keys[2 * change];
                low = keys[2 * change + 1];
                while (change < changes && keys[2 * change] == high && keys[2 * change + 1] == low) {
                    kept = added[change++];
                }
            }
            if (kept) {
                if (target != null) {
                    int at = OriginSnapshot.HEADER_BYTES + count * OriginSnapshot.ENTRY_BYTES;
                    target.putLong(at, high);
                    target.putLong(at + Long.BYTES, low);
                }
                count++;
            }
        }
        return count;
    }

    private static int compare(long high, long low, long otherHigh, long otherLow) {
        int order = Long.compareUnsigned(high, otherHigh);
        return order != 0 ? order : Long.compareUnsigned(low, otherLow);
    }

    /** Sorts the changes; those of one entry stay in their order. By the first 16 bits into groups, which are small, since keys are hashes. */
    private void sort() {
        int[] starts = new int[(1 << 16) + 1];
        for (int i = 0; i < changes; i++) {
            starts[group(keys[2 * i]) + 1]++;
        }
        for (int g = 0; g < 1 << 16; g++) {
            starts[g + 1] += starts[g];
        }
        int[] places = Arrays.copyOf(starts, 1 << 16);
        long[] sorted = new long[2 * changes];
        boolean[] sortedAdded = new boolean[changes];
        for (int i = 0; i < changes; i++) {
            int group = group(keys[2 * i]);
            long high = keys[2 * i];
            long low = keys[2 * i + 1];
            int place = places[group]++;
            while (place > starts[group] && compare(sorted[2 * place - 2], sorted[2 * place - 1], high, low) > 0) {
                sorted[2 * place] = sorted[2 * place - 2];
                sorted[2 * place + 1] = sorted[2 * place - 1];
                sortedAdded[place] = sortedAdded[place - 1];
                place--;
            }
            sorted[2 * place] = high;
            sorted[2 * place + 1] = low;
            sortedAdded[place] = added[i];
        }
        keys = sorted;
        added = sortedAdded;
    }

    private static int group(long high) {
        return (int) (high >>> 48);
    }
}
