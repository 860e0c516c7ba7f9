package dev.corsac.browser;

import dev.corsac.http.Body;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import dev.corsac.http.TokenList;
import dev.corsac.http.Url;
import dev.corsac.http.UrlReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One run of <a href="https://fetch.spec.whatwg.org/#fetching">fetching</a>: the request as it changes from hop to hop.
 * Methods are named after the standard's algorithms; those that return a failure return null for success.
 */
final class Fetch {

    private static final int MOST_REDIRECTS = 20;

    private static final Header ACCEPT = new Header("Accept", "*/*");

    private final Engine engine;
    private final Profile profile;
    private final Call call;
    private final Server server;
    private final boolean include;
    private final boolean useCorsPreflight;
    private final List<Exchange> exchanges = new ArrayList<>(4);
    private PreflightCache cache;

    private String method;
    private List<Header> headers;
    private Body body;
    private Url url;
    private Origin sentOrigin;
    private ResponseType tainting = ResponseType.BASIC;
    private int redirects;

    private final List<String> firstUnsafeNames;
    private final Set<String> droppedByLastRedirect = new HashSet<>();
    private boolean preflighted;
    private boolean originSent;
    private boolean originTainted;
    private boolean keepsResult;

    Fetch(Engine engine, Call call, Server server, PreflightCache cache) {
        this.engine = engine;
        this.profile = Profile.of(engine);
        this.call = call;
        this.server = server;
        this.cache = cache;
        this.include = call.credentials() == CredentialsMode.INCLUDE;
        this.useCorsPreflight =
                call.useCorsPreflight() && (!has(EngineRule.UPLOAD_LISTENER_NEEDS_A_BODY) || uploads(call));
        this.method = Methods.normalize(call.method());
        this.body = call.body();
        this.headers = allowedHeaders();
        this.url = call.url();
        this.sentOrigin = call.origin();
        this.firstUnsafeNames = RequestHeaders.unsafeNames(headers, profile);
    }

    Outcome run() {
        Failure failure = construct();
        while (failure == null) {
            Step step = mainFetch();
            if (step.response != null) {
                return allowed(step.response, step.type);
            }
            failure = step.failure;
        }
        return new Outcome.Blocked(engine, call, exchanges, cache, failure);
    }

    /** The response to a preflight, whose lists are read when a check asks for them: most are blocked before that. */
    private static final class PreflightResponse {

        final Response response;
        private @Nullable TokenList methods;
        private @Nullable TokenList names;

        PreflightResponse(Response response) {
            this.response = response;
        }

        TokenList methods() {
            TokenList list = methods;
            if (list == null) {
                list = TokenList.of(response.headers(), "Access-Control-Allow-Methods");
                methods = list;
            }
            return list;
        }

        TokenList names() {
            TokenList list = names;
            if (list == null) {
                list = TokenList.of(response.headers(), "Access-Control-Allow-Headers");
                names = list;
            }
            return list;
        }
    }

    /** What a hop leads to: a response for the script, a failure, or, with neither, another hop. */
    private record Step(
            @Nullable Response response,
            ResponseType type,
            @Nullable Failure failure) {

        static final Step REDIRECTED = new Step(null, ResponseType.BASIC, null);

        static Step failed(Failure failure) {
            return new Step(null, ResponseType.BASIC, failure);
        }
    }

    /** The <a href="https://fetch.spec.whatwg.org/#dom-request">Request constructor</a>, as far as it can throw. */
    private @Nullable Failure construct() {
        // One step: "If method is not a method or method is a forbidden method, then throw a TypeError."
        if (!Header.isToken(call.method()) || Methods.isForbidden(call.method())) {
            return failure(Check.FORBIDDEN_METHOD, call.method());
        }
        if (call.mode() == RequestMode.NO_CORS && !Methods.isSafelisted(method)) {
            return failure(Check.NO_CORS_METHOD, method);
        }
        if (call.initiator() == Initiator.FETCH && !body.isEmpty() && (method.equals("GET") || method.equals("HEAD"))) {
            return failure(Check.BODY_OF_GET, method);
        }
        return null;
    }

