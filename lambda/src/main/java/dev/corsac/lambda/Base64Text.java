package dev.corsac.lambda;

/**
 * Checks Base64 where it is, as strictly as {@link java.util.Base64#getDecoder()}, without decoding it. Loaded only for a
 * response that is said to be Base64.
 */
final class Base64Text {

    private Base64Text() {}

    /** Whether a JSON value is Base64: the content of a string, or else the text of the value itself. */
    static boolean isValid(byte[] json, int from, int to) {
        if (json[from] != '"') {
            return isBase64(json, from, to);
        }
        for (int i = from + 1; i < to - 1; i++) {
            if (json[i] == '\\') { // a slash or an equals sign, as some JSON libraries write them
                byte[] decoded =
                        new JsonCursor(json, from, to).string().getBytes(java.nio.charset.StandardCharsets.UTF_8);
                return isBase64(decoded, 0, decoded.length);
            }
            if (!isDigit(json[i])) {
                return isBase64(json, i, to - 1, i - from - 1);
            }
        }
        return isBase64(json, to - 1, to - 1, to - from - 2);
    }

    private static boolean isBase64(byte[] text, int from, int to) {
        int i = from;
        while (i < to && isDigit(text[i])) {
            i++;
        }
        return isBase64(text, i, to, i - from);
    }

    /** Whether what remains behind so many digits is the right padding, or nothing. */
    private static boolean isBase64(byte[] text, int from, int to, int digits) {
        int padding = to - from;
        for (int i = from; i < to; i++) {
            if (text[i] != '=') {
                return false;
            }
        }
        int rest = digits & 3;
        return padding == 0 ? rest != 1 : (rest == 2 && padding == 2) || (rest == 3 && padding == 1);
    }

    private static boolean isDigit(byte c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/';
    }
}
