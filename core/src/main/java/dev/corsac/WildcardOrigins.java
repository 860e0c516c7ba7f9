package dev.corsac;

import dev.corsac.internal.Placeholders;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The patterns that cover many origins, indexed by host: a walk along an origin's host, from its end, makes one look-up at
 * each dot, and, if a pattern has a placeholder, one for each part of the first label that could be it. The cost depends on the
 * host's length only, not on the patterns. Immutable.
 */
final class WildcardOrigins {

    private final @Nullable Host[] table;
    private final List<OriginPattern> patterns;
    private final boolean placeholders;

    WildcardOrigins(List<OriginPattern> patterns) {
        this.patterns = List.copyOf(patterns);
        this.table = new @Nullable Host[tableSize(patterns.size())];
        boolean placeholders = false;
        for (OriginPattern pattern : patterns) {
            placeholders |= pattern.hasPlaceholder();
            int hash = hash(0, pattern.host(), 0, pattern.host().length());
            int slot = slot(hash);
            table[slot] = new Host(pattern, hash, table[slot]);
        }
        this.placeholders = placeholders;
    }

    /** Returns the patterns in the order in which they were given. */
    List<OriginPattern> patterns() {
        return patterns;
    }

    /** Whether a browser could send the origin and a pattern covers it. */
    boolean matches(String origin) {
        return find(origin) != null;
    }

    /** Returns a pattern that covers the origin; null if there is none. */
    @Nullable
    OriginPattern find(String origin) {
        if (origin.length() > OriginPattern.LONGEST) {
            return null;
        }
        int schemeEnd = origin.indexOf("://");
        if (schemeEnd <= 0) {
            return null;
        }
        int hostStart = schemeEnd + 3;
        int hostEnd = OriginPattern.hostEnd(origin, hostStart);
        int port = OriginPattern.NO_PORT;
        if (hostEnd < origin.length()) {
            if (origin.charAt(hostEnd) != ':') {
                return null;
            }
            port = OriginPattern.port(origin, hostEnd + 1);
            if (port <= 0 || port == OriginPattern.defaultPort(origin, schemeEnd)) {
                return null;
            }
        }
        if (hostStart == hostEnd || !OriginPattern.fitsHost(hostEnd - hostStart)) {
            return null;
        }
        return origin.charAt(hostStart) == '['
                ? findAddress(origin, schemeEnd, hostStart, hostEnd, port)
                : findDomain(origin, schemeEnd, hostStart, hostEnd, port);
    }

    private @Nullable OriginPattern findAddress(String origin, int schemeEnd, int hostStart, int hostEnd, int port) {
        int hash = 0;
        for (int i = hostEnd - 1; i >= hostStart; i--) {
            hash = hash * 31 + origin.charAt(i);
        }
        return lookUp(origin, schemeEnd, hostStart, hostEnd, port, hash);
    }

    /** Walks to the host's beginning even after a match: the rest must be labels too, or it is not an origin. */
    private @Nullable OriginPattern findDomain(String origin, int schemeEnd, int hostStart, int hostEnd, int port) {
        OriginPattern found = null;
        int hash = 0;
        int labelEnd = hostEnd;
        if (origin.charAt(hostEnd - 1) == '.') { // the root: its own dot ends no label
            labelEnd--;
            hash = '.';
        }
        for (int i = labelEnd - 1; i >= hostStart; i--) {
            char c = origin.charAt(i);
            hash = hash * 31 + c;
            if (c == '.') {
                if (i == hostStart || !OriginPattern.fitsLabel(labelEnd - i - 1)) {
                    return null;
                }
                labelEnd = i;
                if (found == null) {
                    found = lookUp(origin, schemeEnd, i, hostEnd, port, hash);
                }
            } else if (!OriginPattern.isHostCharacter(c)) {
                return null;
            }
        }
        if (!OriginPattern.fitsLabel(labelEnd - hostStart)) {
            return null;
        }
        if (found == null) {
            found = lookUp(origin, schemeEnd, hostStart, hostEnd, port, hash);
        }
        return found != null || !placeholders ? found : findPlaceholder(origin, schemeEnd, hostStart, hostEnd, port);
    }

