package dev.corsac.check;

import dev.corsac.deployment.DeployedBucket;
import dev.corsac.deployment.DeployedCors;
import dev.corsac.deployment.DeployedDistribution;
import dev.corsac.deployment.DeployedFront;
import dev.corsac.deployment.DeployedFunction;
import dev.corsac.deployment.DeployedFunctionUrl;
import dev.corsac.deployment.DeployedGatewayResponse;
import dev.corsac.deployment.DeployedHttpApi;
import dev.corsac.deployment.DeployedLoadBalancer;
import dev.corsac.deployment.DeployedRestApi;
import dev.corsac.deployment.DeployedRoute;
import dev.corsac.deployment.DeployedWebsite;
import dev.corsac.deployment.Deployment;
import dev.corsac.deployment.Integration;
import dev.corsac.deployment.Place;
import dev.corsac.deployment.Resolution;
import dev.corsac.deployment.StatedResponse;
import dev.corsac.deployment.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Every origin that a front, or a function behind it, is configured to allow, with its place. Immutable. */
final class AllowedOrigins {

    /** What an origin is written in. */
    enum In {
        HTTP_API("the corsConfiguration of "),
        FUNCTION_URL("the Cors block of the Function URL of "),
        BUCKET("the CORS rules of "),
        HEADERS_POLICY("the response headers policy "),
        MOCK("the MOCK integration of "),
        GATEWAY_RESPONSE("the gateway response "),
        LISTENER("the header attributes of the listener "),
        POLICY("ALLOWED_ORIGINS of "),
        STATED("the stated response of ");

        private final String words;

        In(String words) {
            this.words = words;
        }

        /** Whether it is a list that is compared with the page's origin, rather than a header that is sent as it is. */
        boolean isList() {
            return this == HTTP_API
                    || this == FUNCTION_URL
                    || this == BUCKET
                    || this == HEADERS_POLICY
                    || this == POLICY;
        }
    }

    /**
     * An origin.
     *
     * @param front the front at which it is allowed
     * @param name the name of what it is written in
     * @param text the origin as it is written, without a mapping's quotes; null if it is unknown
     * @param credentials whether it is allowed with credentials
     */
    record Entry(
            DeployedFront front,
            In in,
            String name,
            @Nullable String text,
            boolean credentials,
            Value<String> value,
            Place place) {

        String where() {
            return in.words + name;
        }
    }

    private final Deployment deployment;
    private final Resolution resolution;
    private final Functions functions;
    private final List<Entry> entries = new ArrayList<>();

    private AllowedOrigins(Deployment deployment, Resolution resolution, Functions functions) {
        this.deployment = deployment;
        this.resolution = resolution;
        this.functions = functions;
    }

    static List<Entry> of(Deployment deployment, Resolution resolution, Functions functions) {
        AllowedOrigins origins = new AllowedOrigins(deployment, resolution, functions);
        deployment.fronts().forEach(origins::front);
        return List.copyOf(new LinkedHashSet<>(origins.entries));
    }

    private void front(DeployedFront front) {
        entries.addAll(front.accept(new Own()));
        for (String id : front.functions()) {
            DeployedFunction function = deployment.function(id);
            if (function != null) {
                function(front, function);
            }
        }
    }

    /** Returns what a front itself allows, apart from the functions behind it. */
    private final class Own implements DeployedFront.Visitor<List<Entry>> {

        @Override
        public List<Entry> restApi(DeployedRestApi api) {
            List<Entry> found = new ArrayList<>();
            for (DeployedRoute route : api.routes()) {
                if (route.integration() instanceof Integration.Mock mock) {
                    for (Integration.Response response : mock.responses().responses()) {
                        found.addAll(headers(api, In.MOCK, route.key() + " of " + api.id(), response.parameters()));
                    }
                }
            }
            for (DeployedGatewayResponse each : api.gatewayResponses()) {
                found.addAll(headers(api, In.GATEWAY_RESPONSE, each.type() + " of " + api.id(), each.parameters()));
            }
            return found;
        }

        @Override
        public List<Entry> httpApi(DeployedHttpApi api) {
            return blocks(api, In.HTTP_API, api.id());
        }

        @Override
        public List<Entry> functionUrl(DeployedFunctionUrl url) {
            return blocks(url, In.FUNCTION_URL, url.function());
        }