    private List<Header> allowedHeaders() {
        List<Header> allowed = new ArrayList<>(call.headers().size());
        for (Header header : call.headers().lines()) {
            if (!RequestHeaders.isForbidden(header, profile)
                    && (call.mode() != RequestMode.NO_CORS || RequestHeaders.isNoCorsSafelisted(header, profile))) {
                allowed.add(
                        has(EngineRule.CHARSET_IS_REWRITTEN_FIRST)
                                        && call.initiator() == Initiator.XML_HTTP_REQUEST
                                        && !body.isEmpty()
                                ? RequestHeaders.withUtf8(header)
                                : header);
            }
        }
        return allowed;
    }

    /** <a href="https://fetch.spec.whatwg.org/#concept-main-fetch">Main fetch</a>, from its choice by origin and mode. */
    private Step mainFetch() {
        if (isMixedContent()) {
            return Step.failed(failure(Check.MIXED_CONTENT, url.toString()));
        }
        if (tainting == ResponseType.BASIC && call.origin().isSameOriginAs(url)) {
            return httpFetch();
        }
        if (call.mode() == RequestMode.SAME_ORIGIN) {
            return Step.failed(failure(Check.SAME_ORIGIN_MODE, ""));
        }
        if (call.mode() == RequestMode.NO_CORS) {
            if (call.redirect() != RedirectMode.FOLLOW) {
                return Step.failed(failure(Check.NO_CORS_REDIRECT_MODE, ""));
            }
            tainting = ResponseType.OPAQUE;
            return httpFetch();
        }
        if (!isHttp(url)) {
            return Step.failed(failure(Check.SCHEME, url.scheme()));
        }
        tainting = ResponseType.CORS;
        Failure failure = corsPreflightFetchIfNeeded();
        Step step = failure == null ? httpFetch() : Step.failed(failure);
        if (step.failure != null && !has(EngineRule.FAILED_CALL_KEEPS_THE_CACHE)) {
            cache = cache.without(call.origin(), url);
        }
        return step;
    }

    /** <a href="https://w3c.github.io/webappsec-mixed-content/#should-block-fetch">Should fetching be blocked as mixed content?</a> */
    private boolean isMixedContent() {
        Url page = call.origin().url();
        return page != null
                && page.scheme().equals("https")
                && url.scheme().equals("http")
                && !SecureContexts.isLoopback(url.host());
    }

    /** Steps of HTTP fetch with makeCORSPreflight: whether there is a preflight, and what it asks for. */
    private @Nullable Failure corsPreflightFetchIfNeeded() {
        List<String> names = firstUnsafeNames;
        boolean sticky = false;
        if (redirects > 0) {
            if (has(EngineRule.REDIRECTED_PREFLIGHT_ASKS_LESS_WHAT_WAS_DROPPED)) {
                names = new ArrayList<>(firstUnsafeNames);
                names.removeAll(droppedByLastRedirect);
                sticky = preflighted;
            } else if (has(EngineRule.REDIRECTED_PREFLIGHT_ASKS_AS_THE_FIRST)) {
                sticky = preflighted;
            } else {
                names = RequestHeaders.unsafeNames(headers, profile);
            }
        }
        boolean needed = sticky || useCorsPreflight || !Methods.isSafelisted(method) || !names.isEmpty();
        if (!needed) {
            return null;
        }
        preflighted = true;
        Origin origin = has(EngineRule.PREFLIGHT_KEEPS_THE_ORIGIN) ? call.origin() : sentOrigin;
        keepsResult = PreflightCache.keeps(profile, call.origin(), originTainted);
        if (keepsResult && !bypassesCache()) {
            if (cache.allows(profile, origin, url, include, method, names)) {
                return null;
            }
            if (has(EngineRule.CACHE_MISS_FORGETS)) {
                cache = cache.without(origin, url);
            }
        }
        return corsPreflightFetch(origin, names);
    }

