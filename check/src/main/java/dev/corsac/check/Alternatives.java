package dev.corsac.check;

import dev.corsac.gateway.UnverifiedBehavior;
import java.util.ArrayList;
import java.util.List;

/** The other choices of an unverified behavior. */
final class Alternatives {

    private Alternatives() {}

    /** @param behavior the enum of a behavior's choices, one of {@link UnverifiedBehavior#all} */
    static List<UnverifiedBehavior> of(UnverifiedBehavior assumed, Class<?> behavior) {
        return alternatives(assumed, behavior);
    }

    @SuppressWarnings("unchecked") // every behavior is an enum that implements Choice: the interface is sealed
    private static <E extends Enum<E> & UnverifiedBehavior.Choice> List<UnverifiedBehavior> alternatives(
            UnverifiedBehavior assumed, Class<?> behavior) {
        Class<E> type = (Class<E>) behavior;
        List<UnverifiedBehavior> others = new ArrayList<>();
        for (E choice : type.getEnumConstants()) {
            if (choice != assumed.choice(type)) {
                others.add(assumed.with(choice));
            }
        }
        return others;
    }
}
