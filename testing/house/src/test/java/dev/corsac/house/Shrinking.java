package dev.corsac.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Lists of what does not follow a rule yet. They may only shrink: {@code -Dcorsac.house=write} removes what follows
 * it now, {@code -Dcorsac.house=baseline} makes them of what is there. */
final class Shrinking {

    private Shrinking() {}

    static boolean writes() {
        return "write".equals(System.getProperty("corsac.house"));
    }

    /** Whether the lists are to be made of what is there: after a merge that moved files. */
    static boolean startsOver() {
        return "baseline".equals(System.getProperty("corsac.house"));
    }

    static void check(String list, Predicate<String> needed) {
        List<String> lines = Tree.list(list);
        List<String> kept = new ArrayList<>();
        for (String line : lines) {
            if (needed.test(line)) {
                kept.add(line);
            }
        }
        if ((writes() || startsOver()) && kept.size() < lines.size()) {
            Tree.writeList(list, kept);
            return;
        }
        List<String> stale = new ArrayList<>(lines);
        stale.removeAll(kept);
        assertThat(stale)
                .as("these follow the rule now: run `mvn test -pl testing/house -Dcorsac.house=write` and commit "
                        + list)
                .isEmpty();
    }
}
