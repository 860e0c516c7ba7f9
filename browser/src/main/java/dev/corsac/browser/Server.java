package dev.corsac.browser;

import dev.corsac.http.Request;
import dev.corsac.http.Response;
import org.jspecify.annotations.Nullable;

/** Whatever answers a request: a recorded exchange, a model of a front, a function in a test. */
@FunctionalInterface
public interface Server {

    /** The response to this request; null if there is none, because the connection failed. */
    @Nullable
    Response respond(Request request);
}
