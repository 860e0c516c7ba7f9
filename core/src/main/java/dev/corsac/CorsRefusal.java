package dev.corsac;

/** The reason why a policy refused a request: a typed value from which the text is made. Immutable. */
public sealed interface CorsRefusal {

    /** Returns the kind of refusal as a kebab-case code, which stays the same in every version: for logs and metrics. */
    String code();

    /** Returns the part of the request that is not allowed; only its beginning where it is longer than any honest one. */
    String value();

    /** Returns a sentence for people: what was refused, and what to change if it should have been allowed. */
    String message();

    /**
     * The origin is not one of the allowed origins.
     *
     * @param value the origin as it was sent
     */
    record OriginNotAllowed(String value) implements CorsRefusal {
        @Override
        public String code() {
            return "origin-not-allowed";
        }

        @Override
        public String message() {
            if (value.equals("null")) {
                return "The origin \"null\" is never allowed: every sandboxed frame, file and data: document has it. Serve the"
                        + " page over http or https, and allow that origin.";
            }
            return "The origin " + Text.quote(value)
                    + " is not allowed. If the page is yours, add its origin to the allowed origins, exactly as printed here.";
        }
    }

    /**
     * The value of {@code Origin} is not in the form that browsers send.
     *
     * @param value as it was sent
     */
    record OriginMalformed(String value) implements CorsRefusal {
        @Override
        public String code() {
            return "origin-malformed";
        }

        @Override
        public String message() {
            return "The header Origin: " + Text.quote(value)
                    + " is not in the form that browsers send: scheme://host in lower case, followed by :port unless it is the"
                    + " scheme's default. If your own client sent it, use the page's origin in that form.";
        }
    }

    /**
     * The method that the preflight asks for is not allowed.
     *
     * @param value the method as it was sent
     */
    record MethodNotAllowed(String value) implements CorsRefusal {
        @Override
        public String code() {
            return "method-not-allowed";
        }

        @Override
        public String message() {
            return "The method " + Text.quote(value)
                    + " is not allowed. To let pages use it, add it to the allowed methods; methods are case-sensitive.";
        }
    }

    /**
     * A header that the preflight asks for is not allowed.
     *
     * @param value the header's name as it was sent
     */
    record HeaderNotAllowed(String value) implements CorsRefusal {
        @Override
        public String code() {
            return "header-not-allowed";
        }

        @Override
        public String message() {
            String what = "The request header " + Text.quote(value);
            if (value.equalsIgnoreCase("authorization")) {
                return what
                        + " is not allowed. To let pages send it, add its name to the allowed headers: \"*\" does not cover it.";
            }
            return what + " is not allowed. To let pages send it, add its name to the allowed headers.";
        }
    }

    /**
     * The preflight asks for more header names than there are allowed ones.
     *
     * @param value the beginning of {@code Access-Control-Request-Headers}
     */
    record RequestHeadersTooLong(String value) implements CorsRefusal {
        @Override
        public String code() {
            return "request-headers-too-long";
        }

        @Override
        public String message() {
            return "The header Access-Control-Request-Headers, which begins with " + Text.quote(value)
                    + ", is longer than a list of all the allowed headers. Browsers name each header once: check the client.";
        }
    }
}