    /** Whether the call makes a preflight although the result of one is kept. */
    private boolean bypassesCache() {
        boolean bypasses = has(EngineRule.CONDITIONAL_CALL_BYPASSES_THE_CACHE)
                || (has(EngineRule.CONDITIONAL_FETCH_BYPASSES_THE_CACHE) && call.initiator() == Initiator.FETCH);
        return bypasses && isConditional();
    }

    /** Whether a header of the script turns the cache mode {@code default} into {@code no-store}. */
    private boolean isConditional() {
        for (Header header : headers) {
            switch (header.lowerCaseName()) {
                case "if-modified-since", "if-none-match", "if-unmodified-since", "if-match", "if-range" -> {
                    return true;
                }
                default -> {}
            }
        }
        return false;
    }

    /** <a href="https://fetch.spec.whatwg.org/#cors-preflight-fetch">CORS-preflight fetch</a>. */
    private @Nullable Failure corsPreflightFetch(Origin origin, List<String> unsafeNames) {
        List<Header> lines = new ArrayList<>(4);
        lines.add(ACCEPT);
        lines.add(new Header("Access-Control-Request-Method", method));
        if (!unsafeNames.isEmpty()) {
            lines.add(new Header("Access-Control-Request-Headers", String.join(",", unsafeNames)));
        }
        lines.add(new Header("Origin", origin.toString()));
        Request request = new Request("OPTIONS", url, Headers.of(lines), Body.EMPTY);
        Response response = server.respond(request);
        exchanges.add(new Exchange(true, request, response));
        if (response == null) {
            return new Failure(Check.CONNECTION, true, url, origin, 0, "", List.of());
        }
        PreflightResponse preflight = new PreflightResponse(response);
        @Nullable Failure failure = null;
        boolean refusal = false;
        for (Profile.PreflightCheck check : profile.preflightChecks()) {
            failure = preflightCheck(check, origin, preflight, unsafeNames);
            if (failure != null) {
                refusal = check == Profile.PreflightCheck.METHOD || check == Profile.PreflightCheck.HEADERS;
                break;
            }
        }
        if (keepsResult && (failure == null || (refusal && has(EngineRule.REFUSAL_IS_KEPT)))) {
            int seconds = MaxAge.seconds(response.headers(), profile);
            if (seconds > 0) {
                cache = cache.plus(
                        profile,
                        origin,
                        url,
                        include,
                        seconds,
                        preflight.methods().tokens(),
                        preflight.names().lowerCase());
            }
        }
        return failure;
    }

    private @Nullable Failure preflightCheck(
            Profile.PreflightCheck check, Origin origin, PreflightResponse preflight, List<String> unsafeNames) {
        Response response = preflight.response;
        switch (check) {
            case REDIRECT -> {
                if (hasRedirectStatus(response) && response.headers().has("Location")) {
                    return preflightFailure(Check.PREFLIGHT_REDIRECT, origin, response, "");
                }
            }
            case CORS -> {
                if (has(EngineRule.PREFLIGHT_KEEPS_THE_ORIGIN) && origin.isSameOriginAs(url)) {
                    return null;
                }
                CorsCheck failed = CorsCheck.run(origin.toString(), include, response.headers());
                if (failed != null) {
                    return preflightFailure(failed.check(), origin, response, failed.parameter());
                }
            }
            case STATUS -> {
                if (!response.isOk()) {
                    return preflightFailure(Check.PREFLIGHT_STATUS, origin, response, "");
                }
            }
            case METHODS_SYNTAX -> {
                String invalid = preflight.methods().invalid();
                if (invalid != null) {
                    return preflightFailure(Check.ALLOW_METHODS_SYNTAX, origin, response, invalid);
                }
            }
            case HEADERS_SYNTAX -> {
                String invalid = preflight.names().invalid();
                if (invalid != null) {
                    return preflightFailure(Check.ALLOW_HEADERS_SYNTAX, origin, response, invalid);
                }
            }
            case METHOD -> {
                boolean filled = useCorsPreflight
                        && !has(EngineRule.MISSING_METHODS_ALLOW_NOTHING)
                        && !response.headers().has("Access-Control-Allow-Methods");
                boolean allowed = Methods.isSafelisted(method)
                        || preflight.methods().contains(method)
                        || (!include && preflight.methods().contains("*"))
                        || filled;
                if (!allowed) {
                    return preflightFailure(Check.METHOD, origin, response, method);
                }
            }
            case HEADERS -> {
                List<String> refused = refused(preflight.names(), unsafeNames);
                if (!refused.isEmpty()) {
                    return new Failure(Check.HEADERS, true, url, origin, response.status(), refused.get(0), refused);
                }
            }
        }
        return null;
    }

