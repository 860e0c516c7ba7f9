package dev.corsac.example.shop;

/** An error that ends a request with a response which names the fix. It is expected, so it has no stack trace. */
final class HttpError extends RuntimeException {

    private final ProxyResponse response;

    HttpError(int status, String message) {
        this(ProxyResponse.error(status, message));
    }

    HttpError(ProxyResponse response) {
        super(response.body(), null, false, false);
        this.response = response;
    }

    ProxyResponse response() {
        return response;
    }
}
