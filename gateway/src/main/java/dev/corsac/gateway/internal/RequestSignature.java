package dev.corsac.gateway.internal;

import dev.corsac.http.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request carries a <a
 * href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html">Signature Version 4</a>, in its header or in
 * its query. That it is a good one only AWS can tell: it takes the secret key.
 */
public final class RequestSignature {

    private static final String ALGORITHM = "AWS4-HMAC-SHA256 ";

    private RequestSignature() {}

    /** The signature's access key id; null if the request is not signed. */
    public static @Nullable String accessKey(Request request) {
        String authorization = request.headers().first("Authorization");
        if (authorization != null && authorization.startsWith(ALGORITHM)) {
            int credential = authorization.indexOf("Credential=");
            return credential < 0 || authorization.indexOf("Signature=") < 0
                    ? null
                    : upToSlash(authorization, credential + "Credential=".length());
        }
        String query = request.url().query();
        if (query != null && query.contains("X-Amz-Signature=")) {
            List<String> credential = QueryString.decode(query).get("X-Amz-Credential");
            return credential == null ? null : upToSlash(credential.get(0), 0);
        }
        return null;
    }

    private static @Nullable String upToSlash(String text, int from) {
        int slash = text.indexOf('/', from);
        return slash <= from ? null : text.substring(from, slash);
    }
}
