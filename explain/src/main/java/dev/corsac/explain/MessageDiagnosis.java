package dev.corsac.explain;

import dev.corsac.browser.Browser;
import dev.corsac.browser.Call;
import dev.corsac.browser.Check;
import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Engine;
import dev.corsac.browser.Initiator;
import dev.corsac.browser.Outcome;
import dev.corsac.browser.Sites;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.Url;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The diagnosis of a call of which there is a browser's message and nothing else. */
final class MessageDiagnosis {

    private static final String SOME_PAGE_HOST = "page.invalid";
    private static final String SOME_SERVER_HOST = "server.invalid";
    private static final String SOME_HEADER = "x-unknown";
    private static final String SOME_METHOD = "PUT";

    /** Errors that do not say that a browser blocked the call. */
    private static final java.util.Set<String> NOT_BLOCKED = java.util.Set.of(
            "needs-more",
            "http-error",
            "html-for-json",
            "opaque-response",
            "not-a-browser",
            "aborted",
            "invalid-url",
            "preload",
            "source-map",
            "header-not-exposed",
            "forbidden-header",
            "cookie-rejected");

    private final RecordedCall recorded;
    private final BrowserError error;
    private final List<Engine> engines;
    private final Sites sites;
    private final FormChoice form;
    private final List<String> assumed = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private final @Nullable Check check;
    private final @Nullable String page;
    private final @Nullable String calledUrl;
    private final @Nullable String failedUrl;

    MessageDiagnosis(RecordedCall recorded, BrowserError error, List<Engine> engines, Sites sites, FormChoice form) {
        this.recorded = recorded;
        this.error = error;
        this.engines = engines;
        this.sites = sites;
        this.form = form;
        this.check = check(error);
        this.page = recorded.page();
        this.calledUrl = recorded.url();
        String location = error.location();
        this.failedUrl = location != null && isAbsolute(location) && recorded.url() != null ? location : recorded.url();
    }

    private static boolean isAbsolute(String url) {
        return url.startsWith("http://") || url.startsWith("https://");
    }

    /** Firefox reports several values in one line as a mismatch. */
    private static @Nullable Check check(BrowserError error) {
        boolean several =
                error.parameter().indexOf(',') >= 0 || error.parameter().strip().indexOf(' ') > 0;
        return error.check() == Check.ALLOW_ORIGIN_MISMATCH && several ? Check.ALLOW_ORIGIN_MULTIPLE : error.check();
    }

    Diagnosis run() {
        Call call = check == null || isWarning() ? null : call();
        Map<Engine, EngineOutcome> outcomes = outcomes(call);
        Situation situation = situation(call);
        ComponentInCharge component = component(situation);
        List<Cause> causes = isWarning() ? List.of() : Causes.of(situation, component.kind());
        boolean headersHelp = Fixes.headersHelp(situation) && !situation.isRedirected();
        Needs needs = Needs.of(situation);
        return new Diagnosis(
                situation.code(),
                recorded,
                call == null ? recorded.credentials() : call.credentials(),
                assumed,
                redirectText(situation) + FailureText.of(situation),
                component,
                causes,
                outcomes,
                Map.of(),
                Fixes.of(situation, component.kind(), causes, needs, form),
                headersHelp ? needs.preflightHeaders() : Headers.EMPTY,
                headersHelp ? needs.responseHeaders() : Headers.EMPTY,
                seen(),
                cookies(call),
                notes,
                failedCheck());
    }

    private Diagnosis.FailedCheck failedCheck() {
        return new Diagnosis.FailedCheck(
                error.engine(),
                check == null ? null : check.step(),
                check == null ? null : check.specification(),
                chromiumName(check, error.preflight()));
    }

    static @Nullable String chromiumName(@Nullable Check check, @Nullable Boolean preflight) {
        if (check == null) {
            return null;
        }
        dev.corsac.browser.CorsError name = check.corsError(Boolean.TRUE.equals(preflight));
        return name == null ? null : name.toString();
    }

    private boolean isWarning() {
        return error.code().equals("authorization-wildcard");
    }

    static String redirectText(Situation situation) {
        return situation.check() != null && situation.isRedirected()
                ? "The script called " + situation.calledUrl() + ", which redirects to " + situation.url() + ". "
                : "";
    }

    private ComponentInCharge component(Situation situation) {
        if (check == null || (!FailureText.isHeaderCheck(check) && !Fixes.headersHelp(situation))) {
            if (check == Check.PREFLIGHT_REDIRECT
                    || (check != null && error.code().startsWith("redirect-"))) {
                String host = situation.isRedirected() ? Situation.host(calledUrl) : situation.host();
                return ComponentInCharge.of(host, Headers.EMPTY, "");
            }
            ComponentInCharge.Kind kind = check == Check.METHOD || check == Check.HEADERS
                    ? ComponentInCharge.Kind.PAGE
                    : OtherErrors.component(error.code());
            return kind == ComponentInCharge.Kind.SERVER
                    ? ComponentInCharge.of(situation.host(), Headers.EMPTY, "")
                    : ComponentInCharge.of(kind);
        }
        String host = situation.isRedirected() ? Situation.host(calledUrl) : situation.host();
        return ComponentInCharge.of(host, Headers.EMPTY, "");
    }

