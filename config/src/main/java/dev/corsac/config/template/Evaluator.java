package dev.corsac.config.template;

import dev.corsac.config.ConfigurationException;
import dev.corsac.config.FileSource;
import dev.corsac.config.Nearest;
import dev.corsac.config.TemplateInputs;
import dev.corsac.deployment.Missing;
import dev.corsac.deployment.NoticeCode;
import dev.corsac.deployment.Place;
import dev.corsac.deployment.Symbol;
import dev.corsac.deployment.Value;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Evaluates the functions of a CloudFormation template. Not safe to share between threads. */
final class Evaluator {

    /** More than any template has; aliases of aliases would come to any number. */
    private static final int MOST_ITEMS = 3_000_000;

    private final Item root;
    private final FileSource files;
    private final Path folder;
    private final TemplateInputs inputs;
    private final TemplateMessages findings;
    private final Conditions conditions;
    private final Map<String, Item> declaredParameters;
    private final References references;
    private final Set<Path> read = new LinkedHashSet<>();
    private final Map<Path, Item> manifests = new HashMap<>();
    private final boolean generates;
    private int count;
    private int depth;

    /** @param generates whether resources may exist that the template does not list, made by a transform */
    Evaluator(
            Item root,
            FileSource files,
            Path folder,
            TemplateInputs inputs,
            TemplateMessages findings,
            boolean generates) {
        this.root = root;
        this.files = files;
        this.folder = folder;
        this.inputs = inputs;
        this.findings = findings;
        this.generates = generates;
        this.declaredParameters = fields("Parameters");
        this.references =
                new References(this, declaredParameters, fields("Resources"), inputs.parameters(), findings, generates);
        this.conditions = new Conditions(fields("Conditions"), this, findings);
    }

    private Map<String, Item> fields(String section) {
        Item found = root.get(section);
        return found == null ? Map.of() : found.fields();
    }

    Conditions conditions() {
        return conditions;
    }

    /** Returns the files that were included. */
    Set<Path> files() {
        return read;
    }

    /** Returns the item without functions; null for {@code AWS::NoValue}. */
    @Nullable
    Item resolve(Item item) {
        if (++count > MOST_ITEMS) {
            throw new ConfigurationException(item.place()
                    .says("the template comes to more than " + MOST_ITEMS
                            + " values, aliases included. Remove aliases of aliases"));
        }
        if (item.isText()) {
            String text = item.text().known();
            return text != null && text.contains("{{resolve:") ? dynamic(text, item.place()) : item;
        }
        if (++depth > 400) {
            throw new ConfigurationException(item.place().says("values refer to each other in a circle"));
        }
        try {
            return item.isList() ? list(item) : map(item);
        } finally {
            depth--;
        }
    }

    private Item list(Item item) {
        List<Item> items = new ArrayList<>();
        for (Item element : item.items()) {
            Item resolved = resolve(element);
            if (resolved == null) {
                continue;
            }
            // A parameter of several values inside a list stands for all of them.
            if (resolved.isList() && !element.isList() && isParameterOfSeveral(element)) {
                items.addAll(resolved.items());
            } else {
                items.add(resolved);
            }
        }
        return Item.list(items, item.place());
    }

    private boolean isParameterOfSeveral(Item element) {
        String ref = element.string("Ref");
        Item declared = ref == null ? null : declaredParameters.get(ref);
        return declared != null && References.isSeveral(declared);
    }

    private @Nullable Item map(Item item) {
        Map<String, Item> fields = item.fields();
        if (fields.size() == 1) {
            Map.Entry<String, Item> only = fields.entrySet().iterator().next();
            String name = only.getKey();
            if (name.equals("Ref")) {
                return ref(only.getValue());
            }
            if (name.startsWith("Fn::") && !name.equals("Fn::Transform")) {
                return function(name, only.getValue(), item.place());
            }
        }
        Map<String, Item> result = new LinkedHashMap<>();
        fields.forEach((name, value) -> {
            if (name.equals("Fn::Transform")) {
                include(value).forEach(result::putIfAbsent);
            } else if (name.startsWith("Fn::ForEach")) {
                findings.notice(
                        NoticeCode.TRANSFORM_NOT_RUN, name + " is not run: what it makes is not read", value.place());
            } else {
                Item resolved = resolve(value);
                if (resolved != null) {
                    result.put(name, resolved);
                }
            }
        });
        return Item.map(result, item.place());
    }