    /** Looks for each part of the first label as a placeholder: at most 32 parts, in a label of at most 63 characters. */
    private @Nullable OriginPattern findPlaceholder(
            String origin, int schemeEnd, int hostStart, int hostEnd, int port) {
        int labelEnd = Placeholders.labelEnd(origin, hostStart, hostEnd);
        if (labelEnd < 0) {
            return null;
        }
        int rest = hash(0, origin, labelEnd, hostEnd);
        for (int start = hostStart; start < labelEnd; start = Placeholders.partEnd(origin, start, labelEnd) + 1) {
            int end = Placeholders.partEnd(origin, start, labelEnd);
            OriginPattern found = null;
            if (Placeholders.isNumber(origin, start, end)) {
                found = lookUp(origin, schemeEnd, hostStart, hostEnd, port, start, end, Placeholders.NUMBER, rest);
            }
            if (found == null && Placeholders.isHex(origin, start, end)) {
                found = lookUp(origin, schemeEnd, hostStart, hostEnd, port, start, end, Placeholders.HEX, rest);
            }
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private @Nullable OriginPattern lookUp(
            String origin,
            int schemeEnd,
            int hostStart,
            int hostEnd,
            int port,
            int start,
            int end,
            String placeholder,
            int rest) {
        int labelEnd = Placeholders.labelEnd(origin, hostStart, hostEnd);
        int hash = hash(rest, origin, end, labelEnd);
        hash = hash(hash, placeholder, 0, placeholder.length());
        hash = hash(hash, origin, hostStart, start);
        for (Host entry = table[slot(hash)]; entry != null; entry = entry.next) {
            OriginPattern pattern = entry.pattern;
            String host = pattern.host();
            int place = start - hostStart;
            if (entry.hash == hash
                    && host.length() == hostEnd - hostStart - (end - start) + placeholder.length()
                    && host.startsWith(placeholder, place)
                    && origin.regionMatches(hostStart, host, 0, place)
                    && origin.regionMatches(end, host, place + placeholder.length(), hostEnd - end)
                    && hasSchemeAndPort(pattern, origin, schemeEnd, port)) {
                return pattern;
            }
        }
        return null;
    }

    /** Continues a hash with a part of a text, from its end. */
    private static int hash(int hash, String text, int start, int end) {
        int result = hash;
        for (int i = end - 1; i >= start; i--) {
            result = result * 31 + text.charAt(i);
        }
        return result;
    }

    private static boolean hasSchemeAndPort(OriginPattern pattern, String origin, int schemeEnd, int port) {
        return pattern.scheme().length() == schemeEnd
                && origin.startsWith(pattern.scheme())
                && (pattern.port() == OriginPattern.ANY_PORT || pattern.port() == port);
    }

    private @Nullable OriginPattern lookUp(
            String origin, int schemeEnd, int hostStart, int hostEnd, int port, int hash) {
        for (Host entry = table[slot(hash)]; entry != null; entry = entry.next) {
            OriginPattern pattern = entry.pattern;
            if (entry.hash == hash
                    && pattern.host().length() == hostEnd - hostStart
                    && origin.startsWith(pattern.host(), hostStart)
                    && hasSchemeAndPort(pattern, origin, schemeEnd, port)) {
                return pattern;
            }
        }
        return null;
    }

    private int slot(int hash) {
        return ((hash * 0x9E3779B9) >>> 16) & (table.length - 1);
    }

    private static int tableSize(int count) {
        return Math.max(4, Math.min(1 << 16, Integer.highestOneBit(Math.max(1, count)) * 4));
    }

    /** A pattern with its host's hash, linked to the next in the same slot. */
    private static final class Host {
        final OriginPattern pattern;
        final int hash;
        final @Nullable Host next;

        Host(OriginPattern pattern, int hash, @Nullable Host next) {
            this.pattern = pattern;
            this.hash = hash;
            this.next = next;
        }
    }
}
