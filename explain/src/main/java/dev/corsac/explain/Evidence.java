package dev.corsac.explain;

import dev.corsac.browser.Call;
import dev.corsac.browser.Engine;
import dev.corsac.browser.Server;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call as far as it is known, with a server that answers as it did.
 *
 * @param engine in which it was seen; null if that is not known
 * @param server null for a request whose answer is not known
 * @param notes what had to be assumed
 * @param cookies of the called server
 * @param knowsSites whether page and server are known, and not stand-ins
 */
public record Evidence(
        @Nullable Engine engine,
        Call call,
        Server server,
        List<String> notes,
        List<SeenCookie> cookies,
        boolean knowsSites) {}
