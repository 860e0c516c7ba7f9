package dev.corsac.browser;

import dev.corsac.http.Headers;

/** {@code Access-Control-Max-Age}, as each engine reads it. */
final class MaxAge {

    private static final int DEFAULT_SECONDS = 5;

    private MaxAge() {}

    /** Returns for how many seconds the result of this preflight is kept; 0 if it is not kept. */
    static int seconds(Headers response, Profile profile) {
        String value = response.combined("Access-Control-Max-Age");
        if (value == null || value.isEmpty()) {
            return DEFAULT_SECONDS;
        }
        boolean negative = value.charAt(0) == '-' && profile.has(EngineRule.MAX_AGE_MAY_BE_NEGATIVE);
        boolean plus = value.charAt(0) == '+' && profile.has(EngineRule.MAX_AGE_MAY_HAVE_A_PLUS);
        int digits = negative || plus ? 1 : 0;
        long seconds = 0;
        for (int i = digits; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < '0' || c > '9') {
                return profile.has(EngineRule.INVALID_MAX_AGE_KEEPS_NOTHING) ? 0 : DEFAULT_SECONDS;
            }
            seconds = Math.min(seconds * 10 + (c - '0'), profile.longestSeconds());
        }
        if (digits == value.length()) {
            return DEFAULT_SECONDS;
        }
        return negative ? 0 : (int) seconds;
    }
}
