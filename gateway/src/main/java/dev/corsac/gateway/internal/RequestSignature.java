package dev.corsac.gateway.internal;

import dev.corsac.http.Request;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request's <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html">signature of AWS</a>, in its
 * header or in its query: Version 4, or 4A for several regions. Whether it is valid only AWS can tell: that takes the secret
 * key. Without it only one thing can be checked: whether it covers the body.
 */
public final class RequestSignature {

    private static final String VERSION_4 = "AWS4-HMAC-SHA256";
    private static final String VERSION_4A = "AWS4-ECDSA-P256-SHA256";

    private RequestSignature() {}

    /** Returns whether the value of an {@code Authorization} header is a signature. */
    public static boolean isSignature(String authorization) {
        return authorization.startsWith(VERSION_4) || authorization.startsWith(VERSION_4A);
    }

    /** Returns whether the request is signed, in its header or in its query. */
    public static boolean isSigned(Request request) {
        String authorization = request.headers().first("Authorization");
        if (authorization != null && isSignature(authorization)) {
            return true;
        }
        String query = request.url().query();
        return query != null
                && query.contains("X-Amz-Signature=")
                && QueryString.decode(query).containsKey("X-Amz-Signature");
    }

    /** Returns the signature's access key id; null if the request is not signed. */
    public static @Nullable String accessKey(Request request) {
        String authorization = request.headers().first("Authorization");
        if (authorization != null && isSignature(authorization)) {
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

    /**
     * Returns whether {@code x-amz-content-sha256}, if there is one, is the hash of the body. AWS compares the two, and Lambda
     * supports no unsigned payloads (<a
     * href="https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-lambda.html">documented</a>).
     */
    public static boolean coversBody(Request request) {
        String signed = request.headers().first("x-amz-content-sha256");
        return signed == null || signed.equalsIgnoreCase(sha256(request.body().bytes()));
    }

    /** Returns the hash in hexadecimal, as {@code x-amz-content-sha256} has it. */
    public static String sha256(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static @Nullable String upToSlash(String text, int from) {
        int slash = text.indexOf('/', from);
        return slash <= from ? null : text.substring(from, slash);
    }
}
