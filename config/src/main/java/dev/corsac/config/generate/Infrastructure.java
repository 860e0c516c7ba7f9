package dev.corsac.config.generate;

import java.util.List;

/**
 * Infrastructure that was written.
 *
 * @param text the file's text
 * @param notes what AWS cannot do of what the policy wants, and what the file does instead; one sentence or two each
 */
public record Infrastructure(String text, List<String> notes) {

    /** Copies the list. */
    public Infrastructure {
        notes = List.copyOf(notes);
    }
}
