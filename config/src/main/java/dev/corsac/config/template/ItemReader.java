package dev.corsac.config.template;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.corsac.config.ConfigurationException;
import dev.corsac.config.FileSource;
import dev.corsac.config.Json;
import dev.corsac.config.YamlFile;
import dev.corsac.deployment.NoticeCode;
import dev.corsac.deployment.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads YAML 1.2 or JSON into items. Short forms of CloudFormation's functions become long ones: {@code !GetAtt A.B} is {@code
 * Fn::GetAtt: [A, B]}. A null is left out.
 */
final class ItemReader {

    private static final int DEEPEST = 150;

    private final String file;
    private final IdentityHashMap<Node, @Nullable Item> done = new IdentityHashMap<>();

    private final TemplateMessages findings;

    private ItemReader(String file, TemplateMessages findings) {
        this.file = file;
        this.findings = findings;
    }

    /** @throws ConfigurationException if the file cannot be read, or is neither YAML nor JSON */
    static Item read(FileSource files, Path file, TemplateMessages findings) {
        return read(files, file, text(files, file), findings);
    }

    /** @throws ConfigurationException if the file cannot be read */
    static String text(FileSource files, Path file) {
        try {
            return files.text(file);
        } catch (java.nio.file.NoSuchFileException e) {
            throw new ConfigurationException("there is no " + file, e);
        } catch (IOException e) {
            throw new ConfigurationException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    static Item read(FileSource files, Path file, String text, TemplateMessages findings) {
        ItemReader reader = new ItemReader(file.toString(), findings);
        String start = text.stripLeading();
        if (start.startsWith("{") || file.toString().endsWith(".json")) {
            return reader.json(text);
        }
        Item item = reader.item(new YamlFile(files, file).root(text), "", 0);
        return item == null ? Item.map(Map.of(), new Place(file.toString(), 1, 1, "")) : item;
    }

    /** Returns an address within another: {@code Resources.Api}. */
    static String within(String address, String name) {
        return address.isEmpty() ? name : address + "." + name;
    }

    private Item json(String text) {
        try (JsonParser parser = Json.FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new ConfigurationException(file + " is empty");
            }
            Item item = json(parser, "", 0);
            if (parser.nextToken() != null) {
                JsonLocation at = parser.currentTokenLocation();
                throw new ConfigurationException(
                        file + ":" + at.getLineNr() + ":" + at.getColumnNr() + ": there is more after the JSON value");
            }
            return item == null ? Item.map(Map.of(), new Place(file, 1, 1, "")) : item;
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String where = at == null ? "" : ":" + at.getLineNr() + ":" + at.getColumnNr();
            throw new ConfigurationException(file + where + ": not valid JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new ConfigurationException(file + ": not valid JSON: " + e.getMessage(), e);
        }
    }

    private @Nullable Item json(JsonParser parser, String address, int depth) throws IOException {
        JsonLocation at = parser.currentTokenLocation();
        Place place = new Place(file, at.getLineNr(), at.getColumnNr(), address);
        checkDepth(depth, place);
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, Item> fields = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                Item value = json(parser, within(address, name), depth + 1);
                if (value != null && fields.put(name, value) != null) {
                    twice(value.place(), name);
                }
            }
            return Item.map(fields, place);
        }
        if (token == JsonToken.START_ARRAY) {
            List<Item> items = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                Item item = json(parser, address + "[" + items.size() + "]", depth + 1);
                if (item != null) {
                    items.add(item);
                }
            }
            return Item.list(items, place);
        }
        return token == JsonToken.VALUE_NULL ? null : Item.text(parser.getText(), place);
    }

    /** Reports a name that is there twice: the services take the last one. */
    private void twice(Place place, String name) {
        findings.notice(
                NoticeCode.NAME_WRITTEN_TWICE,
                "\"" + name + "\" is written twice in the same mapping, and the last one counts. Remove one of the two",
                place);
    }

    private static void checkDepth(int depth, Place place) {
        if (depth > DEEPEST) {
            throw new ConfigurationException(place.says("nested more than " + DEEPEST
                    + " levels deep. Remove the brackets or indentation that were not meant"));
        }
    }

    private @Nullable Item item(Node node, String address, int depth) {
        if (done.containsKey(node)) {
            Item before = done.get(node);
            if (before == null) {
                throw new ConfigurationException(place(node, address).says("an alias refers to what it is part of"));
            }
            return before;
        }
        checkDepth(depth, place(node, address));
        String tag = node.getTag().getValue();
        boolean collection = !(node instanceof ScalarNode);
        if (collection) {
            done.put(node, null);
        }
        // A text that is nothing but ${NAME} has a tag of the parser's own.
        boolean function = tag.startsWith("!") && tag.length() > 1 && !tag.equals(Tag.ENV_TAG.getValue());
        Item item = function ? function(node, tag, address, depth) : plain(node, address, depth);
        if (collection) {
            done.put(node, item);
        }
        return item;
    }

    private Place place(Node node, String address) {
        Mark mark = node.getStartMark().orElse(null);
        return mark == null
                ? new Place(file, null, null, address)
                : new Place(file, mark.getLine() + 1, mark.getColumn() + 1, address);
    }

    /** Returns the long form of a function's short form. */
    private Item function(Node node, String tag, String address, int depth) {
        String name = tag.equals("!Ref") || tag.equals("!Condition") ? tag.substring(1) : "Fn::" + tag.substring(1);
        Place place = place(node, address);
        Item argument =
                node instanceof ScalarNode scalar ? Item.text(scalar.getValue(), place) : plain(node, address, depth);
        if (argument == null) {
            argument = Item.text("", place);
        }
        if (name.equals("Fn::GetAtt") && argument.isText()) {
            String text = argument.text().or("");
            int dot = text.indexOf('.');
            if (dot > 0) {
                argument = Item.list(
                        List.of(Item.text(text.substring(0, dot), place), Item.text(text.substring(dot + 1), place)),
                        place);
            }
        }
        return Item.map(Map.of(name, argument), place);
    }

    private @Nullable Item plain(Node node, String address, int depth) {
        Place place = place(node, address);
        if (node instanceof MappingNode mapping) {
            Map<String, Item> fields = new LinkedHashMap<>();
            List<Item> merged = new ArrayList<>();
            for (NodeTuple tuple : mapping.getValue()) {
                if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                    throw new ConfigurationException(
                            place(tuple.getKeyNode(), address).says("the name of a value must be a text"));
                }
                String name = key.getValue();
                Item value = item(tuple.getValueNode(), within(address, name), depth + 1);
                if (value == null) {
                    continue;
                }
                if (name.equals("<<")) {
                    merged.addAll(value.isList() ? value.items() : List.of(value));
                } else if (fields.put(name, value) != null) {
                    twice(place(key, address), name);
                }
            }
            merged.forEach(from -> from.fields().forEach(fields::putIfAbsent));
            return Item.map(fields, place);
        }
        if (node instanceof SequenceNode sequence) {
            List<Item> items = new ArrayList<>();
            for (Node element : sequence.getValue()) {
                Item item = item(element, address + "[" + items.size() + "]", depth + 1);
                if (item != null) {
                    items.add(item);
                }
            }
            return Item.list(items, place);
        }
        ScalarNode scalar = (ScalarNode) node;
        return scalar.getTag().equals(Tag.NULL) ? null : Item.text(scalar.getValue(), place);
    }
}
