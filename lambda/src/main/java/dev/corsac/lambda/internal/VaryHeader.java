package dev.corsac.lambda.internal;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The value of {@code Vary}: a list of names that grows and loses none. Not thread-safe. */
public final class VaryHeader {

    private final Set<String> names = new HashSet<>();
    private @Nullable StringBuilder value;

    /** Makes a list without names. */
    public VaryHeader() {}

    /** Adds a line of the handler, unless it repeats only names that are there, as some frameworks do. */
    public void add(String line) {
        String trimmed = line.trim();
        if (trimmed.isEmpty()) {
            return;
        }
        boolean more = false;
        int start = 0;
        while (start <= trimmed.length()) {
            int comma = trimmed.indexOf(',', start);
            int end = comma < 0 ? trimmed.length() : comma;
            more |= names.add(
                    HeaderNames.lowerCase(trimmed.substring(start, end).trim()));
            start = end + 1;
        }
        if (more) {
            append(trimmed);
        }
    }

    /** Adds those names that are not there; {@code *} stands for all. */
    public void addMissing(List<String> more) {
        for (int i = 0; i < more.size(); i++) {
            String name = more.get(i);
            if (!names.contains("*") && names.add(HeaderNames.lowerCase(name))) {
                append(name);
            }
        }
    }

    private void append(String text) {
        if (value == null) {
            value = new StringBuilder(text);
        } else {
            value.append(", ").append(text);
        }
    }

    /** Returns the list; null if it is empty. */
    public @Nullable String value() {
        return value == null ? null : value.toString();
    }
}
