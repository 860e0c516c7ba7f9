package dev.corsac;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A policy from environment variables. */
final class Environment {

    static final String ALLOWED_ORIGINS = "ALLOWED_ORIGINS";
    static final String ALLOW_CREDENTIALS = "ALLOW_CREDENTIALS";
    static final String ALLOWED_METHODS = "ALLOWED_METHODS";
    static final String ALLOWED_HEADERS = "ALLOWED_HEADERS";
    static final String EXPOSED_HEADERS = "EXPOSED_HEADERS";
    static final String MAX_AGE_SECONDS = "MAX_AGE_SECONDS";
    static final String DANGEROUSLY_ALLOW_INSECURE_ORIGINS = "DANGEROUSLY_ALLOW_INSECURE_ORIGINS";

    private Environment() {}

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
                problems.add(new CorsProblem.InvalidMaxAge(maxAge));
                CorsPolicy.Builder.name(problems, problems.size() - 1, true, MAX_AGE_SECONDS);
            } else {
                builder.maxAge(Duration.ofSeconds(seconds));
            }
        }
        if (isOn(variables, DANGEROUSLY_ALLOW_INSECURE_ORIGINS, problems)) {
            builder.dangerouslyAllowInsecureOrigins();
        }
        return builder.build(problems, true);
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
            problems.add(new CorsProblem.InvalidSwitch(value));
            CorsPolicy.Builder.name(problems, problems.size() - 1, true, name);
        }
        return false;
    }

    /** The number that a text of digits says; -1 if it is none, or too large. */
    private static int seconds(String digits) {
        long seconds = 0;
        for (int i = 0; i < digits.length(); i++) {
            if (!OriginPattern.isDigit(digits.charAt(i))) {
                return -1;
            }
            seconds = seconds * 10 + (digits.charAt(i) - '0');
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
}
