package dev.corsac.local.function;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Lists of loaded classes as the JVM writes and reads them ({@code -XX:DumpLoadedClassList}). */
final class ClassList {

    /** Numbers the classes of one list; needed only for those of class loaders that the JVM does not archive for. */
    private static final Pattern NUMBERS = Pattern.compile(" (?:id|super|interfaces): [0-9 ]+");

    private ClassList() {}

    /**
     * Returns the lines of several lists as one list. Leaves out a last line that is not complete yet, and the classes of
     * class loaders of the user's own.
     *
     * @throws IOException if a list cannot be read; one that is not there counts as empty
     */
    static List<String> merged(List<Path> lists) throws IOException {
        Set<String> merged = new LinkedHashSet<>();
        for (Path list : lists) {
            if (Files.exists(list)) {
                String text = Files.readString(list, UTF_8);
                text.substring(0, text.lastIndexOf('\n') + 1)
                        .lines()
                        .filter(line -> !line.startsWith("#") && !line.contains(" source: "))
                        .map(line -> line.startsWith("@")
                                ? line
                                : NUMBERS.matcher(line).replaceAll(""))
                        .forEach(merged::add);
            }
        }
        return new ArrayList<>(merged);
    }
}
