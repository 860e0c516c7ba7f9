package dev.corsac.config.generate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a MOCK integration of a REST API responds to preflights in a policy's place. With one origin, or every origin, fixed
 * values will do. With several the template compares the request's origin with them: exact texts with {@code ==}, patterns
 * with a regular expression that must match the whole origin.
 */
final class PreflightTemplate {

    private static final String HEADER = "$context.responseOverride.header.";

    private final PlannedPolicy policy;

    PreflightTemplate(PlannedPolicy policy) {
        this.policy = policy;
    }

    /** Returns whether the response depends on the request's origin. */
    boolean comparesOrigins() {
        return !policy.isAnyOrigin()
                && policy.origins().size() + policy.patterns().size() > 1;
    }

    /** Returns the header lines that are always sent. */
    Map<String, String> lines() {
        Map<String, String> lines = new LinkedHashMap<>();
        if (comparesOrigins()) {
            lines.put("Vary", "Origin");
        } else {
            lines.put("Access-Control-Allow-Origin", policy.origins().get(0));
            if (policy.hasCredentials()) {
                lines.put("Access-Control-Allow-Credentials", "true");
            }
        }
        lines.putAll(policy.preflightLines());
        return lines;
    }

    /** Returns the names of all headers that may be sent. */
    List<String> names() {
        List<String> names = new ArrayList<>(lines().keySet());
        if (comparesOrigins()) {
            names.add(0, "Access-Control-Allow-Origin");
            if (policy.hasCredentials()) {
                names.add(1, "Access-Control-Allow-Credentials");
            }
        }
        return names;
    }

    /** Returns the response template; null where fixed values will do. */
    @Nullable
    String velocity() {
        if (!comparesOrigins()) {
            return null;
        }
        List<String> tests = new ArrayList<>();
        for (String origin : policy.origins()) {
            tests.add(test(origin));
        }
        StringBuilder text = new StringBuilder();
        text.append("## Browsers send the header as Origin with HTTP/1.1 and as origin with HTTP/2.\n");
        text.append("#set($origin = $input.params().header.get(\"Origin\"))\n");
        text.append("#if(!$origin || $origin == \"\")\n");
        text.append("#set($origin = $input.params().header.get(\"origin\"))\n");
        text.append("#end\n");
        text.append("#if(").append(String.join(" || ", tests)).append(")\n");
        text.append("#set(").append(HEADER).append("Access-Control-Allow-Origin = $origin)\n");
        if (policy.hasCredentials()) {
            text.append("#set(").append(HEADER).append("Access-Control-Allow-Credentials = \"true\")\n");
        }
        return text.append("#end\n").toString();
    }

    /** Returns the condition under which the request's origin is an allowed one. */
    private static String test(String origin) {
        if (!origin.contains("*")) {
            return "$origin == \"" + origin + "\"";
        }
        if (origin.contains("[")) {
            // An IPv6 address: its brackets would need backslashes in a regular expression.
            String host = origin.replace(":*", "");
            return "$origin == \"" + host + "\" || $origin.startsWith(\"" + host + ":\")";
        }
        return "$origin.matches('" + expression(origin) + "')";
    }

    /**
     * Returns a regular expression for what a pattern covers. It has neither a backslash nor a dollar sign, which Velocity and
     * the languages around it read in ways of their own.
     */
    private static String expression(String pattern) {
        boolean anyPort = pattern.endsWith(":*");
        String origin = anyPort ? pattern.substring(0, pattern.length() - 2) : pattern;
        int wildcard = origin.indexOf("*.");
        String expression = wildcard < 0
                ? quoted(origin)
                : quoted(origin.substring(0, wildcard))
                        + "([a-z0-9_-]{1,63}[.])+"
                        + quoted(origin.substring(wildcard + 2));
        return anyPort ? expression + "(:[1-9][0-9]{0,4})?" : expression;
    }

    private static String quoted(String text) {
        return text.replace(".", "[.]").replace("+", "[+]");
    }
}
