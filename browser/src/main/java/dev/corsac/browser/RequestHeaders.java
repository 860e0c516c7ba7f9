package dev.corsac.browser;

import dev.corsac.http.Header;
import dev.corsac.http.HeaderValues;
import dev.corsac.http.MediaType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Rules about a request's headers: <a href="https://fetch.spec.whatwg.org/#terminology-headers">Fetch, 2.2.2</a>. */
final class RequestHeaders {

    private static final Set<String> FORBIDDEN = Set.of(
            "accept-charset",
            "accept-encoding",
            "access-control-request-headers",
            "access-control-request-method",
            "connection",
            "content-length",
            "cookie",
            "cookie2",
            "date",
            "dnt",
            "expect",
            "host",
            "keep-alive",
            "origin",
            "referer",
            "set-cookie",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "via");

    /** The names that {@code HTTP-redirect fetch} removes with the body: request-body-header names. */
    static final Set<String> OF_THE_BODY =
            Set.of("content-encoding", "content-language", "content-location", "content-type");

    /** The names that Chromium takes for client hints where a script sets them. */
    static final Set<String> CLIENT_HINTS =
            Set.of("device-memory", "downlink", "dpr", "ect", "rtt", "viewport-width", "width");

    private static final int LONGEST_SAFELISTED_VALUE = 128;
    private static final int MOST_SAFELISTED_BYTES = 1024;

    private RequestHeaders() {}

    /** <a href="https://fetch.spec.whatwg.org/#forbidden-request-header">Forbidden request-header</a>: dropped silently. */
    static boolean isForbidden(Header header, Profile profile) {
        String name = header.lowerCaseName();
        if (profile.has(EngineRule.USER_AGENT_IS_FORBIDDEN) && name.equals("user-agent")) {
            return true;
        }
        if (FORBIDDEN.contains(name) || name.startsWith("proxy-") || name.startsWith("sec-")) {
            return true;
        }
        if (name.equals("x-http-method") || name.equals("x-http-method-override") || name.equals("x-method-override")) {
            for (String method : HeaderValues.commaSeparated(header.value())) {
                if (Methods.isForbidden(method)) {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * <a href="https://fetch.spec.whatwg.org/#cors-unsafe-request-header-names">CORS-unsafe request-header names</a>:
     * lower case, each once, sorted.
     */
    static List<String> unsafeNames(Collection<Header> headers, Profile profile) {
        if (headers.isEmpty()) {
            return List.of();
        }
        Set<String> unsafe = new TreeSet<>();
        List<String> safelisted = new ArrayList<>(headers.size());
        int safelistedBytes = 0;
        for (Header header : headers) {
            String name = header.lowerCaseName();
            if (isSafelisted(name, header.value(), profile)) {
                safelisted.add(name);
                safelistedBytes += header.value().length();
            } else {
                unsafe.add(name);
            }
        }
        if (profile.has(EngineRule.SAFELISTED_VALUES_HAVE_A_TOTAL) && safelistedBytes > MOST_SAFELISTED_BYTES) {
            unsafe.addAll(safelisted);
        }
        return List.copyOf(unsafe);
    }

    /** <a href="https://fetch.spec.whatwg.org/#cors-safelisted-request-header">CORS-safelisted request-header</a>. */
    static boolean isSafelisted(String name, String value, Profile profile) {
        if (value.length() > LONGEST_SAFELISTED_VALUE) {
            return false;
        }
        return switch (name) {
            case "accept" -> hasNoUnsafeByte(value);
            case "accept-language", "content-language" -> isLanguageList(value);
            case "content-type" -> hasNoUnsafeByte(value) && hasSafelistedEssence(value);
            case "range" -> isSingleRange(value);
            default -> profile.has(EngineRule.CLIENT_HINTS_ARE_SAFELISTED) && isClientHint(name, value);
        };
    }

    /** <a href="https://fetch.spec.whatwg.org/#no-cors-safelisted-request-header">no-CORS-safelisted request-header</a>. */
    static boolean isNoCorsSafelisted(Header header, Profile profile) {
        return switch (header.lowerCaseName()) {
            case "accept", "accept-language", "content-language", "content-type" ->
                isSafelisted(header.lowerCaseName(), header.value(), profile);
            default -> false;
        };
    }

    /** <a href="https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte">CORS-unsafe request-header byte</a>. */
    private static boolean hasNoUnsafeByte(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < 0x20 && c != '\t') || c == 0x7F || "\"():<>?@[\\]{}".indexOf(c) >= 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLanguageList(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!isAlphanumeric(c) && " *,-.;=".indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    /** <a href="https://mimesniff.spec.whatwg.org/#parse-a-mime-type">Parse a MIME type</a>, as far as its essence. */
    private static boolean hasSafelistedEssence(String value) {
        return switch (MediaType.essence(value)) {
            case "application/x-www-form-urlencoded", "multipart/form-data", "text/plain" -> true;
            default -> false;
        };
    }

    /** <a href="https://xhr.spec.whatwg.org/#dom-xmlhttprequest-send">send</a> with a text as body: the charset becomes UTF-8. */
    static Header withUtf8(Header header) {
        if (!header.is("Content-Type")) {
            return header;
        }
        String[] parts = header.value().split(";", -1);
        boolean rewritten = false;
        for (int i = 1; i < parts.length; i++) {
            if (parts[i].strip().toLowerCase(Locale.ROOT).startsWith("charset=")) {
                parts[i] = "charset=UTF-8";
                rewritten = true;
            }
        }
        return rewritten ? new Header(header.name(), String.join(";", parts)) : header;
    }

    /** <a href="https://fetch.spec.whatwg.org/#simple-range-header-value">Simple range header value</a> with a start. */
    private static boolean isSingleRange(String value) {
        if (!value.startsWith("bytes=")) {
            return false;
        }
        int dash = value.indexOf('-');
        if (dash <= 6 || !isDigits(value, 6, dash) || !isDigits(value, dash + 1, value.length())) {
            return false;
        }
        String start = withoutLeadingZeros(value.substring(6, dash));
        String end = withoutLeadingZeros(value.substring(dash + 1));
        return dash + 1 == value.length()
                || start.length() < end.length()
                || (start.length() == end.length() && start.compareTo(end) <= 0);
    }

    private static String withoutLeadingZeros(String digits) {
        int from = 0;
        while (from < digits.length() && digits.charAt(from) == '0') {
            from++;
        }
        return digits.substring(from);
    }

    /**
     * Client hints that Chromium lets a script send without a preflight. The standard dropped them; measured in Chromium 156.
     */
    private static boolean isClientHint(String name, String value) {
        return switch (name) {
            case "device-memory", "dpr", "downlink" -> isDecimal(value);
            case "width", "viewport-width", "rtt" -> !value.isEmpty() && isDigits(value, 0, value.length());
            case "ect" -> value.equals("slow-2g") || value.equals("2g") || value.equals("3g") || value.equals("4g");
            case "save-data" -> value.equalsIgnoreCase("on");
            case "intervention" -> true;
            default -> false;
        };
    }

    private static boolean isDecimal(String value) {
        int point = value.indexOf('.');
        if (point < 0) {
            return !value.isEmpty() && isDigits(value, 0, value.length());
        }
        return point > 0
                && point + 1 < value.length()
                && isDigits(value, 0, point)
                && isDigits(value, point + 1, value.length());
    }

    private static boolean isDigits(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
