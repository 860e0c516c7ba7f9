package dev.corsac;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A set of origins, each with the decision about it once there is one: a table with open addressing, whose slots hold
 * the origin at first, and later the decision, which holds the origin.
 *
 * <p>Compared with a {@code HashMap}, this saves an entry of 32 bytes for each origin, and the comparison with a key whose
 * hash is only similar: one byte of each hash is in an array of its own.
 *
 * <p>Thread-safe. Once filled, the only change is that of slots from origin to decision. Those writes race and need no
 * ordering: a decision is immutable, and all threads' decisions are equal.
 */
final class ExactOrigins {

    /** A run this long almost never happens by chance, only when a tenant picks origins with colliding hashes. */
    private static final int LONGEST_RUN = 128;

    private static final byte FREE = 0;

    private final int capacity;
    private final byte[] tags;
    private final Object[] slots;

    /** The seed of the hash; 0 stands for the string's own hash code, which its class may have cached. */
    private final int seed;

    private final int longest;
    private final int size;

    private ExactOrigins(int capacity, int seed, Iterable<String> origins) {
        this.capacity = capacity;
        this.tags = new byte[capacity];
        this.slots = new Object[capacity];
        this.seed = seed;
        int longest = 0;
        int size = 0;
        for (String origin : origins) {
            if (add(origin)) {
                size++;
                longest = Math.max(longest, origin.length());
            }
        }
        this.longest = longest;
        this.size = size;
    }

    /**
     * Returns the set of these.
     *
     * @param count their number, repeated ones included
     */
    static ExactOrigins of(Iterable<String> origins, int count) {
        int capacity = (int) Math.min(Integer.MAX_VALUE - 8, Math.max(4L, count * 2L));
        ExactOrigins set = new ExactOrigins(capacity, 0, origins);
        for (int seed = 0x2545F491; set.longestRun() > LONGEST_RUN; seed = (seed * 0x5DEECE66 + 11) | 1) {
            set = new ExactOrigins(capacity, seed, origins);
        }
        return set;
    }

    /**
     * Whether an origin is obviously valid and uses TLS: {@code https://}, a domain with letters, digits, hyphens and
     * underscores in its labels, none of them punycode, and no port. Most are, and a function starts sooner without
     * {@link OriginPattern}, which checks all others and reports what is wrong with them.
     */
    static boolean isPlain(String origin) {
        int start = "https://".length();
        if (!origin.startsWith("https://") || origin.length() > start + OriginPattern.LONGEST_HOST) {
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
            } else if (c == '-' && i == label + 3 && origin.startsWith("xn-", label)) {
                return false;
            } else if (i - label == OriginPattern.LONGEST_LABEL
                    || !(isLower(c) || (c >= '0' && c <= '9') || c == '-' || c == '_')) {
                return false;
            }
        }
        // A last label that begins with a digit may make it an IPv4 address.
        return label < origin.length() && isLower(origin.charAt(label));
    }

    private static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    private boolean add(String origin) {
        int mixed = mix(origin);
        int slot = slot(mixed);
        while (tags[slot] != FREE) {
            if (tags[slot] == tag(mixed) && origin.equals(slots[slot])) {
                return false;
            }
            slot = next(slot);
        }
        tags[slot] = tag(mixed);
        slots[slot] = origin;
        return true;
    }

    /** Returns the slot of that origin; -1 if it is not in the set. */
    int find(String origin) {
        if (origin.length() > longest) {
            return -1;
        }
        int mixed = mix(origin);
        byte tag = tag(mixed);
        int slot = slot(mixed);
        byte found;
        while ((found = tags[slot]) != FREE) {
            if (found == tag && origin.equals(origin(slot))) {
                return slot;
            }
            slot = next(slot);
        }
        return -1;
    }

    /** Returns the origin in a slot that is taken. */
    String origin(int slot) {
        Object content = slots[slot];
        if (content instanceof CorsDecision decision) {
            return Objects.requireNonNull(decision.origin);
        }
        return (String) content;
    }

    /** Returns the decision in a slot that is taken; null as long as there is none. */
    @Nullable
    CorsDecision decision(int slot) {
        return slots[slot] instanceof CorsDecision decision ? decision : null;
    }

    void put(int slot, CorsDecision decision) {
        slots[slot] = decision;
    }

    /** Returns the number of origins. */
    int size() {
        return size;
    }

    /** Returns the number of slots. */
    int capacity() {
        return capacity;
    }

    boolean isTaken(int slot) {
        return tags[slot] != FREE;
    }

    int longestRun() {
        int longestRun = 0;
        int run = 0;
        for (byte tag : tags) {
            run = tag == FREE ? 0 : run + 1;
            longestRun = Math.max(longestRun, run);
        }
        return longestRun;
    }

    private int mix(String origin) {
        int hash;
        if (seed == 0) {
            hash = origin.hashCode();
        } else {
            hash = seed;
            for (int i = 0; i < origin.length(); i++) {
                hash = (hash ^ origin.charAt(i)) * 0x01000193;
                hash ^= hash >>> 15;
            }
        }
        return hash * 0x9E3779B9;
    }

    /** The high bits choose the slot, for any capacity; the low ones make the tag. */
    private int slot(int mixed) {
        return (int) (((mixed & 0xffffffffL) * capacity) >>> 32);
    }

    private static byte tag(int mixed) {
        return (byte) (mixed | 0x80);
    }

    private int next(int slot) {
        int next = slot + 1;
        return next == capacity ? 0 : next;
    }
}