    /** The call as the script may have made it; null if the page or the URL is nothing that a call can have. */
    private @Nullable Call call() {
        String scheme = "https";
        if ((calledUrl != null && calledUrl.startsWith("http://"))
                || (calledUrl == null && page != null && page.startsWith("http://"))) {
            scheme = "http";
        }
        String origin = page;
        if (origin == null) {
            origin = scheme + "://" + SOME_PAGE_HOST;
            assumed.add("page");
        }
        String url = calledUrl;
        if (url == null) {
            url = scheme + "://" + SOME_SERVER_HOST + "/";
            assumed.add("url");
        }
        String method = recorded.method();
        if (method == null && check == Check.METHOD && !error.parameter().isEmpty()) {
            method = error.parameter();
        }
        if (method == null) {
            method = check == Check.BODY_OF_GET ? "GET" : Boolean.TRUE.equals(error.preflight()) ? SOME_METHOD : "GET";
            assumed.add("method");
        }
        CredentialsMode mode = recorded.credentials();
        if (mode == null) {
            boolean include = check == Check.ALLOW_ORIGIN_WILDCARD || check == Check.ALLOW_CREDENTIALS;
            mode = include ? CredentialsMode.INCLUDE : CredentialsMode.SAME_ORIGIN;
            if (!include) {
                assumed.add("credentials");
            }
        }
        try {
            Headers headers = recorded.requestHeaders();
            if (check == Check.HEADERS && Header.isToken(error.parameter()) && !headers.has(error.parameter())) {
                headers = headers.plus(error.parameter(), "(unknown)");
            }
            Call call = Call.fetch(origin, Header.isToken(method) ? method : "GET", url)
                    .withCredentials(mode)
                    .withInitiator(recorded.initiator() == null ? Initiator.FETCH : recorded.initiator());
            boolean preflight = Boolean.TRUE.equals(error.preflight());
            if (preflight && !hasPreflight(call.withHeaders(headers))) {
                headers = headers.plus(SOME_HEADER, "(unknown)");
            }
            return call.withHeaders(headers);
        } catch (IllegalArgumentException e) {
            assumed.clear();
            return null;
        }
    }

    private static boolean hasPreflight(Call call) {
        Outcome outcome = Browser.of(Engine.CHROMIUM).fetch(call, request -> null);
        return !outcome.exchanges().isEmpty() && outcome.exchanges().get(0).preflight();
    }

    private Map<Engine, EngineOutcome> outcomes(@Nullable Call call) {
        Map<Engine, EngineOutcome> outcomes = new EnumMap<>(Engine.class);
        for (Engine engine : engines) {
            outcomes.put(engine, outcome(engine, call));
        }
        return outcomes;
    }

    private EngineOutcome outcome(Engine engine, @Nullable Call call) {
        if (isWarning()) {
            return new EngineOutcome(
                    EngineOutcome.Result.ALLOWED,
                    null,
                    null,
                    engine == error.engine() ? error.lines() : List.of(),
                    null);
        }
        boolean wrote = engine == error.engine();
        Outcome model = null;
        if (call != null && check != null) {
            model = Browser.of(engine)
                    .fetch(call, new MessageServer(error, check, call.url().toString(), failingUrl(call)));
        }
        if (wrote && NOT_BLOCKED.contains(error.code())) {
            return new EngineOutcome(EngineOutcome.Result.UNKNOWN, null, null, error.lines(), null);
        }
        if (wrote) {
            return new EngineOutcome(
                    EngineOutcome.Result.BLOCKED,
                    error.code(),
                    chromiumName(check, error.preflight()),
                    error.lines(),
                    model);
        }
        if (model instanceof Outcome.Blocked blocked) {
            String name =
                    chromiumName(blocked.failure().check(), blocked.failure().preflight());
            return new EngineOutcome(
                    EngineOutcome.Result.BLOCKED,
                    code(blocked.failure().check()),
                    name,
                    ConsoleText.of(blocked).stream().map(this::withoutStandIns).toList(),
                    model);
        }
        if (check == Check.SCHEME) {
            return new EngineOutcome(EngineOutcome.Result.BLOCKED, error.code(), null, List.of(), null);
        }
        return EngineOutcome.UNKNOWN;
    }

    private String failingUrl(Call call) {
        if (failedUrl == null || calledUrl == null || failedUrl.equals(calledUrl)) {
            return call.url().toString();
        }
        try {
            return Url.parse(failedUrl).toString();
        } catch (IllegalArgumentException e) {
            return call.url().toString();
        }
    }

