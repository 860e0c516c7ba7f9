package dev.corsac.explain;

import dev.corsac.http.Header;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hides secrets: cookies, tokens, keys and signatures, wherever a text or header may hold them. */
public final class Masking {

    /** What stands for a secret. */
    public static final String MASK = "•••";

    private static final Pattern SECRET_NAME = Pattern.compile(
            "auth|cookie|token|secret|passw|pwd|session|signature|credential|api-?_?key|private|csrf|xsrf|jwt|assertion"
                    + "|(^|[-_])(sig|key|code|sid|state|nonce)($|[-_])|^x-amz-security",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern QUERY_VALUE =
            Pattern.compile("([?&;])([^=&;?\\s'\"#]+)=([^&;\\s'\"#)]*?)(?=\\.?(?:[&;\\s'\"#)]|$))");
    private static final Pattern USER = Pattern.compile("(?<!\\w)(\\w++://)[^/@\\s'\"]+@");
    private static final Pattern TOKEN = Pattern.compile(
            "(?<![\\w-])eyJ[\\w-]++\\.[\\w-]+(\\.[\\w-]*)?|\\b(Bearer|Basic|Digest|AWS4-HMAC-SHA256)\\s+[^\\s'\"]+(,[^'\"]*)?|\\b(AKIA|ASIA)[A-Z0-9]{16}\\b");
    private static final Pattern LONG_VALUE = Pattern.compile("[\\w+/=~.%-]{24,}");

    private static final Pattern FORM_FIELD = Pattern.compile("(^|&)([^=&\\s]{1,80})=([^&\\s]*)");

    private Masking() {}

    /**
     * The header's value with what is secret in it masked and the rest kept: the names of cookies, and the attributes of
     * those that are set.
     */
    public static String shown(Header header) {
        String name = header.lowerCaseName();
        if (name.equals("set-cookie")) {
            int end = header.value().indexOf(';');
            String pair = end < 0 ? header.value() : header.value().substring(0, end);
            return pair(pair) + (end < 0 ? "" : header.value().substring(end));
        }
        if (name.equals("cookie")) {
            StringJoiner pairs = new StringJoiner("; ");
            for (String pair : header.value().split(";", -1)) {
                pairs.add(pair(pair.strip()));
            }
            return pairs.toString();
        }
        return value(header);
    }

    private static String pair(String pair) {
        int equals = pair.indexOf('=');
        return equals < 0 ? MASK : pair.substring(0, equals + 1) + MASK;
    }

    /** A body as text, with the values of fields of JSON and forms masked whose names tell of a secret. */
    public static String body(String body) {
        String masked = jsonFields(body);
        if (!masked.startsWith("{") && !masked.startsWith("[") && !masked.startsWith("<")) {
            masked = FORM_FIELD
                    .matcher(masked)
                    .replaceAll(found -> Matcher.quoteReplacement(
                            SECRET_NAME.matcher(found.group(2)).find()
                                    ? found.group(1) + found.group(2) + "=" + MASK
                                    : found.group()));
        }
        return text(masked);
    }

    /** The header's value, or a mask. */
    public static String value(Header header) {
        String name = header.lowerCaseName();
        if (name.startsWith("access-control-") || name.equals("vary") || name.equals("origin")) {
            return text(header.value());
        }
        return SECRET_NAME.matcher(name).find() ? MASK : text(header.value());
    }

    /** By hand: a regular expression for strings with escapes recurses, and bodies are long. */
    private static String jsonFields(String body) {
        StringBuilder masked = new StringBuilder();
        int copied = 0;
        int at = body.indexOf('"');
        while (at >= 0) {
            int end = stringEnd(body, at);
            int colon = skipWhiteSpace(body, end + 1);
            int value = skipWhiteSpace(body, colon + 1);
            int next = end + 1;
            if (startsWith(body, colon, ':') && startsWith(body, value, '"')) {
                int valueEnd = stringEnd(body, value);
                if (SECRET_NAME.matcher(body).region(at + 1, end).find()) {
                    masked.append(body, copied, value + 1).append(MASK);
                    copied = valueEnd;
                }
                next = valueEnd + 1;
            }
            at = next >= body.length() ? -1 : body.indexOf('"', next);
        }
        return masked.append(body, copied, body.length()).toString();
    }

    /** Where the string that begins there has its closing quote; the text's end if it has none. */
    private static int stringEnd(String text, int start) {
        int i = start + 1;
        while (i < text.length() && text.charAt(i) != '"') {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(i, text.length());
    }

    private static int skipWhiteSpace(String text, int from) {
        int i = from;
        while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean startsWith(String text, int at, char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    /** A URL or a sentence with its secrets masked. */
    public static String text(String text) {
        String masked = USER.matcher(text).replaceAll("$1" + MASK + "@");
        masked = QUERY_VALUE
                .matcher(masked)
                .replaceAll(found -> Matcher.quoteReplacement(
                        isSecret(found.group(2), found.group(3))
                                ? found.group(1) + found.group(2) + "=" + MASK
                                : found.group()));
        return TOKEN.matcher(masked).replaceAll(MASK);
    }

    private static boolean isSecret(String name, String value) {
        return SECRET_NAME.matcher(name.toLowerCase(Locale.ROOT)).find()
                || LONG_VALUE.matcher(value).find();
    }
}
