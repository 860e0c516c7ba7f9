package dev.corsac;

import dev.corsac.internal.OriginLookup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules for what pages of other origins may do with a server: the server's side of the CORS protocol of the <a
 * href="https://fetch.spec.whatwg.org/#http-cors-protocol">Fetch Standard</a>.
 *
 * <p>There is no default policy; name at least the origins:
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
 * <p>Effectively immutable and thread-safe. Policies with the same settings are equal, whatever their listeners.
 */
public final class CorsPolicy {

    /**
     * The <a href="https://fetch.spec.whatwg.org/#cors-safelisted-method">CORS-safelisted methods</a>, for which no permission
     * is needed. Responses list them all the same: Firefox sends a second preflight for a HEAD that is not listed.
     */
    static final List<String> SAFELISTED_METHODS = List.of("GET", "HEAD", "POST");

    final boolean anyOrigin;
    final ExactOrigins exactOrigins;
    final @Nullable WildcardOrigins wildcardOrigins;
    final boolean credentials;
    final List<String> methods;
    final List<String> requestHeaders;
    final List<String> exposedHeaders;

    /** -1 if there is none. */
    final int maxAgeSeconds;

    final boolean rejectDisallowedOrigins;
    final boolean explain;
    final boolean insecureOrigins;
    final boolean publicSuffixes;
    final @Nullable CorsListener listener;

