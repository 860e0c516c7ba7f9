package dev.corsac.gateway.httpapi;

import dev.corsac.gateway.internal.RequestAuthorization;
import dev.corsac.gateway.internal.RequestSignature;
import dev.corsac.http.Request;

/** The authorization type {@code AWS_IAM}. */
final class HttpApiIamAuthorizer implements HttpApiAuthorizer {

    static final HttpApiIamAuthorizer INSTANCE = new HttpApiIamAuthorizer();

    private HttpApiIamAuthorizer() {}

    @Override
    public String name() {
        return "AWS_IAM";
    }

    HttpApiAuthorization authorize(HttpApi api, Request request) {
        String accessKey = RequestSignature.accessKey(request);
        return accessKey == null
                ? HttpApiAuthorization.refused(403, "Forbidden", "the request carries no signature of AWS")
                : HttpApiAuthorization.granted(new RequestAuthorization.BySignature(
                        accessKey, api.identity().accountId()));
    }
}
