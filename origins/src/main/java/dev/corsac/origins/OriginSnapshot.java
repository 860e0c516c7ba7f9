package dev.corsac.origins;

import dev.corsac.internal.Placeholders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A set of allowed origins and patterns, each of one tenant or of none, as a sequence of bytes that needs no parsing: a header of
 * 64 bytes and 16 bytes for each origin, whatever its length. {@code docs/origins.md} describes the format.
 *
 * <p>It has the origins' hashes and not their texts, so it can tell whether an origin is in it, and cannot list them.
 *
 * <p>The same origins with the same version and time make the same bytes. Immutable and thread-safe.
 */
public final class OriginSnapshot {

    /** The version of the format that this class reads and writes. */
    public static final int FORMAT = 1;

    static final int HEADER_BYTES = 64;
    static final int ENTRY_BYTES = 16;

    static final int CREDENTIALS = 1;
    static final int INSECURE_ORIGINS = 2;
    static final int PUBLIC_SUFFIXES = 4;
    static final int ANY_PORT = 8;
    static final int PLACEHOLDERS = 16;
    private static final int ALL_FLAGS = 31;

    /** The wildcards' numbers of labels from this one on share a bit. */
    static final int MOST_LABELS = 63;

    private static final long MAGIC =
            ByteBuffer.wrap("CORSACOR".getBytes(StandardCharsets.US_ASCII)).getLong();

    private static final int FORMAT_AT = 8;
    private static final int FLAGS_AT = 12;
    private static final int VERSION_AT = 16;
    private static final int CREATED_AT = 24;
    private static final int LABELS_AT = 32;
    private static final int COUNT_AT = 40;
    private static final int ZERO_AT = 44;
    private static final int ENTRIES_CHECKSUM_AT = 56;
    private static final int HEADER_CHECKSUM_AT = 60;

    /** The number of steps that a search makes by interpolation before it halves. */
    private static final int MOST_GUESSES = 6;

    private final byte[] bytes;
    private final ByteBuffer buffer;
    private final int count;
    private final int flags;
    private final long wildcardLabels;

    /** One that is not in use; threads that find none make another. */
    private final AtomicReference<@Nullable OriginHasher> hasher = new AtomicReference<>();

    private OriginSnapshot(byte[] bytes) {
        this.bytes = bytes;
        this.buffer = ByteBuffer.wrap(bytes);
        this.count = buffer.getInt(COUNT_AT);
        this.flags = buffer.getInt(FLAGS_AT);
        this.wildcardLabels = buffer.getLong(LABELS_AT);
    }

