package dev.corsac.lambda.internal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The value of {@code Vary}: a list of names that grows and loses none. */
public final class VaryHeader {

    private VaryHeader() {}

    /** What one line says after another, in which a framework may repeat it; null if neither says anything. */
    public static @Nullable String plus(@Nullable String lines, String line) {
        String more = line.trim();
        if (more.isEmpty()) {
            return lines;
        }
        if (lines == null) {
            return more;
        }
        return hasAll(lines, more) ? lines : lines + ", " + more;
    }

    /** The handler's lines, and those names that they lack; {@code *} stands for all. */
    public static @Nullable String merge(@Nullable String lines, List<String> names) {
        String merged = lines;
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (merged == null) {
                merged = name;
            } else if (!has(merged, "*") && !has(merged, name)) {
                merged = merged + ", " + name;
            }
        }
        return merged;
    }

    private static boolean hasAll(String list, String names) {
        int start = 0;
        while (start <= names.length()) {
            int comma = names.indexOf(',', start);
            int end = comma < 0 ? names.length() : comma;
            if (!has(list, names.substring(start, end).trim())) {
                return false;
            }
            start = end + 1;
        }
        return true;
    }

    private static boolean has(String list, String name) {
        int start = 0;
        while (start <= list.length()) {
            int comma = list.indexOf(',', start);
            int end = comma < 0 ? list.length() : comma;
            if (list.substring(start, end).trim().equalsIgnoreCase(name)) {
                return true;
            }
            start = end + 1;
        }
        return false;
    }
}
