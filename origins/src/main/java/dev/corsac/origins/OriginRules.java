package dev.corsac.origins;

import dev.corsac.CorsPolicy;
import dev.corsac.CorsPolicyException;
import dev.corsac.CorsProblem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The rules by which the origins of a snapshot were checked when it was made. They are the policy's own, see {@link
 * CorsPolicy.Builder#build}. A snapshot states them, and a policy whose own rules are stricter does not accept it.
 *
 * @param credentials whether the origins are for policies that allow credentials: no {@code http:} origin, no wildcard over a
 *     public suffix
 * @param insecureOrigins permits the former, see {@link CorsPolicy.Builder#dangerouslyAllowInsecureOrigins}
 * @param publicSuffixes permits the latter, see {@link CorsPolicy.Builder#dangerouslyAllowPublicSuffixes}
 */
public record OriginRules(boolean credentials, boolean insecureOrigins, boolean publicSuffixes) {

    /** The rules for policies without credentials. */
    public static final OriginRules WITHOUT_CREDENTIALS = new OriginRules(false, false, false);

    /** The rules for policies with credentials, which suit every other policy too. */
    public static final OriginRules WITH_CREDENTIALS = new OriginRules(true, false, false);

    /** Whether every origin that these rules permit is permitted by the others too. */
    public boolean areWithin(OriginRules others) {
        if (!others.credentials) {
            return true;
        }
        return credentials
                && (!insecureOrigins || others.insecureOrigins)
                && (!publicSuffixes || others.publicSuffixes);
    }

    /** Returns what is wrong with an origin or pattern, in the policy's own words; empty if it may be in a snapshot. */
    public List<CorsProblem> problems(String origin) {
        return problems(List.of(origin));
    }

    /** Returns what is wrong with any of several origins; {@link CorsProblem#value} names the origin. Quicker than one by one. */
    public List<CorsProblem> problems(Collection<String> origins) {
        List<CorsProblem> problems = new ArrayList<>();
        List<String> others = new ArrayList<>(origins);
        if (others.removeIf(origin -> origin.equals("*"))) {
            problems.add(new CorsProblem.AnyOriginAmongOthers());
        }
        if (others.isEmpty()) {
            return problems;
        }
        CorsPolicy.Builder policy = CorsPolicy.builder().allowOrigins(others);
        if (credentials) {
            policy.allowCredentials();
        }
        if (insecureOrigins) {
            policy.dangerouslyAllowInsecureOrigins();
        }
        if (publicSuffixes) {
            policy.dangerouslyAllowPublicSuffixes();
        }
        try {
            policy.build();
        } catch (CorsPolicyException e) {
            problems.addAll(e.problems());
        }
        return problems;
    }
}
