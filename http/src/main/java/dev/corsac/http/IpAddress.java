package dev.corsac.http;

import org.jspecify.annotations.Nullable;

/** IP addresses in hosts, read and written as the URL Standard does. */
final class IpAddress {

    private static final int PIECES = 8;

    private IpAddress() {}

    /**
     * The <a href="https://url.spec.whatwg.org/#ends-in-a-number-checker">ends in a number checker</a>: such a host must be an
     * IPv4 address.
     */
    static boolean endsInNumber(String host) {
        int end = host.endsWith(".") ? host.length() - 1 : host.length();
        String last = host.substring(host.lastIndexOf('.', end - 1) + 1, end);
        return !last.isEmpty() && (isDigits(last) || number(last) >= 0);
    }

    /** The <a href="https://url.spec.whatwg.org/#concept-ipv4-parser">IPv4 parser</a>: decimal, octal, hexadecimal, 1 to 4 parts; -1 for a failure. */
    static long parseIpv4(String host) {
        int end = host.endsWith(".") ? host.length() - 1 : host.length();
        long address = 0;
        int from = 0;
        for (int part = 0; part < 4; part++) {
            int dot = host.indexOf('.', from);
            boolean last = dot < 0 || dot >= end;
            long number = number(host.substring(from, last ? end : dot));
            // The last number fills the bytes that are left.
            long limit = last ? (1L << (8 * (4 - part))) - 1 : 255;
            if (number < 0 || number > limit) {
                return -1;
            }
            if (last) {
                return address + number;
            }
            address += number << (8 * (3 - part));
            from = dot + 1;
        }
        return -1;
    }

    /** Whether the text is what {@link #writeIpv4} gives: four decimal numbers without zeros in front; nearly all are. */
    static boolean isPlainIpv4(String text) {
        int parts = 0;
        int i = 0;
        while (i < text.length() && parts < 4) {
            int start = i;
            int number = 0;
            while (i < text.length() && i - start < 3 && text.charAt(i) >= '0' && text.charAt(i) <= '9') {
                number = number * 10 + text.charAt(i++) - '0';
            }
            if (i == start || number > 255 || (text.charAt(start) == '0' && i - start > 1)) {
                return false;
            }
            if (++parts < 4 && (i == text.length() || text.charAt(i++) != '.')) {
                return false;
            }
        }
        return parts == 4 && i == text.length();
    }

    static String writeIpv4(long address) {
        return (address >> 24 & 0xFF) + "." + (address >> 16 & 0xFF) + "." + (address >> 8 & 0xFF) + "."
                + (address & 0xFF);
    }

    /** The <a href="https://url.spec.whatwg.org/#concept-ipv6-parser">IPv6 parser</a>, without brackets; null for a failure. */
    static int @Nullable [] parseIpv6(String text) {
        int[] pieces = new int[PIECES];
        int index = 0;
        int compress = -1;
        int i = 0;
        if (text.startsWith("::")) {
            i = 2;
            compress = ++index;
        } else if (text.startsWith(":")) {
            return null;
        }
        while (i < text.length()) {
            if (index == PIECES) {
                return null;
            }
            if (text.charAt(i) == ':') {
                if (compress >= 0) {
                    return null;
                }
                i++;
                compress = ++index;
                continue;
            }
            int value = 0;
            int start = i;
            while (i < text.length() && i - start < 4 && hexDigit(text.charAt(i)) >= 0) {
                value = value * 16 + hexDigit(text.charAt(i++));
            }
            if (i < text.length() && text.charAt(i) == '.') {
                if (i == start || index > PIECES - 2) {
                    return null;
                }
                long last = dottedDecimal(text.substring(start));
                if (last < 0) {
                    return null;
                }
                pieces[index++] = (int) (last >> 16);
                pieces[index++] = (int) (last & 0xFFFF);
                break;
            }
            if (i < text.length()) {
                if (text.charAt(i) != ':' || ++i == text.length()) {
                    return null;
                }
            }
            pieces[index++] = value;
        }
        if (compress < 0) {
            return index == PIECES ? pieces : null;
        }
        int moved = index - compress;
        for (int k = 1; k <= moved; k++) {
            pieces[PIECES - k] = pieces[index - k];
            if (PIECES - k != index - k) {
                pieces[index - k] = 0;
            }
        }
        return pieces;
    }

    /** The <a href="https://url.spec.whatwg.org/#concept-ipv6-serializer">IPv6 serializer</a>, in brackets. */
    static String writeIpv6(int[] pieces) {
        int longest = -1;
        int length = 1;
        for (int i = 0; i < PIECES; i++) {
            int end = i;
            while (end < PIECES && pieces[end] == 0) {
                end++;
            }
            if (end - i > length) {
                longest = i;
                length = end - i;
            }
            i = Math.max(i, end - 1);
        }
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < PIECES; i++) {
            if (i == longest) {
                text.append(i == 0 ? "::" : ":");
                i += length - 1;
            } else {
                text.append(Integer.toHexString(pieces[i])).append(i == PIECES - 1 ? "" : ":");
            }
        }
        return text.append(']').toString();
    }

    /** Exactly four decimal numbers without zeros in front; -1 for a failure. */
    private static long dottedDecimal(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) {
            return -1;
        }
        long address = 0;
        for (String part : parts) {
            boolean zeroInFront = part.length() > 1 && part.charAt(0) == '0';
            if (part.isEmpty() || part.length() > 3 || zeroInFront || !isDigits(part) || number(part) > 255) {
                return -1;
            }
            address = address << 8 | number(part);
        }
        return address;
    }

    /** The <a href="https://url.spec.whatwg.org/#ipv4-number-parser">IPv4 number parser</a>; -1 for a failure. */
    private static long number(String text) {
        if (text.isEmpty()) {
            return -1;
        }
        int radix = 10;
        int start = 0;
        if (text.startsWith("0x") || text.startsWith("0X")) {
            radix = 16;
            start = 2;
        } else if (text.length() > 1 && text.startsWith("0")) {
            radix = 8;
            start = 1;
        }
        long number = 0;
        for (int i = start; i < text.length(); i++) {
            int digit = hexDigit(text.charAt(i));
            if (digit < 0 || digit >= radix) {
                return -1;
            }
            // Above every limit, it may stay where it is.
            number = Math.min(number * radix + digit, 1L << 40);
        }
        return number;
    }

    private static boolean isDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static int hexDigit(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }
}
