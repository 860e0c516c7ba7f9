package dev.corsac.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Packages say what they are, names have one meaning, and no class is too long to read. */
class NamesTest {

    private static final int MOST_LINES = 600;
    private static final String TOO_LONG = "testing/house/too-long.tsv";
    private static final String SAME_NAMES = "testing/house/same-names.tsv";

    @Test
    void every_package_has_a_package_info() {
        List<String> without = new ArrayList<>();
        for (SourceFile file : Tree.java()) {
            if (file.isMain()
                    && !isUsersProject(file)
                    && !file.fileName().equals("module-info.java")
                    && !Tree.exists(file.folder() + "/package-info.java")
                    && !without.contains(file.folder())) {
                without.add(file.folder());
            }
        }
        assertThat(without).isEmpty();
    }

    /** A project as users have it, which tests build. */
    private static boolean isUsersProject(SourceFile file) {
        return file.path().startsWith("release/consumers/") || file.path().startsWith("testing/samples/");
    }

    @Test
    void no_two_types_of_published_modules_share_a_simple_name() {
        Map<String, TreeSet<String>> modules = new TreeMap<>();
        for (SourceFile file : Tree.java()) {
            if (file.isMain()
                    && Rooms.indexOf(file.module()) >= 0
                    && !file.fileName().contains("-")) {
                String name = file.fileName().replace(".java", "");
                modules.computeIfAbsent(name, key -> new TreeSet<>()).add(file.packageName());
            }
        }
        Set<String> allowed = new TreeSet<>();
        Tree.list(SAME_NAMES).forEach(line -> allowed.add(line.split("\t", -1)[0]));
        List<String> shared = new ArrayList<>();
        modules.forEach((name, packages) -> {
            if (packages.size() > 1 && !allowed.contains(name)) {
                shared.add(name + " in " + packages);
            }
        });
        assertThat(shared)
                .as("rename one of them, or give the reason in " + SAME_NAMES)
                .isEmpty();
        Shrinking.check(SAME_NAMES, line -> {
            Set<String> packages = modules.get(line.split("\t", -1)[0]);
            return packages != null && packages.size() > 1;
        });
    }

    @Test
    void no_class_is_longer_than_600_lines() {
        Map<String, Integer> allowed = new TreeMap<>();
        for (String line : Tree.list(TOO_LONG)) {
            allowed.put(line.split("\t", -1)[0], Integer.valueOf(line.split("\t", -1)[1]));
        }
        if (Shrinking.startsOver()) {
            List<String> lines = new ArrayList<>();
            for (SourceFile file : Tree.java()) {
                if (file.lines() > MOST_LINES && !file.isGenerated()) {
                    lines.add(file.path() + "\t" + file.lines());
                }
            }
            Tree.writeList(TOO_LONG, lines);
            return;
        }
        List<String> tooLong = new ArrayList<>();
        for (SourceFile file : Tree.java()) {
            if (file.lines() > Math.max(MOST_LINES, allowed.getOrDefault(file.path(), 0)) && !file.isGenerated()) {
                tooLong.add(file.path() + ": " + file.lines() + " lines");
            }
        }
        assertThat(tooLong)
                .as("split it; " + TOO_LONG + " lists those that were longer before, and may only shrink")
                .isEmpty();
        Shrinking.check(TOO_LONG, line -> {
            String path = line.split("\t", -1)[0];
            return Tree.exists(path) && Tree.read(path).lines().count() > MOST_LINES;
        });
    }
}
