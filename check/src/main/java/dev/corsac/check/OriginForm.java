package dev.corsac.check;

import dev.corsac.CorsPolicy;
import dev.corsac.CorsPolicyException;
import dev.corsac.CorsProblem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The form of an origin that somebody wrote, by Corsac's own policy, which knows what browsers send. */
final class OriginForm {

    private OriginForm() {}

    /** Returns what is wrong with an origin, as a clause; null if browsers send it so, or it is a pattern or {@code *}. */
    static @Nullable String flaw(String origin) {
        CorsProblem.InvalidOrigin problem = problem(origin);
        return problem == null ? null : problem.flaw().reason();
    }

    /** Returns what was probably meant; empty if there is no good guess. */
    static List<String> meant(String origin) {
        CorsProblem.InvalidOrigin problem = problem(origin);
        String suggestion = problem == null ? null : problem.suggestion();
        return suggestion == null ? List.of() : List.of(suggestion.split(" and ", -1));
    }

    private static CorsProblem.@Nullable InvalidOrigin problem(String origin) {
        try {
            CorsPolicy.builder()
                    .allowOrigins(origin)
                    .dangerouslyAllowInsecureOrigins()
                    .build();
        } catch (CorsPolicyException e) {
            for (CorsProblem problem : e.problems()) {
                if (problem instanceof CorsProblem.InvalidOrigin invalid) {
                    return invalid;
                }
            }
        }
        return null;
    }

    /** Returns the texts between commas, semicolons and white space. */
    static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        for (String piece : text.split("[,;\\s]+", -1)) {
            if (!piece.isEmpty()) {
                pieces.add(piece);
            }
        }
        return pieces;
    }

    /** Whether a text is one origin as browsers send it, no pattern and not {@code *}. */
    static boolean isExact(String text) {
        return text.indexOf('*') < 0 && flaw(text) == null && text.contains("://");
    }

    /** Whether an origin is of a page on the visitor's own machine. */
    static boolean isLocal(String origin) {
        String host = origin.replaceFirst("^[a-z]+://", "").replaceFirst(":[0-9*]+$", "");
        dev.corsac.http.Host parsed = dev.corsac.http.Host.parseOrNull(host);
        return host.equals("localhost") || host.endsWith(".localhost") || (parsed != null && parsed.isLoopback());
    }
}
