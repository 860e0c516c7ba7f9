package dev.corsac;

import dev.corsac.CorsExplanation.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the reasoning behind a decision into words. The decision itself comes from the engine that all requests go to. */
final class Explainer {

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

    private Explainer(CorsPolicy policy, CorsRequest request, CorsDecision decision) {
        this.policy = policy;
        this.request = request;
        this.decision = decision;
    }

    static CorsExplanation explain(CorsPolicy policy, CorsRequest request, CorsDecision decision) {
        Explainer explainer = new Explainer(policy, request, decision);
        explainer.explain();
        return new CorsExplanation(decision, explainer.steps);
    }

    private void explain() {
        String origin = request.origin();
        if (origin == null) {
            pass("There is no Origin header, so this is not a CORS request: the handler answers.", CORS_REQUEST);
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
                    "OPTIONS with Origin and Access-Control-Request-Method is a preflight: the policy answers, the handler is"
                            + " not called.",
                    PREFLIGHT_REQUEST);
        } else if (request.method().equals("OPTIONS")) {
            pass(
                    "OPTIONS without Access-Control-Request-Method is no preflight: it is the handler's, as any other request.",
                    PREFLIGHT_REQUEST);
        } else {
            pass("It has an Origin header, so the policy adds to what the handler answers.", CORS_REQUEST);
        }
    }

    private void explainOrigin(String origin) {
        if (policy.anyOrigin) {
            pass("Any origin is allowed.", CORS_CHECK);
            return;
        }
        if (policy.exactOrigins.find(origin) >= 0) {
            pass("The origin " + Text.quote(origin) + " is one of the allowed origins.", CORS_CHECK);
            return;
        }
        OriginPattern pattern = policy.wildcardOrigins == null ? null : policy.wildcardOrigins.find(origin);
        if (pattern != null) {
            pass("The origin " + Text.quote(origin) + " is covered by " + pattern.text() + ".", CORS_CHECK);
        }
    }

    /** What a stranger's origin was probably meant to be, or what it is near to; null if to nothing. */
    private @Nullable String nearest(String origin) {
        OriginFlaw flaw = OriginPattern.flaw(origin);
        if (flaw != null) {
            return origin.equals("null") ? null : "As an origin, " + flaw.reason() + ".";
        }
        int hostStart = origin.indexOf("://") + 3;
        String host = origin.substring(hostStart, OriginPattern.hostEnd(origin, hostStart));
        for (String allowed : policy.origins()) {
            int allowedStart = allowed.indexOf("://") + 3;
            String allowedHost = allowed.substring(allowedStart, OriginPattern.hostEnd(allowed, allowedStart));
            if (host.equals(allowedHost)) {
                return "Near to it is " + allowed + ", which differs in "
                        + (origin.startsWith(allowed.substring(0, allowedStart)) ? "port." : "scheme.");
            }
            if (host.equals("www." + allowedHost) || allowedHost.equals("www." + host)) {
                return "Near to it is " + allowed + ": with and without www. are two origins.";
            }
            if (allowedHost.startsWith("*.") && allowedHost.substring(2).equals(host)) {
                return "Near to it is " + allowed + ", which covers what is below " + host + ", not itself.";
            }
        }
        return null;
    }

    private void explainRefusedCall() {
        if (decision.kind() == CorsDecision.Kind.PREFLIGHT) {
            pass("So the preflight is refused, and the browser does not send the call it asks for.", PREFLIGHT_FETCH);
        } else if (decision.status().isPresent()) {
            pass("So the call is refused before the handler, as the policy demands.", CORS_CHECK);
        } else {
            pass("So the handler is called, but the browser keeps the answer from the page.", CORS_CHECK);
        }
    }

    private void explainPreflight(@Nullable CorsRefusal refusal) {
        if (refusal instanceof CorsRefusal.MethodNotAllowed) {
            fail(refusal, "Allowed are " + Names.list(policy.methods) + ".", PREFLIGHT_FETCH);
            return;
        }
        pass("The method " + Text.quote(String.valueOf(request.requestMethod())) + " is allowed.", PREFLIGHT_FETCH);
        String headers = request.requestHeaders();
        if (refusal != null) {
            String allowed = policy.requestHeaders.isEmpty()
                    ? "None is allowed but those that need no preflight."
                    : "Allowed are " + Names.list(policy.requestHeaders) + ".";
            fail(refusal, allowed, PREFLIGHT_FETCH);
        } else if (headers == null) {
            pass("It asks for no header.", PREFLIGHT_FETCH);
        } else {
            pass("The headers " + Text.quote(headers) + " are allowed.", PREFLIGHT_FETCH);
        }
    }

    private void explainVary() {
        if (!decision.vary().isEmpty()) {
            pass(
                    "Others get another answer, so caches are told what it depends on: Vary, whether or not there is an"
                            + " Origin.",
                    CACHES);
        } else {
            pass("All get the same answer, so it does not vary.", CACHES);
        }
    }

    private void pass(String text, String reference) {
        steps.add(new Step(true, text, reference));
    }

    private void fail(CorsRefusal refusal, @Nullable String more, String reference) {
        steps.add(new Step(false, more == null ? refusal.message() : refusal.message() + " " + more, reference));
    }
}
