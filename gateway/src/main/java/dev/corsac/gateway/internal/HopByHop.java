package dev.corsac.gateway.internal;

import java.util.Set;

/**
 * The headers that belong to the connection and not to the message (<a
 * href="https://www.rfc-editor.org/rfc/rfc9110.html#section-7.6.1">RFC 9110, section 7.6.1</a>). A load balancer hands {@code
 * connection} to functions all the same.
 */
public final class HopByHop {

    private static final Set<String> NAMES = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private HopByHop() {}

    /** Returns whether a name in lower case is one. */
    public static boolean contains(String lowerCaseName) {
        return NAMES.contains(lowerCaseName);
    }
}
