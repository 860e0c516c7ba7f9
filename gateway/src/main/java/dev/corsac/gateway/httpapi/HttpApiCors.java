package dev.corsac.gateway.httpapi;

import dev.corsac.gateway.Component;
import dev.corsac.gateway.DeploymentException;
import dev.corsac.gateway.internal.CorsSettings;
import dev.corsac.gateway.internal.ResponseLines;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/**
 * The <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html">{@code
 * corsConfiguration}</a> of an HTTP API. With one, API Gateway responds to preflights, adds these headers to every other response
 * for an allowed origin, and ignores those that a function returns (documented).
 *
 * <p>Immutable; thread-safe.
 */
public final class HttpApiCors {

    private static final Duration SHORTEST_MAX_AGE = Duration.ofSeconds(-1);

    private final Set<String> origins;
    private final boolean anyOrigin;
    private final boolean anyHttps;
    private final boolean anyHttp;

    /** How API Gateway separates the entries of a list, and orders the lines of a preflight, is unverified. */
    private final CorsSettings.Lines lines;

    private HttpApiCors(CorsSettings settings) {
        origins = Set.copyOf(settings.origins());
        anyOrigin = origins.contains("*");
        anyHttps = origins.contains("https://*");
        anyHttp = origins.contains("http://*");
        lines = new CorsSettings.Lines(settings, true);
    }

    /** Returns a builder of a configuration that allows nothing yet. */
    public static Builder builder() {
        return new Builder();
    }

    boolean allows(String origin) {
        return anyOrigin
                || (anyHttps && origin.startsWith("https://"))
                || (anyHttp && origin.startsWith("http://"))
                || origins.contains(origin);
    }

    /**
     * Adds the headers for an allowed origin, in the order of the published captures.
     *
     * @param vary whether {@code *} too gets {@code vary: origin}
     */
    void addTo(ResponseLines response, String origin, boolean vary, Component source) {
        lines.addTo(response, anyOrigin ? "*" : origin, vary || !anyOrigin, source);
    }

    /** Adds the headers for the preflight of an allowed origin. */
    void addPreflightTo(ResponseLines response, String origin, boolean vary, Component source) {
        lines.addPreflightTo(response, anyOrigin ? "*" : origin, vary || !anyOrigin, source);
    }

    /** Builds a {@link HttpApiCors}. Repeated calls accumulate. Not thread-safe. */
    public static final class Builder {

        private final CorsSettings settings = new CorsSettings();

        private Builder() {}

        /**
         * Adds to {@code allowOrigins}: origins as browsers send them, {@code *}, {@code https://*} or {@code http://*}. No
         * other pattern exists (documented): what looks like one is compared literally, and never matches.
         */
        public Builder allowOrigins(String... origins) {
            settings.addOrigins(origins);
            return this;
        }

        /** Adds to {@code allowMethods}: names of methods, or {@code *}. */
        public Builder allowMethods(String... methods) {
            settings.addMethods(methods);
            return this;
        }

        /** Adds to {@code allowHeaders}: names of headers, or {@code *}. Sent in lower case. */
        public Builder allowHeaders(String... names) {
            settings.addHeaders(lowerCase(names));
            return this;
        }

        /** Adds to {@code exposeHeaders}: names of headers, or {@code *}. Sent in lower case (recorded). */
        public Builder exposeHeaders(String... names) {
            settings.addExposed(lowerCase(names));
            return this;
        }

        /** Sets {@code allowCredentials: true}. */
        public Builder allowCredentials() {
            settings.allowCredentials();
            return this;
        }

        /** Sets {@code maxAge}: whole seconds, -1 to 86400. */
        public Builder maxAge(Duration age) {
            settings.setMaxAge(age);
            return this;
        }

        /**
         * Builds the configuration.
         *
         * @throws DeploymentException if API Gateway would refuse it
         */
        public HttpApiCors build() {
            if (settings.credentials() && settings.origins().contains("*")) {
                throw new DeploymentException(
                        "allow-credentials is not supported if 'allow-origin' is *",
                        "list the origins that may send cookies, or leave allowCredentials out");
            }
            Duration maxAge = settings.maxAge();
            if (maxAge != null
                    && (maxAge.compareTo(SHORTEST_MAX_AGE) < 0 || maxAge.compareTo(CorsSettings.LONGEST_MAX_AGE) > 0)) {
                throw new DeploymentException(
                        "Invalid maxAge specified",
                        "it is " + maxAge.toSeconds() + " seconds: -1 to 86400 are allowed");
            }
            return new HttpApiCors(settings);
        }

        private static String[] lowerCase(String... names) {
            String[] lower = new String[names.length];
            for (int i = 0; i < names.length; i++) {
                lower[i] = names[i].toLowerCase(Locale.ROOT);
            }
            return lower;
        }
    }
}
