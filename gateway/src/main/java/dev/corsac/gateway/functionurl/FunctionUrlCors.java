package dev.corsac.gateway.functionurl;

import dev.corsac.gateway.Component;
import dev.corsac.gateway.DeploymentException;
import dev.corsac.gateway.internal.CorsSettings;
import dev.corsac.gateway.internal.ResponseLines;
import dev.corsac.http.HeaderValues;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The <a href="https://docs.aws.amazon.com/lambda/latest/api/API_Cors.html">{@code Cors}</a> block of a Function URL. With
 * one, Lambda responds to preflights itself, and adds these headers to other responses in addition to those that the function returns:
 * where both allow an origin, the page gets two values and the browser refuses them (<a
 * href="https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html">documented</a>).
 *
 * <p>Immutable; thread-safe.
 */
public final class FunctionUrlCors {

    private final Set<String> origins;
    private final Set<String> methods;

    /** In lower case. */
    private final Set<String> headers;

    private final boolean anyOrigin;
    private final boolean credentials;
    private final CorsSettings.Lines lines;

    private FunctionUrlCors(CorsSettings settings) {
        origins = Set.copyOf(settings.origins());
        methods = Set.copyOf(settings.methods());
        headers = Set.copyOf(settings.headers());
        anyOrigin = origins.contains("*");
        credentials = settings.credentials();
        lines = new CorsSettings.Lines(settings, false);
    }

    /** Returns a builder of a block that allows nothing yet. */
    public static Builder builder() {
        return new Builder();
    }

    boolean allows(String origin) {
        return anyOrigin || origins.contains(origin);
    }

    /**
     * Returns what a preflight asks for and the block does not allow, in words; null if it allows everything. An entry with
     * two names allows neither (recorded: rimutaka/posts, and serverless-express#508). A block without methods leaves them to
     * the browser.
     *
     * @param requestHeaders the value of {@code Access-Control-Request-Headers}; null if there is none
     */
    @Nullable
    String refusedName(String method, @Nullable String requestHeaders) {
        if (!methods.isEmpty() && !methods.contains("*") && !methods.contains(method)) {
            return "the method " + method + " is not in AllowMethods";
        }
        if (requestHeaders == null || headers.contains("*")) {
            return null;
        }
        for (String name : HeaderValues.commaSeparated(requestHeaders)) {
            String lower = name.toLowerCase(Locale.ROOT);
            if (!headers.contains(lower)) {
                return "no entry of AllowHeaders is \"" + lower + "\"";
            }
        }
        return null;
    }

    /**
     * Adds the headers for an allowed origin.
     *
     * @param reflects whether {@code *} becomes the request's origin without credentials as it does with them
     */
    void addTo(ResponseLines response, String origin, boolean reflects, Component source) {
        lines.addTo(response, allowOrigin(origin, reflects), true, source);
    }

    /** Adds the headers for the preflight of an allowed origin: all configured names, whatever was asked for (recorded). */
    void addPreflightTo(ResponseLines response, String origin, boolean reflects, Component source) {
        lines.addPreflightTo(response, allowOrigin(origin, reflects), true, source);
    }

    private String allowOrigin(String origin, boolean reflects) {
        return anyOrigin && !credentials && !reflects ? "*" : origin;
    }

    /** Builds a {@link FunctionUrlCors}. Repeated calls accumulate. Not thread-safe. */
    public static final class Builder {

        private static final int MAX_METHODS = 6;
        private static final int LONGEST_METHOD = 6;
        private static final int MAX_ENTRIES = 100;
        private static final int LONGEST_ORIGIN = 253;
        private static final int LONGEST_HEADER = 1024;

        private final CorsSettings settings = new CorsSettings();

        private Builder() {}

        /** Adds to {@code AllowOrigins}: origins as browsers send them, or {@code *}; no pattern. */
        public Builder allowOrigins(String... origins) {
            settings.addOrigins(origins);
            return this;
        }

        /**
         * Adds to {@code AllowMethods}: {@code DELETE}, {@code GET}, {@code HEAD}, {@code PATCH}, {@code POST}, {@code PUT}
         * or {@code *}.
         */
        public Builder allowMethods(String... methods) {
            settings.addMethods(methods);
            return this;
        }

        /** Adds to {@code AllowHeaders}: a name each, or {@code *}. Sent in lower case (recorded). */
        public Builder allowHeaders(String... names) {
            for (String name : names) {
                settings.addHeaders(name.toLowerCase(Locale.ROOT));
            }
            return this;
        }

        /** Adds to {@code ExposeHeaders}: a name each, or {@code *}. */
        public Builder exposeHeaders(String... names) {
            settings.addExposed(names);
            return this;
        }

        /**
         * Sets {@code AllowCredentials: true}. With {@code *} it lets every page act for its visitor: Lambda does not refuse
         * that.
         */
        public Builder allowCredentials() {
            settings.allowCredentials();
            return this;
        }

        /** Sets {@code MaxAge}: whole seconds, 0 to 86400. */
        public Builder maxAge(Duration age) {
            settings.setMaxAge(age);
            return this;
        }

        /**
         * Builds the block.
         *
         * @throws DeploymentException if Lambda would refuse it
         */
        public FunctionUrlCors build() {
            for (String method : settings.methods()) {
                if (method.isEmpty() || method.length() > LONGEST_METHOD) {
                    throw refused(
                            "allowMethods",
                            "Member must satisfy constraint: [Member must have length less than or equal to 6]",
                            method.equals("OPTIONS")
                                    ? "leave OPTIONS out: Lambda responds to preflights itself"
                                    : "\"" + method
                                            + "\" cannot be allowed: use DELETE, GET, HEAD, PATCH, POST, PUT or *");
                }
            }
            bound("allowMethods", settings.methods(), MAX_METHODS, LONGEST_METHOD);
            bound("allowOrigins", settings.origins(), MAX_ENTRIES, LONGEST_ORIGIN);
            bound("allowHeaders", settings.headers(), MAX_ENTRIES, LONGEST_HEADER);
            bound("exposeHeaders", settings.exposed(), MAX_ENTRIES, LONGEST_HEADER);
            for (String origin : settings.origins()) {
                if (origin.length() > 1 && origin.indexOf('*') >= 0) {
                    throw new DeploymentException(
                            origin + " isn't a valid origin",
                            "list each origin, or allow only *: there are no patterns");
                }
            }
            Duration maxAge = settings.maxAge();
            if (maxAge != null && (maxAge.isNegative() || maxAge.compareTo(CorsSettings.LONGEST_MAX_AGE) > 0)) {
                throw refused(
                        "maxAge",
                        "Member must have value "
                                + (maxAge.isNegative() ? "greater than or equal to 0" : "less than or equal to 86400"),
                        "it is " + maxAge.toSeconds() + " seconds: 0 to 86400 are allowed");
            }
            return new FunctionUrlCors(settings);
        }

        private static void bound(String field, Collection<String> values, int most, int longest) {
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

        private static DeploymentException refused(String field, String constraint, String fix) {
            return new DeploymentException(
                    "1 validation error detected: Value at 'cors." + field + "' failed to satisfy constraint: "
                            + constraint,
                    fix);
        }
    }
}
