package dev.corsac.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The reference of {@code corsac.yaml} as a page of Markdown, made of its schema. */
public final class SchemaReference {

    private final Schema schema;
    private final StringBuilder page = new StringBuilder();

    private SchemaReference(Schema schema) {
        this.schema = schema;
    }

    public static String page(Schema schema) {
        return new SchemaReference(schema).page();
    }

    private String page() {
        page.append("# corsac.yaml\n\n");
        page.append(
                "<!-- Made of corsac.schema.json by SchemaTest with -Dcorsac.docs=write: edit that, not this. -->\n\n");
        page.append(schema.text("description")).append("\n\n");
        page.append("""
                `corsac init` writes a first file for the project of the folder, `corsac schema` prints the JSON Schema that this page is
                made of. Editors with a YAML language server complete and check the file by this line at its top:

                ```yaml
                # yaml-language-server: $schema=.corsac/corsac.schema.json
                ```

                Paths are relative to the file. A list with a single text may be written as that text.

                A text may refer to the address of another entry, which is right also after its port has changed:
                `${sites.shop.origin}` is the origin as browsers send it, `${apis.shop.url}` the URL with the stage or base path; `.host` and `.port`
                are the parts of it. `${console.origin}` is the origin of the console. To write `${` itself, write `$${`.

                """);
        page.append("| section | meaning |\n|---|---|\n");
        schema.properties().forEach((name, section) -> {
            Schema entry = section.part("additionalProperties");
            Schema shown = entry == null ? section : entry;
            List<String> links = new ArrayList<>();
            for (Schema each : entry == null ? List.of(section) : alternatives(shown)) {
                links.add(link(each));
            }
            page.append("| `").append(name).append("` | ").append(section.text("description"));
            boolean linked = shown.text("title") != null || shown.part("then") != null;
            page.append(linked ? " " + String.join(", ", links) : "").append(" |\n");
        });
        schema.definitions().forEach((name, definition) -> {
            if (definition.text("title") != null) {
                section(definition);
            }
        });
        return page.toString();
    }

    private static List<Schema> alternatives(Schema schema) {
        Schema then = schema.part("then");
        Schema otherwise = schema.part("else");
        return then == null || otherwise == null ? List.of(schema) : List.of(otherwise, then);
    }

    private static String link(Schema schema) {
        String title = String.valueOf(schema.text("title"));
        return "[" + title + "](#" + title.toLowerCase(Locale.ROOT).replace(' ', '-') + ")";
    }

    private void section(Schema definition) {
        page.append("\n## ").append(definition.text("title")).append("\n\n");
        page.append(definition.text("description")).append("\n");
        if (definition.words().get("x-example") instanceof List<?> lines) {
            page.append("\n```yaml\n");
            lines.forEach(line -> page.append(line).append('\n'));
            page.append("```\n");
        }
        Schema items = definition.part("items");
        if (definition.properties().isEmpty()) {
            page.append(items == null || titled(items) == null ? "" : "\nEach entry: " + link(items) + ".\n");
            return;
        }
        page.append("\n| | | |\n|---|---|---|\n");
        rows("", definition);
    }

    private void rows(String before, Schema definition) {
        definition.properties().forEach((name, property) -> {
            page.append("| `").append(before).append(name).append("` | ").append(type(property));
            if (definition.required().contains(name)) {
                page.append("; **needed**");
            }
            page.append(" | ").append(property.text("description"));
            String value = property.byDefault();
            if (value != null) {
                page.append(" Unless set: `").append(value).append("`.");
            }
            page.append(" |\n");
            Schema items = property.part("items");
            if (titled(property) == null && !property.properties().isEmpty()) {
                rows(before + name + ".", property);
            } else if (items != null
                    && items.reference() == null
                    && !items.properties().isEmpty()) {
                rows(before + name + "[].", items);
            }
        });
    }

    /** What has a section of its own, or null. */
    private static @Nullable Schema titled(Schema schema) {
        return schema.reference() != null && schema.text("title") != null ? schema : null;
    }

    private static String type(Schema property) {
        if (titled(property) != null) {
            return link(property);
        }
        List<String> choices = new ArrayList<>(new LinkedHashSet<>(property.choices()));
        if (!choices.isEmpty()) {
            return "`" + String.join("`, `", choices) + "`";
        }
        Set<String> types = new LinkedHashSet<>();
        for (String type : property.types()) {
            types.add(
                    switch (type) {
                        case "integer" -> range(property);
                        case "boolean" -> "true or false";
                        case "array" -> list(property.part("items"));
                        case "object" -> mapping(property);
                        default -> "text";
                    });
        }
        return String.join(", ", types);
    }

    private static String range(Schema property) {
        Integer least = property.number("minimum");
        Integer most = property.number("maximum");
        return least == null ? "number" : most == null ? "number from " + least : "number, " + least + " to " + most;
    }

    private static String list(@Nullable Schema items) {
        return items != null && titled(items) != null ? "list: " + link(items) : "list";
    }

    private static String mapping(Schema property) {
        Schema values = property.part("additionalProperties");
        if (values == null) {
            return "settings";
        }
        return titled(values) != null ? "by name: " + link(values) : "texts by name";
    }
}
