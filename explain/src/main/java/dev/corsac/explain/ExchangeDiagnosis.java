package dev.corsac.explain;

import dev.corsac.browser.Browser;
import dev.corsac.browser.Call;
import dev.corsac.browser.Check;
import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Engine;
import dev.corsac.browser.Exchange;
import dev.corsac.browser.Failure;
import dev.corsac.browser.Initiator;
import dev.corsac.browser.Outcome;
import dev.corsac.browser.RequestMode;
import dev.corsac.browser.Sites;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.Response;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The diagnosis of a call whose requests and responses were recorded, at least in part. */
final class ExchangeDiagnosis {

    private static final String SOME_PAGE = "https://page.invalid";

    private final RecordedCall recorded;
    private final LocalKnowledge local;
    private final List<Engine> engines;
    private final Sites sites;
    private final FormChoice form;
    private final Set<String> assumed = new LinkedHashSet<>();
    private final List<String> notes = new ArrayList<>();

    private final List<RecordedExchange> exchanges;
    private final @Nullable RecordedExchange preflight;
    private final @Nullable RecordedExchange actual;
    private final @Nullable String url;

    ExchangeDiagnosis(RecordedCall recorded, LocalKnowledge local, List<Engine> engines, Sites sites, FormChoice form) {
        this.recorded = recorded;
        this.local = local;
        this.engines = engines;
        this.sites = sites;
        this.form = form;
        this.assumed.addAll(recorded.assumed());
        this.exchanges = WholeExchanges.of(recorded, assumed);
        this.preflight = find(exchanges, true);
        this.actual = find(exchanges, false);
        RecordedExchange first = actual != null ? actual : preflight;
        this.url = recorded.url() != null ? recorded.url() : first == null ? null : first.url();
    }

    private static @Nullable RecordedExchange find(List<RecordedExchange> exchanges, boolean preflight) {
        for (RecordedExchange each : exchanges) {
            if (each.isPreflight() == preflight) {
                return each;
            }
        }
        return null;
    }

    Diagnosis run() {
        String page = page();
        if (page == null && url != null && isOriginMissing()) {
            return withoutOutcome(recorded.source() == RecordedCall.Source.LOCAL_RUN ? "not-cors" : "no-origin-sent");
        }
        Call call = call(page);
        if (call == null) {
            return withoutOutcome("unknown");
        }
        noteAsk();
        CredentialsMode known = knownMode();
        boolean failed = recordedFailure();
        CredentialsMode mode = known == null ? CredentialsMode.SAME_ORIGIN : known;
        Map<Engine, ModelRun> runs = runs(call.withCredentials(mode));
        Map<Engine, ModelRun> included = known == null ? runs(call.withCredentials(CredentialsMode.INCLUDE)) : Map.of();
        if (known == null) {
            assumed.add("credentials");
            boolean explains = failed && !refused(counts(runs)) && refused(counts(included));
            if (explains) {
                mode = CredentialsMode.INCLUDE;
                runs = included;
                included = Map.of();
                notes.add("Taken for a call with credentials: only then is it blocked.");
            }
        } else if (recorded.credentials() == null) {
            notes.add(
                    exchanges.stream()
                                    .anyMatch(each -> !each.isPreflight()
                                            && each.requestHeaders().has("Cookie"))
                            ? "It had a cookie, so it was made with credentials."
                            : "It had Sec-Fetch-Storage-Access, which Chromium adds to calls with credentials only.");
        }
        noteAssumedPreflight(runs);
        return diagnosis(call.withCredentials(mode), runs, included, failed);
    }

    /** A GET with a header that only preflights have is not a preflight. */
    private void noteAsk() {
        if (actual != null && actual.requestHeaders().has("Access-Control-Request-Method")) {
            notes.add("This " + actual.method()
                    + " has the header Access-Control-Request-Method, as only a preflight has,"
                    + " and a preflight is an OPTIONS request: the response states nothing about the preflight. With curl,"
                    + " add -X OPTIONS.");
        }
    }

