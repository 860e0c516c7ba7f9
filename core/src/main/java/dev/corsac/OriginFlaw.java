package dev.corsac;

/** What keeps a text from being an allowed origin. */
public enum OriginFlaw {
    /** Nothing was given. */
    EMPTY("it is empty"),
    /** {@code null} stands for every sandboxed frame, file and data: document in the world. */
    NULL("\"null\" is sent by every sandboxed frame, file and data: document, so to allow it is to allow anyone"),
    /** White space, or a character that no origin contains, such as a quotation mark. */
    CHARACTER("it contains a character that no origin has"),
    /** Commas between origins where white space or separate arguments are wanted. */
    COMMA("it contains a comma: origins are given one by one, in a variable with white space between"),
    /** No {@code ://}. */
    NO_SCHEME("it has no scheme"),
    /** Something before the {@code ://} that is no scheme. */
    SCHEME("its scheme is none"),
    /** A scheme whose documents have the origin {@code null}, or that has no documents. */
    SCHEME_WITHOUT_ORIGIN("browsers send no origin with this scheme"),
    /** Letters in upper case; browsers send lower case. */
    UPPER_CASE("browsers send origins in lower case"),
    /** A user name or password. */
    USER("an origin has no user name or password"),
    /** A slash at the end. */
    TRAILING_SLASH("an origin has no slash at the end"),
    /** A path. */
    PATH("an origin has no path"),
    /** A query or a fragment. */
    QUERY("an origin has no query or fragment"),
    /** No host. */
    NO_HOST("it has no host"),
    /** A host that is not ASCII; browsers send punycode. */
    UNICODE("browsers send the host in punycode"),
    /** A label of the host that is longer than 63 characters. */
    LABEL_TOO_LONG("a label of its host is longer than 63 characters"),
    /** A host that is longer than 253 characters. */
    HOST_TOO_LONG("its host is longer than 253 characters"),
    /** A label of the host that is empty. */
    EMPTY_LABEL("its host has two dots in a row, or one at the wrong end"),
    /** A number for a host that is not an IPv4 address as browsers write it. */
    IPV4("its host ends in a number but is no IPv4 address as browsers send it"),
    /** Brackets around what is not an IPv6 address as browsers write it. */
    IPV6("its host is no IPv6 address as browsers send it"),
    /** A port that is no number from 1 to 65535, or one with zeros before it. */
    PORT("its port is no number from 1 to 65535 as browsers send it"),
    /** The scheme's own port, which browsers leave out. */
    DEFAULT_PORT("browsers leave out the scheme's own port"),
    /** A wildcard for the whole host. */
    ANY_HOST("a wildcard needs a domain, as in https://*.example.com; for any origin there is \"*\" alone"),
    /** A wildcard anywhere but as first label of a domain, or as port. */
    WILDCARD(
            "\"*\" can only stand for the first labels of a domain, as in https://*.example.com, or for the port, as in"
                    + " http://localhost:*");

    private final String reason;

    OriginFlaw(String reason) {
        this.reason = reason;
    }

    /** What is wrong, as a clause for people. */
    public String reason() {
        return reason;
    }
}
