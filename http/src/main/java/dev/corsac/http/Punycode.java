package dev.corsac.http;

import org.jspecify.annotations.Nullable;

/** <a href="https://www.rfc-editor.org/rfc/rfc3492">Punycode</a>: a label of a host name in ASCII, without {@code xn--}. */
final class Punycode {

    private static final int BASE = 36;
    private static final int FIRST = 0x80;
    private static final int INITIAL_BIAS = 72;
    private static final int LAST_CODE_POINT = 0x10FFFF;

    private Punycode() {}

    static String encode(String label) {
        int[] points = codePoints(label);
        StringBuilder out = new StringBuilder();
        for (int point : points) {
            if (point < FIRST) {
                out.append((char) point);
            }
        }
        int basic = out.length();
        int handled = basic;
        if (basic > 0) {
            out.append('-');
        }
        int n = FIRST;
        int delta = 0;
        int bias = INITIAL_BIAS;
        while (handled < points.length) {
            int next = LAST_CODE_POINT + 1;
            for (int point : points) {
                if (point >= n && point < next) {
                    next = point;
                }
            }
            delta += (next - n) * (handled + 1);
            n = next;
            for (int point : points) {
                if (point < n) {
                    delta++;
                } else if (point == n) {
                    appendNumber(out, delta, bias);
                    bias = adapt(delta, handled + 1, handled == basic);
                    delta = 0;
                    handled++;
                }
            }
            delta++;
            n++;
        }
        return out.toString();
    }

    /** Null if this is not the form of any text. */
    static @Nullable String decode(String code) {
        StringBuilder basic = new StringBuilder();
        int delimiter = code.lastIndexOf('-');
        for (int i = 0; i < delimiter; i++) {
            basic.append(code.charAt(i));
        }
        int[] points = new int[code.length() + 1];
        int length = 0;
        while (length < basic.length()) {
            points[length] = basic.charAt(length);
            length++;
        }
        long n = FIRST;
        long i = 0;
        int bias = INITIAL_BIAS;
        int in = delimiter > 0 ? delimiter + 1 : 0;
        while (in < code.length()) {
            long old = i;
            long weight = 1;
            for (int k = BASE; ; k += BASE) {
                int digit = in < code.length() ? digit(code.charAt(in++)) : -1;
                if (digit < 0) {
                    return null;
                }
                i += digit * weight;
                int threshold = threshold(k, bias);
                if (digit < threshold) {
                    break;
                }
                weight *= BASE - threshold;
                if (i > Integer.MAX_VALUE || weight > Integer.MAX_VALUE) {
                    return null;
                }
            }
            bias = adapt(i - old, length + 1, old == 0);
            n += i / (length + 1);
            i %= length + 1;
            if (n > LAST_CODE_POINT || (n >= 0xD800 && n <= 0xDFFF)) {
                return null;
            }
            for (int k = length; k > i; k--) {
                points[k] = points[k - 1];
            }
            points[(int) i++] = (int) n;
            length++;
        }
        StringBuilder text = new StringBuilder();
        for (int k = 0; k < length; k++) {
            text.appendCodePoint(points[k]);
        }
        return text.toString();
    }

    private static int[] codePoints(String text) {
        int[] points = new int[text.codePointCount(0, text.length())];
        int in = 0;
        for (int i = 0; i < points.length; i++) {
            points[i] = text.codePointAt(in);
            in += Character.charCount(points[i]);
        }
        return points;
    }

    private static void appendNumber(StringBuilder out, int number, int bias) {
        int rest = number;
        for (int k = BASE; ; k += BASE) {
            int threshold = threshold(k, bias);
            if (rest < threshold) {
                out.append(character(rest));
                return;
            }
            out.append(character(threshold + (rest - threshold) % (BASE - threshold)));
            rest = (rest - threshold) / (BASE - threshold);
        }
    }

    private static int threshold(int k, int bias) {
        return Math.max(1, Math.min(26, k - bias));
    }

    private static int adapt(long delta, int points, boolean first) {
        long rest = first ? delta / 700 : delta / 2;
        rest += rest / points;
        int k = 0;
        while (rest > 455) {
            rest /= 35;
            k += BASE;
        }
        return (int) (k + 36 * rest / (rest + 38));
    }

    private static char character(int digit) {
        return (char) (digit < 26 ? 'a' + digit : '0' + digit - 26);
    }

    private static int digit(char c) {
        if (c >= 'a' && c <= 'z') {
            return c - 'a';
        }
        return c >= '0' && c <= '9' ? c - '0' + 26 : -1;
    }
}
