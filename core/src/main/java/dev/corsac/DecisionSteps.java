package dev.corsac;

import dev.corsac.ExplainedDecision.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Describes the steps that led to a decision. The decision itself comes from the engine that decides every request. */
final class DecisionSteps {

    private static final String FETCH = "https://fetch.spec.whatwg.org/";
    private static final String CORS_REQUEST = FETCH + "#cors-request";
    private static final String PREFLIGHT_REQUEST = FETCH + "#cors-preflight-request";
    private static final String CORS_CHECK = FETCH + "#cors-check";
    private static final String CREDENTIALS = FETCH + "#cors-protocol-and-credentials";
    private static final String PREFLIGHT_FETCH = FETCH + "#cors-preflight-fetch";
    private static final String CACHES = FETCH + "#cors-protocol-and-http-caches";

    private final CorsPolicy policy;
    private final CorsRequest request;
    private final CorsDecision decision;
    private final List<Step> steps = new ArrayList<>();

    private DecisionSteps(CorsPolicy policy, CorsRequest request, CorsDecision decision) {
        this.policy = policy;
        this.request = request;
        this.decision = decision;
    }

    static ExplainedDecision explain(CorsPolicy policy, CorsRequest request, CorsDecision decision) {
        DecisionSteps explained = new DecisionSteps(policy, request, decision);
        explained.explain();
        return new ExplainedDecision(decision, explained.steps);
    }

    private void explain() {
        String origin = request.origin();
        if (origin == null) {
            pass("There is no Origin header, so this is not a CORS request: the handler responds.", CORS_REQUEST);
            explainVary();
            return;
        }
        explainKind();
        explainOrigin(origin);
        CorsRefusal refusal = decision.refusal();
        if (refusal instanceof CorsRefusal.OriginNotAllowed || refusal instanceof CorsRefusal.OriginMalformed) {
            fail(refusal, nearest(origin), CORS_CHECK);
            explainRefusedCall();
            return;
        }
        if (policy.credentials) {
            pass("Credentials are allowed: the page may call with cookies.", CREDENTIALS);
        } else {
            pass(
                    "Credentials are not allowed: a call with credentials: \"include\" would fail in the browser.",
                    CREDENTIALS);
        }
        if (decision.kind() == CorsDecision.Kind.PREFLIGHT) {
            explainPreflight(refusal);
        }
        if (refusal == null) {
            explainVary();
        }
    }

    private void explainKind() {
        if (decision.kind() == CorsDecision.Kind.PREFLIGHT) {
            pass(
                    "OPTIONS with Origin and Access-Control-Request-Method is a preflight: the policy responds, the handler is"
                            + " not called.",
                    PREFLIGHT_REQUEST);
        } else if (request.method().equals("OPTIONS")) {
            pass(
                    "OPTIONS without Access-Control-Request-Method is not a preflight: it reaches the handler like any other request.",
                    PREFLIGHT_REQUEST);
        } else {
            pass("It has an Origin header, so the policy adds its headers to the handler's response.", CORS_REQUEST);
        }
    }

    private void explainOrigin(String origin) {
        if (policy.anyOrigin) {
            pass("Every origin is allowed.", CORS_CHECK);
            return;
        }
        if (policy.exactOrigins.find(origin) >= 0) {
            pass("The origin " + Text.quote(origin) + " is allowed.", CORS_CHECK);
            return;
        }
        OriginPattern pattern = policy.wildcardOrigins == null ? null : policy.wildcardOrigins.find(origin);
        if (pattern != null) {
            pass("The origin " + Text.quote(origin) + " is covered by " + pattern.text() + ".", CORS_CHECK);
        } else if (policy.lookup != null
                && origin.length() <= OriginPattern.LONGEST
                && policy.lookup.contains(origin)) {
            pass("The origin " + Text.quote(origin) + " is in " + policy.lookup + ".", CORS_CHECK);
        }
    }

    /** Returns what is wrong with a refused origin, or which allowed origin it is similar to; null if there is nothing to say. */
    private @Nullable String nearest(String origin) {
        OriginFlaw flaw = OriginPattern.flaw(origin);
        if (flaw != null) {
            return origin.equals("null") ? null : "As an origin, " + flaw.reason() + ".";
        }
        int hostStart = origin.indexOf("://") + 3;
        String host = origin.substring(hostStart, OriginPattern.hostEnd(origin, hostStart));
        for (String allowed : PolicySettings.origins(policy)) {
            int allowedStart = allowed.indexOf("://") + 3;
            String allowedHost = allowed.substring(allowedStart, OriginPattern.hostEnd(allowed, allowedStart));
            if (host.equals(allowedHost)) {
                return "The allowed origin " + allowed + " differs from it only in the "
                        + (origin.startsWith(allowed.substring(0, allowedStart)) ? "port." : "scheme.");
            }
            if (host.equals("www." + allowedHost) || allowedHost.equals("www." + host)) {
                return "The allowed origin " + allowed
                        + " differs from it only in www., which makes it another origin.";
            }
            if (allowedHost.startsWith("*.") && allowedHost.substring(2).equals(host)) {
                return "The allowed origin " + allowed + " covers only the domains below " + host + ", not itself.";
            }
        }
        return null;
    }

    private void explainRefusedCall() {
        if (decision.kind() == CorsDecision.Kind.PREFLIGHT) {
            pass("So the preflight is refused, and the browser does not send the call it asks for.", PREFLIGHT_FETCH);
        } else if (decision.status().isPresent()) {
            pass("So the call is rejected before the handler, as the policy says.", CORS_CHECK);
        } else {
            pass("So the handler is called, but the browser keeps the response from the page.", CORS_CHECK);
        }
    }

    private void explainPreflight(@Nullable CorsRefusal refusal) {
        if (refusal instanceof CorsRefusal.MethodNotAllowed) {
            fail(refusal, "The allowed methods are " + Names.list(policy.methods) + ".", PREFLIGHT_FETCH);
            return;
        }
        pass("The method " + Text.quote(String.valueOf(request.requestMethod())) + " is allowed.", PREFLIGHT_FETCH);
        String headers = request.requestHeaders();
        if (refusal != null) {
            String allowed = policy.requestHeaders.isEmpty()
                    ? "No header is allowed, except those that need no preflight."
                    : "The allowed headers are " + Names.list(policy.requestHeaders) + ".";
            fail(refusal, allowed, PREFLIGHT_FETCH);
        } else if (headers == null) {
            pass("It asks for no headers.", PREFLIGHT_FETCH);
        } else {
            pass("The headers " + Text.quote(headers) + " are allowed.", PREFLIGHT_FETCH);
        }
    }

    private void explainVary() {
        if (!decision.vary().isEmpty()) {
            pass(
                    "Other requests get other headers, so Vary tells caches what the response depends on, with or without an Origin.",
                    CACHES);
        } else {
            pass("Every request gets the same headers, so the response does not vary.", CACHES);
        }
    }

    private void pass(String text, String reference) {
        steps.add(new Step(true, text, reference));
    }

    private void fail(CorsRefusal refusal, @Nullable String more, String reference) {
        steps.add(new Step(false, more == null ? refusal.message() : refusal.message() + " " + more, reference));
    }
}