    private void noteAssumedPreflight(Map<Engine, ModelRun> runs) {
        for (ModelRun run : runs.values()) {
            if (run.server().rememberedPreflight()) {
                notes.add(
                        "No preflight came with this call: the browser remembered the response to an earlier one, which"
                                + " Access-Control-Max-Age allows.");
                return;
            }
        }
        for (ModelRun run : runs.values()) {
            if (run.server().assumedPreflight()) {
                assumed.add("preflight");
                notes.add(
                        recorded.source() == RecordedCall.Source.LOCAL_RUN
                                ? "No preflight came with this call: the browser remembered an earlier one, which is not"
                                        + " longer in the history, or the client is not a browser. It is taken to have"
                                        + " allowed the call."
                                : "The call has a preflight, whose response is not in the input: it is assumed to pass.");
                return;
            }
        }
    }

    private @Nullable String page() {
        if (recorded.page() != null) {
            return recorded.page();
        }
        for (RecordedExchange each : exchanges) {
            String origin = each.requestHeaders().first("Origin");
            if (origin != null) {
                return origin;
            }
        }
        return null;
    }

    /** Whether the request is known and has no Origin, and the response allows no origin whatever. */
    private boolean isOriginMissing() {
        RecordedExchange exchange = actual != null ? actual : preflight;
        if (exchange == null) {
            return false;
        }
        return !"*".equals(exchange.responseHeaders().combined("Access-Control-Allow-Origin"));
    }

    private @Nullable Call call(@Nullable String page) {
        if (url == null) {
            return null;
        }
        String origin = page;
        if (origin == null) {
            origin = url.startsWith("http://") ? SOME_PAGE.replace("https:", "http:") : SOME_PAGE;
            assumed.add("page");
        }
        String method = method();
        if (!Header.isToken(method)) {
            notes.add("No browser makes such a call: " + method + " is not a method.");
            return null;
        }
        try {
            Call call = Call.fetch(origin, method, url)
                    .withHeaders(recorded.requestHeaders())
                    .withInitiator(recorded.initiator() == null ? Initiator.FETCH : recorded.initiator());
            boolean noCors =
                    actual != null && "no-cors".equals(actual.requestHeaders().first("Sec-Fetch-Mode"));
            return noCors ? call.withMode(RequestMode.NO_CORS) : call;
        } catch (IllegalArgumentException e) {
            notes.add("No browser makes such a call: " + e.getMessage() + ".");
            return null;
        }
    }

    private String method() {
        if (recorded.method() == null
                && recorded.exchanges().stream().allMatch(each -> each.method().isEmpty())) {
            assumed.add("method");
        }
        if (recorded.method() != null) {
            return recorded.method();
        }
        if (actual != null) {
            return actual.method();
        }
        String asked = preflight == null ? null : preflight.requestHeaders().first("Access-Control-Request-Method");
        if (asked != null) {
            return asked;
        }
        assumed.add("method");
        return "GET";
    }

    /** Known from the input or from what shows it: a cookie, or a header that Chromium adds with credentials only. */
    private @Nullable CredentialsMode knownMode() {
        if (recorded.credentials() != null) {
            return recorded.credentials();
        }
        for (RecordedExchange each : exchanges) {
            if (!each.isPreflight()
                    && (each.requestHeaders().has("Cookie")
                            || each.requestHeaders().has("Sec-Fetch-Storage-Access"))) {
                return CredentialsMode.INCLUDE;
            }
        }
        return null;
    }

    /** Whether the recorder saw the call fail. */
    private boolean recordedFailure() {
        if (recorded.error() != null) {
            return true;
        }
        boolean browser =
                recorded.source() == RecordedCall.Source.HAR || recorded.source() == RecordedCall.Source.LOCAL_RUN;
        if (actual == null) {
            return browser && local.settled();
        }
        for (RecordedExchange each : exchanges) {
            if (!each.error().isEmpty()) {
                return true;
            }
        }
        return browser && actual.isWithheld() && recorded.source() == RecordedCall.Source.HAR;
    }

    private Map<Engine, ModelRun> runs(Call call) {
        Map<Engine, ModelRun> runs = new EnumMap<>(Engine.class);
        // What follows a preflight was sent, so the preflight passed.
        boolean mayAssume = actual != null && !actual.isWithheld();
        for (Engine engine : engines) {
            ReplayServer server = new ReplayServer(exchanges, local, mayAssume);
            runs.put(engine, new ModelRun(Browser.of(engine).fetch(call, server), server));
        }
        return runs;
    }

