package dev.corsac.explain;

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
        @Nullable Place place) {

    String text() {
        return "The policy of the function " + function + " does not " + reason + ".";
    }

    String fix() {
        return "If the page is yours, add " + value + " to " + variable + " of the function " + function
                + (place == null ? "" : " (" + place + ")") + ".";
    }
}
