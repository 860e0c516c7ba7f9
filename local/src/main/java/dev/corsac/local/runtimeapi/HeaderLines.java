package dev.corsac.local.runtimeapi;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The header lines of a request to a Runtime API, or its trailers: a handful, of which few are asked for. Not for several threads. */
final class HeaderLines {

    static final HeaderLines NONE = new HeaderLines();

    private final List<String> lines = new ArrayList<>(8);

    /** Adds a line without its end. One without a colon is not a line. */
    void add(String line) {
        lines.add(line);
    }

    /** The first value of that name, in whatever case, without white space around it; null if there is none. */
    @Nullable
    String first(String name) {
        int length = name.length();
        for (String line : lines) {
            if (line.length() > length && line.charAt(length) == ':' && line.regionMatches(true, 0, name, 0, length)) {
                return line.substring(length + 1).strip();
            }
        }
        return null;
    }
}