    /** The run that counts: of the engine that made the call, or of the first. */
    private ModelRun counts(Map<Engine, ModelRun> runs) {
        ModelRun own = recorded.engine() == null ? null : runs.get(recorded.engine());
        return own != null ? own : runs.values().iterator().next();
    }

    private static boolean refused(ModelRun run) {
        return run.isRefused();
    }

    private Diagnosis diagnosis(Call call, Map<Engine, ModelRun> runs, Map<Engine, ModelRun> included, boolean failed) {
        Map<Engine, EngineOutcome> outcomes = outcomes(runs);
        ModelRun own = counts(runs);
        ModelRun shown = own;
        if (!own.isRefused()) {
            for (ModelRun each : runs.values()) {
                if (each.isRefused() && !shown.isRefused()) {
                    shown = each;
                }
            }
        }
        if (shown.isRefused()) {
            return blocked(call, outcomes, included, shown);
        }
        String failure = failed ? otherFailure() : null;
        if (failure != null) {
            Engine engine = recorded.engine();
            BrowserError error = recorded.error();
            List<String> lines = error == null ? List.of() : error.lines();
            for (Engine each : engines) {
                if (each == engine || (engine == null && error != null && error.engine() == null)) {
                    outcomes.put(each, new EngineOutcome(EngineOutcome.Result.BLOCKED, failure, null, lines, null));
                } else if (!isConnection(failure)) {
                    outcomes.put(each, EngineOutcome.UNKNOWN);
                }
            }
            Situation situation = situation(call, null, failure, null, null);
            return complete(call, situation, outcomes, included, failedCheck(null, engine));
        }
        boolean unknown = own.isUnknown();
        if (unknown) {
            noteUnknown();
        }
        String code = unknown
                ? "unknown"
                : own.outcome() instanceof Outcome.Allowed allowed
                                && allowed.type() == dev.corsac.browser.ResponseType.BASIC
                        ? "not-cors"
                        : "allowed";
        return new Diagnosis(
                code,
                recorded,
                call.credentials(),
                List.copyOf(assumed),
                summary(code, own.outcome()),
                server(),
                List.of(),
                outcomes,
                outcomes(included),
                recorded.source() == RecordedCall.Source.HEADERS ? next(call, unknown) : List.of(),
                Headers.EMPTY,
                Headers.EMPTY,
                seen(own),
                cookies(call),
                notes,
                null);
    }

    /** What to ask the server where the input is not enough. */
    private List<Fix> next(Call call, boolean unknown) {
        if (!unknown && !assumed.contains("preflight")) {
            return List.of();
        }
        Situation situation = situation(call, null, "unknown", null, null);
        return List.of(CodeFixes.steps(
                (unknown ? "Ask the server for the rest:" : "Ask the server how it responds to the preflight:") + "\n  "
                        + AskServer.send(situation) + "\nor, with curl,\n  " + AskServer.curl(situation)));
    }

    private void noteUnknown() {
        if (actual == null) {
            notes.add("The preflight allows the call, and the call itself is not there: the response to it decides.");
        } else if (actual.status() >= 300 && actual.status() < 400) {
            notes.add("The response redirects to a URL whose response was not recorded.");
        }
    }

    private String summary(String code, Outcome outcome) {
        return switch (code) {
            case "not-cors" -> "Page and server share an origin: CORS does not apply.";
            case "unknown" -> "It depends on a response that is not in the input.";
            default ->
                outcome instanceof Outcome.Allowed allowed
                        ? "The script gets the response, status " + allowed.status() + "."
                        : "";
        };
    }

    /** The code of a failure that no check explains; null if the call may as well have passed. */
    private @Nullable String otherFailure() {
        BrowserError error = recorded.error();
        if (error != null && !error.code().equals("needs-more") && !error.code().equals("http-error")) {
            return error.code();
        }
        if (recorded.source() == RecordedCall.Source.LOCAL_RUN) {
            return null;
        }
        for (RecordedExchange each : exchanges) {
            String code = RecorderErrors.code(each.error());
            if (code != null) {
                return code;
            }
        }
        return actual == null || actual.isWithheld() ? "response-withheld" : null;
    }

    private static boolean isConnection(String code) {
        return OtherErrors.component(code) == ComponentInCharge.Kind.NETWORK;
    }

