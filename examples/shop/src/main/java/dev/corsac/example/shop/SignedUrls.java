package dev.corsac.example.shop;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * URLs that prove by themselves that their holder may use them, until they expire: HMAC-SHA256 over the
 * method, the path, the query and the expiry. Safe for use by several threads.
 */
final class SignedUrls {

    private static final String EXPIRES = "expires";
    private static final String SIGNATURE = "signature";

    private final byte[] key;
    private final Duration lifetime;
    private final Clock clock;

    SignedUrls(byte[] key, Duration lifetime, Clock clock) {
        this.key = key.clone();
        this.lifetime = lifetime;
        this.clock = clock;
    }

    /** The path with its query, expiry (seconds since 1970) and signature, for a GET of one query parameter. */
    String sign(String path, String parameter, String value) {
        String expires = Long.toString(clock.instant().plus(lifetime).getEpochSecond());
        String query = canonical(Map.of(parameter, List.of(value)));
        return path + "?" + query + "&" + EXPIRES + "=" + expires + "&" + SIGNATURE + "="
                + signature("GET", path, query, expires);
    }

    /** @throws HttpError 403 if the request is not exactly one that was signed, or its time is over */
    void check(ProxyRequest request) {
        @Nullable String expires = request.parameter(EXPIRES);
        @Nullable String given = request.parameter(SIGNATURE);
        if (expires == null || given == null) {
            throw new HttpError(403, "This URL must be signed: expires and signature belong in its query, once each");
        }
        String expected = signature(request.method(), request.path(), canonical(request.query()), expires);
        // Takes as long for a wrong first character as for a wrong last one.
        if (!MessageDigest.isEqual(expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8))) {
            throw new HttpError(403, "The signature does not fit this URL");
        }
        if (clock.instant().getEpochSecond() >= Long.parseLong(expires)) {
            throw new HttpError(403, "This URL has expired: ask for the orders again to get a new one");
        }
    }

    /** One text for one query, however it was written: sorted by name and encoded the same way on both sides. */
    private static String canonical(Map<String, List<String>> query) {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, List<String>> parameter : query.entrySet()) {
            String name = parameter.getKey();
            if (name.equals(EXPIRES) || name.equals(SIGNATURE)) {
                continue;
            }
            for (String value : parameter.getValue()) {
                text.append(text.length() == 0 ? "" : "&")
                        .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
            }
        }
        return text.toString();
    }

    private String signature(String method, String path, String query, String expires) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            String text = method + "\n" + path + "\n" + query + "\n" + expires;
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HMAC-SHA256", e);
        }
    }
}
