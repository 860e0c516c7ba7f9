package dev.corsac.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** A {@code corsac.yaml} while it is read: its file, and the addresses that its texts refer to. */
final class Document {

    private final YamlFile file;
    private final Map<String, String> references = new LinkedHashMap<>();
    private final List<Path> read = new ArrayList<>();
    private final Map<Node, Setting> items = new LinkedHashMap<>();

    private final Set<String> problems = new LinkedHashSet<>();
    private final Set<Node> refused;

    /** @param refused the nodes that the schema check has refused, and those around them */
    Document(YamlFile file, Set<Node> refused, List<String> problems) {
        this.file = file;
        this.refused = refused;
        this.problems.addAll(problems);
    }

    boolean isRefused(Node node) {
        return refused.contains(node);
    }

    /** Keeps a problem, so that it is reported together with all others. */
    void problem(ConfigurationException problem) {
        problems.addAll(String.valueOf(problem.getMessage()).lines().toList());
    }

    /** Returns what the supplier makes; null if it throws, which is reported together with all other problems. */
    <T> @Nullable T attempt(Supplier<T> supplier) {
        try {
            return supplier.get();
        } catch (ConfigurationException e) {
            problem(e);
            return null;
        }
    }

    /** @throws ConfigurationException with a line for each problem, if there is one */
    void throwProblems() {
        if (!problems.isEmpty()) {
            throw new ConfigurationException(String.join("\n", problems));
        }
    }

    YamlFile file() {
        return file;
    }

    FileSource files() {
        return file.files();
    }

    /** A path as the file has it. */
    Path path(String text) {
        return file.folder().resolve(text).normalize();
    }

    /** A path to a file that is read along with this one. */
    Path readPath(String text) {
        Path path = path(text);
        read.add(path);
        return path;
    }

    /** The files that were read along with this one. */
    List<Path> read() {
        return List.copyOf(read);
    }

    /** Defines the address by which {@code ${name}} is replaced. */
    void define(String name, String value) {
        references.put(name, value);
    }

    /** An item of a list: the same for the same node, so that it knows what has been asked of it. */
    Setting setting(Node node, String where, Schema schema) {
        return items.computeIfAbsent(node, key -> new Setting(this, key, where, schema));
    }

    /** The items of lists that were looked at. */
    List<Setting> items() {
        return List.copyOf(items.values());
    }

    /**
     * Returns the text with each {@code ${…}} replaced by the address of that name, and each <code>$${</code> with one dollar
     * less.
     *
     * @throws ConfigurationException if there is no address of a name
     */
    String replaced(String text, Setting of) {
        if (text.indexOf("${") < 0) {
            return text;
        }
        StringBuilder result = new StringBuilder();
        int from = 0;
        for (int start = text.indexOf("${"); start >= 0; start = text.indexOf("${", from)) {
            if (start > from && text.charAt(start - 1) == '$') {
                result.append(text, from, start - 1).append("${");
                from = start + 2;
                continue;
            }
            int end = text.indexOf('}', start);
            String reference = end < 0 ? text.substring(start + 2) : text.substring(start + 2, end);
            String value = references.get(reference);
            if (end < 0 || value == null) {
                String nearest = Nearest.of(reference, references.keySet());
                throw of.wrong(of.where() + ": unknown reference ${" + reference + "}. "
                        + (nearest == null
                                ? "There are " + String.join(", ", references.keySet())
                                : "Did you mean ${" + nearest + "}?"));
            }
            result.append(text, from, start).append(value);
            from = end + 1;
        }
        return result.append(text, from, text.length()).toString();
    }
}
