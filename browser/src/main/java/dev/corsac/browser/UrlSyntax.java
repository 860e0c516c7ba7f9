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
        String host = colon < 0 ? hostAndPort : hostAndPort.substring(0, colon);
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
        return true;
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