    /**
     * Opens a snapshot. It checks lengths and checksums, which takes some milliseconds for a million origins.
     *
     * @param bytes of the snapshot; not copied, so leave them unchanged
     * @throws SnapshotException if they are not one, or are truncated or damaged
     */
    public static OriginSnapshot open(byte[] bytes) throws SnapshotException {
        if (bytes.length < HEADER_BYTES) {
            throw new SnapshotException("The snapshot is damaged: it has " + bytes.length
                    + " bytes, fewer than its header." + " Write it again.");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (buffer.getLong(0) != MAGIC) {
            throw new SnapshotException("This is not a snapshot of allowed origins: it does not begin with CORSACOR."
                    + " Check which object or file is read.");
        }
        if (buffer.getInt(HEADER_CHECKSUM_AT) != checksum(bytes, 0, HEADER_CHECKSUM_AT)) {
            throw new SnapshotException(
                    "The snapshot is damaged: the checksum of its header does not match." + " Write it again.");
        }
        if (buffer.getInt(FORMAT_AT) != FORMAT
                || (buffer.getInt(FLAGS_AT) & ~ALL_FLAGS) != 0
                || buffer.getInt(ZERO_AT) != 0
                || buffer.getLong(ZERO_AT + Integer.BYTES) != 0) {
            throw new SnapshotException("The snapshot has format " + buffer.getInt(FORMAT_AT) + ", or parts that this"
                    + " version of Corsac does not read: it reads format " + FORMAT
                    + ". Use the version that wrote it.");
        }
        int count = buffer.getInt(COUNT_AT);
        if (count < 0 || bytes.length != HEADER_BYTES + (long) ENTRY_BYTES * count) {
            throw new SnapshotException("The snapshot is damaged: it has " + bytes.length + " bytes, and its " + count
                    + " origins need " + (HEADER_BYTES + (long) ENTRY_BYTES * count) + ". Write it again.");
        }
        if (buffer.getInt(ENTRIES_CHECKSUM_AT) != checksum(bytes, HEADER_BYTES, bytes.length)) {
            throw new SnapshotException(
                    "The snapshot is damaged: the checksum of its origins does not match." + " Write it again.");
        }
        return new OriginSnapshot(bytes);
    }

    /**
     * Returns a snapshot of these origins without tenants, as version 0: for a list that is always the same.
     *
     * @throws SnapshotException if one is not valid
     */
    public static OriginSnapshot of(OriginRules rules, Collection<String> origins) throws SnapshotException {
        SnapshotBuilder builder = new SnapshotBuilder(rules);
        for (String origin : origins) {
            builder.add("", origin, "");
        }
        return builder.build(0, Instant.EPOCH);
    }

    /** Makes one whose entries are in place; the header is written here. */
    static OriginSnapshot seal(byte[] bytes, int flags, long version, Instant created, long wildcardLabels) {
        ByteBuffer header = ByteBuffer.wrap(bytes);
        header.putLong(0, MAGIC);
        header.putInt(FORMAT_AT, FORMAT);
        header.putInt(FLAGS_AT, flags);
        header.putLong(VERSION_AT, version);
        header.putLong(CREATED_AT, created.toEpochMilli());
        header.putLong(LABELS_AT, wildcardLabels);
        header.putInt(COUNT_AT, (bytes.length - HEADER_BYTES) / ENTRY_BYTES);
        header.putInt(ENTRIES_CHECKSUM_AT, checksum(bytes, HEADER_BYTES, bytes.length));
        header.putInt(HEADER_CHECKSUM_AT, checksum(bytes, 0, HEADER_CHECKSUM_AT));
        return new OriginSnapshot(bytes);
    }

    private static int checksum(byte[] bytes, int start, int end) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes, start, end - start);
        return (int) checksum.getValue();
    }

    /** Returns a snapshot of the same origins with another version, so that it can replace a newer one. */
    public OriginSnapshot withVersion(long version, Instant created) {
        return seal(bytes.clone(), flags, version, created, wildcardLabels);
    }

    /** Returns the rules by which its origins were checked. */
    public OriginRules rules() {
        return new OriginRules(
                (flags & CREDENTIALS) != 0, (flags & INSECURE_ORIGINS) != 0, (flags & PUBLIC_SUFFIXES) != 0);
    }

    /** Returns its version: of two, the one with the greater is newer. */
    public long version() {
        return buffer.getLong(VERSION_AT);
    }

    /** Returns when it was made. */
    public Instant created() {
        return Instant.ofEpochMilli(buffer.getLong(CREATED_AT));
    }

    /** Returns the number of origins and patterns; one that several tenants have counts for each. */
    public int size() {
        return count;
    }

    /** Returns a copy of its bytes. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /** Returns its bytes themselves, for readers. */
    ByteBuffer entries() {
        return buffer;
    }

    int flags() {
        return flags;
    }

    long wildcardLabels() {
        return wildcardLabels;
    }

    /** Whether the other has the same origins and patterns, under the same rules. */
    public boolean hasSameOrigins(OriginSnapshot other) {
        return flags == other.flags
                && wildcardLabels == other.wildcardLabels
                && Arrays.equals(bytes, HEADER_BYTES, bytes.length, other.bytes, HEADER_BYTES, other.bytes.length);
    }

    /**
     * Whether a tenant's origins or patterns cover this origin.
     *
     * @param tenant the tenant's key; empty for origins without one
     * @param origin as browsers send it
     */
    public boolean contains(String tenant, String origin) {
        OriginHasher free = takeHasher();
        free.hashTenant(tenant);
        boolean found = contains(free, free.high(), free.low(), origin);
        giveBack(free);
        return found;
    }

    /** As {@link #contains(String, String)}, with the tenant's hashed key. */
    boolean contains(long tenantHigh, long tenantLow, String origin) {
        OriginHasher free = takeHasher();
        boolean found = contains(free, tenantHigh, tenantLow, origin);
        giveBack(free);
        return found;
    }

    void giveBack(OriginHasher free) {
        hasher.set(free);
    }

    OriginHasher takeHasher() {
        OriginHasher free = hasher.getAndSet(null);
        return free == null ? new OriginHasher() : free;
    }

    private boolean contains(OriginHasher hasher, long tenantHigh, long tenantLow, String origin) {
        // The text of a pattern is an entry too, and no browser sends it.
        if (count == 0
                || origin.indexOf('*') >= 0
                || origin.indexOf('{') >= 0
                || !hasher.hash(tenantHigh, tenantLow, origin)) {
            return false;
        }
        if (has(hasher.high(), hasher.low())) {
            return true;
        }
        boolean anyPort = (flags & ANY_PORT) != 0;
        boolean placeholders = (flags & PLACEHOLDERS) != 0;
        return (anyPort || placeholders || wildcardLabels != 0)
                && SentOrigin.isSendable(origin)
                && (isCovered(hasher, tenantHigh, tenantLow, origin, anyPort)
                        || (placeholders && hasPlaceholderFor(hasher, tenantHigh, tenantLow, origin, anyPort)));
    }

    /** Looks for the patterns with a placeholder for a part of the first label: at most four for each part. */
    private boolean hasPlaceholderFor(
            OriginHasher hasher, long tenantHigh, long tenantLow, String origin, boolean anyPort) {
        int hostStart = SentOrigin.hostStart(origin);
        int hostEnd = SentOrigin.hostEnd(origin, hostStart);
        int labelEnd = Placeholders.labelEnd(origin, hostStart, hostEnd);
        for (int start = hostStart; start < labelEnd; start = Placeholders.partEnd(origin, start, labelEnd) + 1) {
            int end = Placeholders.partEnd(origin, start, labelEnd);
            if ((Placeholders.isNumber(origin, start, end)
                            && has(
                                    hasher,
                                    tenantHigh,
                                    tenantLow,
                                    origin,
                                    start,
                                    Placeholders.NUMBER,
                                    end,
                                    hostEnd,
                                    anyPort))
                    || (Placeholders.isHex(origin, start, end)
                            && has(
                                    hasher,
                                    tenantHigh,
                                    tenantLow,
                                    origin,
                                    start,
                                    Placeholders.HEX,
                                    end,
                                    hostEnd,
                                    anyPort))) {
                return true;
            }
        }
        return false;
    }

    private boolean has(
            OriginHasher hasher,
            long tenantHigh,
            long tenantLow,
            String origin,
            int start,
            String placeholder,
            int end,
            int hostEnd,
            boolean anyPort) {
        hasher.hash(tenantHigh, tenantLow, origin, 0, start, placeholder, end, origin.length(), null);
        if (has(hasher.high(), hasher.low())) {
            return true;
        }
        if (!anyPort) {
            return false;
        }
        hasher.hash(tenantHigh, tenantLow, origin, 0, start, placeholder, end, hostEnd, ":*");
        return has(hasher.high(), hasher.low());
    }

    /** Looks for the patterns that could cover the origin: at most two for each label, and only where there are patterns of that length. */
    private boolean isCovered(OriginHasher hasher, long tenantHigh, long tenantLow, String origin, boolean anyPort) {
        int hostStart = SentOrigin.hostStart(origin);
        int hostEnd = SentOrigin.hostEnd(origin, hostStart);
        if (anyPort
                && hasher.hash(tenantHigh, tenantLow, origin, 0, hostEnd, null, 0, 0, ":*")
                && has(hasher.high(), hasher.low())) {
            return true;
        }
        if (wildcardLabels == 0 || origin.charAt(hostStart) == '[') {
            return false;
        }
        int labels = 0;
        for (int i = hostEnd - 1; i > hostStart; i--) {
            if (origin.charAt(i) != '.' || i == hostEnd - 1) {
                continue;
            }
            labels++;
            if (((wildcardLabels >>> Math.min(labels, MOST_LABELS)) & 1) == 0) {
                continue;
            }
            hasher.hash(tenantHigh, tenantLow, origin, 0, hostStart, "*", i, origin.length(), null);
            if (has(hasher.high(), hasher.low())) {
                return true;
            }
            if (anyPort) {
                hasher.hash(tenantHigh, tenantLow, origin, 0, hostStart, "*", i, hostEnd, ":*");
                if (has(hasher.high(), hasher.low())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether an entry has this key. The keys are sorted, and spread evenly, since they are hashes: a guess is nearly right. */
    private boolean has(long high, long low) {
        int first = 0;
        int last = count - 1;
        for (int step = 0; first <= last; step++) {
            int middle = (first + last) >>> 1;
            if (step < MOST_GUESSES) {
                long from = high(first) >>> 1;
                long to = high(last) >>> 1;
                long wanted = high >>> 1;
                if (wanted < from || wanted > to) {
                    return false;
                }
                if (to > from) {
                    middle = first + (int) ((double) (wanted - from) / (double) (to - from) * (last - first));
                }
            }
            int order = Long.compareUnsigned(high(middle), high);
            if (order == 0) {
                order = Long.compareUnsigned(low(middle), low);
            }
            if (order == 0) {
                return true;
            }
            if (order < 0) {
                first = middle + 1;
            } else {
                last = middle - 1;
            }
        }
        return false;
    }

    long high(int entry) {
        return buffer.getLong(HEADER_BYTES + entry * ENTRY_BYTES);
    }

    long low(int entry) {
        return buffer.getLong(HEADER_BYTES + entry * ENTRY_BYTES + Long.BYTES);
    }

    /** Returns version and size, for people. */
    @Override
    public String toString() {
        return "snapshot " + version() + " of " + created() + " with " + count + " origins";
    }
}
