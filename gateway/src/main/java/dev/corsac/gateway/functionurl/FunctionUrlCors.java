package dev.corsac.gateway.functionurl;

import dev.corsac.gateway.Component;
import dev.corsac.gateway.DeploymentException;
import dev.corsac.gateway.internal.ResponseLines;
import dev.corsac.http.Header;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Cors.html">{@code Cors}</a> block of a Function URL. With
 * one, Lambda answers preflights itself, and adds these headers to other answers beside those that the function returns:
 * where both allow an origin, the page gets two values and the browser refuses (documented, and reported since 2022).
 *
 * <p>Immutable; safe to share between threads.
 */
public final class FunctionUrlCors {

    private static final Header VARY = new Header("Vary", "Origin");
    private static final Header CREDENTIALS = new Header("Access-Control-Allow-Credentials", "true");

    private final Set<String> origins;
    private final boolean anyOrigin;
    private final boolean credentials;
    private final @Nullable Header expose;
    private final @Nullable Header methods;
    private final @Nullable Header maxAge;

    /** In lower case. */
    private final Set<String> headers;

    private FunctionUrlCors(Builder builder) {
        origins = Set.copyOf(builder.origins);
        anyOrigin = origins.contains("*");
        credentials = builder.credentials;
        expose = list("Access-Control-Expose-Headers", builder.expose);
        methods = list("Access-Control-Allow-Methods", builder.methods);
        Set<String> lower = new LinkedHashSet<>();
        for (String name : builder.headers) {
            lower.add(name.toLowerCase(Locale.ROOT));
        }
        headers = Set.copyOf(lower);
        maxAge = builder.maxAge == null
                ? null
                : new Header("Access-Control-Max-Age", Long.toString(builder.maxAge.toSeconds()));
    }

    /** A block that allows nothing yet. */
    public static Builder builder() {
        return new Builder();
    }

    private static @Nullable Header list(String name, Collection<String> values) {
        return values.isEmpty() ? null : new Header(name, String.join(",", values));
    }

    boolean allows(String origin) {
        return anyOrigin || origins.contains(origin);
    }

    /**
     * Adds the headers for an allowed origin.
     *
     * @param reflects whether {@code *} becomes the request's origin without credentials as it does with them
     * @param vary whether {@code Vary: Origin} goes along
     */
    void addTo(ResponseLines lines, String origin, boolean reflects, boolean vary, Component element) {
        addOrigin(lines, origin, reflects, vary, element);
        if (expose != null) {
            lines.add(expose, element);
        }
    }

    /**
     * Adds the headers for the preflight of an allowed origin. Of the headers asked for, those are allowed that have an entry
     * of their own: one entry with two names is none of either (reported: serverless-express#508).
     *
     * @param requestHeaders the value of {@code Access-Control-Request-Headers}; null if there is none
     */
    void addPreflightTo(
            ResponseLines lines,
            String origin,
            @Nullable String requestHeaders,
            boolean reflects,
            boolean vary,
            Component element) {
        addOrigin(lines, origin, reflects, vary, element);
        if (methods != null) {
            lines.add(methods, element);
        }
        String allowed = headers.contains("*") ? "*" : allowed(requestHeaders);
        if (!allowed.isEmpty()) {
            lines.add("Access-Control-Allow-Headers", allowed, element);
        }
        if (maxAge != null) {
            lines.add(maxAge, element);
        }
    }

    private void addOrigin(ResponseLines lines, String origin, boolean reflects, boolean vary, Component element) {
        boolean wildcard = anyOrigin && !credentials && !reflects;
        lines.add(new Header("Access-Control-Allow-Origin", wildcard ? "*" : origin), element);
        if (vary) {
            lines.add(VARY, element);
        }
        if (credentials) {
            lines.add(CREDENTIALS, element);
        }
    }

    private String allowed(@Nullable String requestHeaders) {
        if (requestHeaders == null || headers.isEmpty()) {
            return "";
        }
        StringBuilder allowed = new StringBuilder();
        int from = 0;
        while (from <= requestHeaders.length()) {
            int comma = requestHeaders.indexOf(',', from);
            int to = comma < 0 ? requestHeaders.length() : comma;
            String name = requestHeaders.substring(from, to).trim().toLowerCase(Locale.ROOT);
            if (headers.contains(name)) {
                allowed.append(allowed.isEmpty() ? "" : ",").append(name);
            }
            from = to + 1;
        }
        return allowed.toString();
    }

