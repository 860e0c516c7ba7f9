package dev.corsac.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A room uses only rooms that are listed above it. */
class RoomsTest {

    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
    private static final Pattern QUALIFIED = Pattern.compile("\\bdev\\.corsac(\\.\\w+)*");
    private static final Pattern GATEWAY = Pattern.compile("\\bdev\\.corsac\\.gateway\\.([a-z0-9]+)\\.");

    /** What a room without dependencies may still name: annotations that are not there at run time, AWS's interfaces. */
    private static final Map<String, Set<String>> ALLOWED = Map.of(
            "core", Set.of(),
            "http", Set.of(),
            "lambda", Set.of("aws-lambda-java-core"),
            "browser", Set.of(),
            "explain", Set.of());

    private static final Set<String> NOT_ROOMS = Set.of("bom", "benchmarks", "release");
    private static final String SERVICES_NOT_YET = "testing/house/gateway-services.tsv";

    /** Which of gateway's packages may use which others. */
    private static final Map<String, Set<String>> SERVICES = Map.of("cloudfront", Set.of("s3"));

    @Test
    void every_published_module_is_in_the_table_of_contributing() {
        Set<String> modules = new TreeSet<>();
        Matcher matcher = MODULE.matcher(Tree.read("pom.xml"));
        while (matcher.find()) {
            String module = matcher.group(1);
            if (!module.startsWith("testing/") && !NOT_ROOMS.contains(module)) {
                modules.add(module);
            }
        }
        Set<String> rows = new TreeSet<>();
        Rooms.all().forEach(room -> rows.add(room.folder()));
        assertThat(rows).as("the table \"The house\" in CONTRIBUTING.md").isEqualTo(modules);
    }

    @Test
    void a_pom_names_only_rooms_listed_above() {
        List<String> wrong = new ArrayList<>();
        for (Rooms.Room room : Rooms.all()) {
            for (Rooms.Dependency dependency : Rooms.dependencies(room.folder())) {
                if (!dependency.group().equals("dev.corsac")
                        || dependency.scope().equals("test")) {
                    continue;
                }
                String used = dependency.artifact().substring("corsac-".length());
                int index = Rooms.indexOf(used);
                if (index < 0 || index >= Rooms.indexOf(room.folder())) {
                    wrong.add(room.folder() + "/pom.xml uses " + used);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void a_room_that_users_depend_on_brings_no_library() {
        List<String> wrong = new ArrayList<>();
        ALLOWED.forEach((room, allowed) -> {
            for (Rooms.Dependency dependency : Rooms.dependencies(room)) {
                boolean reachesUsers = dependency.scope().equals("compile")
                        || dependency.scope().equals("runtime");
                boolean library = !dependency.group().equals("dev.corsac") && !allowed.contains(dependency.artifact());
                if (reachesUsers && library && !isOptional(room, dependency.artifact())) {
                    wrong.add(room + "/pom.xml brings " + dependency.artifact());
                }
            }
        });
        assertThat(wrong).isEmpty();
    }

    private static boolean isOptional(String room, String artifact) {
        Pattern dependency = Pattern.compile(
                "(?s)<artifactId>" + Pattern.quote(artifact) + "</artifactId>(?:(?!</dependency>).)*<optional>true");
        return dependency.matcher(Tree.read(room + "/pom.xml")).find();
    }

    @Test
    void main_code_names_only_packages_of_rooms_listed_above() {
        List<String> wrong = new ArrayList<>();
        for (SourceFile file : Tree.java()) {
            int own = Rooms.indexOf(file.module());
            if (!file.isMain() || own < 0 || file.fileName().equals("module-info.java")) {
                continue;
            }
            Matcher name = QUALIFIED.matcher(file.code());
            while (name.find()) {
                Rooms.Room used = Rooms.of(name.group());
                // A module may have packages within another's name: those of its own come first.
                boolean ownPackage = used != null
                        && Tree.exists(file.module() + "/src/main/java/"
                                + packageOf(name.group()).replace('.', '/'));
                if (used != null && !ownPackage && Rooms.indexOf(used.folder()) > own) {
                    wrong.add(file.path() + " uses " + name.group());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static String packageOf(String qualifiedName) {
        StringBuilder name = new StringBuilder();
        for (String part : qualifiedName.split("\\.", -1)) {
            if (Character.isUpperCase(part.charAt(0))) {
                break;
            }
            name.append(name.isEmpty() ? "" : ".").append(part);
        }
        return name.toString();
    }

    @Test
    void services_of_the_gateway_do_not_use_each_other() {
        List<String> wrong = new ArrayList<>();
        for (SourceFile file : Tree.java()) {
            Matcher own = GATEWAY.matcher(file.packageName() + ".");
            if (!file.isMain() || !file.module().equals("gateway") || !own.find()) {
                continue;
            }
            Matcher used = GATEWAY.matcher(file.code());
            while (used.find()) {
                String service = used.group(1);
                if (!service.equals(own.group(1))
                        && !service.equals("internal")
                        && !SERVICES.getOrDefault(own.group(1), Set.of()).contains(service)) {
                    wrong.add(file.path() + "\t" + service);
                }
            }
        }
        List<String> notYet = Tree.list(SERVICES_NOT_YET);
        assertThat(wrong)
                .as("move what both need to gateway.internal; " + SERVICES_NOT_YET + " may only shrink")
                .allMatch(notYet::contains);
        Shrinking.check(SERVICES_NOT_YET, wrong::contains);
    }

    @Test
    void internal_packages_are_used_by_their_own_module_only() {
        Pattern internal = Pattern.compile("\\bdev\\.corsac\\.(\\w+)\\.internal\\b");
        List<String> wrong = new ArrayList<>();
        for (SourceFile file : Tree.java()) {
            Matcher used = internal.matcher(file.code());
            while (used.find()) {
                Rooms.Room room = Rooms.of(used.group());
                boolean declares = file.fileName().equals("module-info.java");
                if (room != null && !room.folder().equals(file.module()) && !declares && !isFriend(room, file)) {
                    wrong.add(file.path() + " uses " + used.group());
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void a_module_requires_only_rooms_listed_above() {
        Pattern requires = Pattern.compile("requires (?:transitive |static )*(dev\\.corsac[\\w.]*);");
        List<String> wrong = new ArrayList<>();
        for (SourceFile file : Tree.java()) {
            int own = Rooms.indexOf(file.module());
            if (own < 0 || !file.isMain() || !file.fileName().equals("module-info.java")) {
                continue;
            }
            Matcher module = requires.matcher(file.code());
            while (module.find()) {
                Rooms.Room room = Rooms.of(module.group(1));
                if (room == null || Rooms.indexOf(room.folder()) >= own) {
                    wrong.add(file.path() + " requires " + module.group(1));
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** A module to which the package is exported by name. */
    private static boolean isFriend(Rooms.Room room, SourceFile file) {
        Rooms.Room user = Rooms.of(file.packageName());
        return user != null
                && Pattern.compile("(?s)exports " + Pattern.quote(room.name()) + "\\.internal\\s+to[^;]*\\b"
                                + Pattern.quote(user.name()) + "\\b")
                        .matcher(Tree.read(room.folder() + "/src/main/java/module-info.java"))
                        .find();
    }
}