    /** The names that the response does not allow: steps 7.6 and 7.7. */
    private List<String> refused(TokenList allowed, List<String> unsafeNames) {
        boolean wildcard = !include && allowed.contains("*");
        if (wildcard && has(EngineRule.WILDCARD_COVERS_AUTHORIZATION)) {
            return List.of();
        }
        List<String> refused = new ArrayList<>(unsafeNames.size());
        for (String name : unsafeNames) {
            boolean covered = wildcard && !name.equals("authorization");
            if (!covered && !allowed.containsIgnoringCase(name)) {
                refused.add(name);
            }
        }
        return refused;
    }

    /** <a href="https://fetch.spec.whatwg.org/#concept-http-fetch">HTTP fetch</a>, after a preflight if there was one. */
    private Step httpFetch() {
        Request request = new Request(method, url, Headers.of(linesToSend()), body);
        Response response = server.respond(request);
        exchanges.add(new Exchange(false, request, response));
        if (response == null) {
            return Step.failed(failure(Check.CONNECTION, ""));
        }
        if (tainting == ResponseType.CORS) {
            CorsCheck failed = CorsCheck.run(sentOrigin.toString(), include, response.headers());
            if (failed != null) {
                return Step.failed(new Failure(
                        failed.check(), false, url, sentOrigin, response.status(), failed.parameter(), List.of()));
            }
        }
        if (!hasRedirectStatus(response)) {
            return new Step(response, tainting, null);
        }
        return switch (call.redirect()) {
            case ERROR ->
                has(EngineRule.REDIRECT_ERROR_NEEDS_A_LOCATION)
                                && !response.headers().has("Location")
                        ? new Step(response, tainting, null)
                        : Step.failed(new Failure(
                                Check.REDIRECT_MODE, false, url, sentOrigin, response.status(), "", List.of()));
            case MANUAL -> new Step(response, ResponseType.OPAQUE_REDIRECT, null);
            case FOLLOW -> {
                if (!response.headers().has("Location")) {
                    yield new Step(response, tainting, null);
                }
                Failure failure = httpRedirectFetch(response);
                yield failure == null ? Step.REDIRECTED : Step.failed(failure);
            }
        };
    }

    private List<Header> linesToSend() {
        List<Header> lines = new ArrayList<>(headers.size() + 3);
        boolean accept = false;
        boolean contentType = false;
        for (Header header : headers) {
            accept |= header.is("Accept");
            contentType |= header.is("Content-Type");
            lines.add(header);
        }
        if (!accept) {
            lines.add(ACCEPT);
        }
        if (!contentType && !body.isEmpty()) {
            lines.add(new Header("Content-Type", "text/plain;charset=UTF-8"));
        }
        // Append a request `Origin` header.
        if (tainting == ResponseType.CORS
                || !(method.equals("GET") || method.equals("HEAD"))
                || (originSent && has(EngineRule.ORIGIN_STAYS_ON_REDIRECTS))) {
            originSent = true;
            lines.add(new Header("Origin", sentOrigin.toString()));
        }
        return lines;
    }

