package dev.corsac.ship;

import dev.corsac.CorsDecision;
import dev.corsac.CorsHeader;
import dev.corsac.CorsPolicy;
import dev.corsac.CorsRequest;
import dev.corsac.browser.Call;
import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Engine;
import dev.corsac.browser.Outcome;
import dev.corsac.config.generate.InfrastructurePlan;
import dev.corsac.config.generate.PlannedPolicy;
import dev.corsac.deployment.CallOutcome;
import dev.corsac.deployment.FrontKind;
import dev.corsac.deployment.Network;
import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Component;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.http.Body;
import dev.corsac.http.Headers;
import dev.corsac.http.Response;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Calls of pages to what was read back, compared with the same calls to a server that only asks the policy. */
final class PolicyComparison {

    private static final String API = "https://api.example.com";
    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "DELETE", "PATCH");
    private static final List<List<String>> HEADERS = List.of(
            List.of(),
            List.of("Content-Type", "application/json"),
            List.of("Authorization", "Bearer x"),
            List.of("X-Request-Id", "1", "X-Lower", "2"));

    private static RequestMetadata arrival() {
        return new RequestMetadata(Instant.EPOCH, "11111111-2222-3333-4444-555555555555", "192.0.2.1");
    }

    /** A server that does what the policy says and nothing else. */
    private static Network server(PlannedPolicy planned) {
        CorsPolicy policy = CorsPolicy.fromEnvironment(planned.environment());
        Component component = Component.of(Component.Kind.FUNCTION, "policy");
        return Network.builder()
                .serve(API, (request, metadata) -> {
                    Headers sent = request.headers();
                    CorsDecision decision = policy.decide(CorsRequest.of(
                            request.method(),
                            sent.first("Origin"),
                            sent.first("Access-Control-Request-Method"),
                            sent.first("Access-Control-Request-Headers")));
                    Headers lines = Headers.of("ETag", "1", "X-Total", "7");
                    List<Component> sources = new ArrayList<>(List.of(component, component));
                    for (CorsHeader header : decision.headers()) {
                        lines = lines.plus(Headers.of(header.name(), header.value()));
                        sources.add(component);
                    }
                    return new AttributedResponse(
                            new Response(decision.status().orElse(200), lines, Body.EMPTY), component, "", sources);
                })
                .build();
    }

    private static String described(CallOutcome call) {
        if (call.outcome() instanceof Outcome.Allowed allowed) {
            List<String> readable = allowed.readableHeaders().stream()
                    .filter(name -> name.equals("etag") || name.equals("x-total"))
                    .toList();
            return "allowed " + allowed.type() + " " + allowed.status() + " " + readable;
        }
        return "blocked";
    }

    int allowed;
    int blocked;

    /** Returns the calls that end in another way than the policy wants; the same seed makes the same calls. */
    List<String> differences(long seed, PlannedPolicy policy, InfrastructurePlan plan, ReadBack made) {
        return differences(seed, policy, plan, made, List.of("/orders", "/orders/7/lines/1", "/items/7"));
    }

    /** @param routed paths whose routes are open to all */
    List<String> differences(
            long seed, PlannedPolicy policy, InfrastructurePlan plan, ReadBack made, List<String> routed) {
        Random random = new Random(seed);
        RandomPlans plans = new RandomPlans(new Random(seed));
        List<String> differences = new ArrayList<>();
        if (made.origins.size() != (plan.cloudFront() ? 2 : 1)
                || !made.problems.isEmpty()
                || !made.deployment.notices().isEmpty()) {
            return List.of(made.origins + " " + made.problems + " " + made.deployment.notices());
        }
        String api = made.calledByPages();
        Network reference = server(policy);
        String stage = plan.front() == FrontKind.REST_API && !plan.cloudFront() ? "/live" : "";
        List<String> paths = plan.front() == FrontKind.FUNCTION_URL ? List.of("/") : routed;
        int calls = 0;
        for (String page : plans.pages(policy)) {
            if (++calls > 12) {
                break;
            }
            String method = METHODS.get(random.nextInt(METHODS.size()));
            List<String> headers = HEADERS.get(random.nextInt(HEADERS.size()));
            CredentialsMode credentials = random.nextBoolean() ? CredentialsMode.INCLUDE : CredentialsMode.OMIT;
            String path = stage + paths.get(random.nextInt(paths.size()));
            for (Engine engine : Engine.values()) {
                String wanted = described(reference.call(
                        engine, call(page, method, API + path, headers, credentials), PolicyComparison::arrival));
                CallOutcome outcome = made.network.call(
                        engine, call(page, method, api + path, headers, credentials), PolicyComparison::arrival);
                allowed += outcome.allowed() ? 1 : 0;
                blocked += outcome.allowed() ? 0 : 1;
                if (!described(outcome).equals(wanted)) {
                    differences.add(engine + " " + page + " " + method + " " + path + " " + headers + " " + credentials
                            + ": wanted " + wanted + ", is " + described(outcome) + ": " + outcome.sentence());
                }
            }
        }
        return differences;
    }

    /** Returns whether a server that only asks the policy lets a page make a call, in every engine. */
    static boolean isAllowed(PlannedPolicy policy, Call call) {
        Network reference = server(policy);
        Call same = Call.fetch(call.origin().toString(), call.method(), API + "/orders")
                .withHeaders(call.headers())
                .withCredentials(call.credentials());
        return Arrays.stream(Engine.values())
                .allMatch(engine ->
                        reference.call(engine, same, PolicyComparison::arrival).allowed());
    }

    private static Call call(
            String page, String method, String url, List<String> headers, CredentialsMode credentials) {
        return Call.fetch(page, method, url)
                .withHeaders(Headers.of(headers.toArray(String[]::new)))
                .withCredentials(credentials);
    }
}
