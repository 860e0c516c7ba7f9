package dev.corsac;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What pages of other origins may do with a server: the server's side of the CORS protocol of the <a
 * href="https://fetch.spec.whatwg.org/#http-cors-protocol">Fetch Standard</a>.
 *
 * <p>There is no default policy; at least the origins must be named:
 *
 * <pre>{@code
 * CorsPolicy policy = CorsPolicy.builder()
 *         .allowOrigins("https://shop.example.com", "https://*.preview.example.com")
 *         .allowCredentials()
 *         .allowMethods("GET", "PUT")
 *         .allowHeaders("Authorization", "Content-Type")
 *         .build();
 * CorsDecision decision = policy.decide(CorsRequest.of(method, origin, requestMethod, requestHeaders));
 * }</pre>
 *
 * <p>Immutable as far as anyone can tell, and safe for use by many threads. Policies with the same settings are equal.
 */
public final class CorsPolicy {

    /**
     * A browser does not ask for these: <a href="https://fetch.spec.whatwg.org/#cors-safelisted-method">CORS-safelisted
     * methods</a>. Their names are sent all the same: Firefox asks again for a HEAD that it was not told of.
     */
    static final List<String> SAFELISTED_METHODS = List.of("GET", "HEAD", "POST");

    /** So many origins are printed. */
    private static final int MOST_PRINTED = 10;

    final boolean anyOrigin;
    final ExactOrigins exactOrigins;
    final @Nullable WildcardOrigins wildcardOrigins;
    final boolean credentials;
    final List<String> methods;
    final List<String> requestHeaders;
    final List<String> exposedHeaders;

    /** -1 if there is none. */
    final int maxAgeSeconds;

    final boolean refuseForeignOrigins;
    final boolean explain;
    private final boolean insecureOrigins;
    private final boolean publicSuffixes;
    private final @Nullable CorsListener listener;

    private final Decisions decisions;

    private CorsPolicy(
            Builder builder,
            List<String> exact,
            List<OriginPattern> wildcards,
            List<String> methods,
            List<String> requestHeaders,
            List<String> exposedHeaders) {
        this.anyOrigin = builder.origins.contains(Names.ANY);
        this.exactOrigins = ExactOrigins.of(exact, exact.size());
        this.wildcardOrigins = wildcards.isEmpty() ? null : new WildcardOrigins(wildcards);
        this.credentials = builder.credentials;
        this.methods = methods;
        this.requestHeaders = requestHeaders;
        this.exposedHeaders = exposedHeaders;
        this.maxAgeSeconds = builder.maxAge == null ? -1 : (int) builder.maxAge.toSeconds();
        this.refuseForeignOrigins = builder.refuseForeignOrigins;
        this.explain = builder.explain;
        this.insecureOrigins = builder.insecureOrigins;
        this.publicSuffixes = builder.publicSuffixes;
        this.listener = builder.listener;
        this.decisions = new Decisions(this);
    }

    /** A policy to be filled in. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The policy that environment variables describe.
     *
     * <table>
     * <caption>The variables</caption>
     * <tr><th>name</th><th>what it says</th></tr>
     * <tr><td>{@code ALLOWED_ORIGINS}</td><td>as {@link Builder#allowOrigins}, with white space between; must be there</td></tr>
     * <tr><td>{@code ALLOW_CREDENTIALS}</td><td>{@code true} for {@link Builder#allowCredentials}, or {@code false}</td></tr>
     * <tr><td>{@code ALLOWED_METHODS}</td><td>as {@link Builder#allowMethods}, with commas or white space between</td></tr>
     * <tr><td>{@code ALLOWED_HEADERS}</td><td>as {@link Builder#allowHeaders}, likewise</td></tr>
     * <tr><td>{@code EXPOSED_HEADERS}</td><td>as {@link Builder#exposeHeaders}, likewise</td></tr>
     * <tr><td>{@code MAX_AGE_SECONDS}</td><td>as {@link Builder#maxAge}, in seconds</td></tr>
     * <tr><td>{@code DANGEROUSLY_ALLOW_INSECURE_ORIGINS}</td><td>{@code true} for
     *     {@link Builder#dangerouslyAllowInsecureOrigins}, or {@code false}</td></tr>
     * </table>
     *
     * An empty variable is the same as none.
     *
     * @param variables such as {@link System#getenv()}
     * @throws CorsPolicyException if the policy cannot be built: all problems of all variables, each with the
     *     variable's name
     */
    public static CorsPolicy fromEnvironment(Map<String, String> variables) {
        return Builder.fromEnvironment(variables);
    }

