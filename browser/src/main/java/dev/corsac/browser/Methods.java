package dev.corsac.browser;

import java.util.Locale;

/** Rules about a request's method: <a href="https://fetch.spec.whatwg.org/#methods">Fetch, 2.2.1</a>. */
public final class Methods {

    private Methods() {}

    /** Tests whether this is a <a href="https://fetch.spec.whatwg.org/#cors-safelisted-method">CORS-safelisted method</a>. */
    public static boolean isSafelisted(String method) {
        return method.equals("GET") || method.equals("HEAD") || method.equals("POST");
    }

    /** <a href="https://fetch.spec.whatwg.org/#forbidden-method">Forbidden method</a>. */
    static boolean isForbidden(String method) {
        return method.equalsIgnoreCase("CONNECT")
                || method.equalsIgnoreCase("TRACE")
                || method.equalsIgnoreCase("TRACK");
    }

    /** <a href="https://fetch.spec.whatwg.org/#concept-method-normalize">Normalize</a>: {@code patch} is not among them. */
    public static String normalize(String method) {
        if (isNormalized(method)) {
            return method;
        }
        String upper = method.toUpperCase(Locale.ROOT);
        return isNormalized(upper) ? upper : method;
    }

    private static boolean isNormalized(String method) {
        return switch (method) {
            case "DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT" -> true;
            default -> false;
        };
    }
}
