package dev.corsac;

import dev.corsac.internal.Placeholders;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An allowed origin, split into its parts: exact, or for all domains below one ({@code https://*.example.com}), or for any port
 * ({@code http://localhost:*}), or both; or with a {@linkplain Placeholders placeholder} in its first label ({@code
 * https://pr-{number}.example.com}).
 *
 * <p>The exact ones are the serializations of tuple origins (<a
 * href="https://html.spec.whatwg.org/multipage/browsers.html#ascii-serialisation-of-an-origin">HTML</a>, <a
 * href="https://url.spec.whatwg.org/#host-serializing">URL</a>), so that matching is comparing characters.
 *
 * @param text the origin as it was given
 * @param scheme in lower case
 * @param host for a wildcard, what follows the asterisk, beginning with the dot; an IPv6 address in its brackets
 * @param port {@link #NO_PORT}, {@link #ANY_PORT} or a number
 */
record OriginPattern(String text, String scheme, String host, int port) {

    static final int NO_PORT = 0;
    static final int ANY_PORT = -1;

    private static final int LONGEST_SCHEME = 64;
    static final int LONGEST_HOST = 253;
    static final int LONGEST_LABEL = 63;

    /** The length of the longest origin whose scheme and host are within the limits. */
    static final int LONGEST = LONGEST_SCHEME + "://".length() + LONGEST_HOST + ":65535".length();

    boolean isExact() {
        return port != ANY_PORT && !coversSubdomains() && !hasPlaceholder();
    }

    /** Whether a part of its first label is a placeholder. */
    boolean hasPlaceholder() {
        return host.indexOf('{') >= 0;
    }

    boolean coversSubdomains() {
        return host.charAt(0) == '.';
    }

    /** Whether its pages come over a network without TLS. */
    boolean isInsecure() {
        return scheme.equals("http") && !isLoopback();
    }

    /** Names and addresses that never leave the machine: RFC 6761 section 6.3, RFC 1122 section 3.2.1.3, RFC 4291 section 2.5.3. */
    boolean isLoopback() {
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.equals("[::1]")
                || (host.startsWith("127.") && endsInNumber(host));
    }

    /** Returns the scheme's default port, which is left out of an origin; -1 if it has none. */
    static int defaultPort(String text, int schemeLength) {
        if (schemeLength == 4 && text.startsWith("http")) {
            return 80;
        }
        return schemeLength == 5 && text.startsWith("https") ? 443 : -1;
    }

    /** Splits an allowed origin into its parts; if it is not valid, adds the problem and returns null. */
    static @Nullable OriginPattern parse(String text, List<CorsProblem> problems) {
        int schemeEnd = text.indexOf("://");
        OriginFlaw flaw = flaw(text, schemeEnd);
        if (flaw != null) {
            problems.add(new CorsProblem.InvalidOrigin(text, flaw, OriginSuggestion.of(text)));
            return null;
        }
        int hostStart = schemeEnd + 3;
        int hostEnd = hostEnd(text, hostStart);
        int port = NO_PORT;
        if (hostEnd < text.length()) {
            port = text.charAt(hostEnd + 1) == '*' ? ANY_PORT : port(text, hostEnd + 1);
        }
        if (text.charAt(hostStart) == '*') {
            hostStart++;
        }
        return new OriginPattern(text, text.substring(0, schemeEnd), text.substring(hostStart, hostEnd), port);
    }

    /**
     * Whether the text has the form in which browsers send origins, as far as a pattern must know it: where host and port are,
     * that its labels are within their limits, and that the port is not the scheme's default. Does not allocate.
     */
    static boolean isSendable(String origin) {
        int schemeEnd = origin.indexOf("://");
        if (schemeEnd <= 0 || origin.length() > LONGEST) {
            return false;
        }
        int hostStart = schemeEnd + 3;
        int hostEnd = hostEnd(origin, hostStart);
        if (hostEnd < origin.length()) {
            int port = origin.charAt(hostEnd) == ':' ? port(origin, hostEnd + 1) : -1;
            if (port <= 0 || port == defaultPort(origin, schemeEnd)) {
                return false;
            }
        }
        if (hostStart == hostEnd || !fitsHost(hostEnd - hostStart)) {
            return false;
        }
        return origin.charAt(hostStart) == '[' || hasLabels(origin, hostStart, hostEnd);
    }

    private static boolean hasLabels(String origin, int hostStart, int hostEnd) {
        // The root's own dot ends no label.
        int end = origin.charAt(hostEnd - 1) == '.' ? hostEnd - 1 : hostEnd;
        int label = hostStart;
        for (int i = hostStart; i < end; i++) {
            char c = origin.charAt(i);
            if (c == '.') {
                if (!fitsLabel(i - label)) {
                    return false;
                }
                label = i + 1;
            } else if (!isHostCharacter(c)) {
                return false;
            }
        }
        return fitsLabel(end - label);
    }

    /** Returns what is wrong with an allowed origin, or null. */
    static @Nullable OriginFlaw flaw(String text) {
        return flaw(text, text.indexOf("://"));
    }

    private static @Nullable OriginFlaw flaw(String text, int schemeEnd) {
        if (schemeEnd > 0 && text.indexOf('{') > schemeEnd) {
            String example = Placeholders.example(text, schemeEnd + 3);
            boolean address = example != null && endsInNumber(example, schemeEnd + 3, hostEnd(example, schemeEnd + 3));
            return example == null || address ? OriginFlaw.PLACEHOLDER : flaw(example, schemeEnd);
        }
        OriginFlaw flaw = characterFlaw(text);
        if (flaw != null) {
            return flaw;
        }
        if (schemeEnd < 0) {
            return isOpaque(text, text.indexOf(':')) ? OriginFlaw.SCHEME_WITHOUT_ORIGIN : OriginFlaw.NO_SCHEME;
        }
        flaw = schemeFlaw(text, schemeEnd);
        if (flaw != null) {
            return flaw;
        }
        int hostStart = schemeEnd + 3;
        flaw = flawAfterAuthority(text, hostStart);
        if (flaw != null) {
            return flaw;
        }
        int hostEnd = hostEnd(text, hostStart);
        flaw = hostFlaw(text, hostStart, hostEnd);
        return flaw != null ? flaw : portFlaw(text, schemeEnd, hostEnd);
    }

    private static @Nullable OriginFlaw characterFlaw(String text) {
        if (text.isEmpty()) {
            return OriginFlaw.EMPTY;
        }
        if (text.equals("null")) {
            return OriginFlaw.NULL;
        }
        if (text.charAt(0) == '[' && text.indexOf("://") >= 0) {
            return OriginFlaw.CHARACTER;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ',') {
                return OriginFlaw.COMMA;
            }
            if (c <= ' ' || c == 0x7f || "\"'`\\<>(){}|^%".indexOf(c) >= 0 || (c >= '\u2018' && c <= '\u201f')) {
                return OriginFlaw.CHARACTER;
            }
        }
        return null;
    }

    private static @Nullable OriginFlaw schemeFlaw(String text, int schemeEnd) {
        if (schemeEnd == 0) {
            return OriginFlaw.NO_SCHEME;
        }
        boolean upper = false;
        for (int i = 0; i < schemeEnd; i++) {
            char c = text.charAt(i);
            if (c == '*') {
                return OriginFlaw.WILDCARD;
            }
            boolean letter = isLower(c) || isUpper(c);
            if (!letter && (i == 0 || !(isDigit(c) || c == '+' || c == '-' || c == '.'))) {
                return OriginFlaw.SCHEME;
            }
            upper |= isUpper(c);
        }
        if (schemeEnd > LONGEST_SCHEME) {
            return OriginFlaw.SCHEME;
        }
        if (isOpaque(text, schemeEnd)) {
            return OriginFlaw.SCHEME_WITHOUT_ORIGIN;
        }
        return upper ? OriginFlaw.UPPER_CASE : null;
    }

    /** Whether browsers support the scheme and give its documents, if there are any, an opaque origin. */
    private static boolean isOpaque(String text, int schemeEnd) {
        return switch (schemeEnd) {
            case 2 -> text.regionMatches(true, 0, "ws", 0, 2);
            case 3 -> text.regionMatches(true, 0, "wss", 0, 3) || text.regionMatches(true, 0, "ftp", 0, 3);
            case 4 ->
                text.regionMatches(true, 0, "file", 0, 4)
                        || text.regionMatches(true, 0, "data", 0, 4)
                        || text.regionMatches(true, 0, "blob", 0, 4);
            case 5 -> text.regionMatches(true, 0, "about", 0, 5);
            case 6 -> text.regionMatches(true, 0, "mailto", 0, 6);
            case 10 -> text.regionMatches(true, 0, "javascript", 0, 10);
            default -> false;
        };
    }

    private static @Nullable OriginFlaw flawAfterAuthority(String text, int start) {
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '@') {
                return OriginFlaw.USER;
            }
            if (c == '/') {
                return i == text.length() - 1 ? OriginFlaw.TRAILING_SLASH : OriginFlaw.PATH;
            }
            if (c == '?' || c == '#') {
                return OriginFlaw.QUERY;
            }
        }
        return null;
    }

    private static @Nullable OriginFlaw hostFlaw(String text, int start, int end) {
        if (start == end) {
            return OriginFlaw.NO_HOST;
        }
        if (text.charAt(start) == '[') {
            return IpAddress.isCanonicalIpv6(text, start, end) ? null : OriginFlaw.IPV6;
        }
        int labelsStart = start;
        if (text.charAt(start) == '*') {
            if (start + 1 == end) {
                return OriginFlaw.ANY_HOST;
            }
            if (text.charAt(start + 1) != '.') {
                return OriginFlaw.WILDCARD;
            }
            if (start + 2 == end) {
                return OriginFlaw.ANY_HOST;
            }
            labelsStart = start + 2;
        }
        OriginFlaw flaw = domainFlaw(text, labelsStart, end);
        if (flaw != null) {
            return flaw;
        }
        // A wildcard counts as one character: the shortest label that it stands for.
        if (end - start > LONGEST_HOST) {
            return OriginFlaw.HOST_TOO_LONG;
        }
        if (endsInNumber(text, labelsStart, end)) {
            return labelsStart > start
                    ? OriginFlaw.WILDCARD
                    : IpAddress.isCanonicalIpv4(text, start, end) ? null : OriginFlaw.IPV4;
        }
        return null;
    }

    /**
     * Accepts the characters that registries, resolvers and proxies agree on. The URL Standard allows a few more in a host,
     * such as {@code !}; none has been seen in use.
     */
    private static @Nullable OriginFlaw domainFlaw(String text, int start, int end) {
        int label = 0;
        boolean upper = false;
        boolean tooLong = false;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c == '.') {
                // Browsers keep a dot at the very end: the origin differs from that of the same name without it.
                if (label == 0) {
                    return OriginFlaw.EMPTY_LABEL;
                }
                label = 0;
                continue;
            }
            if (c == '*') {
                return OriginFlaw.WILDCARD;
            }
            if (c >= 0x80) {
                return OriginFlaw.UNICODE;
            }
            if (!isHostCharacter(c) && !isUpper(c)) {
                return OriginFlaw.CHARACTER;
            }
            upper |= isUpper(c);
            tooLong |= ++label > LONGEST_LABEL;
        }
        if (upper || tooLong) {
            return upper ? OriginFlaw.UPPER_CASE : OriginFlaw.LABEL_TOO_LONG;
        }
        return hasInvalidPunycode(text, start, end) ? OriginFlaw.PUNYCODE : null;
    }

    private static boolean hasInvalidPunycode(String text, int start, int end) {
        int labelStart = start;
        while (labelStart < end) {
            int dot = text.indexOf('.', labelStart);
            int labelEnd = dot < 0 || dot > end ? end : dot;
            if (text.startsWith("xn--", labelStart)
                    && labelEnd - labelStart >= 4
                    && !Punycode.isValidLabel(text.substring(labelStart, labelEnd))) {
                return true;
            }
            labelStart = labelEnd + 1;
        }
        return false;
    }

    private static @Nullable OriginFlaw portFlaw(String text, int schemeEnd, int hostEnd) {
        if (hostEnd == text.length()) {
            return null;
        }
        if (text.charAt(hostEnd) != ':') {
            return OriginFlaw.CHARACTER;
        }
        int start = hostEnd + 1;
        if (text.length() == start + 1 && text.charAt(start) == '*') {
            return null;
        }
        if (text.indexOf('*', start) >= 0) {
            return OriginFlaw.WILDCARD;
        }
        int port = port(text, start);
        if (port < 0) {
            return OriginFlaw.PORT;
        }
        return port == defaultPort(text, schemeEnd) ? OriginFlaw.DEFAULT_PORT : null;
    }

    /** Returns the port from there to the end, if it is one as browsers write it; -1 otherwise. */
    static int port(String text, int start) {
        int digits = text.length() - start;
        if (digits < 1 || digits > 5 || text.charAt(start) == '0') {
            return -1;
        }
        int port = 0;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isDigit(c)) {
                return -1;
            }
            port = port * 10 + (c - '0');
        }
        return port <= 65535 ? port : -1;
    }

    /** Returns the end of the host that begins there: before the colon of a port, or at the end. */
    static int hostEnd(String text, int start) {
        if (start < text.length() && text.charAt(start) == '[') {
            int bracket = text.indexOf(']', start);
            return bracket < 0 ? text.length() : bracket + 1;
        }
        int colon = text.indexOf(':', start);
        return colon < 0 ? text.length() : colon;
    }

    static boolean endsInNumber(String host) {
        return endsInNumber(host, 0, host.length());
    }

    /**
     * Whether a host is taken for an IPv4 address: <a
     * href="https://url.spec.whatwg.org/#ends-in-a-number-checker">ends-in-a-number checker</a>. It is here rather than in
     * {@link IpAddress} so that most policies need not load that class.
     */
    static boolean endsInNumber(String text, int start, int end) {
        int last = end - 1;
        if (last >= start && text.charAt(last) == '.') {
            last--;
        }
        int labelStart = last;
        while (labelStart >= start && text.charAt(labelStart) != '.') {
            labelStart--;
        }
        labelStart++;
        if (labelStart > last) {
            return false;
        }
        boolean hexadecimal = text.startsWith("0x", labelStart);
        for (int i = hexadecimal ? labelStart + 2 : labelStart; i <= last; i++) {
            int digit = Character.digit(text.charAt(i), hexadecimal ? 16 : 10);
            if (digit < 0) {
                return false;
            }
        }
        return true;
    }

    static boolean isHostCharacter(char c) {
        return isLower(c) || isDigit(c) || c == '-' || c == '_';
    }

    static boolean isLower(char c) {
        return c >= 'a' && c <= 'z';
    }

    static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Whether a label is within its limit. */
    static boolean fitsLabel(int length) {
        return length > 0 && length <= LONGEST_LABEL;
    }

    static boolean fitsHost(int length) {
        return length <= LONGEST_HOST;
    }
}
