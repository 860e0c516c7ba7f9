package dev.corsac.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** CONTRIBUTING.md leads to what is there. */
class ContributingTest {

    private static final Pattern WALK = Pattern.compile("(?m)^\\| ([^|`]+\\?) \\|(( [^|]* \\|)+)$");
    private static final Pattern PATH = Pattern.compile("`([^`]+)`");

    @Test
    void a_walk_leads_from_a_room_to_what_is_there_in_at_most_three_steps() {
        Matcher walk = WALK.matcher(Tree.read("CONTRIBUTING.md"));
        int walks = 0;
        List<String> wrong = new ArrayList<>();
        while (walk.find()) {
            walks++;
            List<String> steps = new ArrayList<>();
            Matcher path = PATH.matcher(walk.group(2));
            while (path.find()) {
                steps.add(path.group(1));
                if (!Tree.exists(path.group(1))) {
                    wrong.add(walk.group(1) + " leads to " + path.group(1) + ", which does not exist");
                }
            }
            if (steps.size() > 3 || Rooms.indexOf(steps.get(0)) < 0) {
                wrong.add(walk.group(1) + " must start at a room and take at most three steps: " + steps);
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(walks).isGreaterThan(10);
    }

    @Test
    void each_step_of_a_walk_names_the_next() {
        Matcher walk = WALK.matcher(Tree.read("CONTRIBUTING.md"));
        List<String> wrong = new ArrayList<>();
        while (walk.find()) {
            List<String> steps = new ArrayList<>();
            Matcher path = PATH.matcher(walk.group(2));
            while (path.find()) {
                steps.add(path.group(1));
            }
            String described = "";
            for (int i = 1; i < steps.size(); i++) {
                String step = steps.get(i);
                String before = i == 1 || !steps.get(i - 1).endsWith(".java") ? "" : Tree.read(steps.get(i - 1));
                String description = step.replaceFirst("[^/]+$", "package-info.java");
                described = step.endsWith(".java") ? Tree.read(description) : described;
                String name = step.replaceFirst(".*/", "").replace(".java", "");
                if (step.endsWith(".java")
                        && !name.equals("package-info")
                        && !Pattern.compile("\\b" + name + "\\b")
                                .matcher(before + described)
                                .find()) {
                    wrong.add(
                            walk.group(1) + " " + name + " is named neither in the step before nor in " + description);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void folders_that_are_never_published_exist() {
        Matcher folder =
                Pattern.compile("(?m)^\\| `((testing/|benchmarks)[^`]*)` \\|").matcher(Tree.read("CONTRIBUTING.md"));
        while (folder.find()) {
            assertThat(Tree.path(folder.group(1))).isDirectory();
        }
    }
}
