package dev.corsac.http;

import org.jspecify.annotations.Nullable;

/**
 * A host of a URL as browsers write it: a domain name in lower-case ASCII ({@code xn--} for other scripts), an IPv4 address
 * in four decimal numbers, or a compressed IPv6 address in brackets. Immutable and thread-safe.
 *
 * <p>Read by the URL Standard's <a href="https://url.spec.whatwg.org/#concept-host-parser">host parser</a> for the schemes
 * that need a host ({@code http}, {@code https}, {@code ws}, {@code wss}, {@code ftp}); names whose mapping takes more of
 * Unicode's tables than the JDK's character classes are refused.
 */
public final class Host {

    /** What a host is. */
    public enum Kind {
        /** A domain name. */
        NAME,
        /** An IPv4 address. */
        IPV4,
        /** An IPv6 address. */
        IPV6
    }

    private static final String FORBIDDEN = " #/:<>?@[\\]^|";

    private final Kind kind;
    private final String text;

    private Host(Kind kind, String text) {
        this.kind = kind;
        this.text = text;
    }

    /**
     * Parses a host in any form that a browser accepts ({@code 127.1}, {@code [0:0::1]}, {@code Bücher.example}).
     *
     * @throws IllegalArgumentException if browsers refuse it; the message has the text and the reason
     */
    public static Host parse(String text) {
        Host host = parseOrNull(text);
        if (host == null) {
            throw new IllegalArgumentException("\"" + text + "\" is not a valid host: " + reason(text));
        }
        return host;
    }

    /** Parses a host as {@link #parse} does; null if browsers refuse it. */
    public static @Nullable Host parseOrNull(String text) {
        if (isPlainName(text)) {
            return new Host(Kind.NAME, text);
        }
        if (IpAddress.isPlainIpv4(text)) {
            return new Host(Kind.IPV4, text);
        }
        if (text.startsWith("[")) {
            int[] pieces = text.endsWith("]") ? IpAddress.parseIpv6(text.substring(1, text.length() - 1)) : null;
            return pieces == null ? null : new Host(Kind.IPV6, IpAddress.writeIpv6(pieces));
        }
        String domain = DomainName.toAscii(PercentCoding.decode(text));
        if (domain == null || domain.isEmpty() || hasForbidden(domain, true)) {
            return null;
        }
        if (IpAddress.endsInNumber(domain)) {
            long address = IpAddress.parseIpv4(domain);
            return address < 0 ? null : new Host(Kind.IPV4, IpAddress.writeIpv4(address));
        }
        return new Host(Kind.NAME, domain);
    }

    /**
     * Parses the host of a URL whose scheme is not one of those above: kept as written, but for what is not ASCII.
     *
     * @return null if it has a character that no host may have
     */
    static @Nullable String parseOpaque(String text) {
        if (text.startsWith("[")) {
            Host host = parseOrNull(text);
            return host == null ? null : host.text;
        }
        return hasForbidden(text, false) ? null : PercentCoding.encodeSet(text, "");
    }

    /** Returns what this host is. */
    public Kind kind() {
        return kind;
    }

    /**
     * Tests whether browsers take the host for the machine itself, so that plain http counts as secure: {@code localhost} and
     * every name under it, 127.0.0.0/8 and {@code [::1]} (<a
     * href="https://w3c.github.io/webappsec-secure-contexts/#is-origin-trustworthy">Secure Contexts</a>).
     */
    public boolean isLoopback() {
        return switch (kind) {
            case NAME -> {
                String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
                yield name.equals("localhost") || name.endsWith(".localhost");
            }
            case IPV4 -> text.startsWith("127.");
            case IPV6 -> text.equals("[::1]");
        };
    }

    /** Returns the host as browsers write it. */
    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Host host && text.equals(host.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** Whether the text is the host already: lower-case labels, the last of which starts with a letter; nearly all are. */
    private static boolean isPlainName(String text) {
        int label = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.') {
                label = i + 1;
            } else if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_')) {
                return false;
            } else if (c == '-' && i == label + 3 && text.startsWith("xn-", label)) {
                return false;
            }
        }
        return label < text.length() && text.charAt(label) >= 'a' && text.charAt(label) <= 'z';
    }

    private static boolean hasForbidden(String host, boolean domain) {
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c == 0 || c == '\t' || c == '\n' || c == '\r' || FORBIDDEN.indexOf(c) >= 0) {
                return true;
            }
            if (domain && (c < ' ' || c == '%' || c == 0x7F)) {
                return true;
            }
        }
        return false;
    }

    private static String reason(String text) {
        if (text.isEmpty()) {
            return "it is empty";
        }
        if (text.startsWith("[") || text.indexOf(':') >= 0) {
            return "write an IPv6 address in brackets, such as [::1]";
        }
        String domain = DomainName.toAscii(PercentCoding.decode(text));
        if (domain == null) {
            return "write names of other scripts in their form with xn--";
        }
        if (!hasForbidden(domain, true) && !domain.isEmpty()) {
            return "a host that ends in a number must be an IPv4 address";
        }
        return "use letters, digits, hyphens and dots";
    }
}
