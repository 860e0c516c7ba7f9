package dev.corsac.gateway.s3;

import dev.corsac.gateway.DeploymentException;
import dev.corsac.http.Header;
import dev.corsac.http.HeaderValues;
import dev.corsac.http.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A bucket's <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/ManageCorsUsing.html">CORS configuration</a>:
 * rules of which only the first that fits a request is applied (recorded).
 *
 * <p>Immutable; thread-safe.
 *
 * @param rules the rules, 1 to 100
 */
public record S3Cors(List<Rule> rules) {

    /** Sent whenever a rule matched, {@code *} or not, and never otherwise (recorded). */
    private static final String VARY = "Origin, Access-Control-Request-Headers, Access-Control-Request-Method";

    private static final Set<String> METHODS = Set.of("GET", "PUT", "POST", "DELETE", "HEAD");

    private static final String MALFORMED =
            "The XML you provided was not well-formed or did not validate against our published schema";

    /** @throws DeploymentException if S3 would refuse the configuration, with S3's reason */
    public S3Cors {
        rules = List.copyOf(rules);
        if (rules.isEmpty() || rules.size() > 100) {
            throw new DeploymentException(MALFORMED, rules.size() + " CORS rules, where there are 1 to 100");
        }
    }

    /** Returns a configuration of these rules. */
    public static S3Cors of(Rule... rules) {
        return new S3Cors(List.of(rules));
    }

    /**
     * Returns what the first fitting rule adds to a response, in the order of the wire; null if no rule fits.
     *
     * @param method the method in question: that of {@code Access-Control-Request-Method} where there is one, even on a
     *     {@code GET} (recorded)
     * @param requested the value of {@code Access-Control-Request-Headers}, or null; looked at even on a {@code GET}
     *     (recorded)
     */
    @Nullable
    Headers match(String origin, String method, @Nullable String requested) {
        List<String> names = names(requested);
        for (Rule rule : rules) {
            if (rule.covers(origin, method, names)) {
                return rule.headers(origin, names);
            }
        }
        return null;
    }

