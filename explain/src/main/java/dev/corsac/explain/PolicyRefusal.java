package dev.corsac.explain;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call that a function's own Corsac policy does not allow. Immutable.
 *
 * @param function the function's name
 * @param reason what the policy does not allow, as the end of a sentence: {@code allow https://a.example}
 * @param variable the environment variable that would allow it, such as {@code ALLOWED_ORIGINS}
 * @param value what to add to it
 * @param place where the variable is set, or where it would be; null if that is not known
 */
public record PolicyRefusal(
        String function,
        String reason,
        String variable,
        String value,
        @Nullable InputPlace place) {

    String text() {
        return "The policy of the function " + function + " does not " + reason + ".";
    }

    /** It is known who refused: of the fixes for a server of which that is not known, those of the function's policy remain. */
    List<Fix> fixes(List<Fix> others) {
        List<Fix> fixes = new ArrayList<>(List.of(CodeFixes.steps(fix())));
        for (Fix each : others) {
            if (each.form() == FixForm.ENVIRONMENT || each.form() == FixForm.CORSAC) {
                fixes.add(each);
            }
        }
        return fixes;
    }

    private String fix() {
        return "If the page is yours, add " + value + " to " + variable + " of the function " + function
                + (place == null ? "" : " (" + place + ")") + ".";
    }
}
