package dev.corsac;

/** Why a policy refused a request. */
public sealed interface CorsRefusal {

    /** The part of the request that is not allowed; the beginning of it, where it is longer than any honest one. */
    String value();

    /** A sentence for people: what was refused, and what to change if it should not have been. */
    String message();

    /**
     * The origin is none of those allowed.
     *
     * @param value the origin as it was sent
     */
    record OriginNotAllowed(String value) implements CorsRefusal {
        @Override
        public String message() {
            if (value.equals("null")) {
                return "The origin \"null\" is never allowed: every sandboxed frame, file and data: document has it. Serve the"
                        + " page over http or https, and allow that origin.";
            }
            return "The origin " + Text.quote(value)
                    + " is none of the allowed origins. If the page is yours, add its origin exactly as it stands here.";
        }
    }

    /**
     * What was sent as {@code Origin} is not what a browser sends.
     *
     * @param value as it was sent
     */
    record OriginMalformed(String value) implements CorsRefusal {
        @Override
        public String message() {
            return "The header Origin: " + Text.quote(value)
                    + " is not what a browser sends: scheme://host, and :port unless it is the scheme's own; nothing else, in"
                    + " lower case. If a client of yours made it, send the page's origin in that form.";
        }
    }

    /**
     * The method that the preflight asks for is not allowed.
     *
     * @param value the method as it was sent
     */
    record MethodNotAllowed(String value) implements CorsRefusal {
        @Override
        public String message() {
            return "The method " + Text.quote(value)
                    + " is none of the allowed methods. If pages may use it, add it to them; methods are case-sensitive.";
        }
    }

    /**
     * A header that the preflight asks for is not allowed.
     *
     * @param value the header's name as it was sent
     */
    record HeaderNotAllowed(String value) implements CorsRefusal {
        @Override
        public String message() {
            String what = "The request header " + Text.quote(value);
            if (value.equalsIgnoreCase("authorization")) {
                return what
                        + " is none of the allowed headers. If pages may send it, add it by its name: \"*\" does not cover it.";
            }
            return what + " is none of the allowed headers. If pages may send it, add its name to them.";
        }
    }

    /**
     * The preflight asks for more header names than all the allowed ones together.
     *
     * @param value where {@code Access-Control-Request-Headers} begins
     */
    record RequestHeadersTooLong(String value) implements CorsRefusal {
        @Override
        public String message() {
            return "The header Access-Control-Request-Headers, which begins with " + Text.quote(value)
                    + ", is longer than a list of all the allowed headers. Browsers name each header once: look at what sends it.";
        }
    }
}
