package dev.corsac.deployment;

import dev.corsac.gateway.Service;
import dev.corsac.http.Host;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a front is reached: the port that it listens on, and the names under which it accepts requests.
 *
 * <p>A front that responded under any name could be read by every web page: one whose host name is made to point to this
 * machine (DNS rebinding) is same-origin with it, and no CORS rule applies. Immutable and thread-safe.
 *
 * @param service which AWS service it is, and so how it refuses a host that is not its own
 * @param name how its configuration names it, {@code apis.shop}; for messages
 * @param port a port of the loopback interface; 0 takes any that is free
 * @param hosts the host names that it accepts in addition to {@code localhost} and loopback addresses, without port; a name that
 *     begins with {@code *.} covers every name below it. Lower case after construction
 */
public record FrontAddress(Service service, String name, int port, Set<String> hosts) {

    private static final String ANY = "*";

    /** @throws IllegalArgumentException if one of the hosts is not valid, with {@link #problem} as its message */
    public FrontAddress {
        Set<String> names = new LinkedHashSet<>();
        for (String host : hosts) {
            String problem = problem(host);
            if (problem != null && !host.equals(ANY)) {
                throw new IllegalArgumentException(problem);
            }
            names.add(host.toLowerCase(Locale.ROOT));
        }
        hosts = Set.copyOf(names);
    }

    /** An address under {@code localhost} and loopback addresses only. */
    public static FrontAddress loopback(Service service, int port) {
        return new FrontAddress(service, service.name().toLowerCase(Locale.ROOT), port, Set.of());
    }

    /**
     * An address that accepts any host, as on a machine that no browser of a person reaches: for tests. Neither a file nor the
     * command line can ask for it.
     */
    public static FrontAddress dangerouslyAnyHost(Service service, int port) {
        return new FrontAddress(service, service.name().toLowerCase(Locale.ROOT), port, Set.of(ANY));
    }

    /** The same address, which accepts these hosts too. */
    public FrontAddress withHosts(List<String> more) {
        Set<String> all = new LinkedHashSet<>(hosts);
        all.addAll(more);
        return new FrontAddress(service, name, port, all);
    }

    /**
     * Whether requests to that host are for this front.
     *
     * @param host a host name or address without port, an IPv6 address in brackets, in any case
     */
    public boolean accepts(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.equals("localhost") || hosts.contains(name) || hosts.contains(ANY) || isLoopbackAddress(name)) {
            return true;
        }
        for (String pattern : hosts) {
            if (pattern.startsWith("*.") && name.endsWith(pattern.substring(1))) {
                return true;
            }
        }
        return false;
    }

    /** Whether it is an address of this machine, in the form in which browsers write it. */
    private static boolean isLoopbackAddress(String host) {
        Host parsed = Host.parseOrNull(host);
        return parsed != null
                && parsed.kind() != Host.Kind.NAME
                && parsed.isLoopback()
                && parsed.toString().equals(host);
    }

    /** What is wrong with a host that is to be accepted, and the form that was probably meant; null if nothing is. */
    public static @Nullable String problem(String host) {
        String name = host.startsWith("*.") ? host.substring(2) : host;
        if (host.matches("\\[[0-9a-fA-F:.]+\\]")) {
            return null;
        }
        if (name.toLowerCase(Locale.ROOT)
                        .matches("[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*")
                && (name.equals(host) || name.indexOf('.') > 0)) {
            return null;
        }
        String meant = host.replaceFirst("^[a-zA-Z][a-zA-Z0-9+.-]*://", "")
                .replaceFirst("[/?#].*$", "")
                .replaceFirst(":\\d*$", "");
        boolean better = !meant.equals(host) && !meant.isEmpty() && problem(meant) == null;
        return "\"" + host + "\" is not a valid host name. "
                + (better
                        ? "Write \"" + meant + "\""
                        : "Write a name such as shop.example.com, without scheme and port, or *.example.com for all names"
                                + " below it");
    }
}
