package dev.corsac.browser;

import dev.corsac.http.HeaderValues;
import java.util.Locale;
import java.util.Objects;

/**
 * A cookie, as far as it decides whether the cookie travels. Its value is not kept.
 *
 * @param name its name
 * @param sameSite as the server set it
 * @param secure whether it goes over secure connections only
 * @param partitioned whether each site that embeds the server has a cookie of its own
 */
public record Cookie(String name, SameSite sameSite, boolean secure, boolean partitioned) {

    /** The attribute {@code SameSite}. */
    public enum SameSite {
        /** For the cookie's own site only. */
        STRICT,
        /** The same, except for links; for a script's call there is no difference. */
        LAX,
        /** For other sites too. */
        NONE,
        /** Missing, or not one of the others. */
        UNSPECIFIED
    }

    public Cookie {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(sameSite, "sameSite");
    }

    /** Parses the value of a {@code Set-Cookie} header. */
    public static Cookie parse(String setCookie) {
        int end = setCookie.indexOf(';');
        String pair = end < 0 ? setCookie : setCookie.substring(0, end);
        int equals = pair.indexOf('=');
        String name = equals < 0 ? "" : HeaderValues.trim(pair.substring(0, equals));
        SameSite sameSite = SameSite.UNSPECIFIED;
        boolean secure = false;
        boolean partitioned = false;
        for (String written : HeaderValues.semicolonSeparated(setCookie.substring(pair.length()))) {
            String attribute = written.toLowerCase(Locale.ROOT);
            if (attribute.equals("secure") || attribute.startsWith("secure=")) {
                secure = true;
            } else if (attribute.equals("partitioned") || attribute.startsWith("partitioned=")) {
                partitioned = true;
            } else if (attribute.startsWith("samesite=")) {
                sameSite = switch (attribute.substring("samesite=".length()).strip()) {
                    case "strict" -> SameSite.STRICT;
                    case "lax" -> SameSite.LAX;
                    case "none" -> SameSite.NONE;
                    default -> SameSite.UNSPECIFIED;
                };
            }
        }
        return new Cookie(name, sameSite, secure, partitioned);
    }
}
