package dev.corsac.gateway.alb;

import dev.corsac.gateway.AttributedResponse;
import dev.corsac.gateway.Component;
import dev.corsac.gateway.DeploymentException;
import dev.corsac.gateway.Front;
import dev.corsac.gateway.InvocationResult;
import dev.corsac.gateway.LambdaFunction;
import dev.corsac.gateway.RequestMetadata;
import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.gateway.internal.PathPattern;
import dev.corsac.http.Body;
import dev.corsac.http.Header;
import dev.corsac.http.Headers;
import dev.corsac.http.Request;
import dev.corsac.http.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html">Application Load
 * Balancer</a> whose targets are Lambda functions: one listener, rules by path.
 *
 * <p>It knows nothing of CORS: {@code OPTIONS} goes to the function like any other method, and its own errors are pages of
 * HTML without CORS headers, which a page sees as CORS errors.
 *
 * <p>Immutable; safe to share between threads.
 */
public final class LoadBalancer implements Front {

    /** The largest body for a Lambda target, and the largest JSON from one, in bytes (documented). */
    static final int MAX_SIZE = 1024 * 1024;

    /** The longest that Lambda lets a function run: the load balancer has no shorter limit of its own (documented). */
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    /** The load balancer frames the message itself; which more names it drops or renames is open. */
    private static final Set<String> FRAMING =
            Set.of("connection", "content-length", "keep-alive", "transfer-encoding", "upgrade");

    private static final Component SERVICE = Component.of(Component.Kind.SERVICE, "load balancer");
    private static final Header SERVER = new Header("Server", "awselb/2.0");

    private final List<Rule> rules;
    private final @Nullable LoadBalancerTarget defaultTarget;
    private final @Nullable Response defaultResponse;
    private final boolean statusText;
    private final boolean otherMap;

    private record Rule(String pattern, LoadBalancerTarget target) {}

    private LoadBalancer(Builder builder) {
        this.rules = List.copyOf(builder.rules);
        this.defaultTarget = builder.defaultTarget;
        this.defaultResponse = builder.defaultResponse;
        this.statusText = builder.open.choice(UnverifiedBehavior.LoadBalancerStatusText.class)
                == UnverifiedBehavior.LoadBalancerStatusText.NUMBER;
        this.otherMap = builder.open.choice(UnverifiedBehavior.LoadBalancerOtherMap.class)
                == UnverifiedBehavior.LoadBalancerOtherMap.IGNORED;
    }

    /** A builder without rules. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public AttributedResponse answer(Request request, RequestMetadata arrival) {
        LoadBalancerTarget target = defaultTarget;
        boolean ruled = false;
        for (int i = 0; i < rules.size() && !ruled; i++) {
            if (PathPattern.matches(rules.get(i).pattern(), request.url().path())) {
                target = rules.get(i).target();
                ruled = true;
            }
        }
        if (target != null) {
            return forward(target, request, arrival);
        }
        Response fixed = defaultResponse == null ? Response.of(503, Headers.EMPTY) : defaultResponse;
        boolean head = request.method().equals("HEAD");
        return AttributedResponse.by(
                SERVICE, "the fixed response of the listener", head ? fixed.withBody(Body.EMPTY) : fixed);
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
            return error(400, "Bad Request", "a Lambda target takes no WebSocket", request);
        }
        if (request.body().length() > MAX_SIZE) {
            return error(
                    413,
                    "Request Entity Too Large",
                    "a body of " + request.body().length() + " bytes is over the limit of " + MAX_SIZE
                            + " for a Lambda target",
                    request);
        }
        InvocationResult result = function.invoke(LoadBalancerEvent.of(target, request, arrival), PATIENCE);
        if (result instanceof InvocationResult.Payload payload) {
            return answer(payload.bytes(), function, target, request);
        }
        if (result instanceof InvocationResult.TimedOut timedOut) {
            return error(
                    504,
                    "Gateway Time-out",
                    function.name() + " did not answer within "
                            + timedOut.after().toMillis() + " ms",
                    request);
        }
        String why = result instanceof InvocationResult.Failed failed
                ? " failed: " + failed.type() + ": " + failed.message()
                : " streamed its answer, which a load balancer does not read";
        return error(502, "Bad Gateway", function.name() + why, request);
    }

    private AttributedResponse answer(
            byte[] bytes, LambdaFunction function, LoadBalancerTarget target, Request request) {
        if (bytes.length > MAX_SIZE) {
            return error(
                    502,
                    "Bad Gateway",
                    function.name() + " returned " + bytes.length + " bytes of JSON, over the limit of " + MAX_SIZE,
                    request);
        }
        LoadBalancerResponse answered;
        try {
            answered = LoadBalancerResponse.parse(bytes, target.multiValueHeaders(), statusText, otherMap);
        } catch (LoadBalancerResponse.MalformedException e) {
            return error(502, "Bad Gateway", "malformed answer of " + function.name() + ": " + e.getMessage(), request);
        }
        List<Header> lines = new ArrayList<>(answered.headers().size() + 1);
        boolean hasServer = false;
        for (Header line : answered.headers()) {
            String lower = line.lowerCaseName();
            if (!FRAMING.contains(lower)) {
                lines.add(line);
                hasServer |= lower.equals("server");
            }
        }
        Component answering = Component.of(Component.Kind.FUNCTION, function.name());
        List<Component> sources = new ArrayList<>(Collections.nCopies(lines.size(), answering));
        if (!hasServer) {
            lines.add(0, SERVER);
            sources.add(0, SERVICE);
        }
        boolean head = request.method().equals("HEAD");
        Response response = new Response(answered.status(), Headers.of(lines), head ? Body.EMPTY : answered.body());
        return new AttributedResponse(response, answering, "", sources);
    }

    /** A page as load balancers make it, the same for every cause. */
    private static AttributedResponse error(int status, String phrase, String why, Request request) {
        String title = status + " " + phrase;
        String html = "<html>\r\n<head><title>" + title + "</title></head>\r\n<body>\r\n<center><h1>" + title
                + "</h1></center>\r\n</body>\r\n</html>\r\n";
        Headers headers = Headers.of(List.of(SERVER, new Header("Content-Type", "text/html")));
        boolean head = request.method().equals("HEAD");
        return AttributedResponse.by(SERVICE, why, new Response(status, headers, head ? Body.EMPTY : Body.of(html)));
    }

