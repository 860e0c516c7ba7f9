package dev.corsac.gateway.httpapi;

import dev.corsac.gateway.Component;
import dev.corsac.gateway.DeploymentException;
import dev.corsac.gateway.internal.ResponseLines;
import dev.corsac.http.Header;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The <a href="https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html">{@code
 * corsConfiguration}</a> of an HTTP API. With one, API Gateway answers preflights, adds these headers to every other answer
 * for an allowed origin, and ignores those that a function returns (documented).
 *
 * <p>Immutable; safe to share between threads.
 */
public final class HttpApiCors {

    private static final Header VARY = new Header("vary", "origin");
    private static final Header CREDENTIALS = new Header("access-control-allow-credentials", "true");

    private final Set<String> origins;
    private final boolean anyOrigin;
    private final boolean anyHttps;
    private final boolean anyHttp;
    private final boolean credentials;
    private final @Nullable Header expose;
    private final @Nullable Header methods;
    private final @Nullable Header headers;
    private final @Nullable Header maxAge;

    private HttpApiCors(Builder builder) {
        origins = Set.copyOf(builder.origins);
        anyOrigin = origins.contains("*");
        anyHttps = origins.contains("https://*");
        anyHttp = origins.contains("http://*");
        credentials = builder.credentials;
        expose = list("access-control-expose-headers", builder.expose);
        methods = list("access-control-allow-methods", builder.methods);
        headers = list("access-control-allow-headers", builder.headers);
        maxAge = builder.maxAge == null
                ? null
                : new Header("access-control-max-age", Long.toString(builder.maxAge.toSeconds()));
    }

    /** A configuration that allows nothing yet. */
    public static Builder builder() {
        return new Builder();
    }

    /** Open: how API Gateway separates them. */
    private static @Nullable Header list(String name, Set<String> values) {
        return values.isEmpty() ? null : new Header(name, String.join(",", values));
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
    void addTo(ResponseLines lines, String origin, boolean vary, Component element) {
        lines.add(new Header("access-control-allow-origin", anyOrigin ? "*" : origin), element);
        if (vary || !anyOrigin) {
            lines.add(VARY, element);
        }
        if (credentials) {
            lines.add(CREDENTIALS, element);
        }
        add(lines, expose, element);
    }

    /** Adds the headers for the preflight of an allowed origin. Open: their order. */
    void addPreflightTo(ResponseLines lines, String origin, boolean vary, Component element) {
        lines.add(new Header("access-control-allow-origin", anyOrigin ? "*" : origin), element);
        if (vary || !anyOrigin) {
            lines.add(VARY, element);
        }
        if (credentials) {
            lines.add(CREDENTIALS, element);
        }
        add(lines, methods, element);
        add(lines, headers, element);
        add(lines, maxAge, element);
    }

    private static void add(ResponseLines lines, @Nullable Header line, Component element) {
        if (line != null) {
            lines.add(line, element);
        }
    }

    /** Builds a {@link HttpApiCors}. Not safe to share between threads. */
    public static final class Builder {

        private static final Duration LONGEST = Duration.ofDays(1);

        private final Set<String> origins = new LinkedHashSet<>();
        private final Set<String> methods = new LinkedHashSet<>();
        private final Set<String> headers = new LinkedHashSet<>();
        private final Set<String> expose = new LinkedHashSet<>();
        private boolean credentials;
        private @Nullable Duration maxAge;

        private Builder() {}

        /**
         * {@code allowOrigins}: origins as browsers send them, {@code *}, {@code https://*} or {@code http://*}. No other
         * pattern exists (documented): what looks like one is compared as it stands, and never matches.
         */
        public Builder allowOrigins(String... origins) {
            this.origins.addAll(List.of(origins));
            return this;
        }

        /** {@code allowMethods}: names of methods, or {@code *}. */
        public Builder allowMethods(String... methods) {
            this.methods.addAll(List.of(methods));
            return this;
        }

        /** {@code allowHeaders}: names of headers, or {@code *}. Sent in lower case. */
        public Builder allowHeaders(String... names) {
            headers.addAll(lowerCase(names));
            return this;
        }

        /** {@code exposeHeaders}: names of headers, or {@code *}. Sent in lower case (recorded). */
        public Builder exposeHeaders(String... names) {
            expose.addAll(lowerCase(names));
            return this;
        }

        /** {@code allowCredentials: true}. */
        public Builder allowCredentials() {
            credentials = true;
            return this;
        }

        /** {@code maxAge}: whole seconds, -1 to 86400. */
        public Builder maxAge(Duration age) {
            maxAge = age;
            return this;
        }

        /**
         * The configuration.
         *
         * @throws DeploymentException if API Gateway would refuse it
         */
        public HttpApiCors build() {
            if (credentials && origins.contains("*")) {
                throw new DeploymentException(
                        "allow-credentials is not supported if 'allow-origin' is *",
                        "list the origins that may send cookies, or leave allowCredentials out");
            }
            if (maxAge != null && (maxAge.compareTo(Duration.ofSeconds(-1)) < 0 || maxAge.compareTo(LONGEST) > 0)) {
                throw new DeploymentException(
                        "Invalid maxAge specified",
                        "it is " + maxAge.toSeconds() + " seconds: -1 to 86400 are allowed");
            }
            return new HttpApiCors(this);
        }

        private static List<String> lowerCase(String... names) {
            List<String> lower = new ArrayList<>(names.length);
            for (String name : names) {
                lower.add(name.toLowerCase(Locale.ROOT));
            }
            return lower;
        }
    }
}