    /** What this policy says of a request. Allocates nothing where it has been asked about such a request before. */
    public CorsDecision decide(CorsRequest request) {
        CorsDecision decision = decideQuietly(request);
        if (listener != null) {
            tell(listener, request, decision);
        }
        return decision;
    }

    /**
     * As {@link #decide(CorsRequest)} of a request with these parts, for those who have no other use for one.
     *
     * @param method as it stands in the request line
     * @param origin the value of {@code Origin}, null if there is none
     * @param requestMethod the value of {@code Access-Control-Request-Method}, null if there is none
     * @param requestHeaders the value of {@code Access-Control-Request-Headers}, null if there is none
     */
    public CorsDecision decide(
            String method, @Nullable String origin, @Nullable String requestMethod, @Nullable String requestHeaders) {
        CorsDecision decision = decisions.decide(method, origin, requestMethod, requestHeaders);
        if (listener != null) {
            tell(listener, CorsRequest.of(method, origin, requestMethod, requestHeaders), decision);
        }
        return decision;
    }

    private CorsDecision decideQuietly(CorsRequest request) {
        return decisions.decide(request.method(), request.origin(), request.requestMethod(), request.requestHeaders());
    }

    /** What this policy says of a request, and why. Says the same as {@link #decide(CorsRequest)}, and takes its time. */
    public CorsExplanation explain(CorsRequest request) {
        return Explainer.explain(this, request, decideQuietly(request));
    }

    private void tell(CorsListener listener, CorsRequest request, CorsDecision decision) {
        try {
            listener.decided(request, decision);
        } catch (RuntimeException e) {
            System.getLogger("dev.corsac").log(System.Logger.Level.WARNING, "A listener to CORS decisions failed.", e);
        }
    }

    /** A builder filled in with this policy: {@code policy.toBuilder().build().equals(policy)}. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.origins.addAll(origins());
        builder.credentials = credentials;
        builder.methods.addAll(methods);
        builder.requestHeaders.addAll(requestHeaders);
        builder.exposedHeaders.addAll(exposedHeaders);
        builder.maxAge = maxAgeSeconds < 0 ? null : Duration.ofSeconds(maxAgeSeconds);
        builder.refuseForeignOrigins = refuseForeignOrigins;
        builder.explain = explain;
        builder.insecureOrigins = insecureOrigins;
        builder.publicSuffixes = publicSuffixes;
        builder.listener = listener;
        return builder;
    }

    /** All of them as they were given, in order. */
    List<String> origins() {
        List<String> origins = new ArrayList<>(exactOrigins.size() + 1);
        if (anyOrigin) {
            origins.add(Names.ANY);
        }
        for (int slot = 0; slot < exactOrigins.capacity(); slot++) {
            if (exactOrigins.isTaken(slot)) {
                origins.add(exactOrigins.origin(slot));
            }
        }
        if (wildcardOrigins != null) {
            for (OriginPattern pattern : wildcardOrigins.patterns()) {
                origins.add(pattern.text());
            }
        }
        Collections.sort(origins);
        return origins;
    }

