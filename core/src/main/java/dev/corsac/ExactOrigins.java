package dev.corsac;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A set of origins, each with the decision about it once there is one: a table with open addressing, whose slots hold
 * the origin first and later, in its place, the decision, which holds the origin.
 *
 * <p>Against a {@code HashMap} this spares an entry of 32 bytes for each origin, and the look at a key whose hash only
 * happens to be near: a byte of each hash stands in an array of its own.
 *
 * <p>Fixed once it is filled, but for slots going from origin to decision. Those writes race, and need not be ordered: a
 * decision is immutable, and whichever thread's stays says the same.
 */
final class ExactOrigins {

    /** So many neighbours happen by chance about never; a tenant who picks origins with colliding hashes makes them. */
    private static final int LONGEST_RUN = 128;

    private static final byte FREE = 0;

    private final int capacity;
    private final byte[] tags;
    private final Object[] slots;

    /** With what a string is hashed; 0 stands for its own hash code, which its class may know by heart. */
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
     * The set of these.
     *
     * @param count how many there are; repeats count
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
     * Whether an origin is plainly one that browsers send, by TLS: {@code https://}, a domain with letters, digits,
     * hyphens and underscores in its labels, and no port. Most are, and a function starts sooner if {@link OriginPattern},
     * which knows all the others and says what is wrong with what is none, need not be loaded.
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

    /** The slot where that origin is; -1 if it is not here. */
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

    /** The origin in a slot that is taken. */
    String origin(int slot) {
        Object content = slots[slot];
        if (content instanceof CorsDecision decision) {
            return Objects.requireNonNull(decision.origin);
        }
        return (String) content;
    }

    /** The decision in a slot that is taken; null as long as there is none. */
    @Nullable
    CorsDecision decision(int slot) {
        return slots[slot] instanceof CorsDecision decision ? decision : null;
    }

    void put(int slot, CorsDecision decision) {
        slots[slot] = decision;
    }

    /** How many origins there are. */
    int size() {
        return size;
    }

    /** The number of slots. */
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