    private static boolean isHttp(Url url) {
        return url.scheme().equals("http") || url.scheme().equals("https");
    }

    private static boolean hasRedirectStatus(Response response) {
        return switch (response.status()) {
            case 301, 302, 303, 307, 308 -> true;
            default -> false;
        };
    }

    private static boolean uploads(Call call) {
        return !call.body().isEmpty()
                && !call.method().equalsIgnoreCase("GET")
                && !call.method().equalsIgnoreCase("HEAD");
    }

    /** <a href="https://fetch.spec.whatwg.org/#concept-http-redirect-fetch">HTTP-redirect fetch</a>. */
    private @Nullable Failure httpRedirectFetch(Response response) {
        int status = response.status();
        String value = response.headers().first("Location");
        UrlReference location = value == null ? null : UrlReference.resolve(url, value);
        if (location == null) {
            return failure(Check.REDIRECT_LOCATION, String.valueOf(value));
        }
        Url next = location.url();
        if (next == null || !isHttp(next)) {
            return failure(Check.REDIRECT_SCHEME, location.scheme());
        }
        if (redirects == MOST_REDIRECTS) {
            return failure(Check.REDIRECT_COUNT, "");
        }
        redirects++;
        boolean foreign = tainting == ResponseType.CORS || !call.origin().isSameOriginAs(next);
        if (location.hasCredentials()
                && (call.mode() == RequestMode.CORS ? foreign : has(EngineRule.NO_CORS_REFUSES_CREDENTIALS))) {
            return failure(Check.REDIRECT_CREDENTIALS, String.valueOf(value));
        }
        droppedByLastRedirect.clear();
        boolean post = method.equals("POST");
        boolean getOrHead = method.equals("GET") || method.equals("HEAD");
        boolean sameOrigin = Origin.sameOrigin(url, next);
        if (has(EngineRule.CLIENT_HINTS_ARE_SAFELISTED) && !call.origin().isSameOriginAs(next)) {
            drop(RequestHeaders.CLIENT_HINTS);
        }
        if (((status == 301 || status == 302) && post)
                || (status == 303 && !getOrHead)
                || (has(EngineRule.DELETE_BECOMES_GET) && !sameOrigin && method.equals("DELETE"))) {
            method = "GET";
            body = Body.EMPTY;
            drop(RequestHeaders.OF_THE_BODY);
        }
        if (!sameOrigin) {
            originSent = false;
            drop(Set.of("authorization"));
            // Redirect-taint: neither the page nor the hop before has the new origin.
            if (!call.origin().isSameOriginAs(url)) {
                sentOrigin = Origin.OPAQUE;
                originTainted = true;
            }
        }
        url = next;
        return null;
    }

    private boolean has(EngineRule rule) {
        return profile.has(rule);
    }

    private void drop(Set<String> names) {
        droppedByLastRedirect.addAll(names);
        headers.removeIf(header -> names.contains(header.lowerCaseName()));
    }

    private Outcome allowed(Response response, ResponseType type) {
        boolean opaque = type == ResponseType.OPAQUE || type == ResponseType.OPAQUE_REDIRECT;
        List<String> readable = switch (type) {
            case BASIC -> ExposedHeaders.ofBasic(response.headers());
            case CORS -> ExposedHeaders.ofCors(response.headers(), include);
            default -> List.of();
        };
        return new Outcome.Allowed(
                engine,
                call,
                exchanges,
                cache,
                type,
                opaque ? 0 : response.status(),
                redirects > 0 && !opaque,
                readable);
    }

    private Failure failure(Check check, String parameter) {
        return new Failure(check, false, url, sentOrigin, 0, parameter, List.of());
    }

    private Failure preflightFailure(Check check, Origin origin, Response response, String parameter) {
        return new Failure(check, true, url, origin, response.status(), parameter, List.of());
    }
}
