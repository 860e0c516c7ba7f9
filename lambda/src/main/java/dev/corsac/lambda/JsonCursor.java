package dev.corsac.lambda;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Walks through JSON text in place: names are compared and values are skipped where they lie; a string is decoded only
 * when asked for. The grammar is that of RFC 8259 and nothing more, except that bytes of a string outside ASCII are not
 * checked to be UTF-8. Nesting is limited by memory alone, since nothing recurses.
 *
 * <p>At what is not JSON, it goes to the end and stays there: nothing more is found, so that loops come to theirs, and
 * {@link #finish} says so. (An exception would be one more class for a function to load before its first answer.)
 *
 * <p>Objects and arrays are walked with a loop whose body must consume the value:
 *
 * <pre>{@code
 * for (boolean more = json.openObject(); more; more = json.nextMember()) {
 *     if (json.nameIs("headers")) { ... } else { json.skipValue(); }
 * }
 * }</pre>
 *
 * Not safe for use by several threads.
 */
final class JsonCursor {

    private static final long EACH_BYTE = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long LOW_BITS = EACH_BYTE * 0x7F;
    private static final long QUOTE_FOR_SPACE = EACH_BYTE * ('"' ^ ' ');
    private static final long LOW = EACH_BYTE * (' ' + 1);
    private static final long BACKSLASHES = EACH_BYTE * '\\';
    private static final long QUOTES = EACH_BYTE * '"';
    private static final long NO_CONTROLS = EACH_BYTE * (0x80 - ' ');
    private static final long LETTERS = EACH_BYTE * 'a';
    private static final boolean[] NONE = {};

    /** With so many bytes left, and behind so many of a string, it is worth while to be prepared for a long one. */
    private static final int LONG = 4096;

    private static final int NEAR = 128;

    /** So far from an escape it pays to look out for another. */
    private static final int ESCAPES = 10;

    /**
     * Of how many strings more a process looks at each byte. Its first event meets the interpreter, for which reading eight
     * of them at once is a hundred steps; when these are done, the compiler has been here. Threads may count wrong.
     */
    private static int cold = 300;

    private final byte[] json;
    private final ByteBuffer blocks;
    private final int begin;
    private final int end;
    private int at;

    private int nameStart;
    private int nameEnd;
    private boolean nameEscaped;
    private boolean escaped;

    /** What was expected where it is not JSON, and where that was; null as long as it is. */
    private @Nullable String expected;

    private int malformedAt;

    /** Whether it is an object, for each container that {@link #skipValue} is in. */
    private boolean[] inObject = NONE;

    /** At the beginning of the text that goes from one index to another. */
    JsonCursor(byte[] json, int from, int to) {
        this.json = json;
        this.blocks = ByteBuffer.wrap(json).order(ByteOrder.LITTLE_ENDIAN);
        this.begin = from;
        this.at = from;
        this.end = to;
    }

    /** The index of the next byte to be read. */
    int position() {
        return at;
    }

    /** The next byte that is not white space, not yet consumed, as a number from 0 to 255; -1 at the end. */
    int peek() {
        if (at < end) {
            byte b = json[at];
            if (b > ' ') {
                return b;
            }
        }
        return peekBehindSpace();
    }

    private int peekBehindSpace() {
        for (; at < end; at++) {
            byte b = json[at];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return b & 0xFF;
            }
        }
        return -1;
    }

    /** Whether all was JSON, with nothing but white space left. */
    boolean finish() {
        return (peek() == -1 || malformed("nothing more", at)) && expected == null;
    }

    /** What was expected at which byte, counted from where the text begins, if it is not JSON. */
    String problem() {
        return malformedAt >= end
                ? "expected " + expected + ", but it ends after " + (end - begin) + " bytes"
                : "expected " + expected + " at byte " + (malformedAt - begin) + " of " + (end - begin);
    }

    /** Enters an object, up to the value of its first member; false if it is empty, and then already left. */
    boolean openObject() {
        if (!consume('{', "an object")) {
            return false;
        }
        if (peek() == '}') {
            at++;
            return false;
        }
        return readName();
    }

    /** Goes on to the value of the next member; false if there is none, and then the object is left. */
    boolean nextMember() {
        int i = at;
        if (i + 1 < end && json[i] == ',' && json[i + 1] == '"') { // without white space, as most JSON is
            at = i + 2;
            return readRestOfName();
        }
        int b = peek();
        if (b == ',') {
            at++;
            return readName();
        }
        if (b == '}') {
            at++;
            return false;
        }
        return malformed("',' or '}'", at);
    }

    /** Enters an array, up to its first element; false if it is empty, and then already left. */
    boolean openArray() {
        if (!consume('[', "an array")) {
            return false;
        }
        if (peek() == ']') {
            at++;
            return false;
        }
        return true;
    }

    /** Goes on to the next element; false if there is none, and then the array is left. */
    boolean nextElement() {
        int b = peek();
        if (b == ',') {
            at++;
            return true;
        }
        if (b == ']') {
            at++;
            return false;
        }
        return malformed("',' or ']'", at);
    }

    /** The index of the quote that opens the current member's name. */
    int memberStart() {
        return nameStart - 1;
    }

    /** Whether the current member has that name, which must be ASCII. */
    boolean nameIs(String name) {
        if (nameEscaped) {
            return name().equals(name);
        }
        int length = name.length();
        if (nameEnd - nameStart != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (json[nameStart + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the current member has that name, given in lower-case ASCII, in any case. */
    boolean nameIsIgnoringCase(String lowerCaseName) {
        return (nameEscaped || nameEnd - nameStart == lowerCaseName.length())
                && nameStartsWithIgnoringCase(lowerCaseName)
                && (!nameEscaped || name().length() == lowerCaseName.length());
    }

    /** Whether the current member's name begins with that prefix, given in lower-case ASCII, in any case. */
    boolean nameStartsWithIgnoringCase(String lowerCasePrefix) {
        int length = lowerCasePrefix.length();
        if (nameEscaped) {
            String name = name();
            if (name.length() < length) {
                return false;
            }
            for (int i = 0; i < length; i++) {
                if (lowerCase(name.charAt(i)) != lowerCasePrefix.charAt(i)) {
                    return false;
                }
            }
            return true;
        }
        if (nameEnd - nameStart < length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (lowerCase(json[nameStart + i]) != lowerCasePrefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The current member's name, decoded. */
    String name() {
        return decode(nameStart, nameEnd, nameEscaped);
    }

    /** Consumes a string and decodes it; it is empty if it is not JSON. */
    String string() {
        if (!consume('"', "a string")) {
            return "";
        }
        int start = at;
        return skipRestOfString() ? decode(start, at - 1, escaped) : "";
    }

    /** Consumes any value. */
    void skipValue() {
        int depth = 0;
        while (true) {
            int b = peek();
            boolean opened = false;
            switch (b) {
                case '"' -> {
                    at++;
                    skipRestOfString();
                }
                case '{', '[' -> {
                    if (depth == inObject.length) {
                        inObject = Arrays.copyOf(inObject, Math.max(16, depth * 2));
                    }
                    inObject[depth++] = b == '{';
                    opened = b == '{' ? openObject() : openArray();
                    if (!opened) {
                        depth--;
                    }
                }
                case 't' -> skipLiteral("true");
                case 'f' -> skipLiteral("false");
                case 'n' -> skipLiteral("null");
                default -> skipNumber();
            }
            if (opened) {
                continue;
            }
            while (depth > 0 && !(inObject[depth - 1] ? nextMember() : nextElement())) {
                depth--;
            }
            if (depth == 0) {
                return;
            }
        }
    }

    private boolean readName() {
        if (peek() != '"') {
            return malformed("a name in quotes", at);
        }
        at++;
        return readRestOfName();
    }

    /** From behind the opening quote to behind the colon. */
    private boolean readRestOfName() {
        nameStart = at;
        if (!skipRestOfString()) {
            return false;
        }
        nameEnd = at - 1;
        nameEscaped = escaped;
        if (at < end && json[at] == ':') {
            at++;
            return true;
        }
        return consume(':', "':'");
    }

    /** From behind the opening quote to behind the closing one. */
    private boolean skipRestOfString() {
        escaped = false;
        boolean usual = cold <= 0 && end - at < LONG;
        return usual ? endString(quoteByBlocks(at, end)) : skipRestOfUnusualString();
    }

    /** Of one of a process's first, or one that may be long. */
    private boolean skipRestOfUnusualString() {
        int stop = end - at < LONG ? end : at + NEAR;
        int i;
        if (cold > 0) {
            cold--;
            i = quoteByBytes(at, stop);
        } else {
            i = quoteByBlocks(at, stop);
        }
        if (i >= stop && stop < end) {
            LongString rest = new LongString(i);
            escaped |= rest.escapes;
            i = quoteByBytes(rest.special, end);
        }
        return endString(i);
    }

    private boolean endString(int quote) {
        if (quote >= end) {
            return malformed("the closing quote of a string", end);
        }
        at = quote + 1;
        return true;
    }

    /** The index of the closing quote, or {@code stop} or one behind it. */
    private int quoteByBlocks(int from, int stop) {
        int i = from;
        for (int last = Math.min(end - Long.BYTES, stop - 1); i <= last; ) {
            long flags = special(blocks.getLong(i));
            if (flags == 0) {
                i += Long.BYTES;
                continue;
            }
            i += Long.numberOfTrailingZeros(flags) >>> 3;
            if (json[i] != '"') {
                // Where there is one escape there often are more: byte by byte they take less than block by block.
                i = quoteByBytes(i, Math.min(i + ESCAPES, stop));
                if (i >= end || json[i] != '"') {
                    continue;
                }
            }
            return i;
        }
        return quoteByBytes(i, stop);
    }

    private int quoteByBytes(int from, int stop) {
        int i = from;
        while (i < stop) {
            byte b = json[i];
            if (b == '"') {
                return i;
            }
            if (b == '\\' || (b >= 0 && b < ' ')) {
                i = behindEscape(i);
                escaped = true;
            } else {
                i++;
            }
        }
        return i;
    }

    /**
     * Flags, in the high bit of each byte, those that are a quote, a backslash or a control character: what is less than
     * {@code '!'} once a quote and a space have changed places. A subtraction borrows from the byte above only where it
     * flags one, so the lowest flag is right; those above it may not be.
     */
    private static long special(long block) {
        return (((block ^ QUOTE_FOR_SPACE) - LOW) | ((block ^ BACKSLASHES) - EACH_BYTE)) & ~block & HIGH_BITS;
    }

    /** Behind a backslash and what it escapes; the end if it is no such thing, but a control character for one. */
    private int behindEscape(int backslash) {
        if (json[backslash] != '\\') {
            malformed("no raw control character in a string", backslash);
            return end;
        }
        int i = backslash + 1;
        switch (i < end ? json[i] : -1) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
                return i + 1;
            }
            case 'u' -> {
                return behindHexDigits(i + 1);
            }
            default -> {
                malformed("an escape that JSON knows", i);
                return end;
            }
        }
    }

    private int behindHexDigits(int from) {
        for (int i = from; i < from + 4; i++) {
            if (i >= end || hexValue(json[i]) < 0) {
                malformed("four hexadecimal digits", Math.min(i, end));
                return end;
            }
        }
        return from + 4;
    }

    private void skipLiteral(String literal) {
        for (int i = 0; i < literal.length(); i++) {
            if (at + i >= end || json[at + i] != literal.charAt(i)) {
                malformed(literal, at);
                return;
            }
        }
        at += literal.length();
    }

    private void skipNumber() {
        if (at < end && json[at] == '-') {
            at++;
        }
        if (at < end && json[at] == '0') {
            at++;
        } else {
            skipDigits("a value");
        }
        if (at < end && json[at] == '.') {
            at++;
            skipDigits("a digit");
        }
        if (at < end && (json[at] == 'e' || json[at] == 'E')) {
            at++;
            if (at < end && (json[at] == '+' || json[at] == '-')) {
                at++;
            }
            skipDigits("a digit");
        }
    }

    private void skipDigits(String expected) {
        int start = at;
        while (at < end && json[at] >= '0' && json[at] <= '9') {
            at++;
        }
        if (at == start) {
            malformed(expected, at);
        }
    }

    private boolean consume(char token, String expected) {
        if (peek() != token) {
            return malformed(expected, at);
        }
        at++;
        return true;
    }

    /** Goes to the end, for good. What was found first is what counts. */
    private boolean malformed(String expected, int position) {
        if (this.expected == null) {
            this.expected = expected;
            malformedAt = position;
        }
        at = end;
        return false;
    }

    private String decode(int from, int to, boolean withEscapes) {
        if (!withEscapes) {
            return new String(json, from, to - from, StandardCharsets.UTF_8);
        }
        StringBuilder text = new StringBuilder(to - from);
        int i = from;
        while (i < to) {
            if (json[i] != '\\') {
                int start = i;
                while (i < to && json[i] != '\\') {
                    i++;
                }
                text.append(new String(json, start, i - start, StandardCharsets.UTF_8));
                continue;
            }
            byte escape = json[i + 1];
            i += 2;
            switch (escape) {
                case 'b' -> text.append('\b');
                case 'f' -> text.append('\f');
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 't' -> text.append('\t');
                case 'u' -> {
                    int unit = 0;
                    for (int digit = 0; digit < 4; digit++) {
                        unit = unit << 4 | hexValue(json[i++]);
                    }
                    text.append((char) unit);
                }
                default -> text.append((char) escape);
            }
        }
        return text.toString();
    }

    private static int hexValue(byte digit) {
        if (digit >= '0' && digit <= '9') {
            return digit - '0';
        }
        int letter = digit | 0x20;
        return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
    }

    private static int lowerCase(int c) {
        return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
    }

    /**
     * Looks for the end of a string that may be megabytes long. The text is read as eight bytes at a time, of which some
     * thousands are copied out first: so an array is all that the loops go through, which every compiler makes fast code
     * of, the one that Lambda stops at among them. An object of its own, so that short strings need none of it.
     */
    private final class LongString {

        private static final int CHUNK = 512;

        private final LongBuffer text = blocks.asLongBuffer();
        private final long[] chunk = new long[CHUNK];

        /** Of the chunk, the index in the text of its first byte, and how many blocks it has. */
        private int start;

        private int count;

        /** Where to go on: at the closing quote, or with too little left for a block. */
        final int special;

        /** Whether there was an escape on the way. */
        boolean escapes;

        /** Whether the last chunk was one that {@link #isPlain} can tell. */
        private boolean plain = true;

        LongString(int from) {
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

        /** From an index in the chunk to the closing quote, or to the chunk's end and what of an escape stands behind it. */
        private int behindEscapes(int from) {
            long[] blocks = chunk;
            int last = count;
            long escaped = 0;
            long seen = 0;
            long seenBackslashes = 0;
            int i = (from - start) / Long.BYTES;
            while (i < last) {
                long block = blocks[i];
                // Exact in every byte, unlike a subtraction: what is added to seven bits never carries.
                long low = block & LOW_BITS;
                long backslashes = ~(((low ^ BACKSLASHES) + LOW_BITS) | block) & HIGH_BITS;
                long quotes = ~(((low ^ QUOTES) + LOW_BITS) | block) & HIGH_BITS;
                long controls = ~((low + NO_CONTROLS) | block) & HIGH_BITS;
                escaped |= backslashes << Byte.SIZE;
                if (((backslashes & escaped) | (quotes & ~escaped) | controls) == 0
                        && isSimple(block, escaped & ~quotes)) {
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
                    at = behindEscape(at);
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
            plain = seenBackslashes == 0 && (seen & HIGH_BITS) == 0;
            int behind = start + last * Long.BYTES;
            return escaped == 0 ? behind : behindEscape(behind - 1);
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
}
