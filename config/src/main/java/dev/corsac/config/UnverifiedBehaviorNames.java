package dev.corsac.config;

import dev.corsac.gateway.UnverifiedBehavior;

/** Unverified behavior of AWS and its choices, by name. */
final class UnverifiedBehaviorNames {

    private UnverifiedBehaviorNames() {}

    /** @throws IllegalArgumentException if there is no such behavior or choice */
    static UnverifiedBehavior with(UnverifiedBehavior open, String question, String choice) {
        for (Class<?> candidate : UnverifiedBehavior.Choice.class.getPermittedSubclasses()) {
            if (candidate.getSimpleName().equals(question)) {
                for (Object constant : candidate.getEnumConstants()) {
                    if (((Enum<?>) constant).name().equals(choice)) {
                        return with(open, constant);
                    }
                }
            }
        }
        throw new IllegalArgumentException(
                "there is no unverified behavior " + question + " with the choice " + choice);
    }

    /** A permitted subclass of the sealed interface is an enum of its choices. */
    @SuppressWarnings("unchecked")
    private static <E extends Enum<E> & UnverifiedBehavior.Choice> UnverifiedBehavior with(
            UnverifiedBehavior open, Object choice) {
        return open.with((E) choice);
    }
}
