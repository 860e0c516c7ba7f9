package dev.corsac.explain;

import dev.corsac.http.Header;
import dev.corsac.http.HeaderValues;
import dev.corsac.http.PercentCoding;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Hides secrets: cookies, tokens, keys and signatures, wherever a text, a header or a body may hold them. Which values are
 * secrets is decided by their names ({@link SecretNames}) and by their form (JSON Web Tokens, AWS access keys, HTTP
 * credentials). A secret that has neither, such as a password in a sentence, cannot be found.
 */
public final class Masking {

    /** What stands for a secret. */
    public static final String MASK = "•••";

    private static final Pattern QUERY_VALUE =
            Pattern.compile("([?&;])([^=&;?\\s'\"#]+)=([^&;\\s'\"#)]*?)(?=\\.?(?:[&;\\s'\"#)]|$))");
    private static final Pattern USER = Pattern.compile("(?<!\\w)(\\w++://)[^/@\\s'\"]+@");
    private static final Pattern TOKEN = Pattern.compile(
            "(?<![\\w-])eyJ[\\w-]++\\.[\\w-]+(\\.[\\w-]*)?|\\b(Bearer|Basic|Digest|AWS4-HMAC-SHA256)\\s+[^\\s'\"]+(,[^'\"]*)?|\\b(AKIA|ASIA)[A-Z0-9]{16}\\b");
    private static final Pattern LONG_VALUE = Pattern.compile("[\\w+/=~.%-]{24,}");
    private static final Pattern LOG_VALUE =
            Pattern.compile("(?<![\\w.-])([A-Za-z][\\w.-]{0,60})([\"']?\\s?[=:]\\s?[\"']?)([^\\s\"'&,;<>{}\\[\\]()]+)");
    private static final Pattern HARMLESS_VALUE =
            Pattern.compile("true|false|null|none|undefined|include|omit|same-origin|" + MASK);

    private Masking() {}

    /**
     * Returns the header's value with what is secret in it masked and the rest kept: the names of cookies, and the attributes
     * of those that are set.
     */
    public static String shown(Header header) {
        String name = header.lowerCaseName();
        if (name.equals("set-cookie")) {
            int end = header.value().indexOf(';');
            String pair = end < 0 ? header.value() : header.value().substring(0, end);
            return pair(pair) + (end < 0 ? "" : header.value().substring(end));
        }
        if (name.equals("cookie")) {
            StringBuilder pairs = new StringBuilder();
            for (String pair : HeaderValues.semicolonSeparated(header.value())) {
                pairs.append(pairs.isEmpty() ? "" : "; ").append(pair(pair));
            }
            return pairs.toString();
        }
        return value(header);
    }

    private static String pair(String pair) {
        int equals = pair.indexOf('=');
        return equals < 0 ? MASK : pair.substring(0, equals + 1) + MASK;
    }

    /** Returns the header's value, or a mask. */
    public static String value(Header header) {
        String name = header.lowerCaseName();
        if (name.startsWith("access-control-") || name.equals("vary") || name.equals("origin")) {
            return text(header.value());
        }
        return SecretNames.contains(name) ? MASK : text(header.value());
    }

    /** Returns a URL or a sentence with its secrets masked. */
    public static String text(String text) {
        String masked = USER.matcher(text).replaceAll("$1" + MASK + "@");
        masked = Replacement.each(
                QUERY_VALUE,
                masked,
                found -> isSecret(found.group(2), found.group(3))
                        ? found.group(1) + found.group(2) + "=" + MASK
                        : found.group());
        return TOKEN.matcher(masked).replaceAll(MASK);
    }

    private static boolean isSecret(String name, String value) {
        return SecretNames.contains(PercentCoding.decode(name))
                || LONG_VALUE.matcher(value).find();
    }

    /** Returns a line of a log or another plain text, with the values after secret names masked, too. */
    public static String log(String text) {
        String masked = Replacement.each(LOG_VALUE, text, found -> {
            String name = found.group(1);
            boolean hides = SecretNames.containsForNumbers(name)
                    && !name.toLowerCase(Locale.ROOT).startsWith("access-control-")
                    && !HARMLESS_VALUE.matcher(found.group(3)).matches()
                    && !found.group(3).startsWith("//");
            // "Authorization: Bearer x" has its secret in the second word, which text() masks.
            boolean isScheme = found.group(3).matches("(?i)bearer|basic|digest|aws4-hmac-sha256");
            return hides && !isScheme ? name + found.group(2) + MASK : found.group();
        });
        return text(masked);
    }

    /** Returns a body whose media type is not known, with its secrets masked. */
    public static String body(String body) {
        return body(body, "");
    }

    /**
     * Returns a body with its secrets masked, by its structure: fields of JSON (in strings of JSON, too), of forms, of
     * multipart bodies and XML; the values after secret names in anything else.
     *
     * @param contentType the value of {@code Content-Type}; empty if it is not known
     */
    public static String body(String body, String contentType) {
        String type = contentType.toLowerCase(Locale.ROOT);
        String start = body.stripLeading();
        if (type.contains("json") || start.startsWith("{") || start.startsWith("[") || start.startsWith("\"")) {
            return new JsonMasking(body).masked();
        }
        if (type.startsWith("multipart/") || (start.startsWith("--") && start.contains("Content-Disposition"))) {
            return multipart(body);
        }
        if (type.contains("xml") || type.contains("html") || start.startsWith("<")) {
            return xml(body);
        }
        if (type.startsWith("application/x-www-form-urlencoded") || isForm(start)) {
            return form(body);
        }
        return log(body);
    }

