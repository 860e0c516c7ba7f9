package dev.corsac.local.runtimeapi;

import java.util.List;

/**
 * The rules by which the end of a request's body is found (<a href="https://www.rfc-editor.org/rfc/rfc9112#section-6.3">RFC 9112,
 * section 6.3</a>). What two readers could understand differently is refused: otherwise the rest of a body could be taken for a
 * request.
 */
final class BodyFraming {

    /** The body comes in chunks. */
    static final long CHUNKED = -1;

    /** The body has no definite end. */
    static final long MALFORMED = -2;

    private BodyFraming() {}

    /** Returns the body's length in bytes, {@link #CHUNKED} or {@link #MALFORMED}. */
    static long of(HeaderLines headers, boolean http10) {
        List<String> codings = headers.all("transfer-encoding");
        List<String> lengths = headers.all("content-length");
        if (codings.isEmpty()) {
            return lengths.isEmpty() ? 0 : length(lengths);
        }
        boolean chunked = codings.size() == 1 && codings.get(0).equalsIgnoreCase("chunked");
        return chunked && lengths.isEmpty() && !http10 ? CHUNKED : MALFORMED;
    }

    /** Several lines must agree. */
    private static long length(List<String> lengths) {
        for (String each : lengths) {
            if (!each.equals(lengths.get(0))) {
                return MALFORMED;
            }
        }
        return number(lengths.get(0), 10);
    }

    /** Returns the size in a chunk's first line, whose extensions mean nothing here; {@link #MALFORMED} if there is none. */
    static long chunkSize(String line) {
        int extension = line.indexOf(';');
        return number((extension < 0 ? line : line.substring(0, extension)).stripTrailing(), 16);
    }

    /** Digits only: no sign, which {@link Long#parseLong} would accept. */
    private static long number(String digits, int radix) {
        long number = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            int digit = c < 0x80 ? Character.digit(c, radix) : -1;
            if (digit < 0 || number > (Long.MAX_VALUE - digit) / radix) {
                return MALFORMED;
            }
            number = number * radix + digit;
        }
        return digits.isEmpty() ? MALFORMED : number;
    }
}