    static String code(Check check) {
        return check.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    private String withoutStandIns(String sentence) {
        return sentence.replace("https://" + SOME_PAGE_HOST, "(page)")
                .replace("http://" + SOME_PAGE_HOST, "(page)")
                .replace("https://" + SOME_SERVER_HOST + "/", "(url)")
                .replace("http://" + SOME_SERVER_HOST + "/", "(url)")
                .replace("https://other.invalid", "(value)")
                .replace(SOME_HEADER, "(header)")
                .replace(
                        "Method " + SOME_METHOD + " is",
                        assumed.contains("method") ? "Method (method) is" : "Method " + SOME_METHOD + " is")
                .replace(MessageServer.SOME_LOCATION_WITH_USER, "(location)")
                .replace(MessageServer.SOME_OTHER_SCHEME, "(location)")
                .replace("Status code: " + MessageServer.SOME_OK, "Status code: (status)")
                .replace("Status code: " + MessageServer.SOME_ERROR, "Status code: (status)");
    }

    private Situation situation(@Nullable Call call) {
        boolean preflight = Boolean.TRUE.equals(error.preflight());
        List<String> methods = new ArrayList<>();
        if (preflight && recorded.method() != null) {
            methods.add(recorded.method());
        }
        List<String> names = new ArrayList<>();
        for (Header line : recorded.requestHeaders()) {
            if (preflight) {
                names.add(line.lowerCaseName());
            }
        }
        String code = check == error.check() || check == null ? error.code() : code(check);
        if (check != null && preflight && error.status() >= 300 && FailureText.isHeaderCheck(check)) {
            code = "preflight-status";
        }
        boolean redirected = failedUrl != null && calledUrl != null && !failedUrl.equals(calledUrl);
        return new Situation(
                check,
                code,
                error.preflight(),
                error.status(),
                error.parameter(),
                check == Check.HEADERS && Header.isToken(error.parameter()) ? List.of(error.parameter()) : List.of(),
                page,
                redirected ? null : page,
                recorded.method(),
                failedUrl,
                calledUrl,
                call != null && call.credentials() == CredentialsMode.INCLUDE,
                Headers.EMPTY,
                "",
                methods,
                names,
                Headers.EMPTY);
    }

    private List<SeenStep> seen() {
        List<SeenStep> steps = new ArrayList<>();
        if (check == null || check == Check.MIXED_CONTENT || check == Check.SCHEME || check == Check.SAME_ORIGIN_MODE) {
            return steps;
        }
        if (failedUrl != null && calledUrl != null && !failedUrl.equals(calledUrl)) {
            steps.add(new SeenStep(
                    false,
                    recorded.method(),
                    calledUrl,
                    Headers.EMPTY,
                    0,
                    headers("Location", failedUrl),
                    false,
                    EngineOutcome.Result.ALLOWED));
        }
        Headers request = page == null ? Headers.EMPTY : headers("Origin", page);
        boolean preflight = Boolean.TRUE.equals(error.preflight());
        String method = recorded.method();
        if (preflight) {
            String asked = method == null && check == Check.METHOD ? error.parameter() : method;
            if (asked != null && !asked.isEmpty()) {
                request = request.plus(headers("Access-Control-Request-Method", asked));
            }
            if (check == Check.HEADERS && !error.parameter().isEmpty()) {
                request = request.plus(headers("Access-Control-Request-Headers", "…" + error.parameter() + "…"));
            }
            method = "OPTIONS";
        }
        steps.add(new SeenStep(
                error.preflight(),
                method,
                failedUrl,
                request,
                error.status(),
                responseLines(),
                false,
                check == Check.CONNECTION ? EngineOutcome.Result.UNKNOWN : EngineOutcome.Result.BLOCKED));
        return steps;
    }

    /** The response's header lines as far as the message quotes them. */
    private Headers responseLines() {
        if (check == null) {
            return Headers.EMPTY;
        }
        String value = error.parameter();
        return switch (check) {
            case ALLOW_ORIGIN_WILDCARD -> headers("Access-Control-Allow-Origin", "*");
            case ALLOW_ORIGIN_MULTIPLE, ALLOW_ORIGIN_INVALID, ALLOW_ORIGIN_MISMATCH ->
                value.isEmpty() ? Headers.EMPTY : headers("Access-Control-Allow-Origin", value);
            case ALLOW_CREDENTIALS ->
                value.isEmpty() ? Headers.EMPTY : headers("Access-Control-Allow-Credentials", value);
            default -> Headers.EMPTY;
        };
    }

    private static Headers headers(String name, String value) {
        return Headers.of(name, Quoting.printable(value));
    }

    private List<CookieDiagnosis> cookies(@Nullable Call call) {
        if (call == null || isWarning()) {
            return List.of();
        }
        boolean known = page != null && calledUrl != null;
        return CookieDiagnosis.of(
                call, recorded.cookies(), error.engine(), known ? sites : null, EnumSet.copyOf(engines));
    }
}