    /** Further origins, outside of the settings; null if there are none. */
    final @Nullable OriginLookup lookup;

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
        this.rejectDisallowedOrigins = builder.rejectDisallowedOrigins;
        this.explain = builder.explain;
        this.insecureOrigins = builder.insecureOrigins;
        this.publicSuffixes = builder.publicSuffixes;
        this.listener = builder.listener;
        this.lookup = builder.lookup;
        this.decisions = new Decisions(this);
    }

    /** Makes a policy with the same settings and other origins outside of them; see {@link LookupPolicies}. */
    CorsPolicy(CorsPolicy policy, OriginLookup lookup) {
        this.anyOrigin = policy.anyOrigin;
        this.exactOrigins = policy.exactOrigins;
        this.wildcardOrigins = policy.wildcardOrigins;
        this.credentials = policy.credentials;
        this.methods = policy.methods;
        this.requestHeaders = policy.requestHeaders;
        this.exposedHeaders = policy.exposedHeaders;
        this.maxAgeSeconds = policy.maxAgeSeconds;
        this.rejectDisallowedOrigins = policy.rejectDisallowedOrigins;
        this.explain = policy.explain;
        this.insecureOrigins = policy.insecureOrigins;
        this.publicSuffixes = policy.publicSuffixes;
        this.listener = policy.listener;
        this.lookup = lookup;
        this.decisions = new Decisions(policy.decisions, lookup);
    }

    /** Returns a builder without any setting. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Builds the policy that environment variables describe.
     *
     * <table>
     * <caption>The variables</caption>
     * <tr><th>name</th><th>value</th></tr>
     * <tr><td>{@code ALLOWED_ORIGINS}</td><td>as {@link Builder#allowOrigins}, with white space between; required</td></tr>
     * <tr><td>{@code ALLOW_CREDENTIALS}</td><td>{@code true} for {@link Builder#allowCredentials}, or {@code false}</td></tr>
     * <tr><td>{@code ALLOWED_METHODS}</td><td>as {@link Builder#allowMethods}, with commas or white space between</td></tr>
     * <tr><td>{@code ALLOWED_HEADERS}</td><td>as {@link Builder#allowHeaders}, likewise</td></tr>
     * <tr><td>{@code EXPOSED_HEADERS}</td><td>as {@link Builder#exposeHeaders}, likewise</td></tr>
     * <tr><td>{@code MAX_AGE_SECONDS}</td><td>as {@link Builder#maxAge}, in seconds</td></tr>
     * <tr><td>{@code DANGEROUSLY_ALLOW_INSECURE_ORIGINS}</td><td>{@code true} for
     *     {@link Builder#dangerouslyAllowInsecureOrigins}, or {@code false}</td></tr>
     * <tr><td>{@code CORSAC_EXPLAIN_PREFLIGHTS}</td><td>{@code true} for {@link Builder#explain}, or {@code false}</td></tr>
     * </table>
     *
     * An empty variable counts as not set. A variable with nearly one of these names, such as {@code ALLOWED_METHOD}, is a
     * problem if the variable itself is not set.
     *
     * @param variables such as {@link System#getenv()}
     * @throws CorsPolicyException if the policy cannot be built; it lists all problems of all variables, each with the
     *     variable's name
     */
    public static CorsPolicy fromEnvironment(Map<String, String> variables) {
        return PolicyVariables.policy(variables);
    }

    /** Decides a request. Allocates nothing for a request like one that was decided before. */
    public CorsDecision decide(CorsRequest request) {
        CorsDecision decision = decideQuietly(request);
        if (listener != null) {
            notify(listener, request, decision);
        }
        return decision;
    }

    /**
     * Decides a request with these parts; see {@link #decide(CorsRequest)}. Spares callers the making of a request.
     *
     * @param method as in the request line
     * @param origin the value of {@code Origin}, null if there is none
     * @param requestMethod the value of {@code Access-Control-Request-Method}, null if there is none
     * @param requestHeaders the value of {@code Access-Control-Request-Headers}, null if there is none
     */
    public CorsDecision decide(
            String method, @Nullable String origin, @Nullable String requestMethod, @Nullable String requestHeaders) {
        CorsDecision decision = decisions.decide(method, origin, requestMethod, requestHeaders);
        if (listener != null) {
            notify(listener, CorsRequest.of(method, origin, requestMethod, requestHeaders), decision);
        }
        return decision;
    }

    private CorsDecision decideQuietly(CorsRequest request) {
        return decisions.decide(request.method(), request.origin(), request.requestMethod(), request.requestHeaders());
    }

    /** Decides a request and explains each step. Same result as {@link #decide(CorsRequest)}, but slower; no listener is called. */
    public ExplainedDecision explain(CorsRequest request) {
        return DecisionSteps.explain(this, request, decideQuietly(request));
    }

    /** A listener's failure must not keep a response from its CORS headers; a broken virtual machine is beyond that. */
    private static void notify(CorsListener listener, CorsRequest request, CorsDecision decision) {
        try {
            listener.decided(request, decision);
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            System.getLogger("dev.corsac").log(System.Logger.Level.WARNING, "A listener to CORS decisions failed.", e);
        }
    }

    /** Returns a builder with this policy's settings: {@code policy.toBuilder().build().equals(policy)}. */
    public Builder toBuilder() {
        return PolicySettings.copyTo(new Builder(), this);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof CorsPolicy that && PolicySettings.areEqual(this, that));
    }

    @Override
    public int hashCode() {
        return PolicySettings.origins(this).hashCode() * 31 + methods.hashCode() + requestHeaders.hashCode();
    }

    /** Returns the settings that differ from their defaults, and the first few origins. There is no secret among them. */
    @Override
    public String toString() {
        return PolicySettings.text(this);
    }

    /**
     * The settings of a policy to be built. Repeated calls accumulate; values are validated only by {@link #build}. Not
     * thread-safe.
     */
    public static final class Builder {

        final List<String> origins = new ArrayList<>();
        boolean credentials;
        final List<String> methods = new ArrayList<>();
        final List<String> requestHeaders = new ArrayList<>();
        final List<String> exposedHeaders = new ArrayList<>();

        @Nullable
        Duration maxAge;

        boolean rejectDisallowedOrigins;
        boolean explain;
        boolean insecureOrigins;
        boolean publicSuffixes;

        @Nullable
        CorsListener listener;

        @Nullable
        OriginLookup lookup;

        private Builder() {}

        /**
         * Allows pages of these origins to call and to read the responses. Each is an origin exactly as browsers send it,
         * or a pattern:
         *
         * <pre>
         * https://shop.example.com        this origin
         * https://shop.example.com:8443   with a port, unless it is the scheme's default
         * https://*.example.com           every domain below example.com, however deep, but not example.com itself
         * http://localhost:*              with any port, or without one
         * https://*.example.com:*         both
         * https://pr-{number}.example.com a number there, see below
         * *                               every origin; it must be the only one, and without credentials
         * </pre>
         *
         * In the first label, {@code {number}} is for a number of up to ten digits, and {@code {hex}} for 6 to 40 digits and letters
         * from {@code a} to {@code f}, each between hyphens or at the label's ends. They are for preview deployments, and only
         * without credentials: where anyone can choose the name of a site, anyone can choose one that such a pattern covers.
         */
        public Builder allowOrigins(String... origins) {
            return allowOrigins(Arrays.asList(origins));
        }

        /** Allows these origins; see {@link #allowOrigins(String...)}. */
        public Builder allowOrigins(Collection<String> origins) {
            this.origins.addAll(origins);
            return this;
        }

        /**
         * Lets those pages call with credentials: cookies, HTTP authentication, client certificates. Allow them only for
         * origins that you trust as much as the server's own.
         */
        public Builder allowCredentials() {
            this.credentials = true;
            return this;
        }

        /** Allows these origins instead of those that were given before. */
        public Builder allowOnlyOrigins(Collection<String> origins) {
            this.origins.clear();
            return allowOrigins(origins);
        }

        /**
         * Allows methods besides {@code GET}, {@code HEAD} and {@code POST}, which need no permission. Methods are
         * case-sensitive, except {@code DELETE}, {@code OPTIONS} and {@code PUT}; {@code patch} is a problem, since browsers
         * would ask for {@code PATCH}. {@code "*"} allows every method; not with credentials.
         */
        public Builder allowMethods(String... methods) {
            return allowMethods(Arrays.asList(methods));
        }

        /** Allows these methods; see {@link #allowMethods(String...)}. */
        public Builder allowMethods(Collection<String> methods) {
            this.methods.addAll(methods);
            return this;
        }

        /**
         * Allows request headers besides the CORS-safelisted ones, in any case: {@code Authorization}, {@code
         * Content-Type} for JSON, and the application's own. {@code "*"} allows every header except {@code Authorization},
         * which must be named too; not with credentials.
         */
        public Builder allowHeaders(String... names) {
            return allowHeaders(Arrays.asList(names));
        }

        /** Allows these request headers; see {@link #allowHeaders(String...)}. */
        public Builder allowHeaders(Collection<String> names) {
            this.requestHeaders.addAll(names);
            return this;
        }

        /**
         * Lets pages read response headers besides the CORS-safelisted ones, in any case. {@code "*"} exposes every header;
         * not with credentials.
         */
        public Builder exposeHeaders(String... names) {
            return exposeHeaders(Arrays.asList(names));
        }

        /** Exposes these response headers; see {@link #exposeHeaders(String...)}. */
        public Builder exposeHeaders(Collection<String> names) {
            this.exposedHeaders.addAll(names);
            return this;
        }

        /**
         * Sets how long a browser may cache a preflight response, in whole seconds. Zero turns the cache off; without this
         * setting it is five seconds. Chromium caches for two hours at most, Firefox for 24 hours, Safari for ten minutes.
         */
        public Builder maxAge(Duration maxAge) {
            this.maxAge = maxAge;
            return this;
        }

        /**
         * Rejects calls from origins that are not allowed with 403, before the handler. Without this setting they reach the
         * handler, and the browser only keeps the response from the page. Browsers send {@code Origin} with same-origin calls
         * too, unless they are GET or HEAD: allow the server's own origin as well if it serves pages.
         */
        public Builder rejectDisallowedOrigins() {
            this.rejectDisallowedOrigins = true;
            return this;
        }

        /**
         * Makes browsers' consoles name the real reason for a refused preflight, instead of a missing header or a status:
         * the response is a 204 with headers that list what is allowed, which the browser then finds insufficient. It
         * reveals an allowed origin to strangers, so use it for development.
         */
        public Builder explain() {
            this.explain = true;
            return this;
        }

        /** Calls this listener for every decision, instead of a former one. It does not count when policies are compared. */
        public Builder listener(CorsListener listener) {
            this.listener = listener;
            return this;
        }

        /**
         * Allows credentials for {@code http:} origins other than those of the machine itself. An attacker on the network
         * between such a page and its visitor, as in a café, can put a script into it and act in the visitor's name. The only
         * good reason is a page that is served over http only, such as an S3 website endpoint.
         */
        public Builder dangerouslyAllowInsecureOrigins() {
            this.insecureOrigins = true;
            return this;
        }

        /**
         * Allows credentials for wildcards under which anyone can register a domain, such as {@code https://*.github.io} or
         * {@code https://*.amazonaws.com}: any of them can then act in the name of its visitors.
         */
        public Builder dangerouslyAllowPublicSuffixes() {
            this.publicSuffixes = true;
            return this;
        }

        /**
         * Builds the policy with these settings.
         *
         * @throws CorsPolicyException if a setting is not valid; it lists all problems
         */
        public CorsPolicy build() {
            return build(new ArrayList<>(), false);
        }

        /** @param fromEnvironment whether problems are to have the name of a variable; those that are there already stay as they are */
        CorsPolicy build(List<CorsProblem> problems, boolean fromEnvironment) {
            int before = problems.size();
            List<String> exact = new ArrayList<>(origins.size());
            List<OriginPattern> wildcards = new ArrayList<>();
            checkOrigins(exact, wildcards, problems);
            name(problems, before, fromEnvironment ? PolicyVariables.ALLOWED_ORIGINS : null);

            // Settings that are not given need no check of names: a function starts sooner without that class.
            before = problems.size();
            List<String> allowedMethods =
                    methods.isEmpty() ? SAFELISTED_METHODS : Names.methods(methods, credentials, problems);
            checkWildcard(allowedMethods, "methods", problems);
            name(problems, before, fromEnvironment ? PolicyVariables.ALLOWED_METHODS : null);

            before = problems.size();
            List<String> allowedHeaders =
                    requestHeaders.isEmpty() ? List.of() : Names.requestHeaders(requestHeaders, credentials, problems);
            checkWildcard(allowedHeaders, "headers", problems);
            name(problems, before, fromEnvironment ? PolicyVariables.ALLOWED_HEADERS : null);

            before = problems.size();
            List<String> exposed =
                    exposedHeaders.isEmpty() ? List.of() : Names.responseHeaders(exposedHeaders, credentials, problems);
            checkWildcard(exposed, "exposed headers", problems);
            name(problems, before, fromEnvironment ? PolicyVariables.EXPOSED_HEADERS : null);

            if (maxAge != null && !isWholeSeconds(maxAge)) {
                boolean whole = maxAge.equals(Duration.ofSeconds(maxAge.toSeconds()));
                problems.add(new CorsProblem.InvalidMaxAge(
                        whole ? Long.toString(maxAge.toSeconds()) : maxAge.toString(), null));
            }
            if (!problems.isEmpty()) {
                CorsPolicyException.raise(problems);
            }
            return new CorsPolicy(this, exact, wildcards, allowedMethods, allowedHeaders, exposed);
        }

        private static void name(List<CorsProblem> problems, int from, @Nullable String variable) {
            if (variable != null) {
                PolicyVariables.name(problems, from, variable);
            }
        }

        private void checkOrigins(List<String> exact, List<OriginPattern> wildcards, List<CorsProblem> problems) {
            if (origins.isEmpty()) {
                if (lookup == null) {
                    problems.add(new CorsProblem.NoOrigins());
                }
                return;
            }
            boolean any = false;
            boolean others = lookup != null;
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
                if (credentials && pattern.hasPlaceholder()) {
                    problems.add(new CorsProblem.PlaceholderWithCredentials(origin));
                }
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
    }
}
