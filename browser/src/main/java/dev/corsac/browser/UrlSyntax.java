package dev.corsac.browser;

import java.util.Locale;

/** What the <a href="https://url.spec.whatwg.org/#concept-basic-url-parser">URL parser</a> takes, as far as CORS meets it. */
final class UrlSyntax {

    private static final String FORBIDDEN_IN_HOSTS = " #/<>?@[\\]^|%:";

    private UrlSyntax() {}

    /** Whether the text parses as an absolute URL. */
    static boolean isAbsoluteUrl(String text) {
        int colon = text.indexOf(':');
        if (colon <= 0 || !isScheme(text, colon)) {
            return false;
        }
        String scheme = text.substring(0, colon).toLowerCase(Locale.ROOT);
        if (!isSpecial(scheme)) {
            return !text.startsWith("//", colon + 1) || isAuthority(authority(text, colon + 3), false);
        }
        if (scheme.equals("file")) {
            return true;
        }
        int from = colon + 1;
        while (from < text.length() && (text.charAt(from) == '/' || text.charAt(from) == '\\')) {
            from++;
        }
        return isAuthority(authority(text, from), true);
    }

    static boolean isScheme(String text, int end) {
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean later = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
            if (!letter && (i == 0 || !later)) {
                return false;
            }
        }
        return end > 0;
    }

    private static boolean isSpecial(String scheme) {
        return switch (scheme) {
            case "http", "https", "ws", "wss", "ftp", "file" -> true;
            default -> false;
        };
    }

    private static String authority(String text, int from) {
        int to = from;
        while (to < text.length() && "/\\?#".indexOf(text.charAt(to)) < 0) {
            to++;
        }
        return text.substring(from, to);
    }

    private static boolean isAuthority(String authority, boolean special) {
        String hostAndPort = authority.substring(authority.lastIndexOf('@') + 1);
        int bracket = hostAndPort.lastIndexOf(']');
        int colon = hostAndPort.indexOf(':', Math.max(bracket, 0));
        String host = percentDecode(colon < 0 ? hostAndPort : hostAndPort.substring(0, colon));
        if (host.isEmpty()) {
            return !special && colon < 0;
        }
        if (colon >= 0 && !isPort(hostAndPort.substring(colon + 1))) {
            return false;
        }
        if (host.startsWith("[")) {
            return host.endsWith("]") && host.indexOf(':') > 0;
        }
        for (int i = 0; i < host.length(); i++) {
            if (host.charAt(i) <= ' ' || host.charAt(i) == 0x7F || FORBIDDEN_IN_HOSTS.indexOf(host.charAt(i)) >= 0) {
                return false;
            }
        }
        return !special || !endsInNumber(host) || isIpv4(host);
    }

    private static String percentDecode(String host) {
        StringBuilder decoded = new StringBuilder(host.length());
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c == '%' && i + 2 < host.length()) {
                int high = Character.digit(host.charAt(i + 1), 16);
                int low = Character.digit(host.charAt(i + 2), 16);
                if (high >= 0 && low >= 0) {
                    c = (char) (high * 16 + low);
                    i += 2;
                }
            }
            decoded.append(c);
        }
        return decoded.toString();
    }

    /** <a href="https://url.spec.whatwg.org/#ends-in-a-number-checker">Ends in a number</a>: only an IPv4 address may. */
    private static boolean endsInNumber(String host) {
        String[] parts = (host.endsWith(".") ? host.substring(0, host.length() - 1) : host).split("\\.", -1);
        String last = parts[parts.length - 1];
        return !last.isEmpty() && (last.chars().allMatch(c -> c >= '0' && c <= '9') || ipv4Number(last) >= 0);
    }

    /** <a href="https://url.spec.whatwg.org/#concept-ipv4-parser">IPv4 parser</a>. */
    private static boolean isIpv4(String host) {
        String[] parts = (host.endsWith(".") ? host.substring(0, host.length() - 1) : host).split("\\.", -1);
        if (parts.length > 4) {
            return false;
        }
        for (int i = 0; i < parts.length; i++) {
            long number = ipv4Number(parts[i]);
            long limit = i < parts.length - 1 ? 255 : (1L << (8 * (5 - parts.length))) - 1;
            if (number < 0 || number > limit) {
                return false;
            }
        }
        return true;
    }

    /** Decimal, octal after 0, hexadecimal after 0x; -1 if it is no number. */
    private static long ipv4Number(String text) {
        String digits = text.toLowerCase(Locale.ROOT);
        int radix = 10;
        if (digits.startsWith("0x")) {
            radix = 16;
            digits = digits.substring(2);
        } else if (digits.length() > 1 && digits.startsWith("0")) {
            radix = 8;
            digits = digits.substring(1);
        }
        if (text.isEmpty() || digits.length() > 12) {
            return text.isEmpty() ? -1 : Long.MAX_VALUE;
        }
        long number = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(i), radix);
            if (digit < 0) {
                return -1;
            }
            number = number * radix + digit;
        }
        return number;
    }

    private static boolean isPort(String port) {
        int value = 0;
        for (int i = 0; i < port.length(); i++) {
            char c = port.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
            value = value * 10 + (c - '0');
            if (value > 65535) {
                return false;
            }
        }
        return true;
    }
}
