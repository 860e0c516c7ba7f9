package dev.corsac.check;

import dev.corsac.browser.Call;
import dev.corsac.browser.CredentialsMode;
import dev.corsac.deployment.CheckSettings;
import dev.corsac.deployment.DeployedDistribution;
import dev.corsac.deployment.DeployedFront;
import dev.corsac.deployment.Deployment;
import dev.corsac.deployment.FrontKind;
import dev.corsac.deployment.Missing;
import dev.corsac.deployment.Place;
import dev.corsac.deployment.Resolution;
import dev.corsac.deployment.StatedCall;
import dev.corsac.explain.RecordedCall;
import dev.corsac.http.Body;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The calls to check: recorded and stated ones, or those that routes are made for. Not safe to share between threads. */
final class PlannedCalls {

    private final Deployment deployment;
    private final Resolution resolution;
    private final CallingPages pages;
    private final Reach reach;
    private final RouteCalls routes;
    private final List<AllowedOrigins.Entry> entries;
    private final Map<String, PlannedCall> calls = new LinkedHashMap<>();
    private final List<Missing> unknown = new ArrayList<>();

    PlannedCalls(Deployment deployment, Resolution resolution, CallingPages pages, List<AllowedOrigins.Entry> entries) {
        this.deployment = deployment;
        this.resolution = resolution;
        this.pages = pages;
        this.entries = entries;
        this.reach = new Reach(deployment, resolution);
        this.routes = new RouteCalls(resolution);
    }

    List<PlannedCall> calls() {
        return List.copyOf(calls.values());
    }

    /** Returns what is missing so that calls could be derived. */
    List<Missing> unknown() {
        return unknown;
    }

    /** Adds the calls that every route of every front is made for. */
    void derive() {
        for (DeployedFront front : deployment.fronts()) {
            List<RouteCalls.Sample> samples = routes.of(front);
            boolean paged = false;
            for (RouteCalls.Sample sample : samples) {
                for (Reach.Way way : reach.to(front, sample.path())) {
                    paged |= derive(front, sample, way);
                }
            }
            if (!paged && !samples.isEmpty() && front.kind() != FrontKind.BUCKET) {
                unknown.add(
                        new Missing("the page that calls " + front.id(), "--page https://YOUR-PAGE", front.place()));
            }
        }
    }

    /** Returns whether there is a page, be it of the same origin. */
    private boolean derive(DeployedFront front, RouteCalls.Sample sample, Reach.Way way) {
        Set<DeployedFront> fronts = fronts(front, way.distribution());
        boolean credentials = RouteCalls.declaresCredentials(fronts, entries);
        List<CallingPages.Page> callers = pages.of(fronts);
        for (CallingPages.Page page : callers) {
            if (isServedWith(page.origin(), front, sample.path(), way)) {
                continue;
            }
            List<String> assumed = new ArrayList<>();
            if (page.assumed()) {
                assumed.add("page");
            }
            assumed.add(sample.guessed() ? "method" : "call");
            boolean only = sample.cookie();
            for (boolean include : only ? List.of(true) : credentials ? List.of(false, true) : List.of(false)) {
                add(
                        call(page.origin(), sample, way, include),
                        front,
                        sample.route(),
                        PlannedCall.Source.DERIVED,
                        List.of(),
                        assumed,
                        Place.NONE);
            }
        }
        return !callers.isEmpty();
    }

    /** Whether the page has the same origin as the call, or calls the same path there instead. */
    private boolean isServedWith(String page, DeployedFront front, String path, Reach.Way way) {
        if (page.equals(way.origin())) {
            return true;
        }
        return reach.to(front, path).stream().anyMatch(other -> other.origin().equals(page));
    }

    static Set<DeployedFront> fronts(@Nullable DeployedFront front, @Nullable DeployedDistribution distribution) {
        Set<DeployedFront> fronts = new LinkedHashSet<>();
        if (front != null) {
            fronts.add(front);
        }
        if (distribution != null) {
            fronts.add(distribution);
        }
        return fronts;
    }

    private static Call call(String page, RouteCalls.Sample sample, Reach.Way way, boolean include) {
        Map<String, String> headers = new LinkedHashMap<>(sample.headers());
        boolean signedOrigin = way.behavior() != null
                && way.distribution() != null
                && way.distribution().origins().stream()
                        .anyMatch(origin -> origin.id().equals(way.behavior().origin())
                                && origin.accessControl() != null
                                && origin.front() != null
                                && origin.front().kind() == FrontKind.FUNCTION_URL);
        if (signedOrigin && sample.hasBody()) {
            headers.put("x-amz-content-sha256", CallerTokens.sha256("{}"));
        }
        String url = way.origin() + way.path() + (sample.query().isEmpty() ? "" : "?" + sample.query());
        Call call = Call.fetch(page, sample.method(), url)
                .withHeaders(lines(headers))
                .withCredentials(include ? CredentialsMode.INCLUDE : CredentialsMode.SAME_ORIGIN);
        return sample.hasBody() ? call.withBody(Body.of("{}")) : call;
    }

    private static Headers lines(Map<String, String> headers) {
        List<Header> lines = new ArrayList<>();
        headers.forEach((name, value) -> lines.add(new Header(name, value)));
        return Headers.of(lines);
    }

    private void add(
            Call call,
            @Nullable DeployedFront front,
            String route,
            PlannedCall.Source source,
            List<String> reads,
            List<String> assumed,
            Place place) {
        String key = call.origin() + " " + call.method() + " " + call.url() + " " + call.credentials() + " "
                + call.headers().lines().stream().map(Header::lowerCaseName).toList() + " " + reads;
        calls.putIfAbsent(key, new PlannedCall(call, front, route, source, reads, assumed, place));
    }

