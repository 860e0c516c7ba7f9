package dev.corsac.local.console;

import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/**
 * Lets the console's own page through and nothing else: no page of another origin, not even of another port, and none
 * whose host name was made to point here (DNS rebinding). Programs on this machine are not kept out: they could as well ask
 * the fronts.
 */
final class Guard {

    /** What the page's script adds; no other origin can, since it takes a preflight, and none is granted. */
    static final String HEADER = "Corsac-Console";

    private static final Set<String> HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

    private Guard() {}

    /** Why the request is refused; null if it is let through. */
    static @Nullable String refusal(Request request, int port, boolean document) {
        HttpFields fields = request.getHeaders();
        String host = fields.get("Host");
        if (host == null || fields.getValuesList("Host").size() != 1 || !isOwn(host, port)) {
            return "The console responds only to http://localhost:" + port + ", not to the host \"" + host + "\".";
        }
        String origin = fields.get("Origin");
        boolean reads = request.getMethod().equals("GET");
        if (origin == null ? !reads : !origin.equals("http://" + host)) {
            return "The console responds only to its own page, not to the origin \"" + origin + "\".";
        }
        String site = fields.get("Sec-Fetch-Site");
        boolean opened = document && "navigate".equals(fields.get("Sec-Fetch-Mode"));
        if (site != null && !site.equals("same-origin") && !(site.equals("none") && reads) && !opened) {
            return "The console responds only to its own page, not to one that is " + site + ".";
        }
        return null;
    }

    private static boolean isOwn(String host, int port) {
        int colon = host.lastIndexOf(':');
        return colon > 0
                && HOSTS.contains(host.substring(0, colon))
                && host.substring(colon + 1).equals("" + port);
    }
}
