package dev.corsac;

/** IP addresses as hosts of origins, only in the form to which the URL Standard serializes them. */
final class IpAddress {

    private IpAddress() {}

    /** Whether it is four decimal numbers from 0 to 255 without leading zeros. */
    static boolean isCanonicalIpv4(String text, int start, int end) {
        int i = start;
        for (int part = 0; part < 4; part++) {
            if (part > 0) {
                if (i >= end || text.charAt(i++) != '.') {
                    return false;
                }
            }
            int partStart = i;
            int number = 0;
            while (i < end && OriginPattern.isDigit(text.charAt(i)) && i - partStart < 3) {
                number = number * 10 + (text.charAt(i++) - '0');
            }
            if (i == partStart || number > 255 || (text.charAt(partStart) == '0' && i - partStart > 1)) {
                return false;
            }
        }
        return i == end;
    }

    /** Whether it is an address in brackets in the form of {@link #formatIpv6}. */
    static boolean isCanonicalIpv6(String text, int start, int end) {
        String address = text.substring(start, end);
        int[] pieces = parseIpv6(address);
        return pieces.length == 8 && formatIpv6(pieces).equals(address);
    }

    /**
     * Returns the eight pieces of an address in brackets; an empty array if it is not an address. Stricter than the <a
     * href="https://url.spec.whatwg.org/#concept-ipv6-parser">URL Standard</a>: an IPv4 address inside is not accepted.
     */
    static int[] parseIpv6(String address) {
        int[] none = {};
        int end = address.length() - 1;
        if (end < 3 || address.charAt(0) != '[' || address.charAt(end) != ']') {
            return none;
        }
        int[] pieces = new int[8];
        int count = 0;
        int gap = -1;
        int i = 1;
        while (i < end) {
            if (address.charAt(i) == ':') {
                if (gap >= 0 || !address.startsWith("::", i)) {
                    return none;
                }
                gap = count;
                i += 2;
                continue;
            }
            int pieceStart = i;
            int piece = 0;
            while (i < end
                    && i - pieceStart < 4
                    && Character.digit(address.charAt(i), 16) >= 0
                    && address.charAt(i) < 0x80) {
                piece = piece * 16 + Character.digit(address.charAt(i++), 16);
            }
            if (i == pieceStart || count == 8) {
                return none;
            }
            pieces[count++] = piece;
            if (i < end && !address.startsWith("::", i)) {
                if (address.charAt(i) != ':' || i + 1 == end) {
                    return none;
                }
                i++;
            }
        }
        if (gap < 0) {
            return count == 8 ? pieces : none;
        }
        if (count == 8) {
            return none;
        }
        int[] filled = new int[8];
        System.arraycopy(pieces, 0, filled, 0, gap);
        System.arraycopy(pieces, gap, filled, 8 - (count - gap), count - gap);
        return filled;
    }

    /** Returns an address in brackets, as the <a href="https://url.spec.whatwg.org/#concept-ipv6-serializer">URL Standard</a> serializes it. */
    static String formatIpv6(int[] pieces) {
        int gap = -1;
        int gapLength = 1;
        for (int i = 0; i < 8; i++) {
            int length = 0;
            while (i + length < 8 && pieces[i + length] == 0) {
                length++;
            }
            if (length > gapLength) {
                gap = i;
                gapLength = length;
            }
        }
        StringBuilder text = new StringBuilder(41).append('[');
        for (int i = 0; i < 8; i++) {
            if (i == gap) {
                text.append("::");
                i += gapLength - 1;
                continue;
            }
            if (i > 0 && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(pieces[i]));
        }
        return text.append(']').toString();
    }
}
