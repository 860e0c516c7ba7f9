package dev.corsac.explain.page;

import dev.corsac.browser.CredentialsMode;
import dev.corsac.browser.Engine;
import dev.corsac.explain.FixForm;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@code corsac explain}. Immutable.
 *
 * @param page the page's origin, where the input does not state it; null if the option is not there
 * @param url the called URL, where the input does not state it; with a HAR file, a part of it that picks calls; null if the
 *     option is not there
 * @param method the call's method, where the input does not state it; null if the option is not there
 * @param credentials the call's credentials mode; null if the option is not there
 * @param engines the engines to ask, in order
 * @param form the form of the fix to show first; null for the usual order
 * @param project the form of the infrastructure in the folder where the command runs; null if it is not known
 * @param all whether to print every fix
 * @param json whether to print JSON instead of text
 */
public record ExplainOptions(
        @Nullable String page,
        @Nullable String url,
        @Nullable String method,
        @Nullable CredentialsMode credentials,
        List<Engine> engines,
        @Nullable FixForm form,
        @Nullable FixForm project,
        boolean all,
        boolean json) {

    /** No option at all. */
    public static final ExplainOptions NONE =
            new ExplainOptions(null, null, null, null, List.of(Engine.values()), null, null, false, false);

    /** Copies the list. */
    public ExplainOptions {
        engines = List.copyOf(engines);
    }

    /**
     * Returns the credentials mode that {@code --credentials} names, in any case.
     *
     * @throws IllegalArgumentException with the option and its values, if there is no such mode
     */
    public static CredentialsMode credentialsMode(String name) {
        for (CredentialsMode each : CredentialsMode.values()) {
            if (each.value().equalsIgnoreCase(name)) {
                return each;
            }
        }
        throw new IllegalArgumentException("--credentials \"" + name + "\": must be omit, same-origin or include");
    }

    /**
     * Returns the form of fixes that {@code --form} names, in any case.
     *
     * @throws IllegalArgumentException with the option and its values, if there is no such form
     */
    public static FixForm fixForm(String name) {
        StringBuilder names = new StringBuilder();
        for (FixForm each : FixForm.values()) {
            if (each.code().equalsIgnoreCase(name)) {
                return each;
            }
            names.append(names.isEmpty() ? "" : ", ").append(each.code());
        }
        throw new IllegalArgumentException("--form \"" + name + "\": must be one of " + names);
    }
}
