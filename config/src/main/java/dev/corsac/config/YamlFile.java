package dev.corsac.config;

import dev.corsac.deployment.Place;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
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

    /** Deeper than anything that a person or a tool writes; the parser would need a larger stack for more. */
    private static final int DEEPEST = 150;

    private final FileSource files;
    private final Path file;

    public YamlFile(FileSource files, Path file) {
        this.files = files;
        this.file = file;
    }

    FileSource files() {
        return files;
    }

    /** Where paths in the file start. */
    Path folder() {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder");
    }

    /** @throws ConfigurationException if it cannot be read */
    String text() {
        try {
            return files.text(file);
        } catch (NoSuchFileException e) {
            throw new ConfigurationException("there is no " + file, e);
        } catch (IOException e) {
            throw new ConfigurationException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Reads the nodes of a text.
     *
     * @throws ConfigurationException if the text is not YAML, is empty or is nested too deeply
     */
    public Node root(String text) {
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setLabel(file.toString())
                    .setUseMarks(true)
                    .setCodePointLimit(Integer.MAX_VALUE)
                    .setMaxAliasesForCollections(5_000)
                    .build();
            if (mayBeDeep(text)) {
                checkDepth(text, settings);
            }
            Optional<Node> node = new Compose(settings).composeString(text);
            return node.orElseThrow(() -> new ConfigurationException(file + " is empty"));
        } catch (MarkedYamlEngineException e) {
            String where = e.getProblemMark()
                    .map(mark -> ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1))
                    .orElse("");
            throw new ConfigurationException(file + where + ": not valid YAML: " + e.getProblem() + generated(text), e);
        } catch (YamlEngineException e) {
            throw new ConfigurationException(file + ": not valid YAML: " + e.getMessage() + generated(text), e);
        }
    }

    /** Returns a hint if the text is what a generator of projects makes a file of. */
    private static String generated(String text) {
        return text.contains("{%") || text.contains("{{")
                ? ". It has placeholders of a generator such as cookiecutter: name the file that the generator writes"
                : "";
    }

    /** Returns whether a text has so many brackets or so much indentation that it is worth a look. */
    private static boolean mayBeDeep(String text) {
        int open = 0;
        int deepest = 0;
        int indent = 0;
        boolean start = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            open += c == '[' || c == '{' ? 1 : c == ']' || c == '}' ? -1 : 0;
            indent = c == '\n' ? 0 : start ? indent + 1 : indent;
            start = c == '\n' || (start && (c == ' ' || c == '-' || c == '?' || c == '\t'));
            deepest = Math.max(deepest, Math.max(open, indent));
        }
        return deepest >= DEEPEST;
    }

    private void checkDepth(String text, LoadSettings settings) {
        int depth = 0;
        for (Event event : new Parse(settings).parseString(text)) {
            if (event instanceof CollectionStartEvent start) {
                depth++;
                if (depth > DEEPEST) {
                    String where = start.getStartMark()
                            .map(mark -> ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1))
                            .orElse("");
                    throw new ConfigurationException(file + where + ": nested more than " + DEEPEST
                            + " levels deep. Remove the brackets or indentation that were not meant");
                }
            } else if (event instanceof CollectionEndEvent) {
                depth--;
            }
        }
    }

    /** Returns where a node is written. */
    Place place(Node node, String address) {
        return node.getStartMark()
                .map(mark -> new Place(file.toString(), mark.getLine() + 1, mark.getColumn() + 1, address))
                .orElse(new Place(file.toString(), null, null, address));
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