    /** The first in order of the exact origins; null if there is none. */
    @Nullable
    String someExactOrigin() {
        String first = null;
        for (int slot = 0; slot < exactOrigins.capacity(); slot++) {
            if (exactOrigins.isTaken(slot)) {
                String origin = exactOrigins.origin(slot);
                if (first == null || origin.compareTo(first) < 0) {
                    first = origin;
                }
            }
        }
        return first;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof CorsPolicy that
                        && anyOrigin == that.anyOrigin
                        && exactOrigins.size() == that.exactOrigins.size()
                        && credentials == that.credentials
                        && methods.equals(that.methods)
                        && requestHeaders.equals(that.requestHeaders)
                        && exposedHeaders.equals(that.exposedHeaders)
                        && maxAgeSeconds == that.maxAgeSeconds
                        && refuseForeignOrigins == that.refuseForeignOrigins
                        && explain == that.explain
                        && insecureOrigins == that.insecureOrigins
                        && publicSuffixes == that.publicSuffixes
                        && origins().equals(that.origins()));
    }

    @Override
    public int hashCode() {
        return origins().hashCode() * 31 + methods.hashCode() + requestHeaders.hashCode();
    }

    /** The settings that differ from their defaults, and the first few origins; it holds no secret. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("CorsPolicy{allowOrigins=[");
        List<String> origins = origins();
        for (int i = 0; i < Math.min(origins.size(), MOST_PRINTED); i++) {
            text.append(i == 0 ? "" : ", ").append(origins.get(i));
        }
        if (origins.size() > MOST_PRINTED) {
            text.append(", and ").append(origins.size() - MOST_PRINTED).append(" more");
        }
        text.append(']');
        if (credentials) {
            text.append(", allowCredentials");
        }
        text.append(", allowMethods=").append(methods);
        if (!requestHeaders.isEmpty()) {
            text.append(", allowHeaders=").append(requestHeaders);
        }
        if (!exposedHeaders.isEmpty()) {
            text.append(", exposeHeaders=").append(exposedHeaders);
        }
        if (maxAgeSeconds >= 0) {
            text.append(", maxAge=").append(maxAgeSeconds).append('s');
        }
        if (refuseForeignOrigins) {
            text.append(", refuseForeignOrigins");
        }
        if (explain) {
            text.append(", explain");
        }
        if (insecureOrigins) {
            text.append(", dangerouslyAllowInsecureOrigins");
        }
        if (publicSuffixes) {
            text.append(", dangerouslyAllowPublicSuffixes");
        }
        return text.append('}').toString();
    }

    /**
     * The settings of a policy. What is called twice adds up; nothing is looked at before {@link #build}. Not safe for use
     * by several threads at once.
     */
    public static final class Builder {

        static final String ALLOWED_ORIGINS = "ALLOWED_ORIGINS";
        static final String ALLOW_CREDENTIALS = "ALLOW_CREDENTIALS";
        static final String ALLOWED_METHODS = "ALLOWED_METHODS";
        static final String ALLOWED_HEADERS = "ALLOWED_HEADERS";
        static final String EXPOSED_HEADERS = "EXPOSED_HEADERS";
        static final String MAX_AGE_SECONDS = "MAX_AGE_SECONDS";
        static final String DANGEROUSLY_ALLOW_INSECURE_ORIGINS = "DANGEROUSLY_ALLOW_INSECURE_ORIGINS";

        final List<String> origins = new ArrayList<>();
        boolean credentials;
        final List<String> methods = new ArrayList<>();
        final List<String> requestHeaders = new ArrayList<>();
        final List<String> exposedHeaders = new ArrayList<>();

        @Nullable
        Duration maxAge;

        boolean refuseForeignOrigins;
        boolean explain;
        boolean insecureOrigins;
        boolean publicSuffixes;

        @Nullable
        CorsListener listener;

        private Builder() {}

        Builder copy() {
            Builder copy = new Builder();
            copy.origins.addAll(origins);
            copy.credentials = credentials;
            copy.methods.addAll(methods);
            copy.requestHeaders.addAll(requestHeaders);
            copy.exposedHeaders.addAll(exposedHeaders);
            copy.maxAge = maxAge;
            copy.refuseForeignOrigins = refuseForeignOrigins;
            copy.explain = explain;
            copy.insecureOrigins = insecureOrigins;
            copy.publicSuffixes = publicSuffixes;
            copy.listener = listener;
            return copy;
        }

        /**
         * Allows pages of these origins to call and to read the answers. Each is an origin exactly as browsers send it, or
         * a pattern:
         *
         * <pre>
         * https://shop.example.com        this origin
         * https://shop.example.com:8443   with a port, unless it is the scheme's own
         * https://*.example.com           every domain below example.com, however deep, but not itself
         * http://localhost:*              any port, and none
         * https://*.example.com:*         both
         * *                               any origin at all; then it is the only one, and without credentials
         * </pre>
         */
        public Builder allowOrigins(String... origins) {
            return allowOrigins(Arrays.asList(origins));
        }

        /** As {@link #allowOrigins(String...)}. */
        public Builder allowOrigins(Collection<String> origins) {
            this.origins.addAll(origins);
            return this;
        }

        /**
         * Lets those pages call with credentials: cookies, HTTP authentication, client certificates. To be given to origins
         * that are trusted as much as the server's own.
         */
        public Builder allowCredentials() {
            this.credentials = true;
            return this;
        }

        /** Allows these origins in the place of those that were given before. */
        public Builder allowOnlyOrigins(Collection<String> origins) {
            this.origins.clear();
            return allowOrigins(origins);
        }

        /**
         * Allows methods besides {@code GET}, {@code HEAD} and {@code POST}, which browsers send without asking. Methods
         * are case-sensitive, but for {@code DELETE}, {@code OPTIONS} and {@code PUT}. {@code "*"} allows any; not with
         * credentials.
         */
        public Builder allowMethods(String... methods) {
            return allowMethods(Arrays.asList(methods));
        }

        /** As {@link #allowMethods(String...)}. */
        public Builder allowMethods(Collection<String> methods) {
            this.methods.addAll(methods);
            return this;
        }

        /**
         * Allows request headers besides the CORS-safelisted ones, in any case: {@code Authorization}, {@code
         * Content-Type} for JSON, and the application's own. {@code "*"} allows any but {@code Authorization}, which is to
         * be named beside it; not with credentials.
         */
        public Builder allowHeaders(String... names) {
            return allowHeaders(Arrays.asList(names));
        }

        /** As {@link #allowHeaders(String...)}. */
        public Builder allowHeaders(Collection<String> names) {
            this.requestHeaders.addAll(names);
            return this;
        }

        /**
         * Lets pages read response headers besides the CORS-safelisted ones, in any case. {@code "*"} exposes all; not with
         * credentials.
         */
        public Builder exposeHeaders(String... names) {
            return exposeHeaders(Arrays.asList(names));
        }

        /** As {@link #exposeHeaders(String...)}. */
        public Builder exposeHeaders(Collection<String> names) {
            this.exposedHeaders.addAll(names);
            return this;
        }

        /**
         * How long a browser may remember the answer to a preflight, in whole seconds. Zero means that it asks each time;
         * without this setting it is five seconds. Chromium remembers for two hours at most, Firefox for 24 hours, Safari
         * for ten minutes.
         */
        public Builder maxAge(Duration maxAge) {
            this.maxAge = maxAge;
            return this;
        }

        /**
         * Answers calls from origins that are not allowed with 403, before the handler. Without this setting they reach the
         * handler, and only their answers are kept from the page. Browsers send {@code Origin} with same-origin calls too,
         * unless they are GET or HEAD: allow the server's own origin as well if pages are served from it.
         */
        public Builder refuseForeignOrigins() {
            this.refuseForeignOrigins = true;
            return this;
        }

        /**
         * Makes browsers' consoles name the real reason of a refused preflight, instead of a missing header or a status:
         * it is answered with 204 and with headers that tell what is allowed, which the browser then finds to be too
         * little. It tells strangers an allowed origin; meant for development.
         */
        public Builder explain() {
            this.explain = true;
            return this;
        }

        /** Tells this listener of every decision, in the place of a former one. No part of what makes policies equal. */
        public Builder listener(CorsListener listener) {
            this.listener = listener;
            return this;
        }

        /**
         * Allows credentials to {@code http:} origins other than those of the machine itself. Whoever is on the network
         * between such a page and its visitor, as in a café, can put a script into it and act in the visitor's name. The
         * one good reason is a page that can only be had over http, such as an S3 website endpoint.
         */
        public Builder dangerouslyAllowInsecureOrigins() {
            this.insecureOrigins = true;
            return this;
        }

        /**
         * Allows credentials to wildcards under which anyone can have a domain, such as {@code https://*.github.io} or
         * {@code https://*.amazonaws.com}: any of them can then act in the name of its visitors.
         */
        public Builder dangerouslyAllowPublicSuffixes() {
            this.publicSuffixes = true;
            return this;
        }

        /**
         * The policy with these settings.
         *
         * @throws CorsPolicyException if there is anything wrong with them: all problems at once
         */
        public CorsPolicy build() {
            return build(false);
        }

        CorsPolicy build(boolean fromEnvironment) {
            return build(new ArrayList<>(), fromEnvironment);
        }

        CorsPolicy build(List<CorsProblem> problems, boolean fromEnvironment) {
            int before = problems.size();
            List<String> exact = new ArrayList<>(origins.size());
            List<OriginPattern> wildcards = new ArrayList<>();
            checkOrigins(exact, wildcards, problems);
            name(problems, before, fromEnvironment, ALLOWED_ORIGINS);

            // What is not set needs no look at names: a function starts sooner without that class.
            before = problems.size();
            List<String> allowedMethods = methods.isEmpty() ? SAFELISTED_METHODS : Names.methods(methods, problems);
            checkWildcard(allowedMethods, "methods", problems);
            name(problems, before, fromEnvironment, ALLOWED_METHODS);

            before = problems.size();
            List<String> allowedHeaders =
                    requestHeaders.isEmpty() ? List.of() : Names.requestHeaders(requestHeaders, problems);
            checkWildcard(allowedHeaders, "headers", problems);
            name(problems, before, fromEnvironment, ALLOWED_HEADERS);

            before = problems.size();
            List<String> exposed =
                    exposedHeaders.isEmpty() ? List.of() : Names.responseHeaders(exposedHeaders, problems);
            checkWildcard(exposed, "exposed headers", problems);
            name(problems, before, fromEnvironment, EXPOSED_HEADERS);

            if (maxAge != null && !isWholeSeconds(maxAge)) {
                boolean whole = maxAge.equals(Duration.ofSeconds(maxAge.toSeconds()));
                problems.add(
                        new CorsProblem.InvalidMaxAge(whole ? Long.toString(maxAge.toSeconds()) : maxAge.toString()));
            }
            if (!problems.isEmpty()) {
                CorsPolicyException.raise(problems);
            }
            return new CorsPolicy(this, exact, wildcards, allowedMethods, allowedHeaders, exposed);
        }

        private void checkOrigins(List<String> exact, List<OriginPattern> wildcards, List<CorsProblem> problems) {
            if (origins.isEmpty()) {
                problems.add(new CorsProblem.NoOrigins());
                return;
            }
            boolean any = false;
            boolean others = false;
            PublicSuffixes suffixes = null;
            for (String origin : origins) {
                if (origin.equals(Names.ANY)) {
                    any = true;
                    continue;
                }
                others = true;
                if (ExactOrigins.isPlain(origin)) {
                    exact.add(origin);
                    continue;
                }
                OriginPattern pattern = OriginPattern.parse(origin, problems);
                if (pattern == null) {
                    continue;
                }
                if (credentials && !insecureOrigins && pattern.isInsecure()) {
                    problems.add(new CorsProblem.InsecureOrigin(origin));
                }
                if (pattern.isExact()) {
                    exact.add(origin);
                    continue;
                }
                wildcards.add(pattern);
                if (credentials && !publicSuffixes && pattern.coversSubdomains()) {
                    if (suffixes == null) {
                        suffixes = PublicSuffixes.load();
                    }
                    String suffix = suffixes.coveredBy(pattern.host().substring(1));
                    if (suffix != null) {
                        problems.add(new CorsProblem.PublicSuffix(origin, suffix));
                    }
                }
            }
            if (any && others) {
                problems.add(new CorsProblem.AnyOriginAmongOthers());
            }
            if (any && credentials) {
                problems.add(new CorsProblem.CredentialsForAnyOrigin());
            }
        }

        private static boolean isWholeSeconds(Duration time) {
            long seconds = time.toSeconds();
            return seconds >= 0 && seconds <= Integer.MAX_VALUE && time.equals(Duration.ofSeconds(seconds));
        }

        private void checkWildcard(List<String> names, String setting, List<CorsProblem> problems) {
            if (credentials && !names.isEmpty() && names.get(0).equals(Names.ANY)) {
                problems.add(new CorsProblem.WildcardWithCredentials(setting));
            }
        }

        static void name(List<CorsProblem> problems, int from, boolean fromEnvironment, String variable) {
            if (fromEnvironment) {
                for (int i = from; i < problems.size(); i++) {
                    problems.set(i, new CorsProblem.InVariable(variable, problems.get(i)));
                }
            }
        }

        /** See {@link CorsPolicy#fromEnvironment}. Not a class of its own: a function starts sooner with one less. */
        static CorsPolicy fromEnvironment(Map<String, String> variables) {
            List<CorsProblem> problems = new ArrayList<>();
            Builder builder = new Builder();
            builder.allowOrigins(words(variables.get(ALLOWED_ORIGINS), false));
            if (isOn(variables, ALLOW_CREDENTIALS, problems)) {
                builder.allowCredentials();
            }
            builder.allowMethods(words(variables.get(ALLOWED_METHODS), true));
            builder.allowHeaders(words(variables.get(ALLOWED_HEADERS), true));
            builder.exposeHeaders(words(variables.get(EXPOSED_HEADERS), true));
            String maxAge = value(variables, MAX_AGE_SECONDS);
            if (!maxAge.isEmpty()) {
                int seconds = seconds(maxAge);
                if (seconds < 0) {
                    problems.add(new CorsProblem.InvalidMaxAge(maxAge));
                    name(problems, problems.size() - 1, true, MAX_AGE_SECONDS);
                } else {
                    builder.maxAge(Duration.ofSeconds(seconds));
                }
            }
            if (isOn(variables, DANGEROUSLY_ALLOW_INSECURE_ORIGINS, problems)) {
                builder.dangerouslyAllowInsecureOrigins();
            }
            return builder.build(problems, true);
        }

        private static String value(Map<String, String> variables, String name) {
            String value = variables.get(name);
            return value == null ? "" : value.strip();
        }

        private static boolean isOn(Map<String, String> variables, String name, List<CorsProblem> problems) {
            String value = value(variables, name);
            if (value.equalsIgnoreCase("true")) {
                return true;
            }
            if (!value.isEmpty() && !value.equalsIgnoreCase("false")) {
                problems.add(new CorsProblem.InvalidSwitch(value));
                name(problems, problems.size() - 1, true, name);
            }
            return false;
        }

        /** The number that a text of digits says; -1 if it is none, or too large. */
        private static int seconds(String digits) {
            long seconds = 0;
            for (int i = 0; i < digits.length(); i++) {
                char c = digits.charAt(i);
                if (c < '0' || c > '9') {
                    return -1;
                }
                seconds = seconds * 10 + (c - '0');
                if (seconds > Integer.MAX_VALUE) {
                    return -1;
                }
            }
            return (int) seconds;
        }

        private static List<String> words(@Nullable String value, boolean commas) {
            List<String> words = new ArrayList<>();
            if (value == null) {
                return words;
            }
            int start = 0;
            for (int i = 0; i <= value.length(); i++) {
                if (i == value.length()
                        || Character.isWhitespace(value.charAt(i))
                        || (commas && value.charAt(i) == ',')) {
                    if (i > start) {
                        words.add(value.substring(start, i));
                    }
                    start = i + 1;
                }
            }
            return words;
        }
    }
}
