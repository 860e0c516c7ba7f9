package dev.corsac;

import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the origin that was probably meant by a text that is none. */
final class OriginRepair {

    private OriginRepair() {}

    /** An acceptable origin or pattern, or null if there is no telling. */
    static @Nullable String meant(String text) {
        String repaired = repair(text);
        return repaired.equals(text) || OriginPattern.flaw(repaired) != null ? null : repaired;
    }

    private static String repair(String text) {
        String rest = text.strip();
        int schemeEnd = rest.indexOf("://");
        String scheme = "https";
        if (schemeEnd >= 0) {
            scheme = rest.substring(0, schemeEnd).toLowerCase(Locale.ROOT);
            rest = rest.substring(schemeEnd + 3);
        } else if (rest.startsWith("//")) {
            rest = rest.substring(2);
        }
        scheme = switch (scheme) {
            case "wss" -> "https";
            case "ws" -> "http";
            default -> scheme;
        };
        int end = 0;
        while (end < rest.length() && "/?#\\".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        String authority = rest.substring(rest.lastIndexOf('@', end) + 1, end);
        int hostEnd = OriginPattern.hostEnd(authority, 0);
        String host = repairHost(authority.substring(0, hostEnd));
        if (schemeEnd < 0 && !isLikelyHost(host)) {
            return text;
        }
        return scheme + "://" + host + repairPort(scheme, authority.substring(hostEnd));
    }

    /** Without a scheme, any word could be a host; only what looks like one is taken for one. */
    private static boolean isLikelyHost(String host) {
        return host.indexOf('.', 1) > 0 || host.equals("localhost") || host.startsWith("[");
    }

    private static String repairPort(String scheme, String colonAndPort) {
        if (colonAndPort.isEmpty() || colonAndPort.equals(":*")) {
            return colonAndPort;
        }
        int digits = 1;
        while (digits < colonAndPort.length() - 1 && colonAndPort.charAt(digits) == '0') {
            digits++;
        }
        int port = OriginPattern.port(colonAndPort, digits);
        if (port > 0 && port == OriginPattern.defaultPort(scheme, scheme.length())) {
            return "";
        }
        return port > 0 ? ":" + port : colonAndPort.equals(":") ? "" : colonAndPort;
    }

    private static String repairHost(String host) {
        if (host.startsWith("[")) {
            int[] pieces = IpAddress.parseIpv6(host);
            return pieces.length == 8 ? IpAddress.formatIpv6(pieces) : host;
        }
        String mapped = Normalizer.normalize(host, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        StringBuilder ascii = new StringBuilder();
        int start = 0;
        while (start <= mapped.length()) {
            int dot = start;
            while (dot < mapped.length() && ".\u3002".indexOf(mapped.charAt(dot)) < 0) {
                dot++;
            }
            if (start > 0) {
                ascii.append('.');
            }
            ascii.append(Punycode.label(mapped.substring(start, dot)));
            start = dot + 1;
        }
        return ascii.toString();
    }
}