    private Diagnosis blocked(
            Call call, Map<Engine, EngineOutcome> outcomes, Map<Engine, ModelRun> included, ModelRun shown) {
        Outcome.Blocked blocked = (Outcome.Blocked) shown.outcome();
        List<Exchange> made = blocked.exchanges();
        Response response = made.isEmpty() ? null : made.get(made.size() - 1).response();
        List<@Nullable RecordedExchange> used = shown.server().used();
        RecordedExchange last = used.isEmpty() ? null : used.get(used.size() - 1);
        Situation situation =
                situation(call, blocked, MessageDiagnosis.code(blocked.failure().check()), response, last);
        return complete(
                call,
                situation,
                outcomes,
                included,
                failedCheck(blocked, shown.outcome().engine()),
                shown);
    }

    private Diagnosis complete(
            Call call,
            Situation situation,
            Map<Engine, EngineOutcome> outcomes,
            Map<Engine, ModelRun> included,
            Diagnosis.FailedCheck failed) {
        return complete(call, situation, outcomes, included, failed, null);
    }

    private Diagnosis complete(
            Call call,
            Situation situation,
            Map<Engine, EngineOutcome> outcomes,
            Map<Engine, ModelRun> included,
            Diagnosis.FailedCheck failed,
            @Nullable ModelRun shown) {
        ComponentInCharge component = component(situation);
        List<Cause> causes = new ArrayList<>(Causes.of(situation, component.kind()));
        Needs needs = Needs.of(situation);
        List<Fix> fixes = new ArrayList<>(Fixes.of(situation, component.kind(), causes, needs, form));
        PolicyRefusal refusal = local.refusal();
        if (refusal != null) {
            component = new ComponentInCharge(
                    ComponentInCharge.Kind.POLICY, component.host(), List.of("the function " + refusal.function()));
            causes = List.of(new Cause("refused-by-policy", refusal.text()));
            fixes = refusal.fixes(fixes);
        }
        boolean headersHelp = Fixes.headersHelp(situation) && !situation.isRedirected();
        return new Diagnosis(
                situation.code(),
                recorded,
                call.credentials(),
                List.copyOf(assumed),
                MessageDiagnosis.redirectText(situation) + FailureText.of(situation),
                component,
                causes,
                outcomes,
                outcomes(included),
                fixes,
                headersHelp ? needs.preflightHeaders() : Headers.EMPTY,
                headersHelp ? needs.responseHeaders() : Headers.EMPTY,
                seen(shown),
                cookies(call),
                notes,
                failed);
    }

    private static Diagnosis.FailedCheck failedCheck(Outcome.@Nullable Blocked blocked, @Nullable Engine engine) {
        if (blocked == null) {
            return new Diagnosis.FailedCheck(engine, null, null, null);
        }
        Failure failure = blocked.failure();
        return new Diagnosis.FailedCheck(
                engine,
                failure.check().step(),
                failure.check().specification(),
                MessageDiagnosis.chromiumName(failure.check(), failure.preflight()));
    }

    /** The redirecting server where the call was redirected: the one that the script called. */
    private ComponentInCharge component(Situation situation) {
        Check check = situation.check();
        if (check == null || (!Fixes.headersHelp(situation) && !situation.isRedirected())) {
            if (check == Check.PREFLIGHT_REDIRECT
                    || (check != null && situation.code().startsWith("redirect-"))) {
                return ComponentInCharge.of(situation.host(), situation.response(), situation.body());
            }
            ComponentInCharge.Kind kind = check == Check.METHOD || check == Check.HEADERS
                    ? ComponentInCharge.Kind.PAGE
                    : OtherErrors.component(situation.code());
            return kind == ComponentInCharge.Kind.SERVER ? server() : ComponentInCharge.of(kind);
        }
        if (situation.isRedirected()) {
            return server();
        }
        return ComponentInCharge.of(situation.host(), situation.response(), situation.body());
    }

    /** The component that responded to the first request. */
    private ComponentInCharge server() {
        RecordedExchange first = actual != null ? actual : preflight;
        return first == null
                ? ComponentInCharge.of(Situation.host(url), Headers.EMPTY, "")
                : ComponentInCharge.of(Situation.host(first.url()), first.responseHeaders(), first.body());
    }

