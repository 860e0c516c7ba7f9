package dev.corsac;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The environment variables that describe a policy, and their reader. */
final class PolicyVariables {

    static final String ALLOWED_ORIGINS = "ALLOWED_ORIGINS";
    static final String ALLOW_CREDENTIALS = "ALLOW_CREDENTIALS";
    static final String ALLOWED_METHODS = "ALLOWED_METHODS";
    static final String ALLOWED_HEADERS = "ALLOWED_HEADERS";
    static final String EXPOSED_HEADERS = "EXPOSED_HEADERS";
    static final String MAX_AGE_SECONDS = "MAX_AGE_SECONDS";
    static final String DANGEROUSLY_ALLOW_INSECURE_ORIGINS = "DANGEROUSLY_ALLOW_INSECURE_ORIGINS";
    static final String EXPLAIN_PREFLIGHTS = "CORSAC_EXPLAIN_PREFLIGHTS";

    /** Likely misspellings, each behind the variable that was meant: a look at every name would cost each cold start more. */
    static final String[][] MISSPELT = {
        {ALLOW_CREDENTIALS, "ALLOWED_CREDENTIALS", "ALLOW_CREDENTIAL", "ALLOWED_CREDENTIAL"},
        {ALLOWED_METHODS, "ALLOWED_METHOD", "ALLOW_METHODS", "ALLOW_METHOD"},
        {ALLOWED_HEADERS, "ALLOWED_HEADER", "ALLOW_HEADERS", "ALLOW_HEADER"},
        {EXPOSED_HEADERS, "EXPOSED_HEADER", "EXPOSE_HEADERS", "EXPOSE_HEADER"},
        {MAX_AGE_SECONDS, "MAX_AGE_SECOND"},
        {DANGEROUSLY_ALLOW_INSECURE_ORIGINS, "DANGEROUSLY_ALLOW_INSECURE_ORIGIN"},
        {EXPLAIN_PREFLIGHTS, "CORSAC_EXPLAIN_PREFLIGHT", "EXPLAIN_PREFLIGHTS"},
    };

    private PolicyVariables() {}

    /** Builds the policy; see {@link CorsPolicy#fromEnvironment}. */
    static CorsPolicy policy(Map<String, String> variables) {
        List<CorsProblem> problems = new ArrayList<>();
        CorsPolicy.Builder builder = CorsPolicy.builder();
        builder.allowOrigins(words(variables.get(ALLOWED_ORIGINS), false));
        if (isOn(variables, ALLOW_CREDENTIALS, problems)) {
            builder.allowCredentials();
        }
        builder.allowMethods(words(variables.get(ALLOWED_METHODS), true));
        builder.allowHeaders(words(variables.get(ALLOWED_HEADERS), true));
        builder.exposeHeaders(words(variables.get(EXPOSED_HEADERS), true));
        String maxAge = value(variables, MAX_AGE_SECONDS);
        if (!maxAge.isEmpty()) {
            int seconds = seconds(maxAge);
            if (seconds < 0) {
                problems.add(new CorsProblem.InvalidMaxAge(maxAge, VariableValues.suggestSeconds(maxAge)));
                name(problems, problems.size() - 1, MAX_AGE_SECONDS);
            } else {
                builder.maxAge(Duration.ofSeconds(seconds));
            }
        }
        if (isOn(variables, DANGEROUSLY_ALLOW_INSECURE_ORIGINS, problems)) {
            builder.dangerouslyAllowInsecureOrigins();
        }
        if (isOn(variables, EXPLAIN_PREFLIGHTS, problems)) {
            builder.explain();
        }
        if (builder.origins.isEmpty() || isMisspelt(variables)) {
            MisspeltVariables.report(variables, builder.origins.isEmpty(), problems);
        }
        return builder.build(problems, true);
    }

    private static boolean isMisspelt(Map<String, String> variables) {
        for (String[] names : MISSPELT) {
            if (value(variables, names[0]).isEmpty()) {
                for (int i = 1; i < names.length; i++) {
                    if (variables.containsKey(names[i])) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static String value(Map<String, String> variables, String name) {
        String value = variables.get(name);
        return value == null ? "" : value.strip();
    }

    private static boolean isOn(Map<String, String> variables, String name, List<CorsProblem> problems) {
        String value = value(variables, name);
        if (value.equalsIgnoreCase("true")) {
            return true;
        }
        if (!value.isEmpty() && !value.equalsIgnoreCase("false")) {
            problems.add(new CorsProblem.InvalidSwitch(value, VariableValues.suggestSwitch(value)));
            name(problems, problems.size() - 1, name);
        }
        return false;
    }

    /** Returns the number that the digits are; -1 if there is something else, or the number is too large. */
    static int seconds(String digits) {
        long seconds = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            seconds = seconds * 10 + (c - '0');
            if (seconds > Integer.MAX_VALUE) {
                return -1;
            }
        }
        return (int) seconds;
    }

    private static List<String> words(@Nullable String value, boolean commas) {
        List<String> words = new ArrayList<>();
        if (value == null) {
            return words;
        }
        int start = 0;
        for (int i = 0; i <= value.length(); i++) {
            if (i == value.length() || Character.isWhitespace(value.charAt(i)) || (commas && value.charAt(i) == ',')) {
                if (i > start) {
                    words.add(value.substring(start, i));
                }
                start = i + 1;
            }
        }
        return words;
    }

    /** Gives the problems from an index on the name of the variable that they are about. */
    static void name(List<CorsProblem> problems, int from, String variable) {
        for (int i = from; i < problems.size(); i++) {
            problems.set(i, new CorsProblem.InVariable(variable, problems.get(i)));
        }
    }
}
