package dev.corsac.lambda;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Walks through JSON text in place: names are compared and values are skipped where they lie; a string is decoded only
 * when asked for. The grammar is that of RFC 8259 and nothing more, except that bytes of a string outside ASCII are not
 * checked to be UTF-8. Nesting is limited by memory alone, since nothing recurses.
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
    private static final boolean[] NONE = {};

    /** After so many blocks without anything special a string counts as long. */
    private static final int NEAR = 16;

    private static final long HIGH_BITS = 0x8080808080808080L;

    private final byte[] json;
    private final ByteBuffer blocks;
    private final int end;
    private int at;

    private int nameStart;
    private int nameEnd;
    private boolean nameEscaped;
    private boolean escaped;

    /** Whether it is an object, for each container that {@link #skipValue} is in. */
    private boolean[] inObject = NONE;

    JsonCursor(byte[] json, int length) {
        this.json = json;
        this.blocks = ByteBuffer.wrap(json).order(ByteOrder.LITTLE_ENDIAN);
        this.end = length;
    }

    /** The index of the next byte to be read. */
    int position() {
        return at;
    }

    /** The next byte that is not white space, not yet consumed; -1 at the end. */
    int peek() {
        while (at < end) {
            byte b = json[at];
            if (b != ' ' && b != '\n' && b != '\r' && b != '\t') {
                return b;
            }
            at++;
        }
        return -1;
    }

    /** Checks that nothing but white space is left. */
    void finish() throws MalformedJsonException {
        if (peek() != -1) {
            throw malformed("nothing more");
        }
    }

    /** Enters an object, up to the value of its first member; false if it is empty, and then already left. */
    boolean openObject() throws MalformedJsonException {
        consume('{', "an object");
        if (peek() == '}') {
            at++;
            return false;
        }
        readName();
        return true;
    }

    /** Goes on to the value of the next member; false if there is none, and then the object is left. */
    boolean nextMember() throws MalformedJsonException {
        int b = peek();
        if (b == ',') {
            at++;
            readName();
            return true;
        }
        if (b == '}') {
            at++;
            return false;
        }
        throw malformed("',' or '}'");
    }

    /** Enters an array, up to its first element; false if it is empty, and then already left. */
    boolean openArray() throws MalformedJsonException {
        consume('[', "an array");
        if (peek() == ']') {
            at++;
            return false;
        }
        return true;
    }

    /** Goes on to the next element; false if there is none, and then the array is left. */
    boolean nextElement() throws MalformedJsonException {
        int b = peek();
        if (b == ',') {
            at++;
            return true;
        }
        if (b == ']') {
            at++;
            return false;
        }
        throw malformed("',' or ']'");
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

    /** Consumes a string and decodes it. */
    String string() throws MalformedJsonException {
        consume('"', "a string");
        int start = at;
        skipRestOfString();
        return decode(start, at - 1, escaped);
    }

    /** Consumes any value. */
    void skipValue() throws MalformedJsonException {
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

    private void readName() throws MalformedJsonException {
        if (peek() != '"') {
            throw malformed("a name in quotes");
        }
        at++;
        nameStart = at;
        skipRestOfString();
        nameEnd = at - 1;
        nameEscaped = escaped;
        consume(':', "':'");
    }

    /** From behind the opening quote to behind the closing one. */
    private void skipRestOfString() throws MalformedJsonException {
        boolean escapes = false;
        int plainBlocks = 0;
        int i = at;
        for (int last = end - Long.BYTES; i <= last; ) {
            long flags = special(blocks.getLong(i)) & HIGH_BITS;
            if (flags == 0) {
                i += Long.BYTES;
                if (++plainBlocks == NEAR) {
                    i = behindFarBlocks(i);
                }
                continue;
            }
            i += Long.numberOfTrailingZeros(flags) >>> 3;
            if (json[i] == '"') {
                at = i + 1;
                escaped = escapes;
                return;
            }
            i = behindEscape(i);
            escapes = true;
            plainBlocks = 0;
        }
        while (i < end) {
            byte b = json[i];
            if (b == '"') {
                at = i + 1;
                escaped = escapes;
                return;
            }
            if (b == '\\' || (b >= 0 && b < ' ')) {
                i = behindEscape(i);
                escapes = true;
            } else {
                i++;
            }
        }
        at = end;
        throw malformed("the closing quote of a string");
    }

    /**
     * The beginning of the next 32 bytes with something special in them. A method of its own, since the compiler makes of
     * one that mostly sees short strings nothing that is good for a body.
     */
    private int behindFarBlocks(int from) {
        int i = from;
        for (int last = end - 4 * Long.BYTES; i <= last; i += 4 * Long.BYTES) {
            long any = special(blocks.getLong(i))
                    | special(blocks.getLong(i + Long.BYTES))
                    | special(blocks.getLong(i + 2 * Long.BYTES))
                    | special(blocks.getLong(i + 3 * Long.BYTES));
            if ((any & HIGH_BITS) != 0) {
                break;
            }
        }
        return i;
    }

    /**
     * Flags, in the high bit of each byte, those that are a quote, a backslash or a control character. A subtraction
     * borrows from the byte above only where it flags one, so the lowest flag is right; those above it may not be.
     */
    private static long special(long block) {
        long quotes = block ^ (EACH_BYTE * '"');
        long backslashes = block ^ (EACH_BYTE * '\\');
        return ((quotes - EACH_BYTE) & ~quotes)
                | ((backslashes - EACH_BYTE) & ~backslashes)
                | ((block - EACH_BYTE * ' ') & ~block);
    }

    /** Behind a backslash and what it escapes; anything else there is a control character. */
    private int behindEscape(int backslash) throws MalformedJsonException {
        if (json[backslash] != '\\') {
            at = backslash;
            throw malformed("no raw control character in a string");
        }
        int i = backslash + 1;
        switch (i < end ? json[i] : -1) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
                return i + 1;
            }
            case 'u' -> {
                checkHexDigits(i + 1);
                return i + 5;
            }
            default -> {
                at = i;
                throw malformed("an escape that JSON knows");
            }
        }
    }

    private void checkHexDigits(int from) throws MalformedJsonException {
        for (int i = from; i < from + 4; i++) {
            if (i >= end || hexValue(json[i]) < 0) {
                at = Math.min(i, end);
                throw malformed("four hexadecimal digits");
            }
        }
    }

    private void skipLiteral(String literal) throws MalformedJsonException {
        for (int i = 0; i < literal.length(); i++) {
            if (at + i >= end || json[at + i] != literal.charAt(i)) {
                throw malformed(literal);
            }
        }
        at += literal.length();
    }

    private void skipNumber() throws MalformedJsonException {
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

    private void skipDigits(String expected) throws MalformedJsonException {
        int start = at;
        while (at < end && json[at] >= '0' && json[at] <= '9') {
            at++;
        }
        if (at == start) {
            throw malformed(expected);
        }
    }

    private void consume(char token, String expected) throws MalformedJsonException {
        if (peek() != token) {
            throw malformed(expected);
        }
        at++;
    }

    private MalformedJsonException malformed(String expected) {
        return new MalformedJsonException(expected, at, end);
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
}