    /** Returns what a transform inside a mapping adds to it. */
    private Map<String, Item> include(Item transform) {
        Map<String, Item> all = new LinkedHashMap<>();
        List<Item> transforms = transform.isList() ? transform.items() : List.of(transform);
        for (Item one : transforms) {
            String name = one.string("Name");
            Item where = one.get("Parameters", "Location");
            if (!"AWS::Include".equals(name) || where == null) {
                findings.notice(
                        NoticeCode.TRANSFORM_NOT_RUN,
                        "the macro " + name + " runs only at AWS: what it makes is not read",
                        one.place());
                continue;
            }
            Item location = resolve(where);
            Item included = location == null ? null : file(location, "Location");
            if (included != null) {
                Item resolved = resolve(included);
                if (resolved != null) {
                    all.putAll(resolved.fields());
                }
            }
        }
        return all;
    }

    /** Returns the content of a file that a template names, its functions not yet evaluated; null if it is not here. */
    @Nullable
    Item file(Item location, String property) {
        String name = location.isText() ? location.text().known() : null;
        if (name == null || name.startsWith("s3://") || name.startsWith("https://")) {
            findings.notice(
                    NoticeCode.FILE_NOT_READ,
                    property + " is " + (location.isText() ? location.text() : "not a file")
                            + ", which is not a file on this machine: it is not read",
                    location.place());
            return null;
        }
        try {
            Path file = folder.resolve(name).normalize();
            if (!files.isFile(file)) {
                findings.notice(
                        NoticeCode.FILE_NOT_READ,
                        property + ": there is no " + file + ": it is not read",
                        location.place());
                return null;
            }
            read.add(file);
            return ItemReader.read(files, file, findings);
        } catch (InvalidPathException e) {
            findings.mistake(location.place(), property + ": \"" + name + "\" is not a path");
            return null;
        } catch (ConfigurationException e) {
            findings.mistake(location.place(), property + ": " + e.getMessage());
            return null;
        }
    }

    /** Returns where CDK put the asset that is uploaded under a key, by the {@code *.assets.json} files of its output; null for none. */
    @Nullable
    Value<String> asset(String key) {
        if (!key.matches("[0-9a-f]{64}\\.[a-z]+")) {
            return null;
        }
        for (Path file : files.list(folder)) {
            if (!file.toString().endsWith(".assets.json")) {
                continue;
            }
            Item manifest = manifests.computeIfAbsent(file, path -> ItemReader.read(files, path, findings));
            Item listed = manifest.get("files");
            for (Item asset : listed == null ? List.<Item>of() : listed.fields().values()) {
                Item destinations = asset.get("destinations");
                boolean found = destinations != null
                        && destinations.fields().values().stream()
                                .anyMatch(destination -> key.equals(destination.string("objectKey")));
                if (found) {
                    return asset.value("source", "path");
                }
            }
        }
        return null;
    }

    private Item dynamic(String text, Place place) {
        String reference = text.substring(text.indexOf("{{resolve:"));
        int end = reference.indexOf("}}");
        String name = end < 0 ? reference : reference.substring(0, end + 2);
        return Item.text(Value.unknown(new Missing(name, "override what depends on it in corsac.yaml", place)));
    }

    private @Nullable Item ref(Item argument) {
        String name = argument.isText() ? argument.text().known() : null;
        if (name == null) {
            findings.mistake(argument.place(), "Ref needs the name of a parameter or resource");
            return Item.text("", argument.place());
        }
        return name.equals("AWS::NoValue") ? null : references.to(name, argument.place());
    }

    private @Nullable Item function(String name, Item argument, Place place) {
        switch (name) {
            case "Fn::If" -> {
                return choice(argument);
            }
            case "Fn::GetAtt" -> {
                return Item.text(attribute(argument));
            }
            case "Fn::Sub" -> {
                return substitute(argument);
            }
            case "Fn::Join" -> {
                return join(argument);
            }
            case "Fn::Select" -> {
                return select(argument);
            }
            case "Fn::Split" -> {
                return split(argument);
            }
            case "Fn::FindInMap" -> {
                return find(argument);
            }
            case "Fn::ImportValue" -> {
                return imported(argument);
            }
            case "Fn::Base64" -> {
                Item text = resolve(argument);
                return text == null || text.text().known() == null
                        ? text
                        : Item.text(
                                Base64.getEncoder()
                                        .encodeToString(text.text().or("").getBytes(StandardCharsets.UTF_8)),
                                place);
            }
            case "Fn::Equals", "Fn::And", "Fn::Or", "Fn::Not" -> {
                Conditions.Truth truth = conditions.of(Item.map(Map.of(name, argument), place));
                return truth.value() == null
                        ? Item.unknown(truth.missing(), place)
                        : Item.text(truth.value().toString(), place);
            }
            case "Fn::Length" -> {
                Item list = resolve(argument);
                return list != null && list.isList()
                        ? Item.text(Integer.toString(list.items().size()), place)
                        : unknown(name, place);
            }
            case "Fn::GetAZs", "Fn::Cidr", "Fn::ToJsonString" -> {
                return unknown(name, place);
            }
            default -> {
                if (!generates) {
                    findings.mistake(place, "there is no function " + name);
                }
                return unknown(name, place);
            }
        }
    }