        @Override
        public List<Entry> loadBalancer(DeployedLoadBalancer balancer) {
            return headers(balancer, In.LISTENER, balancer.id(), balancer.attributes());
        }

        @Override
        public List<Entry> website(DeployedWebsite site) {
            return blocks(site, In.BUCKET, site.id());
        }

        @Override
        public List<Entry> bucket(DeployedBucket bucket) {
            return blocks(bucket, In.BUCKET, bucket.id());
        }

        @Override
        public List<Entry> distribution(DeployedDistribution distribution) {
            List<Entry> found = new ArrayList<>();
            for (DeployedDistribution.Behavior behavior : distribution.behaviors()) {
                DeployedDistribution.HeadersPolicy policy = behavior.responseHeadersPolicy();
                if (policy != null && policy.cors() != null) {
                    found.addAll(block(distribution, In.HEADERS_POLICY, policy.name(), policy.cors()));
                }
            }
            return found;
        }
    }

    private void function(DeployedFront front, DeployedFunction function) {
        Functions.Known known = functions.of(function);
        Value<String> origins = function.environment().get("ALLOWED_ORIGINS");
        if (origins != null && (Functions.isCorsHandler(function) || functions.policyOf(function) != null)) {
            boolean credentials = "true".equals(functions.variable(function, "ALLOW_CREDENTIALS"));
            String text = functions.variable(function, "ALLOWED_ORIGINS");
            for (String each : text == null ? new String[] {""} : text.strip().split("\\s+", -1)) {
                entries.add(new Entry(
                        front,
                        In.POLICY,
                        function.id(),
                        text == null ? null : each,
                        credentials,
                        origins,
                        origins.place()));
            }
        } else if (known instanceof Functions.Stated stated) {
            for (StatedResponse response : stated.responses()) {
                boolean credentials = "true".equals(header(response.headers(), "access-control-allow-credentials"));
                List<String> texts = new ArrayList<>(response.reflectedOrigins());
                String sent = header(response.headers(), "access-control-allow-origin");
                if (sent != null) {
                    texts.add(sent);
                }
                for (String text : texts) {
                    entries.add(new Entry(
                            front,
                            In.STATED,
                            function.id(),
                            text,
                            credentials,
                            Value.of(text, response.place()),
                            response.place()));
                }
            }
        }
    }

    private static @Nullable String header(Map<String, String> headers, String name) {
        for (Map.Entry<String, String> header : headers.entrySet()) {
            if (header.getKey().toLowerCase(Locale.ROOT).equals(name)) {
                return header.getValue();
            }
        }
        return null;
    }

    private List<Entry> blocks(DeployedFront front, In in, String name) {
        return front.corsBlocks().stream()
                .flatMap(cors -> block(front, in, name, cors).stream())
                .toList();
    }

    private List<Entry> block(DeployedFront front, In in, String name, DeployedCors cors) {
        boolean credentials = cors.allowCredentials().or(false);
        return cors.allowOrigins().stream()
                .map(origin -> new Entry(front, in, name, resolution.text(origin), credentials, origin, origin.place()))
                .toList();
    }

    /** Returns the origin of headers that are sent as they are written; nothing if they have none. */
    private List<Entry> headers(DeployedFront front, In in, String name, Map<String, Value<String>> values) {
        boolean credentials = false;
        Value<String> origin = null;
        for (Map.Entry<String, Value<String>> value : values.entrySet()) {
            String key = value.getKey().toLowerCase(Locale.ROOT).replace('_', '-');
            if (key.contains("access-control-allow-credentials")) {
                String text = resolution.text(value.getValue());
                credentials = text != null && unquoted(text).equals("true");
            } else if (key.contains("access-control-allow-origin")) {
                origin = value.getValue();
            }
        }
        if (origin == null) {
            return List.of();
        }
        String text = resolution.text(origin);
        String own = text == null ? null : in == In.LISTENER ? text : unquoted(text);
        return List.of(new Entry(front, in, name, own, credentials, origin, origin.place()));
    }

    /** Returns a mapping's static value without its quotes; a mapping of something else as it is. */
    static String unquoted(String text) {
        return text.length() > 1 && text.startsWith("'") && text.endsWith("'")
                ? text.substring(1, text.length() - 1)
                : text;
    }
}
