package dev.corsac.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A file of YAML whose nodes know their places. */
public final class YamlFile {

    private final Path file;

    public YamlFile(Path file) {
        this.file = file;
    }

    /** Where paths in the file start. */
    Path folder() {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder");
    }

    /** @throws ConfigurationException if it cannot be read */
    String text() {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new ConfigurationException("there is no " + file, e);
        } catch (IOException e) {
            throw new ConfigurationException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Returns the root node of a text.
     *
     * @throws ConfigurationException if it is not YAML, or empty
     */
    public Node root(String text) {
        try {
            LoadSettings settings =
                    LoadSettings.builder().setLabel(file.toString()).build();
            Optional<Node> node = new Compose(settings).composeString(text);
            return node.orElseThrow(
                    () -> new ConfigurationException(file + " is empty: it names sites, apis and functions"));
        } catch (MarkedYamlEngineException e) {
            String where = e.getProblemMark()
                    .map(mark -> ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1))
                    .orElse("");
            throw new ConfigurationException(file + where + ": no YAML: " + e.getProblem(), e);
        } catch (YamlEngineException e) {
            throw new ConfigurationException(file + ": no YAML: " + e.getMessage(), e);
        }
    }

    /**
     * Returns the line of what these names lead to, from 1.
     *
     * @param names of fields, from the file's own down
     * @return 0 if the file has no such field, or cannot be read
     */
    public int line(String... names) {
        try {
            Node node = root(text());
            for (String name : names) {
                Node next =
                        node instanceof MappingNode mapping ? fields(mapping).get(name) : null;
                if (next == null) {
                    return 0;
                }
                node = next;
            }
            return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
        } catch (ConfigurationException e) {
            return 0;
        }
    }

    /** The problem with the node's file, line and column. */
    String told(Node node, String problem) {
        String where = node.getStartMark()
                .map(mark -> ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1))
                .orElse("");
        return file + where + ": " + problem;
    }

    /** The values by name, in the file's order; of a name that is there twice the first, which the check refuses. */
    public static Map<String, Node> fields(MappingNode mapping) {
        Map<String, Node> fields = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                fields.putIfAbsent(key.getValue(), tuple.getValueNode());
            }
        }
        return fields;
    }

    /** What a node is, in words: {@code a list}. */
    static String kind(Node node) {
        if (isEmpty(node)) {
            return "empty";
        }
        return node instanceof MappingNode ? "a mapping" : node instanceof SequenceNode ? "a list" : "text";
    }

    static boolean isEmpty(Node node) {
        return node instanceof ScalarNode && node.getTag().equals(Tag.NULL);
    }
}