    /** Builds a {@link LoadBalancer}. Not safe to share between threads. */
    public static final class Builder {
        private final List<Rule> rules = new ArrayList<>();
        private @Nullable LoadBalancerTarget defaultTarget;
        private @Nullable Response defaultResponse;
        private UnverifiedBehavior open = UnverifiedBehavior.likely();

        private Builder() {}

        /**
         * A listener rule: requests whose path fits go there. The first rule that fits decides.
         *
         * @param pathPattern with {@code *} for any characters and {@code ?} for one; compared with case, without the query
         * @throws DeploymentException if AWS takes no such pattern (documented)
         */
        public Builder rule(String pathPattern, LoadBalancerTarget target) {
            boolean ok = !pathPattern.isEmpty() && pathPattern.length() <= 128;
            for (int i = 0; i < pathPattern.length() && ok; i++) {
                char c = pathPattern.charAt(i);
                ok = (c < 128 && Character.isLetterOrDigit(c)) || "_-.$/~\"'@:+&*?".indexOf(c) >= 0;
            }
            if (!ok) {
                throw new DeploymentException(
                        "Condition value '" + pathPattern + "' contains a character that is not valid",
                        "a path pattern has 1 to 128 of the letters, digits, _-.$/~\"'@:+& and the wildcards * and ?");
            }
            rules.add(new Rule(pathPattern, target));
            return this;
        }

        /** Where requests go that no rule takes. */
        public Builder defaultTarget(LoadBalancerTarget target) {
            this.defaultTarget = target;
            this.defaultResponse = null;
            return this;
        }

        /**
         * What requests get that no rule takes: the listener's fixed response.
         *
         * @throws DeploymentException if the status is not 2XX, 4XX or 5XX (documented)
         */
        public Builder defaultResponse(int status, String contentType, String body) {
            int hundred = status / 100;
            if (hundred != 2 && hundred != 4 && hundred != 5) {
                throw new DeploymentException(
                        "The status code of a fixed response is 2XX, 4XX or 5XX", "it is " + status);
            }
            Headers headers = Headers.of(List.of(SERVER, new Header("Content-Type", contentType)));
            this.defaultResponse = new Response(status, headers, Body.of(body));
            this.defaultTarget = null;
            return this;
        }

        /** Other answers to what is open. */
        public Builder openQuestions(UnverifiedBehavior open) {
            this.open = open;
            return this;
        }

        /**
         * The load balancer.
         *
         * @throws DeploymentException if there is no default action, which every listener has (documented)
         */
        public LoadBalancer build() {
            if (defaultTarget == null && defaultResponse == null) {
                throw new DeploymentException(
                        "A listener has a default action", "call defaultTarget or defaultResponse");
            }
            return new LoadBalancer(this);
        }
    }
}
