package dev.corsac.check;

import dev.corsac.browser.Call;
import dev.corsac.browser.Check;
import dev.corsac.browser.Cookie;
import dev.corsac.browser.CookieCheck;
import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Engine;
import dev.corsac.browser.Outcome;
import dev.corsac.browser.Sites;
import dev.corsac.deployment.CallOutcome;
import dev.corsac.deployment.CheckSettings;
import dev.corsac.deployment.DeployedFront;
import dev.corsac.deployment.DeployedFunction;
import dev.corsac.deployment.Deployment;
import dev.corsac.deployment.Missing;
import dev.corsac.deployment.Notice;
import dev.corsac.deployment.NoticeCode;
import dev.corsac.deployment.Place;
import dev.corsac.deployment.Resolution;
import dev.corsac.deployment.Value;
import dev.corsac.explain.EngineOutcome;
import dev.corsac.explain.Fix;
import dev.corsac.explain.RecordedCall;
import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Component;
import dev.corsac.gateway.UnverifiedBehavior;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One run of a check. Used once. */
final class CheckRun {

    /** What it looks like that a page is not among those that an API is for. */
    private static final Set<FindingCode> OF_ANOTHER_PAGE = Set.of(
            FindingCode.ORIGIN_NOT_ALLOWED,
            FindingCode.RESPONSE_WITHOUT_CORS,
            FindingCode.PREFLIGHT_WITHOUT_CORS,
            FindingCode.PREFLIGHT_STATUS);

    private final boolean local;
    private final Subject subject;
    private final Resolution resolution;
    private final CheckSettings settings;
    private final List<RecordedCall> recorded;
    private final Functions functions;
    private final List<AllowedOrigins.Entry> entries;
    private final CallingPages pages;
    private final PlannedCalls planned;
    private final Sites sites;
    private final StandInNames names;
    private final Snippets snippets;
    private final Worlds worlds;
    private final Evaluation evaluation;
    private final DerivedCalls derived;
    private final List<PlannedCall> calls;
    private final Grouped grouped = new Grouped();
    private final Map<String, Missing> unknown = new LinkedHashMap<>();

    CheckRun(
            Deployment deployment,
            Resolution base,
            CheckSettings settings,
            List<String> givenPages,
            List<RecordedCall> recorded,
            Map<String, RunningFunction> measured,
            UnverifiedBehavior open,
            Sites sites,
            FixForms forms,
            boolean local) {
        this.local = local;
        this.subject = Subject.of(deployment);
        this.resolution = new CheckResolution(base);
        this.settings = settings;
        this.recorded = recorded;
        this.sites = sites;
        this.names = new StandInNames(subject.deployment(), resolution);
        this.snippets = new Snippets(sites, forms, names, resolution);
        this.functions = new Functions(resolution, settings, measured);
        this.entries = AllowedOrigins.of(subject.deployment(), resolution, functions);
        List<String> stated = new ArrayList<>(givenPages);
        if (stated.isEmpty()) {
            for (Value<String> page : settings.pages()) {
                String text = resolution.text(page);
                if (text != null) {
                    stated.add(text);
                }
            }
        }
        this.pages = new CallingPages(stated, subject.deployment(), resolution, entries, local);
        this.planned = new PlannedCalls(subject.deployment(), resolution, pages, entries);
        RecordedHosts hosts = new RecordedHosts(subject.deployment(), resolution);
        recorded.forEach(call -> planned.record(call, hosts));
        planned.state(settings);
        if (recorded.isEmpty() && settings.calls().isEmpty()) {
            planned.derive();
        }
        this.calls = planned.calls();
        this.worlds = new Worlds(subject, resolution, functions, open, calls);
        this.evaluation = new Evaluation(subject, worlds, functions);
        this.derived = new DerivedCalls(pages, evaluation);
    }

