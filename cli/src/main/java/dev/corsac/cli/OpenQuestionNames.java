package dev.corsac.cli;

import dev.corsac.gateway.OpenQuestions;

/** The open questions and their choices by name. */
final class OpenQuestionNames {

    private OpenQuestionNames() {}

    /** @throws IllegalArgumentException if there is no such question or choice */
    static OpenQuestions with(OpenQuestions open, String question, String choice) {
        for (Class<?> candidate : OpenQuestions.Choice.class.getPermittedSubclasses()) {
            if (candidate.getSimpleName().equals(question)) {
                for (Object constant : candidate.getEnumConstants()) {
                    if (((Enum<?>) constant).name().equals(choice)) {
                        return with(open, constant);
                    }
                }
            }
        }
        throw new IllegalArgumentException("no open question " + question + " with the choice " + choice);
    }

    /** A permitted subclass of the sealed interface is an enum of its choices. */
    @SuppressWarnings("unchecked")
    private static <E extends Enum<E> & OpenQuestions.Choice> OpenQuestions with(OpenQuestions open, Object choice) {
        return open.with((E) choice);
    }
}