    private static boolean isForm(String body) {
        int equals = body.indexOf('=');
        if (equals <= 0) {
            return false;
        }
        for (int i = 0; i < body.length(); i++) {
            if (body.charAt(i) <= ' ') {
                return body.substring(i).isBlank();
            }
        }
        return true;
    }

    private static String form(String body) {
        StringBuilder masked = new StringBuilder(body.length());
        int at = 0;
        while (at <= body.length()) {
            int end = body.indexOf('&', at);
            end = end < 0 ? body.length() : end;
            int equals = body.indexOf('=', at);
            masked.append(at == 0 ? "" : "&");
            if (equals >= 0 && equals < end) {
                String name = body.substring(at, equals);
                masked.append(name).append('=');
                masked.append(
                        SecretNames.contains(PercentCoding.decode(name))
                                ? MASK
                                : text(body.substring(equals + 1, end)));
            } else {
                masked.append(text(body.substring(at, end)));
            }
            at = end + 1;
        }
        return masked.toString();
    }

    private static String multipart(String body) {
        StringBuilder masked = new StringBuilder(body.length());
        boolean hides = false;
        boolean inHead = false;
        boolean written = false;
        String boundary = null;
        for (String line : body.split("\n", -1)) {
            String plain = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
            if (boundary == null && plain.startsWith("--")) {
                boundary = plain;
            }
            boolean isBoundary = boundary != null && plain.startsWith(boundary);
            if (isBoundary) {
                inHead = true;
                hides = false;
                written = false;
            } else if (inHead && plain.isEmpty()) {
                inHead = false;
            } else if (inHead) {
                String name = parameter(plain, "name");
                hides |= name != null && SecretNames.contains(name);
            } else if (hides) {
                if (!written) {
                    masked.append(masked.isEmpty() ? "" : "\n").append(MASK).append(line.endsWith("\r") ? "\r" : "");
                    written = true;
                }
                continue;
            }
            masked.append(masked.isEmpty() ? "" : "\n").append(inHead || isBoundary ? line : log(line));
        }
        return masked.toString();
    }

    private static @Nullable String parameter(String line, String name) {
        int start = line.toLowerCase(Locale.ROOT).indexOf(" " + name + "=");
        if (start < 0) {
            return null;
        }
        String rest = line.substring(start + name.length() + 2);
        int end = rest.startsWith("\"") ? rest.indexOf('"', 1) : rest.indexOf(';');
        return rest.startsWith("\"")
                ? rest.substring(1, end < 0 ? rest.length() : end)
                : rest.substring(0, end < 0 ? rest.length() : end);
    }

    /** Elements and attributes with secret names; an element is masked with all that it contains. */
    private static String xml(String body) {
        StringBuilder masked = new StringBuilder(body.length());
        int at = 0;
        while (at < body.length()) {
            int open = body.indexOf('<', at);
            if (open < 0) {
                break;
            }
            masked.append(text(body.substring(at, open)));
            int close = body.indexOf('>', open);
            close = close < 0 ? body.length() - 1 : close;
            String tag = body.substring(open, close + 1);
            masked.append(attributes(tag));
            at = close + 1;
            String name = elementName(tag);
            if (!name.isEmpty() && !tag.endsWith("/>") && SecretNames.contains(localName(name))) {
                int end = body.indexOf("</" + name, at);
                masked.append(MASK);
                at = end < 0 ? body.length() : end;
            }
        }
        return masked.append(text(body.substring(Math.min(at, body.length())))).toString();
    }

    private static String elementName(String tag) {
        int end = 1;
        while (end < tag.length()
                && (Character.isLetterOrDigit(tag.charAt(end)) || ":_.-".indexOf(tag.charAt(end)) >= 0)) {
            end++;
        }
        return tag.substring(1, end);
    }

    private static String localName(String name) {
        return name.substring(name.indexOf(':') + 1);
    }

    private static final Pattern ATTRIBUTE = Pattern.compile("([\\w:.-]+)(\\s?=\\s?)(\"[^\"]*\"|'[^']*')");

    private static String attributes(String tag) {
        if (tag.indexOf('=') < 0) {
            return tag;
        }
        // <input name="password" value="…"> names its value in another attribute.
        boolean[] hidesValue = {false};
        Matcher names = ATTRIBUTE.matcher(tag);
        while (names.find()) {
            String value = names.group(3);
            hidesValue[0] |=
                    (names.group(1).equalsIgnoreCase("name") || names.group(1).equalsIgnoreCase("id"))
                            && SecretNames.contains(value.substring(1, value.length() - 1));
        }
        return Replacement.each(ATTRIBUTE, tag, found -> {
            String name = found.group(1);
            boolean hides = SecretNames.contains(localName(name)) || (hidesValue[0] && name.equalsIgnoreCase("value"));
            char quote = found.group(3).charAt(0);
            String value = found.group(3).substring(1, found.group(3).length() - 1);
            return name + found.group(2) + quote + (hides ? MASK : text(value)) + quote;
        });
    }
}
