package dev.corsac.check;

import dev.corsac.deployment.DeployedFront;
import dev.corsac.deployment.DeployedLoadBalancer;
import dev.corsac.deployment.DeployedRestApi;
import dev.corsac.deployment.DeployedRoute;
import dev.corsac.deployment.Deployment;
import dev.corsac.deployment.Endpoint;
import dev.corsac.deployment.FrontKind;
import dev.corsac.deployment.Integration;
import dev.corsac.deployment.Resolution;
import dev.corsac.deployment.Value;
import dev.corsac.http.Host;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The texts of values in a check: those of another resolution, with texts in the place of unknown CORS headers of MOCK
 * integrations, gateway responses and listeners if those are to be favourable.
 */
final class CheckResolution implements Resolution {

    private final Resolution base;
    private final Map<Value<String>, String> texts = new HashMap<>();

    CheckResolution(Resolution base) {
        this.base = base;
    }

    /** Returns a resolution under which unknown CORS headers are those that a page needs. */
    static CheckResolution favourable(Resolution base, Deployment deployment, Favourable favourable) {
        CheckResolution made = new CheckResolution(base);
        for (DeployedFront front : deployment.fronts()) {
            made.add(front.attributes(), "", favourable);
            for (DeployedRoute route : front.routes()) {
                if (route.integration() instanceof Integration.Mock mock) {
                    mock.responses().responses().forEach(each -> made.add(each.parameters(), "'", favourable));
                }
            }
            if (front instanceof DeployedRestApi api) {
                api.gatewayResponses().forEach(each -> made.add(each.parameters(), "'", favourable));
            }
        }
        return made;
    }

    private void add(Map<String, Value<String>> values, String quote, Favourable favourable) {
        values.forEach((name, value) -> {
            if (value instanceof Value.Unknown<String>) {
                String header = name.toLowerCase(Locale.ROOT).replace('_', '-');
                String text = header.contains("access-control-allow-origin")
                        ? favourable.page()
                        : header.contains("access-control-allow-methods")
                                ? String.join(",", favourable.methods())
                                : header.contains("access-control-allow-headers")
                                        ? String.join(",", favourable.headers())
                                        : header.contains("access-control-allow-credentials") ? "true" : null;
                if (text != null) {
                    texts.put(value, quote + text + quote);
                }
            }
        });
    }

    @Override
    public @Nullable String text(Value<String> value) {
        String text = base.text(value);
        return text == null ? texts.get(value) : text;
    }

    /** Returns the origin; of a load balancer https, unless its listener's protocol is stated and is HTTP. */
    @Override
    public String origin(DeployedFront front, Endpoint endpoint) {
        String origin = base.origin(front, endpoint);
        boolean plain = front instanceof DeployedLoadBalancer balancer
                && balancer.protocol() != null
                && "HTTP".equals(balancer.protocol().known());
        if (front.kind() != FrontKind.LOAD_BALANCER || plain || !origin.startsWith("http://")) {
            return origin;
        }
        Host host = Host.parseOrNull(origin.substring("http://".length()).replaceAll(":[0-9]+$", ""));
        boolean local = (host != null && host.isLoopback()) || origin.contains("localhost");
        return local ? origin : "https://" + origin.substring("http://".length());
    }
}
