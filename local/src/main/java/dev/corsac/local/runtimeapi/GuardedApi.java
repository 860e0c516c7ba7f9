package dev.corsac.local.runtimeapi;

import dev.corsac.http.wire.HttpServerConnection.Exchange;
import dev.corsac.http.wire.HttpServerConnection.Handler;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets runtime clients through to a Runtime API and keeps web pages out, which reach every port of this machine: a page that
 * asks for the next event takes it from its function, and one whose host name was made to point here (DNS rebinding) could
 * read it and respond for the function.
 *
 * <p>A runtime client sends the address of {@code AWS_LAMBDA_RUNTIME_API} as {@code Host}, and nothing that only browsers
 * send. A secret segment in that address would be a second lock, but not every client of AWS accepts one: the Java client
 * appends to the address, the Python client hands it to {@code http.client.HTTPConnection} as host and port.
 *
 * @param authority the value of {@code AWS_LAMBDA_RUNTIME_API}
 */
record GuardedApi(Handler api, String authority) implements Handler {

    /**
     * Browsers add one of these to each request of a page; scripts cannot remove or set the first two.
     */
    private static final List<String> BROWSER_HEADERS =
            List.of("origin", "sec-fetch-site", "sec-fetch-dest", "sec-fetch-user", "referer");

    /** {@code Sec-Fetch-Mode} of every request that Node.js makes by its own {@code fetch}; it adds none of the others. */
    private static final String MODE_OF_NODE = "cors";

    /** How the {@code User-Agent} of every browser begins; a page needs a preflight to send another one. */
    private static final String BROWSER_AGENT = "Mozilla/";

    @Override
    public void handle(Exchange call) throws IOException {
        String refusal = refusal(call);
        if (refusal == null) {
            api.handle(call);
        } else {
            RuntimeApi.refuse(call, 403, "Forbidden", refusal);
        }
    }

    private @Nullable String refusal(Exchange call) {
        if (!authority.equals(call.header("host"))) {
            return "the Runtime API accepts requests to the host " + authority
                    + " only. Send the value of AWS_LAMBDA_RUNTIME_API as Host";
        }
        for (String name : BROWSER_HEADERS) {
            if (call.header(name) != null) {
                return "the Runtime API does not accept requests of web pages: this one has the header " + name;
            }
        }
        String mode = call.header("sec-fetch-mode");
        if (mode != null && !mode.equals(MODE_OF_NODE)) {
            return "the Runtime API does not accept requests of web pages: this one has Sec-Fetch-Mode: " + mode;
        }
        String agent = call.header("user-agent");
        return agent != null && agent.startsWith(BROWSER_AGENT)
                ? "the Runtime API does not accept requests of browsers"
                : null;
    }
}