    CheckResult run() {
        List<CheckedCall> checked = new ArrayList<>();
        Map<DeployedFront, List<PlannedCall>> passing = new LinkedHashMap<>();
        planned.unknown().forEach(this::miss);
        List<Evaluation.Result> results = new ArrayList<>();
        for (PlannedCall call : calls) {
            Evaluation.Result result = evaluation.of(call);
            results.add(result);
            derived.add(call, result);
        }
        for (int i = 0; i < results.size(); i++) {
            PlannedCall call = calls.get(i);
            Evaluation.Result result = results.get(i);
            checked.add(checked(call, result));
            result.missing().forEach(this::miss);
            blocked(call, result);
            reads(call, result);
            if (result.isUnknownSomewhere()) {
                grouped.unknown(call, result);
            }
            CallOutcome chromium = result.shown().get(Engine.CHROMIUM);
            if (chromium != null && chromium.allowed() && call.front() != null) {
                passing.computeIfAbsent(call.front(), key -> new ArrayList<>()).add(call);
            }
            if (!result.isBlockedEverywhere()) {
                cookies(call);
                insecure(call);
            }
        }
        caches();
        passing.forEach(this::errors);
        SettingsCheck check = new SettingsCheck(subject.deployment(), resolution, functions, entries, local);
        check.run(worlds.of(Hypothesis.COOPERATES).problems()).forEach(grouped::add);
        subject.deployment().missing().forEach(this::miss);
        List<Finding> findings = new ArrayList<>(grouped.findings());
        findings.sort(Comparator.comparing(Finding::level)
                .thenComparing(Finding::place)
                .thenComparing(Finding::code));
        List<Notice> notModelled = subject.deployment().notices().stream()
                .filter(notice -> notice.code() != NoticeCode.DEPLOYMENT_WITHOUT_TRIGGERS
                        && notice.code() != NoticeCode.DEPLOYMENT_REFUSED
                        && notice.code() != NoticeCode.GATEWAY_RESPONSE_UNKNOWN_TYPE
                        && notice.code() != NoticeCode.TOKEN_NOT_VERIFIABLE)
                .toList();
        return Suppressions.applied(
                new CheckResult(
                        findings,
                        List.of(),
                        List.copyOf(unknown.values()),
                        notModelled,
                        checked,
                        Advice.of(pages, checked, recorded),
                        standIns(checked)),
                settings.suppressions());
    }

    /** Returns the placeholders of origins that the calls have, with the ids of their fronts. */
    private Map<String, String> standIns(List<CheckedCall> checked) {
        Map<String, String> used = new LinkedHashMap<>();
        names.legend().forEach((origin, id) -> {
            boolean called = checked.stream()
                    .anyMatch(call -> call.call().call().url().origin().equals(origin)
                            || call.call().call().origin().toString().equals(origin));
            if (called) {
                used.put(origin, id);
            }
        });
        return used;
    }

    private void miss(Missing missing) {
        unknown.putIfAbsent(missing.name(), missing);
    }

    private static CheckedCall checked(PlannedCall call, Evaluation.Result result) {
        Map<Engine, String> sentences = new EnumMap<>(Engine.class);
        List<String> names = result.missing().stream().map(Missing::name).toList();
        result.shown().forEach((engine, outcome) -> {
            EngineOutcome its = result.engines().get(engine);
            sentences.put(
                    engine,
                    its != null && its.result() == EngineOutcome.Result.UNKNOWN
                            ? "It depends on " + String.join(" and ", names) + "."
                            : outcome.sentence());
        });
        return new CheckedCall(call, result.engines(), sentences, names);
    }

