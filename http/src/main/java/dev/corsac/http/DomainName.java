package dev.corsac.http;

import org.jspecify.annotations.Nullable;

/**
 * The URL Standard's <a href="https://url.spec.whatwg.org/#concept-domain-to-ascii">domain to ASCII</a>, as far as it can be
 * done without Unicode's tables of compatibility mappings and compositions, which are larger than everything here: names
 * that would need them (a combining accent of its own, a ligature, a superscript) are refused and never mapped to another
 * name. The rules about the order of left-to-right and right-to-left characters are not checked.
 */
final class DomainName {

    private DomainName() {}

    /** Returns the name in lower-case ASCII; null if it is not valid, or not in the part of the standard that is supported. */
    static @Nullable String toAscii(String domain) {
        StringBuilder mapped = new StringBuilder(domain.length());
        for (int i = 0; i < domain.length(); ) {
            int point = domain.codePointAt(i);
            i += Character.charCount(point);
            if (!map(point, mapped)) {
                return null;
            }
        }
        StringBuilder ascii = new StringBuilder(mapped.length() + 8);
        int from = 0;
        while (from <= mapped.length()) {
            int dot = mapped.indexOf(".", from);
            int to = dot < 0 ? mapped.length() : dot;
            String label = labelToAscii(mapped.substring(from, to));
            if (label == null) {
                return null;
            }
            ascii.append(label).append(dot < 0 ? "" : ".");
            from = to + 1;
        }
        return ascii.toString();
    }

    private static @Nullable String labelToAscii(String label) {
        if (label.startsWith("xn--")) {
            String code = label.substring("xn--".length());
            String decoded = isAscii(code) ? Punycode.decode(code) : null;
            // The form must be the one that encoding gives, and needed.
            return decoded != null
                            && !isAscii(decoded)
                            && isMapped(decoded)
                            && Punycode.encode(decoded).equals(code)
                    ? label
                    : null;
        }
        return isAscii(label) ? label : "xn--" + Punycode.encode(label);
    }

    /** Whether a label that came encoded has only characters that mapping leaves as they are, as far as the JDK knows. */
    private static boolean isMapped(String label) {
        for (int i = 0; i < label.length(); ) {
            int point = label.codePointAt(i);
            i += Character.charCount(point);
            boolean allowed = switch (Character.getType(point)) {
                case Character.UPPERCASE_LETTER,
                        Character.TITLECASE_LETTER,
                        Character.CONTROL,
                        Character.UNASSIGNED,
                        Character.PRIVATE_USE,
                        Character.SURROGATE,
                        Character.SPACE_SEPARATOR,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR -> false;
                default -> true;
            };
            if (!allowed) {
                return false;
            }
        }
        return true;
    }

    /** Appends what the character is mapped to; false if it is not allowed, or would need Unicode's tables. */
    private static boolean map(int point, StringBuilder mapped) {
        if (point < 0x80) {
            mapped.append((char) (point >= 'A' && point <= 'Z' ? point + 32 : point));
            return true;
        }
        if (point == 0x3002 || point == 0xFF0E || point == 0xFF61) {
            mapped.append('.'); // the full stops of Chinese and Japanese
            return true;
        }
        if (point == 0xAD || point == 0x200B || point == 0x2060 || point == 0xFEFF) {
            return true; // ignored: soft hyphen and characters without width
        }
        if (point >= 0xFF01 && point <= 0xFF5E) {
            return map(point - 0xFF01 + '!', mapped); // full width forms of ASCII
        }
        if (point == 0x130) {
            return false; // becomes two characters
        }
        int lower = Character.toLowerCase(point);
        if (!isSupported(lower)) {
            return false;
        }
        mapped.appendCodePoint(lower);
        return true;
    }

    private static boolean isSupported(int point) {
        if (needsTables(point)) {
            return false;
        }
        return switch (Character.getType(point)) {
            case Character.LOWERCASE_LETTER,
                    Character.OTHER_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.OTHER_SYMBOL -> true;
            default -> point == 0xB7 || point == 0x30FB; // the middle dots of Catalan and Japanese
        };
    }

    /** Whether the character has a compatibility mapping, composes with its neighbour, or has one of the rarer rules. */
    private static boolean needsTables(int point) {
        return point == 0xAA
                || point == 0xBA
                || point == 0x132
                || point == 0x133
                || point == 0x13F
                || point == 0x140
                || point == 0x149
                || point == 0x17F
                || (point >= 0x1C4 && point <= 0x1CC)
                || (point >= 0x1F1 && point <= 0x1F3)
                || (point >= 0x2B0 && point <= 0x2B8)
                || (point >= 0x2E0 && point <= 0x2E4)
                || (point >= 0x300 && point <= 0x36F)
                || (point >= 0x3D0 && point <= 0x3D6)
                || (point >= 0x3F0 && point <= 0x3F2)
                || point == 0x587
                || (point >= 0x675 && point <= 0x678)
                || (point >= 0x958 && point <= 0x95F)
                || point == 0xE33
                || point == 0xEB3
                || (point >= 0xEDC && point <= 0xEDD)
                || (point >= 0xF00 && point <= 0xFFF)
                || (point >= 0x1100 && point <= 0x11FF)
                || (point >= 0x13A0 && point <= 0x13FF)
                || (point >= 0x1D00 && point <= 0x1DFF)
                || point == 0x1E9A
                || point == 0x1E9B
                || (point >= 0x1F00 && point <= 0x1FFF)
                || (point >= 0x2000 && point <= 0x25FF)
                || (point >= 0x2A00 && point <= 0x2BFF)
                || (point >= 0x2C7C && point <= 0x2C7D)
                || (point >= 0x2E80 && point <= 0x2FFF)
                || (point >= 0x3099 && point <= 0x309F && point != 0x309D && point != 0x309E)
                || point == 0x30FF
                || (point >= 0x3130 && point <= 0x318F)
                || (point >= 0x3192 && point <= 0x319F)
                || (point >= 0x3200 && point <= 0x33FF)
                || (point >= 0xA69C && point <= 0xA69D)
                || (point >= 0xA7F0 && point <= 0xA7F9)
                || (point >= 0xA960 && point <= 0xA97F)
                || (point >= 0xAB5C && point <= 0xABBF)
                || (point >= 0xD7B0 && point <= 0xD7FF)
                || (point >= 0xF900 && point <= 0xFFFF)
                || (point >= 0x1D000 && point <= 0x1DFFF)
                || (point >= 0x1E000 && point <= 0x1E0FF)
                || (point >= 0x1EE00 && point <= 0x1EEFF)
                || (point >= 0x1F100 && point <= 0x1F2FF)
                || (point >= 0x1FBF0 && point <= 0x1FBFF)
                || (point >= 0x2F800 && point <= 0x2FA1F)
                || point >= 0xE0000;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
