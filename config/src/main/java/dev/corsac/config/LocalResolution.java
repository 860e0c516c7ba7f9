package dev.corsac.config;

import dev.corsac.deployment.DeployedFront;
import dev.corsac.deployment.Endpoint;
import dev.corsac.deployment.Resolution;
import dev.corsac.deployment.Symbol;
import dev.corsac.deployment.Value;
import dev.corsac.deployment.Value.Literal;
import dev.corsac.deployment.Value.Made;
import dev.corsac.deployment.Value.Reference;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Addresses of a local run: host names of the deployment's fronts, those that AWS makes and those of the user's own domain,
 * become the fronts' addresses on this machine. Other symbols become a text that names them.
 */
final class LocalResolution implements Resolution {

    private final Map<Symbol, FrontSpec> symbols = new HashMap<>();
    /** Fronts at names below one that AWS makes, by what comes before it: {@code main.} */
    private final Map<Symbol, Map<String, FrontSpec>> below = new HashMap<>();

    private final Map<String, FrontSpec> domains = new LinkedHashMap<>();
    private final Map<List<Object>, FrontSpec> specs = new HashMap<>();
    private final String region;
    private final StackResources stack;

    LocalResolution(List<FrontSpec> fronts, String region) {
        this(fronts, region, StackResources.NONE);
    }

    /** @param stack a deployed stack, whose values count where no front of this machine has the symbol */
    LocalResolution(List<FrontSpec> fronts, String region, StackResources stack) {
        this.region = region;
        this.stack = stack;
        for (FrontSpec spec : fronts) {
            specs.put(List.of(spec.kind(), spec.name(), spec.endpoint()), spec);
            Value<String> host = spec.endpoint().host();
            String known = host.known();
            if (known != null && !spec.hosts().contains(known)) {
                domains.putIfAbsent(known.toLowerCase(Locale.ROOT), spec);
            } else if (host instanceof Made<String> made
                    && made.parts().size() == 1
                    && made.parts().get(0) instanceof Reference reference) {
                symbols.putIfAbsent(reference.symbol(), spec);
            } else if (host instanceof Made<String> made
                    && made.parts().size() == 2
                    && made.parts().get(0) instanceof Literal literal
                    && made.parts().get(1) instanceof Reference reference) {
                below.computeIfAbsent(reference.symbol(), symbol -> new LinkedHashMap<>())
                        .putIfAbsent(literal.text(), spec);
            }
        }
    }

    @Override
    public String origin(DeployedFront front, Endpoint endpoint) {
        FrontSpec spec = specs.get(List.of(front.kind(), front.id(), endpoint));
        if (spec == null) {
            throw new IllegalArgumentException(front.id() + " has no address on this machine");
        }
        return spec.origin();
    }

    @Override
    public @Nullable String text(Value<String> value) {
        String known = value.known();
        if (known != null) {
            return withLocalDomains(known);
        }
        if (!(value instanceof Made<String> made)) {
            return null;
        }
        StringBuilder text = new StringBuilder();
        for (Value.Part part : made.parts()) {
            if (part instanceof Literal literal) {
                text.append(literal.text());
            } else if (part instanceof Reference reference) {
                append(text, reference.symbol());
            }
        }
        return withLocalDomains(text.toString());
    }

    private void append(StringBuilder text, Symbol symbol) {
        FrontSpec spec = symbols.get(symbol);
        for (Map.Entry<String, FrontSpec> label :
                below.getOrDefault(symbol, Map.of()).entrySet()) {
            if (text.toString().endsWith(label.getKey())) {
                text.setLength(text.length() - label.getKey().length());
                spec = label.getValue();
                break;
            }
        }
        String deployed = spec == null ? stack.text(symbol) : null;
        if (deployed != null) {
            text.append(deployed);
            return;
        }
        if (spec == null) {
            text.append(
                    symbol.equals(Symbol.REGION)
                            ? region
                            : symbol.component().equals("AWS")
                                    ? symbol.attribute().equals("AccountId") ? "123456789012" : symbol.attribute()
                                    : symbol.component());
            return;
        }
        String before = text.toString();
        for (String scheme : List.of("https://", "http://")) {
            if (before.endsWith(scheme)) {
                text.setLength(text.length() - scheme.length());
                text.append(spec.origin());
                return;
            }
        }
        text.append(spec.hosts().get(0)).append(':').append(spec.port());
    }

    /** Replaces origins of the user's own domains by those of the fronts that have them. */
    private String withLocalDomains(String text) {
        String replaced = text;
        for (Map.Entry<String, FrontSpec> domain : domains.entrySet()) {
            if (replaced.toLowerCase(Locale.ROOT).contains(domain.getKey())) {
                replaced = Pattern.compile(
                                "https?://" + Pattern.quote(domain.getKey()) + "(?![A-Za-z0-9.:-])",
                                Pattern.CASE_INSENSITIVE)
                        .matcher(replaced)
                        .replaceAll(Matcher.quoteReplacement(domain.getValue().origin()));
            }
        }
        return replaced;
    }
}
