package dev.corsac.local.project;

import dev.corsac.local.LocalException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * A Maven module as its files show it, without a question to Maven.
 *
 * @param folder the module's folder
 * @param root the folder of the outermost project that has it as a module; the module's own if there is none
 * @param siblings the folders of the modules that it depends on, directly or through others
 * @param files the files that decide its class path: its project file, its parents', its siblings', and Maven's settings
 */
record MavenModule(Path folder, Path root, List<Path> siblings, List<Path> files) {

    private static final int OUTERMOST = 8;

    /** Copies the lists. */
    MavenModule {
        siblings = List.copyOf(siblings);
        files = List.copyOf(files);
    }

    /** What matters here of a project file. */
    private record Pom(
            String artifact,
            boolean hasParent,
            @Nullable String parentPath,
            List<String> modules,
            Set<String> dependencies) {}

    /**
     * Reads a module.
     *
     * @throws LocalException if there is no project file, or one of them cannot be read
     */
    static MavenModule of(Path folder) throws LocalException {
        Path here = folder.toAbsolutePath().normalize();
        if (!Files.isRegularFile(pomOf(here))) {
            throw new LocalException("there is no pom.xml in " + here
                    + ". Name the folder of a Maven or Gradle project, or write its class path as classpath.");
        }
        Path root = here;
        Path above = here.getParent();
        for (int i = 0; i < OUTERMOST && above != null; i++, above = above.getParent()) {
            Pom pom = readOrNull(above);
            if (pom != null && hasModule(above, pom, root)) {
                root = above;
            }
        }
        Map<String, Path> modules = new LinkedHashMap<>();
        addModules(root, modules, 0);
        Set<Path> siblings = new LinkedHashSet<>();
        Deque<Path> open = new ArrayDeque<>(List.of(here));
        while (!open.isEmpty()) {
            for (String dependency : read(open.remove()).dependencies()) {
                Path sibling = modules.get(dependency);
                if (sibling != null && !sibling.equals(here) && siblings.add(sibling)) {
                    open.add(sibling);
                }
            }
        }
        Set<Path> files = new LinkedHashSet<>();
        addWithParents(here, files);
        for (Path sibling : siblings) {
            addWithParents(sibling, files);
        }
        for (String settings : List.of(".mvn/maven.config", ".mvn/extensions.xml")) {
            if (Files.isRegularFile(root.resolve(settings))) {
                files.add(root.resolve(settings));
            }
        }
        return new MavenModule(here, root, List.copyOf(siblings), List.copyOf(files));
    }

    /**
     * Returns the folders of the modules of a project, of all depths, without those that only have modules; the project's
     * own if it has no modules.
     */
    static List<Path> modules(Path project) throws LocalException {
        Path here = project.toAbsolutePath().normalize();
        Map<String, Path> modules = new LinkedHashMap<>();
        addModules(here, modules, 0);
        List<Path> own = new ArrayList<>();
        for (Path module : modules.values()) {
            if (read(module).modules().isEmpty()) {
                own.add(module);
            }
        }
        return own;
    }

    /** The classes that Maven compiles. */
    Path classes() {
        return classesOf(folder);
    }

    static Path classesOf(Path module) {
        return module.resolve("target").resolve("classes");
    }

    private static Path pomOf(Path folder) {
        return folder.resolve("pom.xml");
    }

    private static boolean hasModule(Path folder, Pom pom, Path module) {
        for (String name : pom.modules()) {
            if (moduleFolder(folder, name).equals(module)) {
                return true;
            }
        }
        return false;
    }

    private static Path moduleFolder(Path folder, String module) {
        Path named = folder.resolve(module).normalize();
        Path parent = named.getParent();
        return named.toString().endsWith(".xml") && parent != null ? parent : named;
    }

    private static void addModules(Path folder, Map<String, Path> modules, int depth) throws LocalException {
        Pom pom = Files.isRegularFile(pomOf(folder)) && depth < OUTERMOST ? read(folder) : null;
        if (pom != null && modules.putIfAbsent(pom.artifact(), folder) == null) {
            for (String module : pom.modules()) {
                addModules(moduleFolder(folder, module), modules, depth + 1);
            }
        }
    }

    /** Adds a module's project file and those of its parents that are on this machine's disk with it. */
    private static void addWithParents(Path folder, Set<Path> files) throws LocalException {
        Path current = folder;
        for (int i = 0; i < OUTERMOST && current != null && files.add(pomOf(current)); i++) {
            Pom pom = read(current);
            String relative = pom.parentPath() == null ? "../pom.xml" : pom.parentPath();
            Path parent = pom.hasParent() && !relative.isEmpty()
                    ? current.resolve(relative).normalize()
                    : null;
            if (parent != null && !parent.toString().endsWith(".xml")) {
                parent = pomOf(parent);
            }
            current = parent != null && Files.isRegularFile(parent) ? parent.getParent() : null;
        }
    }

    private static @Nullable Pom readOrNull(Path folder) {
        try {
            return Files.isRegularFile(pomOf(folder)) ? read(folder) : null;
        } catch (LocalException e) {
            // A file above that is not Maven's is not this project's matter.
            return null;
        }
    }

    private static Pom read(Path folder) throws LocalException {
        Path file = pomOf(folder);
        try {
            return parse(Files.readString(file));
        } catch (XMLStreamException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNumber();
            throw new LocalException(file + ":" + line + ": it is not well-formed XML. Correct it.", e);
        } catch (IOException e) {
            throw new LocalException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Pom parse(String text) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        String artifact = "";
        boolean hasParent = false;
        String parentPath = null;
        List<String> modules = new ArrayList<>();
        Set<String> dependencies = new LinkedHashSet<>();
        Deque<String> path = new ArrayDeque<>();
        StringBuilder content = new StringBuilder();
        XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(text));
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    path.addLast(xml.getLocalName());
                    content.setLength(0);
                }
                case XMLStreamConstants.CHARACTERS -> content.append(xml.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    String value = content.toString().strip();
                    String at = String.join("/", path);
                    if (at.equals("project/artifactId")) {
                        artifact = value;
                    } else if (at.equals("project/parent")) {
                        hasParent = true;
                    } else if (at.equals("project/parent/relativePath")) {
                        parentPath = value;
                    } else if (at.endsWith("/modules/module")) {
                        modules.add(value);
                    } else if (at.endsWith("/dependencies/dependency/artifactId")
                            && !at.contains("/dependencyManagement/")
                            && !at.contains("/plugin/")) {
                        dependencies.add(value);
                    }
                    path.removeLast();
                    content.setLength(0);
                }
                default -> {
                    // Comments and the like.
                }
            }
        }
        return new Pom(artifact, hasParent, parentPath, List.copyOf(modules), Set.copyOf(dependencies));
    }
}
