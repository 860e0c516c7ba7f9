package dev.corsac.browser;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The rules that one engine follows, and what results from them.
 *
 * @param rules the engine's rules; not to be changed, and of this type because it is asked several times a request
 * @param preflightChecks in which order the response to a preflight is checked
 * @param longestSeconds the limit of {@code Access-Control-Max-Age}
 */
record Profile(EnumSet<EngineRule> rules, List<PreflightCheck> preflightChecks, int longestSeconds) {

    private static final Map<Engine, Profile> PROFILES = profiles();

    /** The checks of a preflight's response, in the standard's order. */
    enum PreflightCheck {
        REDIRECT,
        CORS,
        STATUS,
        METHODS_SYNTAX,
        HEADERS_SYNTAX,
        METHOD,
        HEADERS
    }

    static Profile of(Engine engine) {
        return Objects.requireNonNull(PROFILES.get(engine));
    }

    /** Tests whether the engine follows the rule. */
    boolean has(EngineRule rule) {
        return rules.contains(rule);
    }

    private static Map<Engine, Profile> profiles() {
        Map<Engine, Profile> profiles = new EnumMap<>(Engine.class);
        for (Engine engine : Engine.values()) {
            EnumSet<EngineRule> rules = EnumSet.noneOf(EngineRule.class);
            for (EngineRule rule : EngineRule.values()) {
                if (rule.engines().contains(engine)) {
                    rules.add(rule);
                }
            }
            profiles.put(engine, new Profile(rules, checks(rules), longestSeconds(rules)));
        }
        return profiles;
    }

    private static List<PreflightCheck> checks(Set<EngineRule> rules) {
        List<PreflightCheck> checks = new ArrayList<>(List.of(PreflightCheck.values()));
        if (rules.contains(EngineRule.PREFLIGHT_REDIRECT_IS_CHECKED_AFTER_THE_ORIGIN)) {
            move(checks, PreflightCheck.CORS, PreflightCheck.REDIRECT);
        }
        if (rules.contains(EngineRule.PREFLIGHT_STATUS_IS_CHECKED_BEFORE_THE_ORIGIN)) {
            move(checks, PreflightCheck.STATUS, PreflightCheck.CORS);
        }
        if (rules.contains(EngineRule.METHOD_IS_CHECKED_BEFORE_THE_HEADERS_ARE_READ)) {
            move(checks, PreflightCheck.METHOD, PreflightCheck.HEADERS_SYNTAX);
        }
        return List.copyOf(checks);
    }

    private static void move(List<PreflightCheck> checks, PreflightCheck check, PreflightCheck before) {
        checks.remove(check);
        checks.add(checks.indexOf(before), check);
    }

    private static int longestSeconds(Set<EngineRule> rules) {
        if (rules.contains(EngineRule.MAX_AGE_IS_AT_MOST_2_HOURS)) {
            return 7200;
        }
        return rules.contains(EngineRule.MAX_AGE_IS_AT_MOST_24_HOURS) ? 86_400 : 600;
    }
}
