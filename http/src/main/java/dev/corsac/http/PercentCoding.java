package dev.corsac.http;

import java.nio.charset.StandardCharsets;

/**
 * Percent-encoding as the <a href="https://url.spec.whatwg.org/#percent-encoded-bytes">URL Standard</a> defines it: the one
 * place that decodes and encodes it.
 */
public final class PercentCoding {

    /** The unreserved characters of RFC 3986 section 2.3 that are neither letters nor digits. */
    public static final String UNRESERVED_MARKS = "-._~";

    private PercentCoding() {}

    /**
     * Decodes each {@code %} with two hexadecimal digits; any other {@code %} stays as it is. The bytes are read as UTF-8,
     * malformed ones replaced by U+FFFD.
     */
    public static String decode(String text) {
        return decode(text, false);
    }

    /** Decodes as {@link #decode(String)} does, and {@code +} to a space: the form that HTML forms send. */
    public static String decodeForm(String text) {
        return decode(text, true);
    }

    /** Encodes every byte of the text's UTF-8 form but ASCII letters, digits and the characters to keep. */
    public static String encode(String text, String keep) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean kept = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || (c < 0x80 && keep.indexOf(c) >= 0);
            if (kept) {
                encoded.append(c);
            } else {
                append(encoded, c);
            }
        }
        return encoded.toString();
    }

    /**
     * Encodes controls, spaces, what is not ASCII, and the characters of {@code set}; a {@code %} stays as it is. It is
     * <a href="https://url.spec.whatwg.org/#string-utf-8-percent-encode">UTF-8 percent-encode</a> with one of the URL
     * Standard's percent-encode sets, all of which have the controls and what is not ASCII.
     */
    static String encodeSet(String text, String set) {
        int plain = 0;
        while (plain < text.length() && !isInSet(text.charAt(plain), set)) {
            plain++;
        }
        if (plain == text.length()) {
            return text;
        }
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            if (isInSet(c, set)) {
                append(encoded, c);
            } else {
                encoded.append(c);
            }
        }
        return encoded.toString();
    }

    private static boolean isInSet(char c, String set) {
        return c < ' ' || c >= 0x7F || set.indexOf(c) >= 0;
    }

    private static String decode(String text, boolean form) {
        if (text.indexOf('%') < 0 && (!form || text.indexOf('+') < 0)) {
            return text;
        }
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        byte[] out = new byte[in.length];
        int length = 0;
        for (int i = 0; i < in.length; i++) {
            int high = in[i] == '%' && i + 2 < in.length ? digit(in[i + 1]) : -1;
            int low = high >= 0 ? digit(in[i + 2]) : -1;
            if (low >= 0) {
                out[length++] = (byte) (high * 16 + low);
                i += 2;
            } else {
                out[length++] = form && in[i] == '+' ? (byte) ' ' : in[i];
            }
        }
        return new String(out, 0, length, StandardCharsets.UTF_8);
    }

    /** The value of an ASCII hexadecimal digit, or -1; unlike Character.digit, other scripts' digits do not count. */
    private static int digit(byte b) {
        return b >= 0 ? Character.digit((char) b, 16) : -1;
    }

    private static void append(StringBuilder encoded, int value) {
        encoded.append('%')
                .append(Character.toUpperCase(Character.forDigit(value >> 4, 16)))
                .append(Character.toUpperCase(Character.forDigit(value & 15, 16)));
    }
}
