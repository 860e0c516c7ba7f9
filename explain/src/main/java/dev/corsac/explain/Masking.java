package dev.corsac.explain;

import dev.corsac.http.Header;
import dev.corsac.http.HeaderValues;
import dev.corsac.http.PercentCoding;
import java.util.Locale;
import java.util.Set;
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
            Pattern.compile("([?&;#])([^=&;?\\s'\"#]+)=([^&;\\s'\"#)]*?)(?=\\.?(?:[&;\\s'\"#)]|$))");
    private static final Pattern USER = Pattern.compile("(?<!\\w)(\\w++://)[^/@\\s'\"]+@");
    private static final Pattern TOKEN = Pattern.compile(
            "(?<![\\w-])eyJ[\\w-]++\\.[\\w-]+(\\.[\\w-]*)?|\\b(Bearer|Basic|Digest|AWS4-HMAC-SHA256)\\s+[^\\s'\"]+(,[^'\"]*)?|\\b(AKIA|ASIA)[A-Z0-9]{16}\\b");
    private static final Pattern LONG_VALUE = Pattern.compile("[\\w+/=~.%-]{24,}");
    /** A name before its value: {@code name = }, {@code "name": }, {@code --name }. What follows is found by hand. */
    private static final Pattern NAME_OF_VALUE = Pattern.compile(
            "(?<![\\w.-])(?:--?)?([A-Za-z][\\w.-]{0,60})(?:\\\\?[\"'])?[ \\t]{0,8}[=:][ \\t]{0,8}(?=\\S)"
                    + "|(?<!\\S)--?([A-Za-z][\\w.-]{0,60})[ \\t]{1,8}(?=[^\\s-])");

    private static final String ENDS_VALUE = "\"'&,;<>{}[]()";
    /** Headers of which the whole line is the value. */
    private static final Set<String> WHOLE_LINES =
            Set.of("authorization", "proxy-authorization", "cookie", "set-cookie", "authentication-info");

    /** Of an element with the name in an attribute: what is longer is not a secret. */
    private static final int LONGEST_VALUE = 4_000;

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

    /** Returns a log or another plain text, with the values after secret names masked, too. */
    public static String log(String text) {
        StringBuilder masked = new StringBuilder(text.length());
        Matcher names = NAME_OF_VALUE.matcher(text);
        int copied = 0;
        int from = 0;
        while (from < text.length() && names.find(from)) {
            // What is not a secret may have names and values in it.
            from = names.end();
            String name = names.group(1) == null ? names.group(2) : names.group(1);
            boolean hides = SecretNames.containsForNumbers(name)
                    && !name.toLowerCase(Locale.ROOT).startsWith("access-control-");
            if (!hides) {
                continue;
            }
            int quote = quoteLength(text, from);
            int start = from + quote;
            int end = quote > 0 ? closing(text, start, text.substring(from, start)) : valueEnd(text, start, name);
            String value = text.substring(start, end);
            if (end > start && !HARMLESS_VALUE.matcher(value).matches() && !value.startsWith("//")) {
                masked.append(text, copied, start).append(MASK);
                copied = end;
                from = end;
            }
        }
        return text(masked.append(text, copied, text.length()).toString());
    }

    /** Returns how long the quotation mark there is, escaped or not; 0 if no quotation mark is there. */
    private static int quoteLength(String text, int at) {
        int length = text.startsWith("\\", at) ? 2 : 1;
        int mark = at + length - 1;
        return mark < text.length() && (text.charAt(mark) == '"' || text.charAt(mark) == '\'') ? length : 0;
    }

    private static int closing(String text, int start, String quote) {
        int lineEnd = lineEnd(text, start);
        int at = start;
        while (at < lineEnd) {
            if (text.startsWith(quote, at)) {
                return at;
            }
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return lineEnd;
    }

    private static int lineEnd(String text, int start) {
        int end = start;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        return end;
    }

    private static int valueEnd(String text, int start, String name) {
        if (WHOLE_LINES.contains(name.toLowerCase(Locale.ROOT))) {
            return lineEnd(text, start);
        }
        int end = start;
        while (end < text.length() && text.charAt(end) > ' ' && ENDS_VALUE.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
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
                        SecretNames.contains(PercentCoding.decode(name)) ? MASK : log(body.substring(equals + 1, end)));
            } else {
                masked.append(text(body.substring(at, end)));
            }
            at = end + 1;
        }
        return masked.toString();
    }

    /** Each part is masked by its own type, or altogether if its name is secret. */
    private static String multipart(String body) {
        StringBuilder masked = new StringBuilder(body.length());
        StringBuilder content = new StringBuilder();
        boolean hides = false;
        boolean inHead = false;
        String type = "";
        String boundary = null;
        int at = 0;
        while (at < body.length()) {
            int feed = body.indexOf('\n', at);
            int end = feed < 0 ? body.length() : feed + 1;
            String line = body.substring(at, end);
            String plain = line.stripTrailing();
            at = end;
            if (boundary == null && plain.startsWith("--")) {
                boundary = plain;
            }
            if (boundary != null && plain.startsWith(boundary)) {
                masked.append(part(content, hides, type)).append(line);
                content.setLength(0);
                inHead = true;
                hides = false;
                type = "";
            } else if (inHead) {
                String name = parameter(plain, "name");
                hides |= name != null && SecretNames.contains(name);
                if (plain.toLowerCase(Locale.ROOT).startsWith("content-type:")) {
                    type = plain.substring("content-type:".length()).strip();
                }
                inHead = !plain.isEmpty();
                masked.append(line);
            } else {
                content.append(line);
            }
        }
        return masked.append(part(content, hides, type)).toString();
    }

    private static String part(StringBuilder content, boolean hides, String type) {
        String text = content.toString();
        String value = text.stripTrailing();
        if (hides) {
            return value.isEmpty() ? text : MASK + text.substring(value.length());
        }
        return type.startsWith("multipart/") ? log(text) : body(text, type);
    }

    private static final Pattern PARAMETER = Pattern.compile("[;\\s]([A-Za-z]+)\\*?=(?:\"([^\"]*)\"?|([^;\\s]*))");

    /** Returns a parameter of a header line, percent-decoded where it has a character set. */
    private static @Nullable String parameter(String line, String name) {
        Matcher parameters = PARAMETER.matcher(line);
        while (parameters.find()) {
            if (parameters.group(1).equalsIgnoreCase(name)) {
                String value = parameters.group(2) == null ? parameters.group(3) : parameters.group(2);
                return PercentCoding.decode(value.substring(value.lastIndexOf('\'') + 1));
            }
        }
        return null;
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
            masked.append(log(body.substring(at, open)));
            boolean isText = body.startsWith("<!", open);
            String closing = body.startsWith("<![CDATA[", open) ? "]]>" : body.startsWith("<!--", open) ? "-->" : ">";
            int close = body.indexOf(closing, open);
            close = close < 0 ? body.length() : close + closing.length();
            String tag = body.substring(open, close);
            masked.append(isText ? log(tag) : attributes(tag));
            at = close;
            String name = elementName(tag);
            if (name.isEmpty() || tag.endsWith("/>")) {
                continue;
            }
            boolean isNamed = SecretNames.contains(localName(name));
            if (isNamed || isOfSecret(tag, false)) {
                int end = elementEnd(body, name, at, isNamed ? body.length() : at + LONGEST_VALUE);
                // <entry key="password">…</entry>; an <input name="password"> has no end.
                if (isNamed || end < Math.min(body.length(), at + LONGEST_VALUE)) {
                    masked.append(MASK);
                    at = end;
                }
            }
        }
        return masked.append(log(body.substring(Math.min(at, body.length())))).toString();
    }

    /** Returns where the end tag of an element begins whose start tag ends there; the limit or the text's end if it has none. */
    private static int elementEnd(String body, String name, int from, int limit) {
        String within = body.substring(from, Math.min(limit, body.length()));
        int depth = 1;
        for (int at = within.indexOf(name); at >= 0; at = within.indexOf(name, at + name.length())) {
            boolean isEnd = within.startsWith("</", at - 2);
            if (isEnd || (at > 0 && within.charAt(at - 1) == '<')) {
                depth += isEnd ? -1 : 1;
                if (depth == 0) {
                    return from + at - 2;
                }
            }
        }
        return from + within.length();
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

    private static final Pattern ATTRIBUTE =
            Pattern.compile("([\\w:.-]+)(\\s?=\\s?)(\"[^\"]*\"|'[^']*'|[^\\s\"'<>=]+(?<!/))");
    private static final Pattern SHORT_NAME = Pattern.compile("[A-Za-z][\\w.-]{0,40}");

    /** Returns whether an attribute gives the element a secret name, as in {@code <input name="password" value="…">}. */
    private static boolean isOfSecret(String tag, boolean withId) {
        Matcher names = ATTRIBUTE.matcher(tag);
        while (names.find()) {
            String name = names.group(1);
            boolean gives = name.equalsIgnoreCase("name")
                    || name.equalsIgnoreCase("key")
                    || (withId && name.equalsIgnoreCase("id"));
            if (gives && isSecretName(unquoted(names.group(3)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isSecretName(String text) {
        return SHORT_NAME.matcher(text).matches() && SecretNames.contains(text);
    }

    private static String unquoted(String value) {
        char first = value.charAt(0);
        return first == '"' || first == '\'' ? value.substring(1, value.length() - 1) : value;
    }

    private static String attributes(String tag) {
        if (tag.indexOf('=') < 0) {
            return tag;
        }
        boolean hidesValue = isOfSecret(tag, true);
        return Replacement.each(ATTRIBUTE, tag, found -> {
            String name = found.group(1);
            String value = unquoted(found.group(3));
            String quote = value.length() == found.group(3).length()
                    ? ""
                    : found.group(3).substring(0, 1);
            boolean isName = name.equalsIgnoreCase("key") && isSecretName(value);
            boolean isValue = name.equalsIgnoreCase("value") || name.equalsIgnoreCase("content");
            boolean hides = (SecretNames.contains(localName(name)) && !isName) || (hidesValue && isValue);
            return name + found.group(2) + quote + (hides ? MASK : text(value)) + quote;
        });
    }
}
