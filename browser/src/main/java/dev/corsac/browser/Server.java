package dev.corsac.browser;

import dev.corsac.http.Request;
import dev.corsac.http.Response;
import org.jspecify.annotations.Nullable;

/** A server as the browser sees it: a recorded exchange, a model of a front, a function in a test. */
@FunctionalInterface
public interface Server {

    /** Returns the response to this request; null if the connection failed. */
    @Nullable
    Response respond(Request request);
}
