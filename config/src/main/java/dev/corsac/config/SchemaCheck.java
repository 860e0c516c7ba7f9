package dev.corsac.config;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Checks a file against the schema, and reports everything that is wrong at once, each with its place and the fix. */
public final class SchemaCheck {

    private final YamlFile file;
    private final Set<String> partial;
    private final List<String> problems = new ArrayList<>();
    private final Set<Node> refused = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Node> path = new ArrayDeque<>();

    private SchemaCheck(YamlFile file, Set<String> partial) {
        this.file = file;
        this.partial = partial;
    }

    /**
     * What a check found.
     *
     * @param problems one line for each mistake
     * @param refused the nodes with a mistake, and those around them
     */
    record Result(List<String> problems, Set<Node> refused) {}

    /**
     * Checks a file.
     *
     * @param partial the entries that only add to a template's, so that nothing is required of them: {@code sites.page}
     */
    static Result check(YamlFile file, Node node, Schema schema, Set<String> partial) {
        SchemaCheck check = new SchemaCheck(file, partial);
        check.check(node, schema, "");
        return new Result(List.copyOf(check.problems), check.refused);
    }

    /** A name within what is there: {@code apis.shop.routes."GET /orders"}. */
    static String within(String where, String name) {
        boolean plain =
                !name.isEmpty() && name.chars().allMatch(c -> Character.isLetterOrDigit(c) || "_-$".indexOf(c) >= 0);
        String part = plain ? name : "\"" + name + "\"";
        return where.isEmpty() ? part : where + "." + part;
    }

    private void wrong(Node node, String problem) {
        problems.add(file.told(node, problem));
        refused.add(node);
        refused.addAll(path);
    }

    private static String subject(String where) {
        return where.isEmpty() ? "the file" : where;
    }

    private void check(Node node, Schema any, String where) {
        path.push(node);
        checkInside(node, any, where);
        path.pop();
    }

    private void checkInside(Node node, Schema any, String where) {
        if (node instanceof MappingNode mapping && any.chosen(scalars(mapping)).is("object")) {
            mapping(mapping, any.chosen(scalars(mapping)), where);
        } else if (node instanceof SequenceNode sequence && any.is("array")) {
            sequence(sequence, any, where);
        } else if (node instanceof ScalarNode scalar && !YamlFile.isEmpty(scalar) && isScalar(any)) {
            scalar(scalar, any, where);
        } else {
            wrong(node, subject(where) + " is " + YamlFile.kind(node) + ": " + wanted(any));
        }
    }

    private static boolean isScalar(Schema schema) {
        return (schema.is("string") && schema.part("then") == null) || schema.is("integer") || schema.is("boolean");
    }

    private static String wanted(Schema schema) {
        List<String> wanted = new ArrayList<>();
        if (isScalar(schema)) {
            Integer least = schema.number("minimum");
            Integer most = schema.number("maximum");
            wanted.add(
                    !schema.choices().isEmpty()
                            ? "one of " + String.join(", ", new LinkedHashSet<>(schema.choices()))
                            : schema.is("string")
                                    ? "text"
                                    : schema.is("boolean")
                                            ? "true or false"
                                            : least != null && most != null
                                                    ? "a number from " + least + " to " + most
                                                    : least != null ? "a number from " + least : "a number");
        }
        if (schema.is("array")) {
            wanted.add("a list");
        }
        if (schema.is("object") || schema.part("then") != null) {
            wanted.add("names with a colon and their values");
        }
        return "it must be " + String.join(" or ", wanted);
    }

    private static Map<String, String> scalars(MappingNode mapping) {
        Map<String, String> scalars = new LinkedHashMap<>();
        YamlFile.fields(mapping).forEach((name, value) -> {
            if (value instanceof ScalarNode scalar) {
                scalars.put(name, scalar.getValue());
            }
        });
        return scalars;
    }

    private void mapping(MappingNode mapping, Schema schema, String where) {
        Set<String> seen = new LinkedHashSet<>();
        Set<String> meant = new LinkedHashSet<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Node key = tuple.getKeyNode();
            if (!(key instanceof ScalarNode scalar)) {
                wrong(key, subject(where) + ": this must be a name");
                continue;
            }
            String name = scalar.getValue();
            List<String> names = schema.names();
            Schema property = schema.property(name);
            boolean open = names.isEmpty() || names.contains(name);
            if (!seen.add(name)) {
                wrong(key, subject(where) + ": \"" + name + "\" is written twice. Remove one of the two");
            } else if (property == null || !open) {
                String nearest = Nearest.of(name, names);
                meant.add(String.valueOf(nearest));
                wrong(
                        key,
                        subject(where) + " has no \"" + name + "\". "
                                + (nearest == null
                                        ? "It can have " + String.join(", ", names)
                                        : "Did you mean " + nearest + "?"));
            } else {
                check(tuple.getValueNode(), property, within(where, name));
            }
        }
        for (String name : partial.contains(where.replace("\"", "")) ? List.<String>of() : schema.required()) {
            if (!seen.contains(name) && !meant.contains(name)) {
                wrong(mapping, subject(where) + " needs \"" + name + "\"" + why(schema.property(name)));
            }
        }
    }

    private static String why(@Nullable Schema property) {
        String description = property == null ? null : property.text("description");
        if (description == null) {
            return "";
        }
        int end = description.indexOf(". ");
        String first = end < 0 ? description : description.substring(0, end);
        return ": " + (first.endsWith(".") ? first.substring(0, first.length() - 1) : first);
    }

    private void sequence(SequenceNode sequence, Schema schema, String where) {
        Integer least = schema.number("minItems");
        if (least != null && sequence.getValue().size() < least) {
            wrong(sequence, where + " is an empty list. Name at least one, or remove it");
        }
        Schema items = schema.part("items");
        for (int i = 0; items != null && i < sequence.getValue().size(); i++) {
            check(sequence.getValue().get(i), items, where + "[" + i + "]");
        }
    }

    private void scalar(ScalarNode scalar, Schema schema, String where) {
        String value = scalar.getValue();
        List<String> choices = schema.choices();
        Integer shortest = schema.number("minLength");
        boolean fits = !choices.isEmpty()
                ? choices.contains(value)
                : schema.is("string")
                        || (schema.is("boolean") && (value.equals("true") || value.equals("false")))
                        || (schema.is("integer")
                                && isInteger(value, schema.number("minimum"), schema.number("maximum")));
        if (!fits) {
            wrong(scalar, where + " is \"" + value + "\": " + wanted(schema) + Nearest.hint(value, choices));
        } else if (shortest != null && value.length() < shortest) {
            wrong(scalar, where + " is empty: " + wanted(schema));
        }
    }

    private static boolean isInteger(String text, @Nullable Integer least, @Nullable Integer most) {
        try {
            int number = Integer.parseInt(text);
            return (least == null || number >= least) && (most == null || number <= most);
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
