package dev.corsac.config.template;

import dev.corsac.config.Nearest;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Suggestions for names that do not exist. */
final class Names {

    private Names() {}

    /** Returns {@code ". Did you mean X?"}, or a sentence that lists what there is. */
    static String meant(String name, Collection<String> known) {
        String nearest = Nearest.of(name, known);
        if (nearest != null) {
            return ". Did you mean " + nearest + "?";
        }
        return known.isEmpty() || known.size() > 12 ? "" : ". There are " + String.join(", ", known);
    }

    /** Returns the first that is not null. */
    @SafeVarargs
    static <T> @Nullable T first(@Nullable T... candidates) {
        for (T candidate : candidates) {
            if (candidate != null) {
                return candidate;
            }
        }
        return null;
    }
}