    /** Adds the calls that its user states. */
    void state(CheckSettings settings) {
        for (StatedCall stated : settings.calls()) {
            if (stated.url().contains("://")) {
                absolute(stated);
            } else {
                relative(stated);
            }
        }
    }

    private void absolute(StatedCall stated) {
        Call probe = Call.fetch("https://page.invalid", "GET", stated.url());
        Served served = served(probe);
        for (String page : callers(stated, PlannedCalls.fronts(served.front(), served.distribution()))) {
            state(stated, page, stated.url(), served.front());
        }
    }

    private void relative(StatedCall stated) {
        String path = stated.url().startsWith("/") ? stated.url() : "/" + stated.url();
        boolean found = false;
        boolean routed = deployment.fronts().stream()
                .anyMatch(front -> !Routes.of(front).isEmpty() && Routes.covers(front, path));
        for (DeployedFront front : deployment.fronts()) {
            // Without a front's name a path is for the APIs that have it, else for what takes every path.
            boolean named = stated.front() == null
                    ? World.isCalled(front.kind())
                            && Routes.covers(front, path)
                            && routed == !Routes.of(front).isEmpty()
                    : stated.front().equals(front.kind().section() + "." + front.id())
                            || stated.front().equals(front.id());
            if (!named) {
                continue;
            }
            found = true;
            for (Reach.Way way : reach.to(front, path)) {
                for (String page : callers(stated, fronts(front, way.distribution()))) {
                    if (!page.equals(way.origin())) {
                        state(stated, page, way.origin() + way.path(), front);
                    }
                }
            }
        }
        if (!found) {
            unknown.add(new Missing(
                    "the front of the call " + stated.method() + " " + stated.url(),
                    "an absolute URL, or a \"front\" that the deployment has",
                    stated.place()));
        }
    }

    private List<String> callers(StatedCall stated, Set<DeployedFront> fronts) {
        String page = stated.page();
        if (page != null) {
            return List.of(page);
        }
        return pages.of(fronts).stream()
                .filter(each -> !each.doubtful())
                .map(CallingPages.Page::origin)
                .toList();
    }

    private void state(StatedCall stated, String page, String url, @Nullable DeployedFront front) {
        Call call = Call.fetch(page, stated.method(), url)
                .withHeaders(lines(stated.headers()))
                .withCredentials(stated.credentials() ? CredentialsMode.INCLUDE : CredentialsMode.SAME_ORIGIN);
        add(
                stated.body() ? call.withBody(Body.of("{}")) : call,
                front,
                stated.method() + " " + stated.url(),
                PlannedCall.Source.STATED,
                stated.reads(),
                stated.page() == null && pages.stated().isEmpty() ? List.of("page") : List.of(),
                stated.place());
    }

    /** Adds a recorded call, at the origins that it was recorded with or their placeholders. */
    void record(RecordedCall recorded, RecordedHosts hosts) {
        String page = recorded.page();
        String url = recorded.url();
        String method = recorded.method();
        if (page == null || url == null || method == null || !Header.isToken(method)) {
            return;
        }
        List<String> assumed = new ArrayList<>();
        Call call;
        try {
            call = Call.fetch(hosts.translated(page, assumed), method, hosts.translated(url, assumed))
                    .withHeaders(hosts.allowed(recorded.requestHeaders()))
                    .withCredentials(
                            recorded.credentials() == null ? CredentialsMode.SAME_ORIGIN : recorded.credentials());
        } catch (IllegalArgumentException e) {
            return;
        }
        if (recorded.credentials() == null) {
            assumed.add("credentials");
        }
        Place place = new Place(recorded.place().file(), null, null, method + " " + url);
        Served served = served(call);
        if (served.front() == null && served.distribution() == null) {
            unknown.add(new Missing("what " + call.url().origin() + " responds", "a deployment that has it", place));
            return;
        }
        add(
                call,
                served.front(),
                method + " " + call.url().path(),
                PlannedCall.Source.RECORDED,
                List.of(),
                assumed,
                place);
    }

    /** Which front a URL reaches, and the distribution before it. */
    record Served(@Nullable DeployedFront front, @Nullable DeployedDistribution distribution) {}

    Served served(Call call) {
        return served(deployment, resolution, call);
    }

    static Served served(Deployment deployment, Resolution resolution, Call call) {
        String origin = call.url().origin();
        DeployedFront any = null;
        for (DeployedFront front : deployment.fronts()) {
            boolean here = front.endpoints().stream()
                    .anyMatch(endpoint -> resolution.origin(front, endpoint).equals(origin));
            if (here && front instanceof DeployedDistribution distribution) {
                DeployedDistribution.Behavior behavior =
                        Reach.behavior(distribution, call.url().path());
                for (DeployedDistribution.Origin each : distribution.origins()) {
                    if (behavior != null && behavior.origin().equals(each.id())) {
                        return new Served(each.front(), distribution);
                    }
                }
                return new Served(null, distribution);
            } else if (here && isBelow(call.url().path(), origin, front, resolution)) {
                return new Served(front, null);
            } else if (here && any == null) {
                any = front;
            }
        }
        return new Served(any, null);
    }

    /** Whether a path is below one of the front's own at that origin: stages of an API share a host name. */
    private static boolean isBelow(String path, String origin, DeployedFront front, Resolution resolution) {
        return front.endpoints().stream()
                .filter(endpoint -> resolution.origin(front, endpoint).equals(origin))
                .anyMatch(endpoint -> endpoint.path().isEmpty()
                        || path.equals(endpoint.path())
                        || path.startsWith(endpoint.path() + "/"));
    }
}
