package dev.corsac.config.template;

import dev.corsac.config.ConfigurationException;
import dev.corsac.deployment.Notice;
import dev.corsac.deployment.NoticeCode;
import dev.corsac.deployment.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Mistakes and warnings that are found while a template is read. Not safe to share between threads. */
final class TemplateMessages {

    private record Mistake(Place place, String line) {}

    private final Set<Mistake> mistakes = new LinkedHashSet<>();
    private final Set<Notice> notices = new LinkedHashSet<>();

    /** Adds a mistake of the template: reading goes on, and ends with an error. */
    void mistake(Place place, String message) {
        mistakes.add(new Mistake(place, place.says(message)));
    }

    /** Adds what AWS, or the tool that deploys the template, refuses. */
    void refused(Place place, String message) {
        notice(NoticeCode.DEPLOYMENT_REFUSED, "AWS refuses this: " + message, place);
    }

    void notice(NoticeCode code, String message, Place place) {
        notices.add(new Notice(code, message, place));
    }

    List<Notice> notices() {
        List<Notice> sorted = new ArrayList<>(notices);
        sorted.sort(Comparator.comparing(Notice::place));
        return sorted;
    }

    /** @throws ConfigurationException with a line for each mistake, by place, if there is one */
    void throwMistakes() {
        if (!mistakes.isEmpty()) {
            throw new ConfigurationException(String.join(
                    "\n",
                    mistakes.stream()
                            .sorted(Comparator.comparing(Mistake::place))
                            .map(Mistake::line)
                            .toList()));
        }
    }
}