    private void blocked(PlannedCall call, Evaluation.Result result) {
        if (!result.isBlockedSomewhere()) {
            return;
        }
        Engine engine = result.told();
        CallOutcome outcome = result.shown().get(engine);
        if (outcome == null || !(outcome.outcome() instanceof Outcome.Blocked reason)) {
            return;
        }
        FindingCause cause = new CauseFinder(subject, functions, resolution, call, outcome, reason).find();
        if (derived.isWithSupposedCredentials(call, result)) {
            FindingCause only = cause.saying("If a page makes this call with credentials: " + cause.message());
            grouped.blocked(
                    only,
                    Level.NOTE,
                    call.assuming("credentials"),
                    result.engines(),
                    () -> fixes(only, reason, call),
                    List::of);
            return;
        }
        String other = OF_ANOTHER_PAGE.contains(cause.code()) ? derived.otherPage(call) : null;
        FindingCause told = other == null ? cause : notForPage(cause, call, other);
        boolean doubtful = other != null || (cause.code() == FindingCode.ORIGIN_NOT_ALLOWED && isDoubtful(call));
        if (reason.failure().check() == Check.MIXED_CONTENT && isStandIn(call)) {
            return;
        }
        if (isGuessedPath(call, outcome)) {
            FindingCause guess = told.saying("If a page calls "
                    + call.call().url().path() + ", which the function does not have: " + told.message());
            grouped.blocked(
                    guess,
                    Level.NOTE,
                    call.assuming("path"),
                    result.engines(),
                    () -> fixes(guess, reason, call),
                    List::of);
            return;
        }
        if (isSupposedSignature(call, cause, reason)) {
            FindingCause only = told.saying("If a page signs this call in headers, not in its URL: " + told.message());
            grouped.blocked(
                    only,
                    Level.WARNING,
                    call.assuming("signature"),
                    result.engines(),
                    () -> fixes(only, reason, call),
                    () -> contested(call));
            return;
        }
        boolean guessed = call.assumed().contains("method")
                && (cause.code() == FindingCode.PREFLIGHT_METHOD
                        || (cause.code() == FindingCode.PREFLIGHT_HEADERS && asksFor(reason, List.of("content-type"))));
        Level level = result.isBlockedEverywhere() && !doubtful && !guessed ? Level.ERROR : Level.WARNING;
        grouped.blocked(told, level, call, result.engines(), () -> fixes(told, reason, call), () -> contested(call));
    }

    /** Whether pages call over https all the same: on AWS, rather than on this machine, or through a distribution. */
    private boolean isStandIn(PlannedCall call) {
        boolean behindDistribution = call.source() == PlannedCall.Source.DERIVED
                && evaluation.fronts(call).size() > 1;
        return behindDistribution || OriginForm.isLocal(call.call().url().origin());
    }

    /** Whether a function that is run does not have the path: it was made up for a route that takes every path. */
    private boolean isGuessedPath(PlannedCall call, CallOutcome outcome) {
        List<AttributedResponse> responses = outcome.responses();
        AttributedResponse last = responses.isEmpty() ? null : responses.get(responses.size() - 1);
        if (last == null || call.source() != PlannedCall.Source.DERIVED) {
            return false;
        }
        DeployedFunction function = subject.deployment().function(last.madeBy().name());
        return last.madeBy().kind() == Component.Kind.FUNCTION
                && (last.response().status() == 404 || last.response().status() == 405)
                && function != null
                && functions.of(function) instanceof Functions.Measured;
    }

    /** Whether it is blocked only for the headers of a signature, which a page may put into the URL's query as well. */
    private static boolean isSupposedSignature(PlannedCall call, FindingCause cause, Outcome.Blocked reason) {
        return cause.code() == FindingCode.PREFLIGHT_HEADERS
                && call.source() == PlannedCall.Source.DERIVED
                && CallerTokens.SIGNATURE.equals(call.call().headers().first("Authorization"))
                && asksFor(reason, CallerTokens.SIGNED_BY);
    }

    /** Whether the preflight asks for no other headers, or for these only in vain. */
    private static boolean asksFor(Outcome.Blocked reason, List<String> names) {
        List<String> refused = reason.failure().refusedHeaders();
        if (!refused.isEmpty() && names.containsAll(refused)) {
            return true;
        }
        String asked = reason.exchanges().isEmpty()
                ? null
                : reason.exchanges()
                        .get(reason.exchanges().size() - 1)
                        .request()
                        .headers()
                        .first("Access-Control-Request-Headers");
        return asked != null && names.containsAll(List.of(asked.split(",", -1)));
    }

    private static FindingCause notForPage(FindingCause cause, PlannedCall call, String other) {
        String page = call.call().origin().toString();
        return FindingCause.of(
                        FindingCode.ORIGIN_NOT_ALLOWED,
                        cause.place(),
                        cause.component(),
                        CauseFinder.capital(cause.component()) + " allows " + other + " and not " + page + ", so that "
                                + call.route()
                                + " is blocked for that page. If it is to call this API, allow its origin.")
                .withSteps("If " + page + " is to call this API, allow its origin as " + other + " is allowed.");
    }

