package dev.corsac.lambda;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;

/**
 * Finds the end of a string that may be megabytes long, for {@link JsonCursor}. It reads eight bytes at a time, after copying
 * some thousands of them into an array: loops over an array are fast with every compiler, also with C1, at which Lambda
 * stops. A class of its own, so that short strings need not load it. Not thread-safe.
 */
final class LongString {

    private static final long EACH_BYTE = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long LOW_BITS = EACH_BYTE * 0x7F;
    private static final long QUOTE_FOR_SPACE = EACH_BYTE * ('"' ^ ' ');
    private static final long LOW = EACH_BYTE * (' ' + 1);
    private static final long BACKSLASHES = EACH_BYTE * '\\';
    private static final long QUOTES = EACH_BYTE * '"';
    private static final long NO_CONTROLS = EACH_BYTE * (0x80 - ' ');
    private static final long SPACES = EACH_BYTE * ' ';
    private static final long LETTERS = EACH_BYTE * 'a';

    private static final int CHUNK = 512;

    /** Where the first block begins of which each byte is the one before that of a block of the text. */
    private static final int SHIFT = Long.BYTES - 1;

    private final JsonCursor cursor;
    private final byte[] json;
    private final int end;
    private final long[] chunk = new long[CHUNK];

    /** The chunk as it is one byte before. */
    private final long[] chunkBefore = new long[CHUNK];

    /** Of the chunk, the index in the text of its first byte, and how many blocks it has. */
    private int start;

    private int count;

    /** Where to go on: at the closing quote, or with too little left for a block. */
    final int special;

    /** Whether there was an escape on the way, or may have been. */
    boolean escapes;

    /** Whether the last chunk was one that {@link #isPlain} can tell. */
    private boolean plain = true;

    /** Whether the last chunk was one that {@link #isQuotedJson} can tell. */
    private boolean quoted = true;

    /** Searches from an index of the cursor's text on. */
    LongString(JsonCursor cursor, byte[] json, int end, int from) {
        this.cursor = cursor;
        this.json = json;
        this.end = end;
        LongBuffer text = ByteBuffer.wrap(json).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
        LongBuffer shifted = ByteBuffer.wrap(json, SHIFT, json.length - SHIFT)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asLongBuffer();
        int i = from;
        int blockCount = end / Long.BYTES;
        while (true) {
            int first = i / Long.BYTES;
            count = Math.min(CHUNK, blockCount - first);
            if (count <= 0) {
                break;
            }
            start = first * Long.BYTES;
            text.get(first, chunk, 0, count);
            hideUntil(i);
            if (plain && isPlain()) {
                i = start + count * Long.BYTES;
                continue;
            }
            if (quoted && isQuotedJson(shifted, i)) {
                plain = false;
                escapes = true;
                i = start + count * Long.BYTES;
                if (json[i - 1] == '\\') {
                    i = Escapes.behind(cursor, json, i - 1, end);
                }
                continue;
            }
            i = behindEscapes(i);
            if (i < start + count * Long.BYTES) {
                break;
            }
        }
        special = i;
    }

    /** Puts letters in place of what in its block stands before that index. */
    private void hideUntil(int index) {
        int block = (index - start) / Long.BYTES;
        long kept = -1L << (index % Long.BYTES * Byte.SIZE);
        chunk[block] = (chunk[block] & kept) | (LETTERS & ~kept);
    }

    /** Whether no byte of the chunk is a quote, a backslash, a control character or outside ASCII. */
    private boolean isPlain() {
        long[] blocks = chunk;
        int last = count;
        long flags = 0;
        for (int i = 0; i < last; i++) {
            long block = blocks[i];
            flags |= ((block ^ QUOTE_FOR_SPACE) - LOW) | ((block ^ BACKSLASHES) - EACH_BYTE);
        }
        return (flags & HIGH_BITS) == 0;
    }