    private static Item unknown(String function, Place place) {
        return Item.unknown(List.of(new Missing(function, "override what depends on it in corsac.yaml", place)), place);
    }

    private @Nullable Item choice(Item argument) {
        if (argument.items().size() < 2 || argument.items().size() > 3) {
            findings.mistake(argument.place(), "Fn::If needs a condition's name and two values");
            return null;
        }
        String name = argument.items().get(0).text().known();
        Conditions.Truth truth =
                conditions.named(String.valueOf(name), argument.items().get(0));
        // A value that is null is left out by the reader, as if it were AWS::NoValue.
        Item otherwise = argument.items().size() < 3 ? null : argument.items().get(2);
        Boolean value = truth.value();
        if (value != null) {
            Item chosen = value ? argument.items().get(1) : otherwise;
            return chosen == null ? null : resolve(chosen);
        }
        Item one = resolve(argument.items().get(1));
        Item other = otherwise == null ? null : resolve(otherwise);
        if (one != null
                && other != null
                && one.isText()
                && other.isText()
                && one.text().same(other.text())) {
            return one;
        }
        return Item.unknown(truth.missing(), argument.place());
    }

    private Value<String> attribute(Item argument) {
        String id = argument.isList() && !argument.items().isEmpty()
                ? argument.items().get(0).text().known()
                : argument.text().known();
        String attribute = null;
        if (argument.isList() && argument.items().size() >= 2) {
            Item second = resolve(argument.items().get(1));
            attribute = second == null ? null : second.text().known();
            for (int i = 2; attribute != null && i < argument.items().size(); i++) {
                attribute += "." + argument.items().get(i).text().or("");
            }
        } else if (id != null && id.indexOf('.') > 0) {
            attribute = id.substring(id.indexOf('.') + 1);
            id = id.substring(0, id.indexOf('.'));
        }
        if (id == null || attribute == null) {
            findings.mistake(argument.place(), "Fn::GetAtt needs a resource's name and an attribute");
            return Value.of("", argument.place());
        }
        return references.attribute(id, attribute, argument.place());
    }

    private Item substitute(Item argument) {
        Item template = argument.isList() && !argument.items().isEmpty()
                ? argument.items().get(0)
                : argument;
        Map<String, Item> variables =
                argument.items().size() > 1 ? argument.items().get(1).fields() : Map.of();
        String text = template.isText() ? template.text().known() : null;
        if (text == null) {
            findings.mistake(argument.place(), "Fn::Sub needs a text, or a list of a text and variables");
            return Item.text("", argument.place());
        }
        Place place = template.place();
        List<Value<String>> parts = new ArrayList<>();
        int from = 0;
        for (int start = text.indexOf("${"); start >= 0; start = text.indexOf("${", from)) {
            int end = text.indexOf('}', start);
            if (end < 0) {
                break;
            }
            parts.add(Value.of(text.substring(from, start), place));
            String name = text.substring(start + 2, end).strip();
            if (name.startsWith("!")) {
                parts.add(Value.of("${" + name.substring(1) + "}", place));
            } else if (variables.containsKey(name)) {
                parts.add(oneText(resolve(variables.get(name)), place));
            } else if (name.indexOf('.') > 0 && !name.startsWith("AWS::")) {
                int dot = name.indexOf('.');
                parts.add(references.attribute(name.substring(0, dot), name.substring(dot + 1), place));
            } else {
                parts.add(oneText(references.to(name, place), place));
            }
            from = end + 1;
        }
        parts.add(Value.of(text.substring(from), place));
        Value<String> joined = Value.joined(parts, place);
        String known = joined.known();
        return known != null && known.contains("{{resolve:") ? dynamic(known, place) : Item.text(joined);
    }

    private static Value<String> oneText(@Nullable Item item, Place place) {
        if (item == null) {
            return Value.of("", place);
        }
        if (item.isList()) {
            return joined(item.items(), ",", place);
        }
        return item.text();
    }

