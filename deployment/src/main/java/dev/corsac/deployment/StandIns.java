package dev.corsac.deployment;

import dev.corsac.deployment.Value.Literal;
import dev.corsac.deployment.Value.Made;
import dev.corsac.deployment.Value.Reference;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Host names in AWS's own form for what AWS makes at deployment; other symbols become a text that names them. */
final class StandIns implements Resolution {

    private static final String REGION = "eu-west-1";

    private final Map<Symbol, String> hosts = new HashMap<>();

    StandIns(Deployment deployment) {
        Set<String> taken = new HashSet<>();
        for (DeployedFront front : deployment.fronts()) {
            for (Endpoint endpoint : front.endpoints()) {
                if (endpoint.host() instanceof Made<String> made
                        && made.parts().size() == 1
                        && made.parts().get(0) instanceof Reference reference) {
                    String label = label(front.id());
                    String host = label + suffix(front.kind());
                    for (int i = 2; !taken.add(host); i++) {
                        host = label + i + suffix(front.kind());
                    }
                    hosts.putIfAbsent(reference.symbol(), host);
                } else if (endpoint.host() instanceof Made<String> made
                        && made.parts().get(made.parts().size() - 1) instanceof Reference reference) {
                    // A name below the app's own, as Amplify gives it to each branch.
                    hosts.putIfAbsent(
                            reference.symbol(), label(reference.symbol().component()) + ".amplifyapp.com");
                }
            }
        }
    }

    private static String suffix(FrontKind kind) {
        return switch (kind) {
            case SITE -> ".s3-website." + REGION + ".amazonaws.com";
            case BUCKET -> ".s3." + REGION + ".amazonaws.com";
            case REST_API, HTTP_API -> ".execute-api." + REGION + ".amazonaws.com";
            case FUNCTION_URL -> ".lambda-url." + REGION + ".on.aws";
            case LOAD_BALANCER -> "." + REGION + ".elb.amazonaws.com";
            case CLOUDFRONT -> ".cloudfront.net";
        };
    }

    private static String label(String id) {
        StringBuilder label = new StringBuilder();
        for (char c : id.toLowerCase(Locale.ROOT).toCharArray()) {
            boolean plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (plain && label.length() < 40) {
                label.append(c);
            }
        }
        return label.isEmpty() ? "component" : label.toString();
    }

    @Override
    public @Nullable String text(Value<String> value) {
        String known = value.known();
        if (known != null || !(value instanceof Made<String> made)) {
            return known;
        }
        StringBuilder text = new StringBuilder();
        for (Value.Part part : made.parts()) {
            if (part instanceof Literal literal) {
                text.append(literal.text());
            } else if (part instanceof Reference reference) {
                text.append(text(reference.symbol()));
            }
        }
        return text.toString();
    }

    private String text(Symbol symbol) {
        if (symbol.equals(Symbol.REGION)) {
            return REGION;
        }
        String host = hosts.get(symbol);
        return host != null ? host : label(symbol.component()) + "-" + label(symbol.attribute());
    }

    @Override
    public String origin(DeployedFront front, Endpoint endpoint) {
        String host = text(endpoint.host());
        String scheme = front.kind() == FrontKind.SITE || front.kind() == FrontKind.LOAD_BALANCER ? "http" : "https";
        return scheme + "://"
                + (host == null ? label(front.id()) + suffix(front.kind()) : host.toLowerCase(Locale.ROOT));
    }
}
