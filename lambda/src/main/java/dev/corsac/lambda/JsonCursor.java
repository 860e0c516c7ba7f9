package dev.corsac.lambda;

import dev.corsac.lambda.internal.HeaderNames;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Walks through JSON text in place: compares names and skips values where they are, and decodes a string only on request.
 * The grammar is exactly that of RFC 8259, except that a string's bytes outside ASCII are not checked to be UTF-8. Only
 * memory limits the nesting, since nothing recurses.
 *
 * <p>Where the text is not JSON, the cursor goes to the end and stays there: nothing more is found, so that loops end, and
 * {@link #finish} returns false. (An exception would be one more class for a function to load before its first response.)
 *
 * <p>Objects and arrays are walked with a loop whose body must consume the value:
 *
 * <pre>{@code
 * for (boolean more = json.openObject(); more; more = json.nextMember()) {
 *     if (json.nameIs("headers")) { ... } else { json.skipValue(); }
 * }
 * }</pre>
 *
 * Not thread-safe.
 */
final class JsonCursor {

    private static final boolean[] NONE = {};
    private static final long[] NO_MARKS = {};

    private static final long EACH_BYTE = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long LOW_BITS = EACH_BYTE * 0x7F;
    private static final long QUOTE_FOR_SPACE = EACH_BYTE * ('"' ^ ' ');
    private static final long NOT_LOW = EACH_BYTE * (0x80 - ' ' - 1);
    private static final long BACKSLASHES = EACH_BYTE * '\\';

    /** Multiplied by a flag at the lowest bit of a byte, this has the number of the byte in its highest three bits. */
    private static final long PLACES = 0x0020406080A0C0E0L;

    /** The largest number of blocks that are marked at once. */
    private static final int CHUNK = 512;

    /**
     * The array of a cursor that has finished, for the next one: the two cursors of a call would allocate as many bytes as their
     * texts have, a tenth of the call's time. It keeps where a text had quotes, and nothing else of it.
     */
    private static long[] spareMarks = NO_MARKS;

    /** Of a string that goes on behind the marks, from this many bytes on, preparing for a long string pays. */
    private static final int NEAR = 128;

    private final byte[] json;
    private final LongBuffer blocks;
    private final int begin;
    private final int end;
    private int at;

    private int nameStart;
    private int nameLength;
    private boolean nameEscaped;
    private boolean escaped;

    /** What was expected where the text is not JSON; null as long as it is. */
    private @Nullable String expected;

    private int malformedAt;

    /**
     * For each block of eight bytes between two indexes: the high bits of those that are a quote, a backslash or a control
     * character. Behind them one block more, all of them set.
     */
    private long[] marks = NO_MARKS;

    private int markedFrom;
    private int markedTo;

    /** For each container that {@link #skipValue} is in: whether it is an object. */
    private boolean[] inObject = NONE;

    /** Makes a cursor at the beginning of the text between two indexes. */
    JsonCursor(byte[] json, int from, int to) {
        this.json = json;
        this.blocks = ByteBuffer.wrap(json).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
        this.begin = from;
        this.at = from;
        this.end = to;
    }

    /** Returns the index of the next byte. */
    int position() {
        return at;
    }

    /** Returns the next byte that is not white space, without consuming it, as a number from 0 to 255; -1 at the end. */
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

    /** Whether the whole text was JSON, with only white space left. */
    boolean finish() {
        boolean atEnd = peek() == -1 || malformed("nothing more", at);
        if (marks.length > 0) {
            exchangeMarks(marks);
            marks = NO_MARKS;
            markedTo = 0;
        }
        return atEnd && expected == null;
    }

    /** Returns the spare array, which no other cursor has then, and leaves another in its place. */
    private static synchronized long[] exchangeMarks(long[] next) {
        long[] spare = spareMarks;
        spareMarks = next;
        return spare;
    }

    /** Returns what was expected at which byte, counted from the beginning of the text, if it is not JSON. */
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
            return readRestOfName(i + 2);
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

    /** Returns the index of the quote that opens the current member's name. */
    int memberStart() {
        return nameStart - 1;
    }

    /** Whether the current member has that name, which must be ASCII. */
    boolean nameIs(String name) {
        return nameLength == name.length() ? matches(nameStart, name) : nameIsEscaped(name);
    }

    private boolean nameIsEscaped(String name) {
        return nameEscaped && name().equals(name);
    }

    /** Whether the current member has that name, given in lower-case ASCII, in any case. */
    boolean nameIsIgnoringCase(String lowerCaseName) {
        return nameLength == lowerCaseName.length()
                ? nameStartsWithIgnoringCase(lowerCaseName)
                : nameIsEscapedIgnoringCase(lowerCaseName);
    }

    private boolean nameIsEscapedIgnoringCase(String lowerCaseName) {
        return nameEscaped && HeaderNames.areEqual(name(), lowerCaseName);
    }

    /** Whether the current member's name begins with that prefix, given in lower-case ASCII, in any case. */
    boolean nameStartsWithIgnoringCase(String lowerCasePrefix) {
        int length = lowerCasePrefix.length();
        if (nameEscaped) {
            return HeaderNames.startsWith(name(), lowerCasePrefix);
        }
        if (nameLength < length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (lowerCase(json[nameStart + i]) != lowerCasePrefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the current member's name is a token of RFC 9110, as header names are. */
    boolean nameIsToken() {
        if (nameEscaped) {
            return HeaderNames.isToken(name());
        }
        for (int i = nameStart; i < nameStart + nameLength; i++) {
            int c = json[i];
            if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-') {
                continue; // as nearly all are
            }
            if (c <= ' ' || c == 0x7F || "\"\\(),/:;<=>?@[]{}".indexOf(c) >= 0) {
                return false;
            }
        }
        return nameLength > 0;
    }

    /** Returns the length of the current member's name in bytes, as it is in the text. */
    int nameLength() {
        return nameLength;
    }

    /** Whether the string that was consumed last has an escape in it. */
    boolean isEscaped() {
        return escaped;
    }

    /** Returns the current member's name, decoded. */
    String name() {
        return decode(nameStart, nameStart + nameLength, nameEscaped);
    }

    /** Consumes a string and decodes it; it is empty if it is not JSON. */
    String string() {
        return string("");
    }

    /** As {@link #string()}, but does not decode again what is the same as {@code known}. */
    String string(String known) {
        boolean opened = consume('"', "a string");
        int start = at;
        if (!opened || !skipRestOfString(start)) {
            return "";
        }
        boolean same = !escaped && at - 1 - start == known.length() && matches(start, known);
        return same ? known : decode(start, at - 1, escaped);
    }

    /** Consumes any value. Whether it is a string and is that text, which must be ASCII. */
    boolean valueIs(String text) {
        int start = skipToEndOfString();
        if (start < 0) {
            return false;
        }
        return escaped
                ? decode(start, at - 1, true).equals(text)
                : at - 1 - start == text.length() && matches(start, text);
    }

    /** Consumes any value. Whether it is a string that contains that text, which must be ASCII, but does not begin with it. */
    boolean valueContains(String text) {
        int start = skipToEndOfString();
        if (start < 0) {
            return false;
        }
        if (escaped) {
            return decode(start, at - 1, true).indexOf(text) > 0;
        }
        int last = at - 1 - text.length();
        char first = text.charAt(0);
        int i = start;
        while (i <= last && (json[i] != first || !matches(i, text))) {
            i++;
        }
        return i > start && i <= last;
    }

    /** Consumes any value. Returns the index of a string's first byte; -1 if it is not a string. */
    private int skipToEndOfString() {
        if (peek() != '"') {
            skipValue();
            return -1;
        }
        int start = at + 1;
        return skipRestOfString(start) ? start : -1;
    }

    /** Whether the text has that ASCII text at that index, where a quote follows at the latest. */
    private boolean matches(int index, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (json[index + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Consumes any value. */
    void skipValue() {
        if (at < end && json[at] == '"') {
            skipRestOfString(at + 1);
        } else {
            skipOtherValue();
        }
    }

    private void skipOtherValue() {
        int depth = 0;
        while (true) {
            int b = peek();
            boolean opened = false;
            switch (b) {
                case '"' -> skipRestOfString(at + 1);
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
        return peek() == '"' ? readRestOfName(at + 1) : malformed("a name in quotes", at);
    }

    /** From behind the opening quote to behind the colon. */
    private boolean readRestOfName(int start) {
        int special = special(start);
        nameStart = start;
        if (special + 1 < end && json[special] == '"' && json[special + 1] == ':') {
            nameLength = special - start;
            nameEscaped = false;
            at = special + 2;
            return true;
        }
        if (!skipRestOfString(start)) {
            return false;
        }
        nameLength = at - 1 - start;
        nameEscaped = escaped;
        return consume(':', "':'");
    }

    /** Consumes a string, of which nothing special is before an index, from there to behind its closing quote. */
    boolean skipRestOfString(int from) {
        int special = special(from);
        if (special < end && json[special] == '"') {
            escaped = false;
            at = special + 1;
            return true;
        }
        at = from;
        return skipRestOfUnusualString(special);
    }

    /** From the first special byte of a string on, or from behind the marks: the string has escapes, or is long. */
    private boolean skipRestOfUnusualString(int first) {
        escaped = false;
        int i = first;
        while (i < end && json[i] != '"') {
            if (i >= markedTo) {
                i = special(i - at > NEAR ? behindLongPart(i) : i);
                continue;
            }
            escaped = true;
            int behind = behindShortEscapes(i);
            if (behind == i) {
                behind = Escapes.behind(this, json, i, end);
            }
            i = behind < markedTo ? special(behind) : behind;
        }
        if (i >= end) {
            return malformed("the closing quote of a string", end);
        }
        at = i + 1;
        return true;
    }

    private int behindLongPart(int from) {
        LongString rest = new LongString(this, json, end, from);
        escaped |= rest.escapes;
        return rest.special;
    }

    /**
     * Returns the index of the first quote, backslash or control character from an index on. If it is behind the marks, the
     * index behind them, which may be that of any byte; the end or more if the text ends before.
     */
    private int special(int from) {
        if (from >= markedTo) {
            mark(from);
        }
        int block = (from - markedFrom) >> 3;
        long flags = marks[block] & (-1L << (from << 3));
        while (flags == 0) {
            flags = marks[++block];
        }
        return markedFrom + (block << 3) + firstByte(flags);
    }

    /**
     * Goes from one special byte to the next as long as they are escapes of two characters. Returns the index of the first that
     * is not, or the index behind the marks.
     */
    private int behindShortEscapes(int special) {
        int last = Math.min(markedTo, end) - 1;
        int block = (special - markedFrom) >> 3;
        long flags = marks[block] & (-1L << (special << 3));
        while (true) {
            int i = markedFrom + (block << 3) + firstByte(flags);
            if (i >= last || json[i] != '\\') {
                return i;
            }
            byte escape = json[i + 1];
            boolean marked = escape == '"' || escape == '\\';
            if (!marked && escape != 'n' && "/bfrt".indexOf(escape) < 0) {
                return i;
            }
            flags &= flags - 1;
            if (marked) {
                if (flags == 0) {
                    flags = marks[++block];
                }
                flags &= flags - 1;
            }
            while (flags == 0) {
                flags = marks[++block];
            }
        }
    }

    /** Returns the index of the lowest byte whose high bit is set, where no other bits are. */
    private static int firstByte(long flags) {
        return (int) ((((flags & -flags) >>> 7) * PLACES) >>> 61);
    }

    /** Marks the special bytes of a stretch that begins at an index, or up to seven bytes before. */
    private void mark(int from) {
        int first = from >> 3;
        int count = Math.min(CHUNK, ((end + 7) >> 3) - first);
        int whole = Math.min(count, (json.length >> 3) - first);
        if (marks.length <= count) {
            long[] spare = exchangeMarks(NO_MARKS);
            marks = spare.length > count ? spare : new long[count + 1];
        }
        long[] marks = this.marks;
        markedFrom = first << 3;
        markedTo = markedFrom + (count << 3);
        blocks.get(first, marks, 0, whole);
        if (whole < count) {
            marks[whole] = lastBlock();
        }
        for (int i = 0; i < count; i++) {
            long block = marks[i];
            long low = block & LOW_BITS;
            // Exact in every byte, unlike a subtraction: what is added to seven bits never carries.
            long ordinary = ((low ^ QUOTE_FOR_SPACE) + NOT_LOW) & ((low ^ BACKSLASHES) + LOW_BITS);
            marks[i] = ~(ordinary | block) & HIGH_BITS;
        }
        marks[count] = HIGH_BITS;
    }

    /** Returns what is behind the last whole block. */
    private long lastBlock() {
        long block = 0;
        for (int i = json.length & -8; i < json.length; i++) {
            block |= (json[i] & 0xFFL) << (i << 3);
        }
        return block;
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

    /** Goes to the end, for good. Only the first problem is kept. */
    boolean malformed(String expected, int position) {
        if (this.expected == null) {
            this.expected = expected;
            malformedAt = position;
        }
        at = end;
        return false;
    }

    private String decode(int from, int to, boolean withEscapes) {
        return withEscapes ? Escapes.decode(json, from, to) : new String(json, from, to - from, StandardCharsets.UTF_8);
    }

    private static int lowerCase(int c) {
        return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
    }
}