    private List<Fix> fixes(FindingCause cause, Outcome.Blocked reason, PlannedCall call) {
        return Routes.written(snippets.of(cause, reason, call.front()), call);
    }

    /** Whether the front allows other pages, and it is only supposed that this one calls it. */
    private boolean isDoubtful(PlannedCall call) {
        if (call.source() != PlannedCall.Source.DERIVED) {
            return false;
        }
        Set<DeployedFront> fronts = evaluation.fronts(call);
        return pages.of(fronts).stream()
                .anyMatch(page -> page.doubtful()
                        && page.origin().equals(call.call().origin().toString()));
    }

    /** Returns the names of unverified behaviors under which some engine would not block the call. */
    private List<String> contested(PlannedCall call) {
        List<String> names = new ArrayList<>();
        String page = call.call().origin().toString();
        for (Class<?> behavior : UnverifiedBehavior.all()) {
            for (UnverifiedBehavior other : Alternatives.of(worlds.open(), behavior)) {
                World world = worlds.of(Hypothesis.COOPERATES, Behavior.RESPONDING, other, page);
                boolean allowed = world.call(Engine.CHROMIUM, call.call()).allowed();
                if (allowed && !names.contains(behavior.getSimpleName())) {
                    names.add(behavior.getSimpleName());
                }
            }
        }
        return names;
    }

    private void reads(PlannedCall call, Evaluation.Result result) {
        if (call.reads().isEmpty()) {
            return;
        }
        Engine engine = Engine.CHROMIUM;
        World silent = worlds.of(Hypothesis.SILENT, call.call().origin().toString());
        CallOutcome helped = result.shown().get(engine);
        if (helped == null || !helped.allowed() || isErrorOfFront(helped)) {
            return;
        }
        List<String> hidden = Exposed.hidden(call, helped);
        if (!hidden.isEmpty()) {
            grouped.add(Exposed.finding(subject, functions, resolution, call, helped, hidden, result.engines()));
        } else if (silent.call(engine, call.call()).allowed()
                && !Exposed.hidden(call, silent.call(engine, call.call())).isEmpty()) {
            grouped.unknown(call, result);
        }
    }

    /** Whether the response is an error that no function sent, which does not tell what headers a function exposes. */
    private static boolean isErrorOfFront(CallOutcome outcome) {
        List<AttributedResponse> responses = outcome.responses();
        AttributedResponse last = responses.isEmpty() ? null : responses.get(responses.size() - 1);
        return last != null
                && last.response().status() >= 400
                && last.madeBy().kind() == Component.Kind.GATEWAY_RESPONSE;
    }

    private void cookies(PlannedCall call) {
        if (call.call().credentials() != CredentialsMode.INCLUDE) {
            return;
        }
        List<String> staying = new ArrayList<>();
        String reason = "";
        Cookie cookie = Cookie.parse("session=1; SameSite=None; Secure");
        for (Engine engine : Engine.values()) {
            CookieCheck check = CookieCheck.of(engine, overHttps(call.call()), cookie, sites);
            if (check.result() != CookieCheck.Result.TRAVELS) {
                staying.add(engine.displayName());
                reason = check.reason().toString();
            }
        }
        DeployedFront front = call.front();
        if (staying.isEmpty() || front == null) {
            return;
        }
        String page = call.call().origin().toString();
        FindingCause cause = FindingCause.of(
                        FindingCode.COOKIE_DOES_NOT_TRAVEL,
                        front.place(),
                        front.id(),
                        "Cookies of " + call.call().url().origin() + " do not go with calls of " + page + " in "
                                + String.join(" and ", staying) + ": " + reason
                                + ". Give page and " + front.id() + " names below one domain of your own.")
                .withSteps("Serve the page as https://www.YOUR-DOMAIN and " + front.id()
                        + " as https://api.YOUR-DOMAIN, or put both behind one distribution.");
        grouped.note(cause, Level.WARNING, call);
    }

    /** Returns a call on this machine as it is on AWS, where it goes over https. */
    private static Call overHttps(Call call) {
        String page = call.origin().toString();
        if (!OriginForm.isLocal(call.url().origin())) {
            return call;
        }
        return Call.fetch(https(page), call.method(), https(call.url().toString()))
                .withCredentials(call.credentials());
    }

