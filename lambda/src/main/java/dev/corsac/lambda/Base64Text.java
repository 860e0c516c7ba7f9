package dev.corsac.lambda;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Checks Base64 where it is, as strictly as {@link java.util.Base64#getDecoder()}, without decoding it. It reads eight bytes at
 * a time, since such a body may have megabytes. Loaded only for a response that is declared to be Base64.
 */
final class Base64Text {

    private static final long EACH_BYTE = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long LOW_BITS = EACH_BYTE * 0x7F;
    private static final long LOWER_CASE = EACH_BYTE * 0x20;
    private static final long PLUS = EACH_BYTE * '+';

    /** Added to seven bits, these set the high bit of each byte from a character on. */
    private static final long FROM_A = EACH_BYTE * (0x80 - 'a');

    private static final long BEHIND_Z = EACH_BYTE * (0x80 - 'z' - 1);
    private static final long FROM_SLASH = EACH_BYTE * (0x80 - '/');
    private static final long BEHIND_NINE = EACH_BYTE * (0x80 - '9' - 1);

    private static final int CHUNK = 512;

    private Base64Text() {}

    /**
     * Whether a JSON value is Base64: the content of a string, or else the text of the value itself.
     *
     * @param digitsTo the index up to which a string is known to have digits only; the string's beginning if nothing is known
     */
    static boolean isValid(byte[] json, int from, int to, int digitsTo) {
        if (json[from] != '"') {
            return isBase64(json, from, to);
        }
        int end = endOfDigits(json, Math.max(from + 1, digitsTo), to - 1);
        for (int i = end; i < to - 1; i++) {
            if (json[i] == '\\') { // a slash or an equals sign, as some JSON libraries write them
                byte[] decoded = new JsonCursor(json, from, to).string().getBytes(StandardCharsets.UTF_8);
                return isBase64(decoded, 0, decoded.length);
            }
        }
        return isPadded(json, from + 1, end, to - 1);
    }

    private static boolean isBase64(byte[] text, int from, int to) {
        return isPadded(text, from, endOfDigits(text, from, to), to);
    }

    /** Whether what remains behind the digits is the right padding, or nothing. */
    private static boolean isPadded(byte[] text, int from, int endOfDigits, int to) {
        int padding = to - endOfDigits;
        for (int i = endOfDigits; i < to; i++) {
            if (text[i] != '=') {
                return false;
            }
        }
        int rest = (endOfDigits - from) & 3;
        return padding == 0 ? rest != 1 : (rest == 2 && padding == 2) || (rest == 3 && padding == 1);
    }

    /** Returns the index of the first byte that is not a digit of Base64. */
    static int endOfDigits(byte[] text, int from, int to) {
        int i = endOfDigitBlocks(text, from, to);
        while (i < to && isDigit(text[i])) {
            i++;
        }
        return i;
    }

    /** Returns the index of the first chunk that has something else; the end of the last whole block if none has. */
    private static int endOfDigitBlocks(byte[] text, int from, int to) {
        LongBuffer blocks = ByteBuffer.wrap(text, from, to - from)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asLongBuffer();
        long[] chunk = new long[Math.min(CHUNK, blocks.remaining())];
        int i = from;
        while (blocks.hasRemaining()) {
            int count = Math.min(chunk.length, blocks.remaining());
            blocks.get(chunk, 0, count);
            if (!areDigits(chunk, count)) {
                return i;
            }
            i += count * Long.BYTES;
        }
        return i;
    }

    /** Without a branch for each block: whatever is not a digit is rare. */
    private static boolean areDigits(long[] blocks, int count) {
        long digits = HIGH_BITS;
        for (int i = 0; i < count; i++) {
            long block = blocks[i];
            long low = block & LOW_BITS;
            long letter = low | LOWER_CASE;
            long letters = (letter + FROM_A) & ~(letter + BEHIND_Z);
            long numbersAndSlash = (low + FROM_SLASH) & ~(low + BEHIND_NINE);
            long notPlus = (low ^ PLUS) + LOW_BITS;
            digits &= (letters | numbersAndSlash | ~notPlus) & ~block;
        }
        return digits == HIGH_BITS;
    }

    static boolean isDigit(byte c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
    }
}
