package dev.corsac.check;

import dev.corsac.deployment.Place;
import dev.corsac.gateway.Component;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Why a call is blocked, and where to change that.
 *
 * @param code what kind of finding it is
 * @param place where to change something
 * @param component which component is in charge, in words
 * @param made that component; null if it sends no responses
 * @param message what is wrong, and the fix as an imperative
 * @param steps what to do in words, where no snippet says it; empty if snippets do
 * @param related other places that take part
 */
record FindingCause(
        FindingCode code,
        Place place,
        String component,
        @Nullable Component made,
        String message,
        String steps,
        List<Finding.Related> related) {

    /** What the component of a policy begins with. */
    static final String POLICY = "the policy of ";

    FindingCause {
        related = List.copyOf(related);
    }

    static FindingCause of(FindingCode code, Place place, Object component, String message) {
        return new FindingCause(
                code,
                place,
                component.toString(),
                component instanceof Component made ? made : null,
                message,
                "",
                List.of());
    }

    FindingCause withSteps(String text) {
        return new FindingCause(code, place, component, made, message, text, related);
    }

    /** Whether the steps are all there is to do: what a policy refuses is allowed in its own variables. */
    boolean isFixedBySteps() {
        return !steps.isEmpty() && component.startsWith(POLICY);
    }

    FindingCause saying(String text) {
        return new FindingCause(code, place, component, made, text, steps, related);
    }

    FindingCause replacing(String words, String others) {
        String expression = Pattern.quote(words) + "(?![/\\w{])";
        String with = Matcher.quoteReplacement(others);
        return new FindingCause(
                code,
                place,
                component.replaceAll(expression, with),
                made,
                message.replaceAll(expression, with),
                steps,
                related);
    }

    FindingCause with(Place other, String what) {
        return new FindingCause(
                code, place, component, made, message, steps, List.of(new Finding.Related(other, what)));
    }
}
