package dev.corsac.http;

import java.util.Locale;
import java.util.Objects;

/**
 * A header line as on the wire. Names keep their case and are compared without it; values are kept without the white space
 * around them, as RFC 9110 section 5.5 requires.
 *
 * @param name a token of RFC 9110 section 5.6.2
 * @param value anything but NUL, CR and LF; may be empty
 */
public record Header(String name, String value) {

    private static final boolean[] TOKEN = tokenCharacters();

    /** @throws IllegalArgumentException if the name is not a token or the value could end the line */
    public Header {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(value, "value");
        if (!isToken(name)) {
            throw new IllegalArgumentException(quoted(name) + " is not a header name");
        }
        value = HeaderValues.trim(value);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\r' || c == '\n' || c == 0) {
                throw new IllegalArgumentException(
                        "the value of " + name + " has a line break or NUL: " + quoted(value));
            }
        }
    }

    /** Tests whether this line has that name, in any case. */
    public boolean is(String name) {
        int length = name.length();
        if (length != this.name.length()) {
            return false;
        }
        // From the end, since many names begin alike (Access-Control-Allow-) and few end alike.
        for (int i = length - 1; i >= 0; i--) {
            char own = this.name.charAt(i);
            char other = name.charAt(i);
            if (own != other) {
                if (other >= 0x80) {
                    return this.name.equalsIgnoreCase(name);
                }
                int lower = own | 0x20;
                if (lower != (other | 0x20) || lower < 'a' || lower > 'z') {
                    return false;
                }
            }
        }
        return true;
    }

    /** Returns the name in lower case, as in HTTP/2 and in browsers' scripts. */
    public String lowerCaseName() {
        return name.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return name + ": " + value;
    }

    /** Tests whether the text is a token of RFC 9110 section 5.6.2: what header and method names are made of. */
    public static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= TOKEN.length || !TOKEN[c]) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean[] tokenCharacters() {
        boolean[] token = new boolean[0x80];
        for (char c = 0; c < token.length; c++) {
            token[c] = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
        }
        return token;
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\r", "\\r").replace("\n", "\\n").replace("\0", "\\0") + "\"";
    }
}