    /** Builds a {@link FunctionUrlCors}. Not safe to share between threads. */
    public static final class Builder {

        private static final int MAX_METHODS = 6;
        private static final int LONGEST_METHOD = 6;
        private static final int MAX_ENTRIES = 100;
        private static final int LONGEST_ORIGIN = 253;
        private static final int LONGEST_HEADER = 1024;
        private static final Duration LONGEST = Duration.ofDays(1);

        private final List<String> origins = new ArrayList<>();
        private final List<String> methods = new ArrayList<>();
        private final List<String> headers = new ArrayList<>();
        private final List<String> expose = new ArrayList<>();
        private boolean credentials;
        private @Nullable Duration maxAge;

        private Builder() {}

        /** {@code AllowOrigins}: origins as browsers send them, or {@code *}; no pattern. */
        public Builder allowOrigins(String... origins) {
            this.origins.addAll(List.of(origins));
            return this;
        }

        /** {@code AllowMethods}: {@code DELETE}, {@code GET}, {@code HEAD}, {@code PATCH}, {@code POST}, {@code PUT} or {@code *}. */
        public Builder allowMethods(String... methods) {
            this.methods.addAll(List.of(methods));
            return this;
        }

        /** {@code AllowHeaders}: a name each, or {@code *}. */
        public Builder allowHeaders(String... names) {
            headers.addAll(List.of(names));
            return this;
        }

        /** {@code ExposeHeaders}: a name each, or {@code *}. */
        public Builder exposeHeaders(String... names) {
            expose.addAll(List.of(names));
            return this;
        }

        /** {@code AllowCredentials: true}. With {@code *} it lets every page act for its visitor: Lambda does not refuse that. */
        public Builder allowCredentials() {
            credentials = true;
            return this;
        }

        /** {@code MaxAge}: whole seconds, 0 to 86400. */
        public Builder maxAge(Duration age) {
            maxAge = age;
            return this;
        }

        /**
         * The block.
         *
         * @throws DeploymentException if Lambda would refuse it
         */
        public FunctionUrlCors build() {
            for (String method : methods) {
                if (method.isEmpty() || method.length() > LONGEST_METHOD) {
                    throw refused(
                            "allowMethods",
                            "Member must satisfy constraint: [Member must have length less than or equal to 6]",
                            method.equals("OPTIONS")
                                    ? "leave OPTIONS out: Lambda answers preflights by itself"
                                    : "\"" + method
                                            + "\" is no method that can be allowed: DELETE, GET, HEAD, PATCH, POST, PUT or *");
                }
            }
            bound("allowMethods", methods, MAX_METHODS, LONGEST_METHOD);
            bound("allowOrigins", origins, MAX_ENTRIES, LONGEST_ORIGIN);
            bound("allowHeaders", headers, MAX_ENTRIES, LONGEST_HEADER);
            bound("exposeHeaders", expose, MAX_ENTRIES, LONGEST_HEADER);
            for (String origin : origins) {
                if (origin.length() > 1 && origin.indexOf('*') >= 0) {
                    throw new DeploymentException(
                            origin + " isn't a valid origin",
                            "list each origin, or allow * alone: there are no patterns");
                }
            }
            if (maxAge != null && (maxAge.isNegative() || maxAge.compareTo(LONGEST) > 0)) {
                throw refused(
                        "maxAge",
                        "Member must have value "
                                + (maxAge.isNegative() ? "greater than or equal to 0" : "less than or equal to 86400"),
                        "it is " + maxAge.toSeconds() + " seconds: 0 to 86400 are allowed");
            }
            return new FunctionUrlCors(this);
        }

        private static void bound(String field, List<String> values, int most, int longest) {
            if (values.size() > most) {
                throw refused(
                        field,
                        "Member must have length less than or equal to " + most,
                        "it has " + values.size() + " entries");
            }
            for (String value : values) {
                if (value.isEmpty() || value.length() > longest) {
                    throw refused(
                            field,
                            "Member must satisfy constraint: [Member must have length less than or equal to " + longest
                                    + ", Member must have length greater than or equal to 1]",
                            "an entry has " + value.length() + " characters");
                }
            }
        }

        private static DeploymentException refused(String field, String constraint, String mend) {
            return new DeploymentException(
                    "1 validation error detected: Value at 'cors." + field + "' failed to satisfy constraint: "
                            + constraint,
                    mend);
        }
    }
}
