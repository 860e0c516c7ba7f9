package dev.corsac.check;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a caller shows to authorizers, IAM and origin access control: accepted by {@link Subject}, and by nothing else. */
final class CallerTokens {

    /** In the form of a signature of version 4. */
    static final String SIGNATURE =
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101/eu-west-1/execute-api/aws4_request, SignedHeaders=host,"
                    + " Signature=0000000000000000000000000000000000000000000000000000000000000000";

    /** The request headers of a signature that is not in the URL's query, in lower case. */
    static final List<String> SIGNED_BY = List.of("authorization", "x-amz-date");

    /** Accepted by nobody. */
    static final String EXPIRED = "Bearer expired";

    private CallerTokens() {}

    /** Returns a JSON Web Token with these scopes, as the value of {@code Authorization}. */
    static String bearer(List<String> scopes) {
        String claims = "{\"iss\":\"" + Subject.ISSUER + "\",\"sub\":\"caller\",\"aud\":\"" + Subject.AUDIENCE
                + "\",\"exp\":4102444800," + "\"scope\":\""
                + String.join(" ", scopes).replace("\\", "").replace("\"", "") + "\"}";
        return "Bearer " + base64("{\"alg\":\"RS256\",\"kid\":\"check\"}") + "." + base64(claims) + "."
                + base64("signature");
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the headers of a request signed by a page, without {@code Authorization}. */
    static Map<String, String> signed() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Amz-Date", "20260101T000000Z");
        return headers;
    }

    /** Returns the hash of a body as {@code x-amz-content-sha256} has it. */
    static String sha256(String body) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
