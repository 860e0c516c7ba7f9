package dev.corsac;

import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/**
 * Punycode, <a href="https://www.rfc-editor.org/rfc/rfc3492">RFC 3492</a>, as the URL Standard uses it for the labels of a
 * host. {@link java.net.IDN} follows IDNA 2003, which maps {@code ß} to {@code ss}; browsers do not.
 */
final class Punycode {

    private static final int BASE = 36;
    private static final int T_MIN = 1;
    private static final int T_MAX = 26;
    private static final int SKEW = 38;
    private static final int DAMP = 700;
    private static final int INITIAL_BIAS = 72;
    private static final int INITIAL_N = 0x80;

    private Punycode() {}

    /** Returns the label in ASCII: itself, or {@code xn--} and its Punycode. */
    static String encode(String label) {
        int[] codePoints = label.codePoints().toArray();
        StringBuilder output = new StringBuilder();
        for (int c : codePoints) {
            if (c < INITIAL_N) {
                output.append((char) c);
            }
        }
        int basic = output.length();
        if (basic == codePoints.length) {
            return label;
        }
        if (basic > 0) {
            output.append('-');
        }
        int n = INITIAL_N;
        int delta = 0;
        int bias = INITIAL_BIAS;
        int handled = basic;
        while (handled < codePoints.length) {
            int next = Integer.MAX_VALUE;
            for (int c : codePoints) {
                if (c >= n && c < next) {
                    next = c;
                }
            }
            delta += (next - n) * (handled + 1);
            n = next;
            for (int c : codePoints) {
                if (c < n) {
                    delta++;
                } else if (c == n) {
                    appendNumber(output, delta, bias);
                    bias = adapt(delta, handled + 1, handled == basic);
                    delta = 0;
                    handled++;
                }
            }
            delta++;
            n++;
        }
        return "xn--" + output;
    }

    /**
     * Whether a browser could send a label that begins with {@code xn--}: it decodes, is not ASCII once decoded, is encoded
     * to the same label again, and the decoded text is in the form to which <a
     * href="https://www.unicode.org/reports/tr46/#Validity_Criteria">UTS #46</a> maps every spelling. The URL Standard runs
     * it with CheckHyphens=false, so hyphens at either end, or in the third and fourth place, are an error only in a second
     * {@code xn--}. The rules for joiners and for mixed directions of writing are not checked: they never reject a name
     * that is registered.
     */
    static boolean isValidLabel(String label) {
        String text = decode(label.substring(4));
        if (text == null || text.startsWith("xn--") || !encode(text).equals(label)) {
            return false;
        }
        int first = text.codePointAt(0);
        int type = Character.getType(first);
        if (type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK) {
            return false;
        }
        boolean ascii = true;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            ascii &= c < INITIAL_N;
            if (c < INITIAL_N ? !OriginPattern.isHostCharacter((char) c) : isDisallowed(c)) {
                return false;
            }
        }
        return !ascii && Normalizer.normalize(text, Normalizer.Form.NFKC).equals(text);
    }

    private static boolean isDisallowed(int c) {
        // Cherokee is the exception among scripts: its upper case is the form to which the lower case is mapped.
        boolean cherokee = c >= 0x13a0 && c <= 0x13f5;
        int type = Character.getType(c);
        return (Character.toLowerCase(c) != c && !cherokee)
                || type == Character.UNASSIGNED
                || type == Character.PRIVATE_USE
                || type == Character.SURROGATE
                || type == Character.CONTROL
                || Character.isSpaceChar(c)
                || c == 0x3002;
    }

    /** Returns the text for a label's Punycode, which stands behind {@code xn--}; null if it is not Punycode. */
    private static @Nullable String decode(String punycode) {
        int delimiter = punycode.lastIndexOf('-');
        int[] output = new int[punycode.length()];
        int count = 0;
        for (; count < delimiter; count++) {
            output[count] = punycode.charAt(count);
        }
        int n = INITIAL_N;
        int bias = INITIAL_BIAS;
        long i = 0;
        for (int at = delimiter + 1; at < punycode.length(); ) {
            long before = i;
            long weight = 1;
            for (int k = BASE; ; k += BASE) {
                int digit = at < punycode.length() ? value(punycode.charAt(at++)) : -1;
                i += digit * weight;
                if (digit < 0 || i > Integer.MAX_VALUE) {
                    return null;
                }
                int t = k <= bias ? T_MIN : Math.min(k - bias, T_MAX);
                if (digit < t) {
                    break;
                }
                weight *= BASE - t;
                if (weight > Integer.MAX_VALUE) {
                    return null;
                }
            }
            bias = adapt((int) (i - before), count + 1, before == 0);
            n += (int) (i / (count + 1));
            i %= count + 1;
            if (n < 0 || n > Character.MAX_CODE_POINT) {
                return null;
            }
            System.arraycopy(output, (int) i, output, (int) i + 1, count - (int) i);
            output[(int) i++] = n;
            count++;
        }
        return count == 0 ? null : new String(output, 0, count);
    }

    /** Returns the value of a digit; -1 if it is not one. */
    private static int value(char digit) {
        if (digit >= 'a' && digit <= 'z') {
            return digit - 'a';
        }
        return digit >= '0' && digit <= '9' ? digit - '0' + 26 : -1;
    }

    private static void appendNumber(StringBuilder output, int number, int bias) {
        int q = number;
        for (int k = BASE; ; k += BASE) {
            int t = k <= bias ? T_MIN : Math.min(k - bias, T_MAX);
            if (q < t) {
                output.append(digit(q));
                return;
            }
            output.append(digit(t + (q - t) % (BASE - t)));
            q = (q - t) / (BASE - t);
        }
    }

    private static char digit(int value) {
        return (char) (value < 26 ? 'a' + value : '0' + value - 26);
    }

    private static int adapt(int delta, int handled, boolean first) {
        int d = first ? delta / DAMP : delta / 2;
        d += d / handled;
        int k = 0;
        while (d > (BASE - T_MIN) * T_MAX / 2) {
            d /= BASE - T_MIN;
            k += BASE;
        }
        return k + (BASE - T_MIN + 1) * d / (d + SKEW);
    }
}
