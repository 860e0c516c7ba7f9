package dev.corsac.house;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The table of the house in CONTRIBUTING.md, which is the one that the checks hold. */
final class Rooms {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([\\w./-]+)` \\| ([^|]*) \\| [^|]* \\| ([^|]*) \\|$");
    private static final Pattern CODE = Pattern.compile("`([\\w.]+)`");
    private static final Pattern TAG = Pattern.compile("(?s)<dependency>(.*?)</dependency>");

    private static final List<Room> ALL = read();

    /**
     * A row.
     *
     * @param folder of the module
     * @param name of its root package; empty if it has none of its own
     * @param mayUse the last column
     */
    record Room(String folder, String name, String mayUse) {}

    /** A dependency in a {@code pom.xml}. */
    record Dependency(String group, String artifact, String scope) {}

    private Rooms() {}

    /** Returns the rooms from the first, which uses no other, to the last. */
    static List<Room> all() {
        return ALL;
    }

    static int indexOf(String folder) {
        for (int i = 0; i < ALL.size(); i++) {
            if (ALL.get(i).folder.equals(folder)) {
                return i;
            }
        }
        return -1;
    }

    /** Returns the room of a package or of a class in it; null if it is not one of the house's. */
    static @Nullable Room of(String qualifiedName) {
        Room best = null;
        for (Room room : ALL) {
            boolean in = !room.name.isEmpty()
                    && (qualifiedName.equals(room.name) || qualifiedName.startsWith(room.name + "."));
            if (in && (best == null || best.name.length() < room.name.length())) {
                best = room;
            }
        }
        return best;
    }

    static List<Dependency> dependencies(String folder) {
        String pom = Tree.read(folder + "/pom.xml");
        int end = pom.indexOf("<build>");
        List<Dependency> dependencies = new ArrayList<>();
        Matcher matcher = TAG.matcher(end < 0 ? pom : pom.substring(0, end));
        while (matcher.find()) {
            String tag = matcher.group(1);
            String scope = value(tag, "scope");
            dependencies.add(new Dependency(
                    value(tag, "groupId"), value(tag, "artifactId"), scope.isEmpty() ? "compile" : scope));
        }
        return dependencies;
    }

    private static String value(String tag, String name) {
        Matcher matcher = Pattern.compile("<" + name + ">([^<]*)<").matcher(tag);
        return matcher.find() ? matcher.group(1).strip() : "";
    }

    private static List<Room> read() {
        List<Room> rooms = new ArrayList<>();
        Matcher row = ROW.matcher(Tree.read("CONTRIBUTING.md"));
        while (row.find()) {
            Matcher code = CODE.matcher(row.group(2));
            rooms.add(new Room(row.group(1), code.find() ? code.group(1) : "", row.group(3)));
        }
        return List.copyOf(rooms);
    }
}