    private static List<String> names(@Nullable String requested) {
        List<String> names = new ArrayList<>();
        if (requested != null) {
            for (String name : HeaderValues.commaSeparated(requested)) {
                names.add(name.toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    /** Returns whether the text fits a pattern with at most one {@code *}, which stands for any characters or none. */
    private static boolean fits(String pattern, String text) {
        int star = pattern.indexOf('*');
        if (star < 0) {
            return pattern.equals(text);
        }
        return text.length() >= pattern.length() - 1
                && text.startsWith(pattern.substring(0, star))
                && text.endsWith(pattern.substring(star + 1));
    }

    /**
     * One rule. Lists are as in S3's configuration; those that it may leave out are empty.
     *
     * @param allowedOrigins origins, each with at most one {@code *}; a {@code *} by itself among them makes the rule send
     *     {@code *} without credentials, any other rule sends the origin itself and <em>always</em> allows credentials
     *     (recorded). Compared with case.
     * @param allowedMethods of GET, PUT, POST, DELETE and HEAD
     * @param allowedHeaders names, each with at most one {@code *}, compared without case
     * @param exposeHeaders names
     * @param maxAgeSeconds {@code Access-Control-Max-Age}; null to send none
     */
    public record Rule(
            List<String> allowedOrigins,
            List<String> allowedMethods,
            List<String> allowedHeaders,
            List<String> exposeHeaders,
            @Nullable Integer maxAgeSeconds) {

        /** @throws DeploymentException if S3 would refuse the rule, with S3's reason (recorded or reported) */
        public Rule {
            allowedOrigins = List.copyOf(allowedOrigins);
            allowedMethods = List.copyOf(allowedMethods);
            allowedHeaders = List.copyOf(allowedHeaders);
            exposeHeaders = List.copyOf(exposeHeaders);
            if (allowedOrigins.isEmpty()) {
                throw new DeploymentException(MALFORMED, "a CORS rule without AllowedOrigin: name one, or *");
            }
            if (allowedMethods.isEmpty()) {
                throw new DeploymentException(MALFORMED, "a CORS rule without AllowedMethod: name one, such as GET");
            }
            for (String method : allowedMethods) {
                if (!METHODS.contains(method)) {
                    throw new DeploymentException(
                            "Found unsupported HTTP method in CORS config. Unsupported method is " + method,
                            "there are GET, PUT, POST, DELETE and HEAD; S3 responds to OPTIONS itself");
                }
            }
            allowedOrigins.forEach(origin -> atMostOneWildcard("AllowedOrigin", origin));
            allowedHeaders.forEach(header -> atMostOneWildcard("AllowedHeader", header));
            for (String header : exposeHeaders) {
                if (header.indexOf('*') >= 0) {
                    throw new DeploymentException(
                            "ExposeHeader \"" + header
                                    + "\" contains wildcard. We currently do not support wildcard for ExposeHeader.",
                            "name each header");
                }
                if (!Header.isToken(header)) {
                    throw new DeploymentException(MALFORMED, "ExposeHeader \"" + header + "\" is not a header's name");
                }
            }
            if (maxAgeSeconds != null && maxAgeSeconds < 0) {
                throw new DeploymentException(MALFORMED, "MaxAgeSeconds " + maxAgeSeconds + " is below 0");
            }
        }

        /** Returns a rule for these origins and methods, with nothing else. */
        public static Rule of(List<String> allowedOrigins, List<String> allowedMethods) {
            return new Rule(allowedOrigins, allowedMethods, List.of(), List.of(), null);
        }

        /** Returns the same rule with {@code AllowedHeaders}. */
        public Rule withAllowedHeaders(String... names) {
            return new Rule(allowedOrigins, allowedMethods, List.of(names), exposeHeaders, maxAgeSeconds);
        }

        /** Returns the same rule with {@code ExposeHeaders}. */
        public Rule withExposeHeaders(String... names) {
            return new Rule(allowedOrigins, allowedMethods, allowedHeaders, List.of(names), maxAgeSeconds);
        }

        /** Returns the same rule with {@code MaxAgeSeconds}. */
        public Rule withMaxAge(int seconds) {
            return new Rule(allowedOrigins, allowedMethods, allowedHeaders, exposeHeaders, seconds);
        }

        private static void atMostOneWildcard(String component, String value) {
            if (value.indexOf('*') != value.lastIndexOf('*')) {
                throw new DeploymentException(
                        component + " \"" + value + "\" can not have more than one wildcard.",
                        "write one * or none; a second pattern is a second entry");
            }
        }

        private boolean covers(String origin, String method, List<String> requested) {
            if (!allowedMethods.contains(method)) {
                return false;
            }
            boolean known = false;
            for (String pattern : allowedOrigins) {
                known |= fits(pattern, origin);
            }
            for (String name : requested) {
                known = known && allows(name);
            }
            return known;
        }

        private boolean allows(String lowerCaseName) {
            for (String pattern : allowedHeaders) {
                if (fits(pattern.toLowerCase(Locale.ROOT), lowerCaseName)) {
                    return true;
                }
            }
            return false;
        }

        /** Returns the values keep the configuration's order; allowed headers are those requested, in lower case (recorded). */
        private Headers headers(String origin, List<String> requested) {
            boolean any = allowedOrigins.contains("*");
            List<Header> lines = new ArrayList<>(7);
            lines.add(new Header("Access-Control-Allow-Origin", any ? "*" : origin));
            lines.add(new Header("Access-Control-Allow-Methods", String.join(", ", allowedMethods)));
            if (!requested.isEmpty()) {
                lines.add(new Header("Access-Control-Allow-Headers", String.join(", ", requested)));
            }
            if (!exposeHeaders.isEmpty()) {
                lines.add(new Header("Access-Control-Expose-Headers", String.join(", ", exposeHeaders)));
            }
            if (maxAgeSeconds != null) {
                lines.add(new Header("Access-Control-Max-Age", maxAgeSeconds.toString()));
            }
            if (!any) {
                lines.add(new Header("Access-Control-Allow-Credentials", "true"));
            }
            lines.add(new Header("Vary", VARY));
            return Headers.of(lines);
        }
    }
}