    /**
     * Whether the chunk is ASCII without control characters in which all quotes follow a backslash and nothing else does, as in
     * most JSON inside a string. Each byte is compared with the one before it, from a copy that is shifted by one: so no block
     * depends on another, and C2 makes vectors of the loop.
     *
     * @param from the index from which on the chunk counts
     */
    private boolean isQuotedJson(LongBuffer shifted, int from) {
        long[] blocks = chunk;
        long[] before = chunkBefore;
        int last = count;
        shifted.get(start / Long.BYTES - 1, before, 0, last);
        before[0] &= -1L << (from % Long.BYTES * Byte.SIZE) << Byte.SIZE;
        long flags = 0;
        for (int i = 0; i < last; i++) {
            long block = blocks[i];
            // A borrow may also flag a '#' behind a quote and a ']' behind a backslash; then the two differ.
            long quotes = (block ^ QUOTES) - EACH_BYTE;
            long behindBackslashes = (before[i] ^ BACKSLASHES) - EACH_BYTE;
            flags |= (quotes ^ behindBackslashes) | (block - SPACES) | block;
        }
        return (flags & HIGH_BITS) == 0;
    }

    /** From an index in the chunk to the closing quote, or to the chunk's end and what of an escape stands behind it. */
    private int behindEscapes(int from) {
        long[] blocks = chunk;
        int last = count;
        long escaped = 0;
        long seen = 0;
        long seenBackslashes = 0;
        boolean simple = true;
        int i = (from - start) / Long.BYTES;
        while (i < last) {
            long block = blocks[i];
            // As in isQuotedJson, but also with bytes outside ASCII, and in a chunk that has other blocks too.
            long ascii = ~block & HIGH_BITS;
            long slashes = ((block ^ BACKSLASHES) - EACH_BYTE) & ascii;
            long behindSlashes = escaped | slashes << Byte.SIZE;
            long other = (((block ^ QUOTES) - EACH_BYTE) & ascii) ^ behindSlashes;
            if ((other | (block - SPACES) & ascii) == 0) {
                escaped = slashes >>> (7 * Byte.SIZE);
                seen |= block;
                seenBackslashes |= slashes;
                i++;
                continue;
            }
            simple = false;
            // Exact in every byte, unlike a subtraction: what is added to seven bits never carries.
            long low = block & LOW_BITS;
            long backslashes = ~(((low ^ BACKSLASHES) + LOW_BITS) | block) & HIGH_BITS;
            long quotes = ~(((low ^ QUOTES) + LOW_BITS) | block) & HIGH_BITS;
            long controls = ~((low + NO_CONTROLS) | block) & HIGH_BITS;
            escaped |= backslashes << Byte.SIZE;
            if (((backslashes & escaped) | (quotes & ~escaped) | controls) == 0 && isSimple(block, escaped & ~quotes)) {
                escaped = backslashes >>> (7 * Byte.SIZE);
                seen |= block;
                seenBackslashes |= backslashes;
                i++;
                continue;
            }
            // Whatever is not as simple: one by one, from the backslash at the end of the last block if there is
            // one.
            boolean pending = (escaped & 0x80) != 0;
            int at = start + i * Long.BYTES;
            at += pending ? -1 : Long.numberOfTrailingZeros(backslashes | quotes | controls) >>> 3;
            if (json[at] == '"') {
                escapes |= seenBackslashes != 0;
                return at;
            }
            do {
                at = Escapes.behind(cursor, json, at, end);
            } while (at < end && json[at] == '\\');
            escapes = true;
            plain = false;
            escaped = 0;
            i = (at - start) / Long.BYTES;
            if (i >= last) {
                return at;
            }
            hideUntil(at);
        }
        escapes |= seenBackslashes != 0;
        boolean onlyAscii = (seen & HIGH_BITS) == 0;
        plain = onlyAscii && seenBackslashes == 0;
        quoted = onlyAscii && simple;
        int behind = start + last * Long.BYTES;
        return escaped == 0 ? behind : Escapes.behind(cursor, json, behind - 1, end);
    }

    /** Whether each of the flagged bytes is a letter of an escape of two characters, or the slash. */
    private static boolean isSimple(long block, long flags) {
        for (long rest = flags; rest != 0; rest &= rest - 1) {
            long c = (block >>> (Long.numberOfTrailingZeros(rest) - 7)) & 0xFF;
            if (c != 'n' && c != 't' && c != 'r' && c != '/' && c != 'b' && c != 'f') {
                return false;
            }
        }
        return true;
    }
}
