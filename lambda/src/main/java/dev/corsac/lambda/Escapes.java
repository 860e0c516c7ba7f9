package dev.corsac.lambda;

import java.nio.charset.StandardCharsets;

/**
 * The escapes in strings of JSON, for {@link JsonCursor}. Loaded only for a text with escapes of six characters, and for a string
 * that has an escape and must be decoded.
 */
final class Escapes {

    private Escapes() {}

    /**
     * Returns the index behind an escape. If it is not valid, or is a control character instead, reports that to the cursor and
     * returns the end.
     */
    static int behind(JsonCursor cursor, byte[] json, int backslash, int end) {
        if (json[backslash] != '\\') {
            cursor.malformed("no raw control character in a string", backslash);
            return end;
        }
        int i = backslash + 1;
        switch (i < end ? json[i] : -1) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
                return i + 1;
            }
            case 'u' -> {
                return behindHexDigits(cursor, json, i + 1, end);
            }
            default -> {
                cursor.malformed("an escape that JSON knows", i);
                return end;
            }
        }
    }

    private static int behindHexDigits(JsonCursor cursor, byte[] json, int from, int end) {
        for (int i = from; i < from + 4; i++) {
            if (i >= end || hexValue(json[i]) < 0) {
                cursor.malformed("four hexadecimal digits", Math.min(i, end));
                return end;
            }
        }
        return from + 4;
    }

    /** Returns the text of the content of a string whose escapes are valid. */
    static String decode(byte[] json, int from, int to) {
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
}
