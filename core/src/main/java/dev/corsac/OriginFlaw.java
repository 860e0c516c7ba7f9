package dev.corsac;

/** A reason why a text cannot be an allowed origin. */
public enum OriginFlaw {
    /** The text is empty. */
    EMPTY("empty", "it is empty"),
    /** {@code null} stands for every sandboxed frame, file and data: document in the world. */
    NULL(
            "null",
            "\"null\" is sent by every sandboxed frame, file and data: document, so allowing it would allow everyone"),
    /** White space, or a character that no origin contains, such as a quotation mark. */
    CHARACTER("character", "it contains a character that no origin can contain"),
    /** A comma, where white space or separate arguments must divide the origins. */
    COMMA("comma", "it contains a comma: give each origin separately, in a variable with white space between them"),
    /** No {@code ://}. */
    NO_SCHEME("no-scheme", "it has no scheme"),
    /** The text before {@code ://} is not a scheme. */
    SCHEME("scheme", "its scheme is not valid"),
    /** A scheme whose documents have the origin {@code null}, or that has no documents. */
    SCHEME_WITHOUT_ORIGIN("scheme-without-origin", "browsers send no origin with this scheme"),
    /** Letters in upper case; browsers send lower case. */
    UPPER_CASE("upper-case", "browsers send origins in lower case"),
    /** A user name or password. */
    USER("user", "an origin has no user name or password"),
    /** A slash at the end. */
    TRAILING_SLASH("trailing-slash", "an origin does not end with a slash"),
    /** A path. */
    PATH("path", "an origin has no path"),
    /** A query or a fragment. */
    QUERY("query", "an origin has no query or fragment"),
    /** No host. */
    NO_HOST("no-host", "it has no host"),
    /** A host that is not ASCII; browsers send punycode. */
    UNICODE("unicode", "browsers send the host in punycode"),
    /** A label of the host that begins with {@code xn--} but that no browser produces. */
    PUNYCODE("punycode", "a label of its host begins with xn-- but is not valid punycode"),
    /** A label of the host that is longer than 63 characters. */
    LABEL_TOO_LONG("label-too-long", "a label of its host is longer than 63 characters"),
    /** A host that is longer than 253 characters. */
    HOST_TOO_LONG("host-too-long", "its host is longer than 253 characters"),
    /** A label of the host that is empty. */
    EMPTY_LABEL("empty-label", "its host has an empty label: two dots in a row, or a dot at its beginning"),
    /** A host that ends in a number but is not an IPv4 address in canonical form. */
    IPV4("ipv4", "its host ends in a number but is not an IPv4 address in the canonical form that browsers send"),
    /** Brackets around something other than an IPv6 address in canonical form. */
    IPV6("ipv6", "its IPv6 address is not in the canonical form that browsers send"),
    /** A port that is not a number from 1 to 65535, or has leading zeros. */
    PORT("port", "its port is not a number from 1 to 65535 without leading zeros"),
    /** The scheme's default port, which browsers leave out. */
    DEFAULT_PORT("default-port", "browsers leave out the scheme's default port"),
    /** A wildcard for the whole host. */
    ANY_HOST(
            "any-host", "a wildcard needs a domain, as in https://*.example.com; \"*\" on its own allows every origin"),
    /** Braces that are not a placeholder where one may be. */
    PLACEHOLDER(
            "placeholder",
            "a placeholder is {number} or {hex}, once, and is for a part of the first of several labels between hyphens, as in"
                    + " https://pr-{number}.shop.example.com"),
    /** A wildcard in any place but the first label of a domain, or the port. */
    WILDCARD(
            "wildcard",
            "\"*\" can only replace the first labels of a domain, as in https://*.example.com, or the port, as in"
                    + " http://localhost:*");

    private final String code;
    private final String reason;

    OriginFlaw(String code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    /** Returns the flaw as a kebab-case code, which stays the same in every version. */
    public String code() {
        return code;
    }

    /** Returns what is wrong, as a clause for people. */
    public String reason() {
        return reason;
    }
}
