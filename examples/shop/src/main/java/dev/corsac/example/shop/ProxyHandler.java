package dev.corsac.example.shop;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Turns the event's bytes into a request, and the answer into bytes. It knows nothing of CORS: that is around it. */
abstract class ProxyHandler implements RequestStreamHandler {

    @Override
    public final void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        ProxyRequest request = ProxyRequest.parse(input.readAllBytes());
        ProxyResponse response;
        try {
            response = answer(request);
        } catch (HttpError e) {
            response = e.response();
        }
        response.writeTo(output);
    }

    /** @throws HttpError for an answer that ends the request early */
    abstract ProxyResponse answer(ProxyRequest request);

    static HttpError notFound(ProxyRequest request) {
        return new HttpError(404, "There is nothing at " + request.path());
    }
}
