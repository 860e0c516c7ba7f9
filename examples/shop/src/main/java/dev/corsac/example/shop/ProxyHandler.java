package dev.corsac.example.shop;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A handler that turns the event's bytes into a request, and the response into bytes. It does not know CORS, which is around it. */
abstract class ProxyHandler implements RequestStreamHandler {

    @Override
    public final void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        ProxyRequest request = ProxyRequest.parse(input.readAllBytes());
        ProxyResponse response;
        try {
            response = respond(request);
        } catch (HttpError e) {
            response = e.response();
        }
        response.writeTo(output);
    }

    /** @throws HttpError for a response that ends the request early */
    abstract ProxyResponse respond(ProxyRequest request);

    static HttpError notFound(ProxyRequest request) {
        return new HttpError(404, "There is nothing at " + request.path());
    }
}