    private Situation situation(
            Call call,
            Outcome.@Nullable Blocked blocked,
            String code,
            @Nullable Response response,
            @Nullable RecordedExchange last) {
        boolean isPageKnown = !assumed.contains("page");
        if (blocked != null) {
            return Situation.of(blocked, last == null ? "" : last.body(), isPageKnown);
        }
        return new Situation(
                null,
                code,
                null,
                0,
                "",
                List.of(),
                isPageKnown ? call.origin().toString() : null,
                null,
                call.method(),
                url,
                call.url().toString(),
                call.credentials() == CredentialsMode.INCLUDE,
                response == null ? Headers.EMPTY : response.headers(),
                "",
                Situation.asked(call, List.of(), "Access-Control-Request-Method"),
                Situation.asked(call, List.of(), "Access-Control-Request-Headers"),
                Headers.EMPTY);
    }

    private Map<Engine, EngineOutcome> outcomes(Map<Engine, ModelRun> runs) {
        Map<Engine, EngineOutcome> outcomes = new EnumMap<>(Engine.class);
        for (Map.Entry<Engine, ModelRun> each : runs.entrySet()) {
            Outcome outcome = each.getValue().outcome();
            if (each.getValue().isUnknown()) {
                outcomes.put(
                        each.getKey(), new EngineOutcome(EngineOutcome.Result.UNKNOWN, null, null, List.of(), outcome));
            } else if (outcome instanceof Outcome.Blocked blocked) {
                Failure failure = blocked.failure();
                outcomes.put(
                        each.getKey(),
                        new EngineOutcome(
                                EngineOutcome.Result.BLOCKED,
                                MessageDiagnosis.code(failure.check()),
                                MessageDiagnosis.chromiumName(failure.check(), failure.preflight()),
                                ConsoleText.of(blocked),
                                outcome));
            } else {
                outcomes.put(
                        each.getKey(), new EngineOutcome(EngineOutcome.Result.ALLOWED, null, null, List.of(), outcome));
            }
        }
        return outcomes;
    }

    private List<SeenStep> seen(@Nullable ModelRun shown) {
        int failed = shown != null && shown.isRefused() ? shown.server().lastIndex() : -1;
        List<SeenStep> steps = new ArrayList<>();
        for (int i = 0; i < exchanges.size(); i++) {
            RecordedExchange each = exchanges.get(i);
            RecordedExchange read = recorded.exchanges().get(i);
            boolean withheld = each.isWithheld();
            steps.add(new SeenStep(
                    read.method().isEmpty() ? null : each.isPreflight(),
                    read.method().isEmpty() ? null : each.method(),
                    each.url().isEmpty() ? null : each.url(),
                    read.requestHeaders(),
                    each.status() < 100 ? 0 : each.status(),
                    each.responseHeaders(),
                    !withheld,
                    i == failed
                            ? EngineOutcome.Result.BLOCKED
                            : withheld ? EngineOutcome.Result.UNKNOWN : EngineOutcome.Result.ALLOWED));
        }
        return steps;
    }

    private List<CookieDiagnosis> cookies(Call call) {
        return CookieDiagnosis.of(
                call,
                recorded.cookies(),
                recorded.engine(),
                assumed.contains("page") ? null : sites,
                EnumSet.copyOf(engines));
    }

    private Diagnosis withoutOutcome(String code) {
        Situation situation = new Situation(
                null,
                code,
                null,
                0,
                "",
                List.of(),
                recorded.page(),
                null,
                recorded.method() == null && actual != null ? actual.method() : recorded.method(),
                url,
                url,
                false,
                Headers.EMPTY,
                "",
                List.of(),
                List.of(),
                Headers.EMPTY);
        Map<Engine, EngineOutcome> outcomes = new EnumMap<>(Engine.class);
        for (Engine engine : engines) {
            outcomes.put(engine, EngineOutcome.UNKNOWN);
        }
        return new Diagnosis(
                code,
                recorded,
                recorded.credentials(),
                List.of(),
                code.equals("unknown") ? "Too little of the call is known." : OtherErrors.text(situation),
                server(),
                List.of(),
                outcomes,
                Map.of(),
                code.equals("no-origin-sent") ? List.of(CodeFixes.steps(OtherErrors.steps(situation))) : List.of(),
                Headers.EMPTY,
                Headers.EMPTY,
                seen(null),
                List.of(),
                notes,
                null);
    }
}
