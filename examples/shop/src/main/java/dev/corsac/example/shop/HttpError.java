package dev.corsac.example.shop;

/** Ends a request with an answer that tells the caller what to mend. Expected, so it has no stack trace. */
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
