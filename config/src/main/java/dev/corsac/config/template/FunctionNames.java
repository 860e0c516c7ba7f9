package dev.corsac.config.template;

import dev.corsac.deployment.Symbol;
import dev.corsac.deployment.Value;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the function that an ARN, an integration's URI or a name means, through aliases and versions. */
final class FunctionNames {

    private final Map<String, String> byComponent = new HashMap<>();
    private final Map<String, String> byName = new HashMap<>();

    /** Adds a function, and its name at AWS if that is known. */
    void add(String id, @Nullable String name) {
        byComponent.put(id, id);
        if (name != null && !name.isEmpty()) {
            byName.putIfAbsent(name, id);
        }
    }

    /** Adds an alias or version of a function. */
    void alias(String id, Value<String> of) {
        String function = of(of);
        if (function != null) {
            byComponent.putIfAbsent(id, function);
        }
    }

    /** Makes another component mean a function. */
    void alias(String component, String function) {
        byComponent.put(component, function);
    }

    /** Returns the id of the function that is meant; null if it is not part of the deployment. */
    @Nullable
    String of(@Nullable Value<String> value) {
        if (value == null || value instanceof Value.Unknown<String>) {
            return null;
        }
        for (Symbol symbol : value.symbols()) {
            String id = of(symbol);
            if (id != null) {
                return id;
            }
        }
        // arn:aws:lambda:REGION:ACCOUNT:function:NAME:ALIAS, or the name itself
        String text = value.toString();
        String direct = byName.get(text);
        if (direct != null) {
            return direct;
        }
        int function = text.indexOf(":function:");
        if (function < 0) {
            return null;
        }
        String name = text.substring(function + ":function:".length());
        int end = 0;
        while (end < name.length()
                && (Character.isLetterOrDigit(name.charAt(end)) || "-_".indexOf(name.charAt(end)) >= 0)) {
            end++;
        }
        return byName.get(name.substring(0, end));
    }

    private @Nullable String of(Symbol symbol) {
        String id = byComponent.get(symbol.component());
        if (id != null) {
            return id;
        }
        // SAM makes FunctionAliaslive and FunctionVersion1a2b3c of a function's id.
        for (String known : byComponent.keySet()) {
            if (symbol.component().startsWith(known + "Alias")
                    || symbol.component().startsWith(known + "Version")) {
                return byComponent.get(known);
            }
        }
        return null;
    }
}
