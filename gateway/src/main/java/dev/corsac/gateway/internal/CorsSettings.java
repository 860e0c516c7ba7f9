package dev.corsac.gateway.internal;

import dev.corsac.gateway.Component;
import dev.corsac.http.Header;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the CORS configurations of HTTP APIs and of Function URLs have in common: their lists, and the header lines that they
 * make of them. Not thread-safe while it is filled.
 */
public final class CorsSettings {

    /** The longest {@code maxAge} of both (documented). */
    public static final Duration LONGEST_MAX_AGE = Duration.ofDays(1);

    private final List<String> origins = new ArrayList<>();
    private final List<String> methods = new ArrayList<>();
    private final List<String> headers = new ArrayList<>();
    private final List<String> exposed = new ArrayList<>();
    private boolean credentials;
    private @Nullable Duration maxAge;

    public void addOrigins(String... more) {
        origins.addAll(List.of(more));
    }

    public void addMethods(String... more) {
        methods.addAll(List.of(more));
    }

    public void addHeaders(String... names) {
        headers.addAll(List.of(names));
    }

    public void addExposed(String... names) {
        exposed.addAll(List.of(names));
    }

    public void allowCredentials() {
        credentials = true;
    }

    public void setMaxAge(Duration age) {
        maxAge = age;
    }

    public List<String> origins() {
        return origins;
    }

    public List<String> methods() {
        return methods;
    }

    public List<String> headers() {
        return headers;
    }

    public List<String> exposed() {
        return exposed;
    }

    public boolean credentials() {
        return credentials;
    }

    public @Nullable Duration maxAge() {
        return maxAge;
    }

    /** The header lines of one configuration. Immutable; thread-safe. */
    public static final class Lines {
        private final boolean lowerCase;
        private final boolean credentials;
        private final @Nullable Header exposed;
        private final @Nullable Header methods;
        private final @Nullable Header headers;
        private final @Nullable Header maxAge;

        /** @param lowerCase whether the names of headers, and the value of {@code Vary}, are in lower case */
        public Lines(CorsSettings settings, boolean lowerCase) {
            this.lowerCase = lowerCase;
            credentials = settings.credentials;
            exposed = list("Access-Control-Expose-Headers", settings.exposed);
            methods = list("Access-Control-Allow-Methods", settings.methods);
            headers = list("Access-Control-Allow-Headers", settings.headers);
            maxAge = settings.maxAge == null
                    ? null
                    : line("Access-Control-Max-Age", Long.toString(settings.maxAge.toSeconds()));
        }

        private @Nullable Header list(String name, Collection<String> values) {
            return values.isEmpty() ? null : line(name, String.join(",", new LinkedHashSet<>(values)));
        }

        private Header line(String name, String value) {
            return new Header(lowerCase ? name.toLowerCase(Locale.ROOT) : name, value);
        }

        /** Adds the headers of a response that is not a preflight's. */
        public void addTo(ResponseLines lines, String allowOrigin, boolean vary, Component source) {
            addOrigin(lines, allowOrigin, vary, source);
            add(lines, exposed, source);
        }

        /** Adds the headers of a preflight's response. */
        public void addPreflightTo(ResponseLines lines, String allowOrigin, boolean vary, Component source) {
            addOrigin(lines, allowOrigin, vary, source);
            add(lines, methods, source);
            add(lines, headers, source);
            add(lines, maxAge, source);
        }

        private void addOrigin(ResponseLines lines, String allowOrigin, boolean vary, Component source) {
            lines.add(line("Access-Control-Allow-Origin", allowOrigin), source);
            if (vary) {
                lines.add(line("Vary", lowerCase ? "origin" : "Origin"), source);
            }
            if (credentials) {
                lines.add(line("Access-Control-Allow-Credentials", "true"), source);
            }
        }

        private static void add(ResponseLines lines, @Nullable Header line, Component source) {
            if (line != null) {
                lines.add(line, source);
            }
        }
    }
}