    private static String https(String url) {
        return url.startsWith("http://") ? "https://" + url.substring("http://".length()) : url;
    }

    private void insecure(PlannedCall call) {
        String page = call.call().origin().toString();
        boolean secret = call.call().credentials() == CredentialsMode.INCLUDE
                || call.call().headers().has("Authorization")
                || call.call().headers().has("X-Api-Key");
        if (!page.startsWith("http://") || OriginForm.isLocal(page) || !secret) {
            return;
        }
        DeployedFront maker = pages.maker(page);
        Place place = maker != null ? maker.place() : call.place();
        grouped.note(
                FindingCause.of(
                        FindingCode.INSECURE_PAGE,
                        place.equals(Place.NONE) && call.front() != null
                                ? call.front().place()
                                : place,
                        maker == null ? page : maker.id(),
                        page
                                + " is served over http and calls with credentials or a token: anybody on the way can change the"
                                + " page and use them. Serve it over https, with CloudFront before the bucket."),
                Level.WARNING,
                call);
    }

    private void caches() {
        CacheCheck check = new CacheCheck(subject, resolution, worlds);
        Map<String, Set<String>> callers = new HashMap<>();
        for (PlannedCall call : calls) {
            callers.computeIfAbsent(name(call.front()), key -> new LinkedHashSet<>())
                    .add(call.call().origin().toString());
        }
        for (PlannedCall call : calls) {
            List<String> others = List.copyOf(callers.getOrDefault(name(call.front()), Set.of()));
            check.run(call, others, (outcome, reason) -> {
                FindingCause cause = new CauseFinder(subject, functions, resolution, call, outcome, reason).find();
                Map<Engine, EngineOutcome> engines = new EnumMap<>(Engine.class);
                engines.put(reason.engine(), Evaluation.outcome(outcome));
                grouped.blocked(cause, Level.WARNING, call, engines, () -> fixes(cause, reason, call), List::of);
            });
        }
    }

    private static String name(@Nullable DeployedFront front) {
        return front == null ? "" : front.kind().section() + "." + front.id();
    }

    private void errors(DeployedFront front, List<PlannedCall> passing) {
        if (!World.isCalled(front.kind())) {
            return;
        }
        ErrorCheck.Unreadable unreadable = ErrorCheck.of(front, passing, worlds);
        if (unreadable == null || !(unreadable.outcome().outcome() instanceof Outcome.Blocked reason)) {
            return;
        }
        Set<String> statuses = new LinkedHashSet<>();
        unreadable.statuses().forEach(status -> statuses.add(String.valueOf(status)));
        String fix = switch (front.kind()) {
            case REST_API ->
                "Give it gateway responses "
                        + (unreadable.statuses().stream().anyMatch(status -> status < 500) ? "DEFAULT_4XX" : "")
                        + (unreadable.statuses().stream().anyMatch(status -> status < 500)
                                        && unreadable.statuses().stream().anyMatch(status -> status >= 500)
                                ? " and "
                                : "")
                        + (unreadable.statuses().stream().anyMatch(status -> status >= 500) ? "DEFAULT_5XX" : "")
                        + " with Access-Control-Allow-Origin.";
            case HTTP_API -> "Give it a CORS configuration.";
            case FUNCTION_URL -> "Let a Cors block send the CORS headers, and not the function.";
            default -> "Set the listener's attributes routing.http.response.access_control_*.";
        };
        FindingCause cause = FindingCause.of(
                FindingCode.GATEWAY_ERRORS_WITHOUT_CORS,
                front.place(),
                front.id(),
                "A page cannot read the errors that " + front.id() + " makes itself: " + String.join(", ", statuses)
                        + ". " + fix);
        Map<Engine, EngineOutcome> engines = new EnumMap<>(Engine.class);
        engines.put(reason.engine(), Evaluation.outcome(unreadable.outcome()));
        grouped.blocked(
                cause,
                Level.WARNING,
                unreadable.call(),
                engines,
                () -> fixes(cause, reason, unreadable.call()),
                List::of);
    }
}