    private static Value<String> joined(List<Item> items, String separator, Place place) {
        List<Value<String>> parts = new ArrayList<>();
        for (Item item : items) {
            if (!parts.isEmpty()) {
                parts.add(Value.of(separator, place));
            }
            parts.add(item.isList() ? joined(item.items(), separator, place) : item.text());
        }
        return Value.joined(parts, place);
    }

    private Item join(Item argument) {
        if (argument.items().size() != 2) {
            findings.mistake(argument.place(), "Fn::Join needs a separator and a list");
            return Item.text("", argument.place());
        }
        Item list = resolve(argument.items().get(1));
        String separator = argument.items().get(0).text().or("");
        if (list == null) {
            return Item.text("", argument.place());
        }
        return list.isList()
                ? Item.text(joined(list.items(), separator, argument.place()))
                : Item.text(list.text().at(argument.place()));
    }

    private Item select(Item argument) {
        Item which = argument.items().size() == 2 ? resolve(argument.items().get(0)) : null;
        Item list = argument.items().size() == 2 ? resolve(argument.items().get(1)) : null;
        if (which == null || list == null) {
            findings.mistake(argument.place(), "Fn::Select needs an index and a list");
            return Item.text("", argument.place());
        }
        if (which.isUnknown() || list.isUnknown()) {
            return which.isUnknown() ? which : list;
        }
        try {
            int index = Integer.parseInt(which.text().or("").strip());
            Symbol made = made(list);
            if (made != null && index >= list.items().size()) {
                // An attribute that is a list, or a text that is longer than what is known of it.
                return Item.text(
                        Value.of(new Symbol(made.component(), made.attribute() + "[" + index + "]"), argument.place()));
            }
            return list.items().get(index);
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            findings.mistake(
                    argument.place(),
                    "Fn::Select: there is no element " + which.text() + ": the list has "
                            + list.items().size());
            return Item.text("", argument.place());
        }
    }

    /** Returns the first symbol of a text or of the texts of a list; null if all of them are known. */
    private static @Nullable Symbol made(Item list) {
        Value<String> text = list.isText()
                ? list.text()
                : Value.joined(list.items().stream().map(Item::text).toList(), list.place());
        List<Symbol> symbols = text.symbols();
        return symbols.isEmpty() ? null : symbols.get(0);
    }

    private Item split(Item argument) {
        Item text = argument.items().size() == 2 ? resolve(argument.items().get(1)) : null;
        if (text == null || !text.isText()) {
            findings.mistake(argument.place(), "Fn::Split needs a separator and a text");
            return Item.text("", argument.place());
        }
        if (text.isUnknown()) {
            return text;
        }
        String separator = Pattern.quote(argument.items().get(0).text().or(","));
        return Item.list(
                Value.pieces(text.text(), separator).stream().map(Item::text).toList(), argument.place());
    }

    private Item find(Item argument) {
        List<Item> keys = new ArrayList<>();
        for (int i = 0; i < Math.min(3, argument.items().size()); i++) {
            Item key = resolve(argument.items().get(i));
            if (key != null) {
                keys.add(key);
            }
        }
        if (keys.size() != 3) {
            findings.mistake(argument.place(), "Fn::FindInMap needs the names of a map and of two keys");
            return Item.text("", argument.place());
        }
        Item at = root.get("Mappings");
        for (Item key : keys) {
            String name = key.text().known();
            if (name == null) {
                List<Missing> missing = key.text().missing();
                return Item.unknown(
                        missing.isEmpty()
                                ? List.of(new Missing(
                                        String.valueOf(key.text()), "--parameter AWS::Region=VALUE", key.place()))
                                : missing,
                        argument.place());
            }
            Item found = at == null ? null : at.get(name);
            if (found == null) {
                Item fallback =
                        argument.items().size() > 3 ? argument.items().get(3).get("DefaultValue") : null;
                if (fallback != null) {
                    Item resolved = resolve(fallback);
                    return resolved == null ? Item.text("", argument.place()) : resolved;
                }
                findings.mistake(
                        key.place(),
                        "there is no \"" + name + "\" in the map"
                                + (at == null
                                        ? ""
                                        : Nearest.meant(name, at.fields().keySet())));
                return Item.text("", argument.place());
            }
            at = found;
        }
        return at == null ? Item.text("", argument.place()) : at;
    }

    private Item imported(Item argument) {
        Item name = resolve(argument);
        String export = name == null ? "" : String.valueOf(name.text());
        String given = inputs.parameters().get(export);
        return given != null
                ? Item.text(given, argument.place())
                : Item.unknown(
                        List.of(new Missing("export " + export, "--parameter " + export + "=VALUE", argument.place())),
                        argument.place());
    }
}
