package dev.corsac;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Guesses which origin was meant by a text that is not a valid one. */
final class OriginSuggestion {

    private OriginSuggestion() {}

    /** Returns an acceptable origin or pattern, or several joined by "and"; null if there is no good guess. */
    static @Nullable String of(String text) {
        String whole = acceptable(Text.unquoted(text));
        List<String> pieces = pieces(text);
        if (pieces.size() < 2) {
            return whole == null || whole.equals(text) ? null : whole;
        }
        List<String> origins = new ArrayList<>();
        for (String piece : pieces) {
            String origin = acceptable(piece);
            if (origin == null || origin.equals(Names.ANY)) {
                return whole;
            }
            origins.add(origin);
        }
        return String.join(" and ", origins);
    }

    /** Returns what separators divide, without the quotes around each. */
    private static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || ",; \t\r\n".indexOf(text.charAt(i)) >= 0) {
                String piece = Text.unquoted(text.substring(start, i));
                if (!piece.isEmpty()) {
                    pieces.add(piece);
                }
                start = i + 1;
            }
        }
        return pieces;
    }

    private static @Nullable String acceptable(String text) {
        if (text.equals(Names.ANY)) {
            return text;
        }
        String repaired = repair(text);
        return repaired == null || OriginPattern.flaw(repaired) != null ? null : repaired;
    }

    private static @Nullable String repair(String text) {
        String rest = text;
        String scheme = null;
        int schemeEnd = rest.indexOf("://");
        if (schemeEnd >= 0) {
            scheme = rest.substring(0, schemeEnd).toLowerCase(Locale.ROOT);
            rest = rest.substring(schemeEnd + 3);
        } else {
            // With one slash behind the scheme, or with none: "https:/shop.example".
            int colon = rest.indexOf(':');
            String before = colon < 0 ? "" : rest.substring(0, colon).toLowerCase(Locale.ROOT);
            if (before.equals("https") || before.equals("http")) {
                scheme = before;
                rest = rest.substring(colon + 1);
            }
            while (rest.startsWith("/") || rest.startsWith("\\")) {
                rest = rest.substring(1);
            }
        }
        int end = 0;
        while (end < rest.length() && "/?#\\".indexOf(rest.charAt(end)) < 0) {
            end++;
        }
        String authority = rest.substring(rest.lastIndexOf('@', end) + 1, end);
        if (IpAddress.parseIpv6("[" + authority + "]").length == 8) {
            authority = "[" + authority + "]";
        }
        int hostEnd = OriginPattern.hostEnd(authority, 0);
        String host = repairHost(authority.substring(0, hostEnd));
        String colonAndPort = authority.substring(hostEnd);
        scheme = scheme == null
                ? guessScheme(host, colonAndPort)
                : switch (scheme) {
                    case "wss" -> "https";
                    case "ws" -> "http";
                    default -> scheme;
                };
        return scheme == null ? null : scheme + "://" + host + repairPort(scheme, colonAndPort);
    }

    /**
     * Returns the scheme under which a page at that host is most likely served. Certificates are for domains: what has none
     * (the machine itself, an address, a bare name with a port) is plain http, unless the port says otherwise.
     */
    private static @Nullable String guessScheme(String host, String colonAndPort) {
        if (host.isEmpty()) {
            return null;
        }
        boolean domain = host.indexOf('.', 1) > 0 && host.indexOf('.', 1) < host.length() - 1;
        boolean local = host.startsWith("[")
                || OriginPattern.endsInNumber(host)
                || new OriginPattern("", "http", host, OriginPattern.NO_PORT).isLoopback();
        if (!domain && !local && (colonAndPort.isEmpty() || OriginPattern.port(colonAndPort, 1) < 0)) {
            return null; // any word could be a host
        }
        return switch (colonAndPort) {
            case ":443" -> "https";
            case ":80" -> "http";
            default -> domain && !local ? "https" : "http";
        };
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
            ascii.append(Punycode.encode(mapped.substring(start, dot)));
            start = dot + 1;
        }
        return ascii.toString();
    }
}
