package dev.corsac.check;

import dev.corsac.browser.Call;
import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Engine;
import dev.corsac.browser.Outcome;
import dev.corsac.deployment.CallOutcome;
import dev.corsac.deployment.DeployedFront;
import dev.corsac.deployment.DeployedGatewayResponse;
import dev.corsac.deployment.DeployedRestApi;
import dev.corsac.deployment.DeployedRoute;
import dev.corsac.deployment.FrontKind;
import dev.corsac.http.Body;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.Url;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Makes calls of a front fail, and finds the errors that a page cannot read. */
final class ErrorCheck {

    /**
     * The errors of a front that are blocked.
     *
     * @param statuses their statuses, in order
     * @param call a call that gets one of them
     * @param outcome what became of that call
     */
    record Unreadable(Set<Integer> statuses, PlannedCall call, CallOutcome outcome) {}

    private final Worlds worlds;
    private final Set<Integer> statuses = new TreeSet<>();
    private @Nullable PlannedCall first;
    private @Nullable CallOutcome shown;

    private ErrorCheck(Worlds worlds) {
        this.worlds = worlds;
    }

    /**
     * Returns the front's unreadable errors; null if there are none.
     *
     * @param calls calls of the front that are allowed where functions cooperate
     */
    static @Nullable Unreadable of(DeployedFront front, List<PlannedCall> calls, Worlds worlds) {
        ErrorCheck check = new ErrorCheck(worlds);
        check.run(front, calls);
        PlannedCall call = check.first;
        CallOutcome outcome = check.shown;
        return call == null || outcome == null ? null : new Unreadable(check.statuses, call, outcome);
    }

    private void run(DeployedFront front, List<PlannedCall> calls) {
        PlannedCall call = calls.get(0);
        for (CredentialsMode credentials : List.of(CredentialsMode.SAME_ORIGIN, CredentialsMode.INCLUDE)) {
            for (PlannedCall each : calls) {
                if (each.call().credentials() == credentials && isBehindFunction(front, each)) {
                    call = each;
                    fail(call, Behavior.FAILING);
                    fail(call, Behavior.TIMING_OUT);
                    break;
                }
            }
        }
        boolean authorized = Routes.of(front).stream()
                .anyMatch(route -> route.authorization().kind() != DeployedRoute.Authorization.Kind.NONE);
        for (PlannedCall each : authorized ? calls : List.<PlannedCall>of()) {
            if (isAuthorized(front, each)) {
                PlannedCall refused = with(each, expired(each.call()));
                fail(refused, Behavior.REFUSING_CALLERS);
                fail(each, Behavior.DENYING_CALLERS);
                break;
            }
        }
        if (front.kind() == FrontKind.REST_API || front.kind() == FrontKind.HTTP_API) {
            fail(with(call, nowhere(call.call())), Behavior.RESPONDING);
        }
        if (front instanceof DeployedRestApi api && !statuses.isEmpty() && !isThrottlingReadable(api)) {
            statuses.add(429);
        }
    }

    private static boolean isBehindFunction(DeployedFront front, PlannedCall call) {
        DeployedRoute route = route(front, call);
        return Routes.of(front).isEmpty()
                || (route != null && route.integration() instanceof dev.corsac.deployment.Integration.Function);
    }

    private static boolean isAuthorized(DeployedFront front, PlannedCall call) {
        DeployedRoute route = route(front, call);
        return route != null && route.authorization().kind() != DeployedRoute.Authorization.Kind.NONE;
    }

    private static @Nullable DeployedRoute route(DeployedFront front, PlannedCall call) {
        String path = call.call().url().path();
        DeployedRoute direct = Routes.find(front, call.call().method(), path);
        for (dev.corsac.deployment.Endpoint endpoint : front.endpoints()) {
            if (!endpoint.path().isEmpty() && path.startsWith(endpoint.path() + "/")) {
                return Routes.find(
                        front,
                        call.call().method(),
                        path.substring(endpoint.path().length()));
            }
        }
        return direct;
    }

    private static PlannedCall with(PlannedCall planned, Call call) {
        return new PlannedCall(
                call,
                planned.front(),
                planned.route(),
                planned.source(),
                planned.reads(),
                planned.assumed(),
                planned.place());
    }

    private static Call expired(Call call) {
        List<Header> lines = new ArrayList<>();
        for (Header line : call.headers().lines()) {
            boolean token = line.value().startsWith("Bearer ") || line.value().startsWith("AWS4-");
            lines.add(token ? new Header(line.name(), CallerTokens.EXPIRED) : line);
        }
        return call.withHeaders(Headers.of(lines));
    }

    /** Returns a simple call of a path that there is not. */
    private static Call nowhere(Call call) {
        Url url = call.url();
        Call simple = Call.fetch(call.origin().toString(), "GET", url.origin() + stage(url) + "/no/such/path/anywhere");
        return simple.withCredentials(call.credentials()).withBody(Body.EMPTY);
    }

    /** Returns what comes before every path at a host of API Gateway's own. */
    private static String stage(Url url) {
        int end = url.path().indexOf('/', 1);
        return url.host().contains(".execute-api.") && end > 0 ? url.path().substring(0, end) : "";
    }

    private void fail(PlannedCall planned, Behavior behavior) {
        World world = worlds.of(
                Hypothesis.COOPERATES,
                behavior,
                worlds.open(),
                planned.call().origin().toString());
        CallOutcome outcome = world.call(Engine.CHROMIUM, planned.call());
        if (outcome.outcome() instanceof Outcome.Blocked blocked
                && !blocked.failure().preflight()
                && blocked.failure().status() >= 400
                && !outcome.responses().isEmpty()) {
            statuses.add(blocked.failure().status());
            if (shown == null) {
                first = planned;
                shown = outcome;
            }
        }
    }

    /** Whether the gateway response for throttled requests has the header; it is chosen as API Gateway does. */
    private static boolean isThrottlingReadable(DeployedRestApi api) {
        DeployedGatewayResponse chosen = null;
        for (DeployedGatewayResponse response : api.gatewayResponses()) {
            boolean own = response.type().equals("THROTTLED");
            if (own || (chosen == null && response.type().equals("DEFAULT_4XX"))) {
                chosen = response;
            }
        }
        return chosen != null
                && chosen.parameters().keySet().stream()
                        .anyMatch(name -> name.toLowerCase(Locale.ROOT).endsWith("access-control-allow-origin"));
    }
}
