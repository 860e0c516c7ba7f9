package dev.corsac.local.runtimeapi;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One request to a Runtime API. It gets one response. */
interface RuntimeCall {

    /** The request's path as it was sent, without the query. */
    String path();

    /** The first value of a header, named in whatever case; null if it is not there. */
    @Nullable
    String header(String name);

    /** Reads the body to its end, and keeps its beginning up to a limit; at most once, on the connection's thread. */
    RuntimeBody body(int limit) throws IOException;

    /** Whether the connection is there as far as is known: false once either side has closed it. */
    boolean isConnected();

    /**
     * Sends the response, from any thread.
     *
     * @param headers complete lines, each with its end
     * @throws IOException if nobody is there to read it
     */
    void respond(int status, String headers, byte[] body) throws IOException;

    /** A request's body. */
    final class RuntimeBody {
        private final byte[] bytes;
        private final long length;
        private final HeaderLines trailers;

        RuntimeBody(byte[] bytes, long length, HeaderLines trailers) {
            this.bytes = bytes;
            this.length = length;
            this.trailers = trailers;
        }

        /** As much as was to be kept. */
        byte[] bytes() {
            return bytes;
        }

        /** How long it was. */
        long length() {
            return length;
        }

        HeaderLines trailers() {
            return trailers;
        }
    }
}
