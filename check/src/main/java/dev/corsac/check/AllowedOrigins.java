package dev.corsac.check;

import dev.corsac.deployment.DeployedBucket;
import dev.corsac.deployment.DeployedCors;
import dev.corsac.deployment.DeployedDistribution;
import dev.corsac.deployment.DeployedFront;
import dev.corsac.deployment.DeployedFunction;
import dev.corsac.deployment.DeployedFunctionUrl;
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
import java.util.Set;
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
        if (front instanceof DeployedRestApi api) {
            for (DeployedRoute route : api.routes()) {
                if (route.integration() instanceof Integration.Mock mock) {
                    for (Integration.Response response : mock.responses().responses()) {
                        headers(front, In.MOCK, route.key() + " of " + api.id(), response.parameters());
                    }
                }
            }
            api.gatewayResponses()
                    .forEach(each ->
                            headers(front, In.GATEWAY_RESPONSE, each.type() + " of " + api.id(), each.parameters()));
        } else if (front instanceof DeployedHttpApi api) {
            cors(front, In.HTTP_API, api.id(), api.cors());
        } else if (front instanceof DeployedFunctionUrl url) {
            cors(front, In.FUNCTION_URL, url.function(), url.cors());
        } else if (front instanceof DeployedWebsite site) {
            site.cors().forEach(rule -> cors(front, In.BUCKET, site.id(), rule));
        } else if (front instanceof DeployedBucket bucket) {
            bucket.cors().forEach(rule -> cors(front, In.BUCKET, bucket.id(), rule));
        } else if (front instanceof DeployedLoadBalancer balancer) {
            headers(front, In.LISTENER, balancer.id(), balancer.attributes());
        } else if (front instanceof DeployedDistribution distribution) {
            for (DeployedDistribution.Behavior behavior : distribution.behaviors()) {
                DeployedDistribution.HeadersPolicy policy = behavior.responseHeadersPolicy();
                if (policy != null) {
                    cors(front, In.HEADERS_POLICY, policy.name(), policy.cors());
                }
            }
        }
        for (String id : behind(front)) {
            DeployedFunction function = deployment.function(id);
            if (function != null) {
                function(front, function);
            }
        }
    }

    /** Returns the ids of the functions behind a front, those behind a distribution's origins included. */
    static Set<String> behind(DeployedFront front) {
        Set<String> ids = new LinkedHashSet<>();
        if (front instanceof DeployedRestApi api) {
            api.routes().forEach(route -> add(ids, route));
        } else if (front instanceof DeployedHttpApi api) {
            api.routes().forEach(route -> add(ids, route));
        } else if (front instanceof DeployedFunctionUrl url) {
            ids.add(url.function());
        } else if (front instanceof DeployedLoadBalancer balancer) {
            List<DeployedLoadBalancer.Rule> rules = new ArrayList<>(balancer.rules());
            rules.add(balancer.defaultAction());
            for (DeployedLoadBalancer.Rule rule : rules) {
                if (rule.action() instanceof DeployedLoadBalancer.Target target && target.function() != null) {
                    ids.add(target.function());
                }
            }
        } else if (front instanceof DeployedDistribution distribution) {
            for (DeployedDistribution.Origin origin : distribution.origins()) {
                DeployedFront its = origin.front();
                if (its != null) {
                    ids.addAll(behind(its));
                }
            }
        }
        return ids;
    }

    private static void add(Set<String> ids, DeployedRoute route) {
        if (route.integration() instanceof Integration.Function function) {
            ids.add(function.function());
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

    private void cors(DeployedFront front, In in, String name, @Nullable DeployedCors cors) {
        if (cors == null) {
            return;
        }
        boolean credentials = cors.allowCredentials().or(false);
        for (Value<String> origin : cors.allowOrigins()) {
            entries.add(new Entry(front, in, name, resolution.text(origin), credentials, origin, origin.place()));
        }
    }

    private void headers(DeployedFront front, In in, String name, Map<String, Value<String>> values) {
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
        if (origin != null) {
            String text = resolution.text(origin);
            String own = text == null ? null : in == In.LISTENER ? text : unquoted(text);
            entries.add(new Entry(front, in, name, own, credentials, origin, origin.place()));
        }
    }

    /** Returns a mapping's static value without its quotes; a mapping of something else as it is. */
    static String unquoted(String text) {
        return text.length() > 1 && text.startsWith("'") && text.endsWith("'")
                ? text.substring(1, text.length() - 1)
                : text;
    }
}
