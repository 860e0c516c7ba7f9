package dev.corsac.gateway.alb;

import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Component;
import dev.corsac.gateway.DeploymentException;
import dev.corsac.gateway.Front;
import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.gateway.internal.MalformedResponseException;
import dev.corsac.gateway.internal.ResponseLines;
import dev.corsac.http.Body;
import dev.corsac.http.Header;
import dev.corsac.http.HeaderValues;
import dev.corsac.http.Request;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html">Application Load
 * Balancer</a> whose targets are Lambda functions: one listener, rules by path and method.
 *
 * <p>It does not respond to preflights itself: {@code OPTIONS} goes to the function like any other method. CORS headers are added
 * only by {@linkplain Builder#attribute the listener's attributes}; without them its own errors are pages of HTML that a page
 * sees as CORS errors.
 *
 * <p>Not modelled: conditions other than path and method, redirects, transforms, sign-in, mutual TLS and the limits of a
 * request's headers.
 *
 * <p>Immutable; thread-safe.
 */
public final class LoadBalancer implements Front {

    /** The largest body for a Lambda target, and the largest JSON from one, in bytes (documented). */
    static final int MAX_SIZE = 1024 * 1024;

    /** The largest header of a target's response, in bytes (documented). */
    private static final int MAX_RESPONSE_HEADER = 32 * 1024;

    /** The most addresses in {@code X-Forwarded-For} (documented). */
    private static final int MAX_FORWARDED = 30;

    /** The longest that Lambda lets a function run: the load balancer has no shorter limit of its own (documented). */
    private static final Duration TIMEOUT = Duration.ofMinutes(15);

    /** The load balancer frames the message itself. Which other names it drops or renames is unverified. */
    private static final Set<String> FRAMING =
            Set.of("connection", "content-length", "keep-alive", "transfer-encoding", "upgrade");

    private static final Component SERVICE = Component.of(Component.Kind.SERVICE, "load balancer");
    private static final Header SERVER = new Header("Server", "awselb/2.0");

    private final List<LoadBalancerRule> rules;
    private final LoadBalancerRule defaultRule;
    private final ListenerAttributes attributes;
    private final boolean ignoresOtherMap;

    private LoadBalancer(Builder builder, LoadBalancerRule defaultRule) {
        this.rules = List.copyOf(builder.rules);
        this.defaultRule = defaultRule;
        this.attributes = new ListenerAttributes(builder.attributes);
        this.ignoresOtherMap = builder.unverified.choice(UnverifiedBehavior.LoadBalancerOtherMap.class)
                == UnverifiedBehavior.LoadBalancerOtherMap.IGNORED;
    }

    /** Returns a builder without rules. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public AttributedResponse respond(Request request, RequestMetadata arrival) {
        if (request.method().equals("TRACE")) {
            return error(405, "Method Not Allowed", "a load balancer does not support TRACE", request);
        }
        String forwarded = request.headers().combined("X-Forwarded-For");
        if (forwarded != null && HeaderValues.commaSeparated(forwarded).size() > MAX_FORWARDED) {
            return error(463, "", "X-Forwarded-For has more than " + MAX_FORWARDED + " addresses", request);
        }
        LoadBalancerRule rule = rule(request);
        LoadBalancerTokenValidation validation = rule.validation();
        String refusal = validation == null ? null : validation.refusal(request, arrival.time());
        if (refusal != null) {
            return error(401, "Authorization Required", refusal, request);
        }
        LoadBalancerTarget target = rule.target();
        if (target != null) {
            return forward(target, request, arrival);
        }
        LoadBalancerFixedResponse fixed = rule.fixedResponse();
        if (fixed == null) {
            throw new IllegalStateException("checked when built: a rule without an action");
        }
        ResponseLines lines = new ResponseLines();
        addServer(lines);
        lines.add("Content-Type", fixed.contentType(), SERVICE);
        return finish(
                lines, fixed.status(), Body.of(fixed.body()), SERVICE, "a fixed response of the listener", request);
    }

    @Override
    public int maxRequestBody() {
        return MAX_SIZE;
    }

    private LoadBalancerRule rule(Request request) {
        for (LoadBalancerRule rule : rules) {
            if (rule.covers(request)) {
                return rule;
            }
        }
        return defaultRule;
    }

    private AttributedResponse forward(LoadBalancerTarget target, Request request, RequestMetadata arrival) {
        LambdaFunction function = target.function();
        if (function == null) {
            return error(
                    503,
                    "Service Temporarily Unavailable",
                    "no function is registered with the target group " + target.name(),
                    request);
        }
        String upgrade = request.headers().first("Upgrade");
        if (upgrade != null && upgrade.equalsIgnoreCase("websocket")) {
            return error(400, "Bad Request", "a Lambda target does not support WebSocket", request);
        }
        if (request.body().length() > MAX_SIZE) {
            return error(
                    413,
                    "Request Entity Too Large",
                    "the body is over the limit of " + MAX_SIZE + " bytes for a Lambda target",
                    request);
        }
        return function.invoke(LoadBalancerEvent.of(target, request, arrival), TIMEOUT)
                .accept(new Output(function, target, request));
    }

    /** Makes the response to a request of what a target's function did. A 504 is the Lambda service not responding, which is not modelled. */
    private final class Output implements InvocationResult.Visitor<AttributedResponse, RuntimeException> {

        private final LambdaFunction function;
        private final LoadBalancerTarget target;
        private final Request request;

        Output(LambdaFunction function, LoadBalancerTarget target, Request request) {
            this.function = function;
            this.target = target;
            this.request = request;
        }

        @Override
        public AttributedResponse payload(InvocationResult.Payload payload) {
            byte[] bytes = payload.bytes();
            if (bytes.length > MAX_SIZE) {
                return badGateway(function.name() + " returned " + bytes.length + " bytes of JSON, over the limit of "
                        + MAX_SIZE);
            }
            LoadBalancerResponse response;
            try {
                response = LoadBalancerResponse.parse(bytes, target.multiValueHeaders(), ignoresOtherMap);
            } catch (MalformedResponseException e) {
                return badGateway("malformed response of " + function.name() + ": " + e.getMessage());
            }
            Component source = Component.of(Component.Kind.FUNCTION, function.name());
            ResponseLines lines = new ResponseLines();
            boolean hasServer = false;
            for (Header line : response.headers()) {
                hasServer |= line.is("server");
            }
            if (!hasServer) {
                addServer(lines);
            }
            for (Header line : response.headers()) {
                if (!FRAMING.contains(line.lowerCaseName())) {
                    lines.add(line, source);
                }
            }
            if (lines.length() > MAX_RESPONSE_HEADER) {
                return badGateway(function.name() + " returned a header of " + lines.length()
                        + " bytes, over the limit of " + MAX_RESPONSE_HEADER);
            }
            return finish(lines, response.status(), response.body(), source, "", request);
        }

        @Override
        public AttributedResponse streamed(InvocationResult.Streamed streamed) {
            return badGateway(function.name() + " " + streamed.summary() + ", which a load balancer does not read");
        }

        @Override
        public AttributedResponse failed(InvocationResult.Failed failed) {
            return badGateway(function.name() + " " + failed.summary());
        }

        @Override
        public AttributedResponse timedOut(InvocationResult.TimedOut timedOut) {
            return badGateway(function.name() + " " + timedOut.summary());
        }

        private AttributedResponse badGateway(String why) {
            return error(502, "Bad Gateway", why, request);
        }
    }

    /** Returns a page as load balancers make it, the same for every cause. */
    private AttributedResponse error(int status, String phrase, String why, Request request) {
        String title = (status + " " + phrase).trim();
        String html = "<html>\r\n<head><title>" + title + "</title></head>\r\n<body>\r\n<center><h1>" + title
                + "</h1></center>\r\n</body>\r\n</html>\r\n";
        ResponseLines lines = new ResponseLines();
        addServer(lines);
        lines.add("Content-Type", "text/html", SERVICE);
        return finish(lines, status, Body.of(html), SERVICE, why, request);
    }

    private void addServer(ResponseLines lines) {
        if (attributes.hasServer()) {
            lines.add(SERVER, SERVICE);
        }
    }

    private AttributedResponse finish(
            ResponseLines lines, int status, Body body, Component source, String reason, Request request) {
        attributes.applyTo(lines);
        boolean head = request.method().equals("HEAD");
        return lines.respond(status, head ? Body.EMPTY : body, source, reason);
    }

    /** Builds a {@link LoadBalancer}. Not thread-safe. */
    public static final class Builder {
        private final List<LoadBalancerRule> rules = new ArrayList<>();
        private final ListenerAttributes attributes = new ListenerAttributes();
        private @Nullable LoadBalancerRule defaultRule;
        private UnverifiedBehavior unverified = UnverifiedBehavior.defaults();

        private Builder() {}

        /**
         * Adds a rule. The first rule whose condition a request meets decides.
         *
         * @param pathPattern with {@code *} for any characters and {@code ?} for one; compared with case, without the query
         * @throws DeploymentException if AWS refuses the pattern (documented)
         */
        public Builder rule(String pathPattern, LoadBalancerTarget target) {
            return rule(LoadBalancerRule.forward(pathPattern, target));
        }

        /** Adds a rule. The first rule whose condition a request meets decides. */
        public Builder rule(LoadBalancerRule rule) {
            rules.add(rule);
            return this;
        }

        /** Sets where the requests go that meet no rule's condition. */
        public Builder defaultTarget(LoadBalancerTarget target) {
            return defaultAction(LoadBalancerRule.forward("*", target));
        }

        /**
         * Sets the listener's own response to the requests that meet no rule's condition.
         *
         * @throws DeploymentException if the status is not 2XX, 4XX or 5XX (documented)
         */
        public Builder defaultResponse(int status, String contentType, String body) {
            return defaultAction(LoadBalancerRule.fixed("*", new LoadBalancerFixedResponse(status, contentType, body)));
        }

        /** Sets what happens to the requests that meet no rule's condition; the action's own condition is ignored. */
        public Builder defaultAction(LoadBalancerRule action) {
            this.defaultRule = action;
            return this;
        }

        /**
         * Sets an attribute of the listener that modifies response headers, such as {@code
         * routing.http.response.access_control_allow_origin.header_value}: the header is put on every response, in the place
         * of the function's own, and no {@code Vary} is added (<a
         * href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/header-modification.html">documented</a>).
         *
         * @param value at most 1,024 bytes; empty for the default
         * @throws DeploymentException if AWS refuses the attribute or its value
         */
        public Builder attribute(String key, String value) {
            attributes.set(key, value);
            return this;
        }

        /** Sets what to assume where no public source says what AWS does; the defaults unless set. */
        public Builder unverified(UnverifiedBehavior unverified) {
            this.unverified = unverified;
            return this;
        }

        /**
         * Builds the load balancer.
         *
         * @throws DeploymentException if there is no default action, which every listener has (documented)
         */
        public LoadBalancer build() {
            if (defaultRule == null) {
                throw new DeploymentException(
                        "A listener has a default action", "call defaultTarget or defaultResponse");
            }
            return new LoadBalancer(this, defaultRule);
        }
    }
}
