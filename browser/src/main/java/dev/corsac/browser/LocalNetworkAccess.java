package dev.corsac.browser;

import dev.corsac.http.Url;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The check whether a page may call a server in a network that is less public than the page's: <a
 * href="https://wicg.github.io/local-network-access/">Local Network Access</a>, which is independent of CORS. No header of
 * the server changes it.
 *
 * @param result the effect on the call
 * @param error Chromium's name; null if nothing is refused there
 * @param console the console's lines; empty if nothing is refused, or if they are not known
 */
public record LocalNetworkAccess(Result result, @Nullable CorsError error, List<String> console) {

    /** What the engine does with the call. */
    public enum Result {
        /** The server is as public as the page, or more; or the two share a trustworthy origin. */
        NOT_CONCERNED,
        /** The browser asks its user; nothing is sent before the user agrees. */
        NEEDS_PERMISSION,
        /** The page must be served over https; nothing is sent. */
        NEEDS_SECURE_CONTEXT,
        /** This engine does not restrict it. */
        NOT_ENFORCED,
        /** Some installations of the engine ask, others do not yet. */
        NOT_CERTAIN
    }

    private static final LocalNetworkAccess NOT_CONCERNED =
            new LocalNetworkAccess(Result.NOT_CONCERNED, null, List.of());

    /**
     * Decides for a call.
     *
     * @param page the space of the address that the page came from
     * @param server the space of the address that it calls
     */
    public static LocalNetworkAccess of(Engine engine, Call call, AddressSpace page, AddressSpace server) {
        if (server.compareTo(page) >= 0) {
            return NOT_CONCERNED;
        }
        Url origin = call.origin().url();
        boolean secure =
                origin != null && (origin.scheme().equals("https") || SecureContexts.isLoopback(origin.host()));
        if (secure && call.origin().isSameOriginAs(call.url())) {
            return NOT_CONCERNED;
        }
        return switch (engine) {
            case FIREFOX -> new LocalNetworkAccess(Result.NOT_CERTAIN, null, List.of());
            case WEBKIT -> new LocalNetworkAccess(Result.NOT_ENFORCED, null, List.of());
            case CHROMIUM -> {
                String space = "`" + server.name().toLowerCase(Locale.ROOT) + "`";
                String intro = "Access to " + call.initiator().consoleName() + " at '" + call.url() + "' from origin '"
                        + call.origin() + "' has been blocked by CORS policy: ";
                yield secure
                        ? new LocalNetworkAccess(
                                Result.NEEDS_PERMISSION,
                                CorsError.LOCAL_NETWORK_ACCESS_PERMISSION_DENIED,
                                List.of(intro + "Permission was denied for this request to access the " + space
                                        + " address space."))
                        : new LocalNetworkAccess(
                                Result.NEEDS_SECURE_CONTEXT,
                                CorsError.INSECURE_LOCAL_NETWORK,
                                List.of(intro + "The request client is not a secure context and the resource is in"
                                        + " more-private address space " + space + "."));
            }
        };
    }
}
