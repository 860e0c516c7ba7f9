package dev.corsac.gateway.httpapi;

import dev.corsac.gateway.RequestMetadata;
import dev.corsac.gateway.internal.PayloadV2Event;
import dev.corsac.gateway.internal.RequestAuthorization;
import dev.corsac.gateway.internal.RequestSignature;
import dev.corsac.http.Request;

/** The authorization type {@code AWS_IAM}. */
final class HttpApiIamAuthorizer extends HttpApiAuthorizer {

    static final HttpApiIamAuthorizer INSTANCE = new HttpApiIamAuthorizer();

    private HttpApiIamAuthorizer() {}

    @Override
    public String name() {
        return "AWS_IAM";
    }

    @Override
    HttpApiAuthorization authorize(
            HttpApi api,
            HttpApiRoute route,
            String path,
            PayloadV2Event.Target target,
            Request request,
            RequestMetadata arrival) {
        String accessKey = RequestSignature.accessKey(request);
        return accessKey == null
                ? HttpApiAuthorization.refused(403, "Forbidden", "the request carries no signature of AWS")
                : HttpApiAuthorization.granted(new RequestAuthorization.BySignature(
                        accessKey, api.identity().accountId()));
    }
}
