package dev.corsac;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Guesses what was meant by the value of an environment variable that is not valid. */
final class VariableValues {

    private VariableValues() {}

    /** Returns {@code true} or {@code false}, whichever was meant; null if there is no good guess. */
    static @Nullable String suggestSwitch(String value) {
        return switch (Text.unquoted(value).toLowerCase(Locale.ROOT)) {
            case "true", "yes", "y", "on", "1", "enabled" -> "true";
            case "false", "no", "n", "off", "0", "disabled" -> "false";
            default -> null;
        };
    }

    /** Returns a number of seconds, as digits; null if there is no good guess. */
    static @Nullable String suggestSeconds(String value) {
        String digits = Text.unquoted(value);
        if (digits.endsWith("s") || digits.endsWith("S")) {
            digits = digits.substring(0, digits.length() - 1).strip();
        }
        return digits.equals(value) || digits.isEmpty() || PolicyVariables.seconds(digits) < 0 ? null : digits;
    }
}
