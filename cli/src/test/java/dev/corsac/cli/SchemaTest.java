package dev.corsac.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corsac.config.Assembled;
import dev.corsac.config.Configuration;
import dev.corsac.config.ConfigurationReader;
import dev.corsac.config.DiskFiles;
import dev.corsac.config.Json;
import dev.corsac.config.Schema;
import dev.corsac.config.SchemaCheck;
import dev.corsac.config.SchemaReference;
import dev.corsac.config.YamlFile;
import dev.corsac.gateway.UnverifiedBehavior;
import dev.corsac.gateway.rest.RestResponseType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * The schema, the reader and the reference are one: the reader lets through what the schema does and refuses a setting that
 * none of its parts asked for, so a file with every setting of the schema proves that the reader knows them all.
 */
class SchemaTest {

    private static final Path REFERENCE = Path.of("..", "docs", "corsac-yaml.md");

    /** What {@link Schema} and {@link SchemaCheck} understand; {@code x-example} is not a word of JSON Schema. */
    private static final Set<String> WORDS = Set.of(
            "$schema",
            "$defs",
            "$ref",
            "title",
            "description",
            "x-example",
            "type",
            "properties",
            "additionalProperties",
            "propertyNames",
            "required",
            "items",
            "minItems",
            "minLength",
            "minimum",
            "maximum",
            "enum",
            "default",
            "if",
            "then",
            "else",
            "const");

    @TempDir
    Path folder;

    @Test
    void the_schema_has_no_word_that_the_reader_does_not_know() throws IOException {
        List<String> unknown = new ArrayList<>();
        walk(Objects.requireNonNull(Json.read(Schema.text())), "", unknown);
        assertThat(unknown).isEmpty();
    }

    private static void walk(Object value, String where, List<String> unknown) {
        if (!(value instanceof Map<?, ?> words)) {
            return;
        }
        words.forEach((word, inner) -> {
            if (!WORDS.contains(String.valueOf(word))) {
                unknown.add(where + "/" + word);
            }
            boolean named = word.equals("properties") || word.equals("$defs");
            if (named && inner instanceof Map<?, ?> schemas) {
                schemas.forEach((name, schema) -> walk(Objects.requireNonNull(schema), where + "/" + name, unknown));
            } else if (inner != null) {
                walk(inner, where + "/" + word, unknown);
            }
        });
        assertThat(words.get("type") == null
                        || !words.get("type").equals("object")
                        || words.containsKey("additionalProperties"))
                .as(where + " says what else it can have")
                .isTrue();
    }

    @Test
    void every_setting_of_the_schema_is_read() throws IOException {
        Files.createDirectories(folder.resolve("web"));
        Files.writeString(Files.createDirectories(folder.resolve("jdk/bin")).resolve("java"), "");
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"21.0.2\"\n");
        Files.writeString(
                folder.resolve("jwks.json"),
                "{\"keys\": [{\"kty\": \"RSA\", \"kid\": \"k\", \"n\": \"" + "_".repeat(400)
                        + "\", \"e\": \"AQAB\"}]}");
        Files.writeString(
                folder.resolve("template.yaml"),
                "AWSTemplateFormatVersion: 2010-09-09\nParameters: {Page: {Type: String}}\nResources: {}\n");
        Files.writeString(folder.resolve("stack.json"), "{\"StackResources\": []}");
        String yaml = Files.readString(Path.of("src", "test", "resources", "every-setting.yaml"));
        Path file = Files.writeString(folder.resolve("corsac.yaml"), yaml);
        // Nothing is refused, so everything that is there was asked for …
        Configuration configuration = ConfigurationReader.read(DiskFiles.ALL, file, null);
        assertThat(configuration.fronts()).hasSizeGreaterThan(6);
        // … and everything that can be there is.
        Set<String> used = new TreeSet<>();
        used(Objects.requireNonNull(new YamlFile(DiskFiles.ALL, file).root(yaml)), Schema.load(), used);
        Set<String> known = new TreeSet<>();
        known("", Schema.load(), known);
        assertThat(used).containsExactlyInAnyOrderElementsOf(known);
    }

    /** The settings of a schema, each by the definition it belongs to. */
    private static void known(String where, Schema schema, Set<String> known) {
        for (String part : List.of("then", "else")) {
            Schema chosen = schema.part(part);
            if (chosen != null) {
                known(String.valueOf(chosen.reference()), chosen, known);
            }
        }
        schema.properties().forEach((name, property) -> {
            known.add(where + "." + name);
            known(below(where, name, property), property, known);
        });
        for (String part : List.of("additionalProperties", "items")) {
            Schema inner = schema.part(part);
            if (inner != null) {
                known(below(where, "*", inner), inner, known);
            }
        }
    }

    private static String below(String where, String name, Schema schema) {
        String reference = schema.reference();
        return reference == null ? where + "." + name : reference;
    }

    private static void used(Node node, Schema any, Set<String> used) {
        used(node, any, "", used);
    }

    private static void used(Node node, Schema any, String where, Set<String> used) {
        if (node instanceof MappingNode mapping) {
            Map<String, String> scalars = new HashMap<>();
            YamlFile.fields(mapping).forEach((name, value) -> {
                if (value instanceof ScalarNode scalar) {
                    scalars.put(name, scalar.getValue());
                }
            });
            Schema schema = any.chosen(scalars);
            String here = schema == any ? where : String.valueOf(schema.reference());
            YamlFile.fields(mapping).forEach((name, value) -> {
                boolean named = schema.properties().containsKey(name);
                Schema property = Objects.requireNonNull(schema.property(name));
                if (named) {
                    used.add(here + "." + name);
                }
                used(value, property, below(here, named ? name : "*", property), used);
            });
        } else if (node instanceof SequenceNode sequence) {
            Schema items = Objects.requireNonNull(any.part("items"));
            sequence.getValue().forEach(item -> used(item, items, below(where, "*", items), used));
        }
    }

    @Test
    void the_types_of_gateway_responses_are_those_of_the_gateway() {
        Schema responses = Objects.requireNonNull(Schema.load().definitions().get("restApi"))
                .properties()
                .get("gatewayResponses");
        assertThat(Objects.requireNonNull(responses).names())
                .containsExactlyElementsOf(
                        Arrays.stream(RestResponseType.values()).map(Enum::name).toList());
    }

    @Test
    void the_unverified_behavior_is_that_of_the_gateway_with_their_choices() {
        Map<String, Schema> questions = Objects.requireNonNull(
                        Schema.load().definitions().get("openQuestions"))
                .properties();
        List<String> gateway = new ArrayList<>();
        for (Class<?> question : UnverifiedBehavior.Choice.class.getPermittedSubclasses()) {
            gateway.add(question.getSimpleName());
            Schema known = questions.get(question.getSimpleName());
            assertThat(known).as(question + " belongs into corsac.schema.json").isNotNull();
            List<String> choices = Arrays.stream(question.getEnumConstants())
                    .map(choice -> ((Enum<?>) choice).name())
                    .toList();
            assertThat(Objects.requireNonNull(known).choices())
                    .as(question.getSimpleName())
                    .isEqualTo(choices);
            assertThat(known.byDefault()).isEqualTo(choices.get(0));
            assertThat(known.text("description"))
                    .as(question.getSimpleName())
                    .isEqualTo(question.getAnnotation(UnverifiedBehavior.Described.class)
                            .title());
        }
        assertThat(questions.keySet()).containsExactlyInAnyOrderElementsOf(gateway);
    }

    @TestFactory
    List<DynamicTest> an_example_of_the_schema_can_be_run() throws IOException {
        Files.createDirectories(folder.resolve("web"));
        Files.writeString(
                folder.resolve("jwks.json"),
                "{\"keys\": [{\"kty\": \"RSA\", \"kid\": \"k\", \"n\": \"" + "_".repeat(400)
                        + "\", \"e\": \"AQAB\"}]}");
        List<DynamicTest> tests = new ArrayList<>();
        Schema.load().definitions().forEach((name, definition) -> {
            if (definition.words().get("x-example") instanceof List<?> lines) {
                tests.add(DynamicTest.dynamicTest(name, () -> {
                    StringBuilder yaml = new StringBuilder();
                    lines.forEach(line -> yaml.append(line).append('\n'));
                    // What the examples refer to.
                    for (String other : List.of(
                            "sites:\n  shop: {host: shop.localhost, port: 8001, directory: web}\n",
                            "buckets:\n  assets: {hosts: assets.localhost, port: 8002, directory: web}\n",
                            "apis:\n  shop: {hosts: api.localhost, port: 8003, routes: {GET /: orders}}\n",
                            "functions:\n  orders: {command: ./o}\n  authorizer: {command: ./a}\n")) {
                        if (!yaml.toString().startsWith(other.substring(0, other.indexOf('\n')))) {
                            yaml.append(other);
                        }
                    }
                    Path file = Files.writeString(folder.resolve(name + ".yaml"), yaml);
                    assertThat(ConfigurationReader.read(DiskFiles.ALL, file, null)
                                    .fronts())
                            .isNotEmpty();
                }));
            }
        });
        assertThat(tests).hasSizeGreaterThan(9);
        return tests;
    }

    @Test
    void the_reference_says_what_the_schema_says() throws IOException {
        String page = SchemaReference.page(Schema.load());
        if ("write".equals(System.getProperty("corsac.docs"))) {
            Files.writeString(REFERENCE, page);
        }
        assertThat(REFERENCE)
                .as("run with -Dcorsac.docs=write and commit the page")
                .hasContent(page);
    }

    @Test
    void the_example_can_be_read() {
        Configuration example =
                ConfigurationReader.read(DiskFiles.ALL, Path.of("..", "examples", "shop", "corsac.yaml"), 9000);
        Assembled assembled = Assembled.of(example);
        assertThat(assembled.get("sites.shop", "/").status()).isEqualTo(200);
        assertThat(assembled.get("apis.shop", "/none").header("access-control-allow-origin"))
                .isEqualTo("http://shop.localhost:9000");
    }

    @Test
    void every_setting_has_a_description() {
        List<String> silent = new ArrayList<>();
        Schema.load()
                .definitions()
                .forEach((name, definition) -> definition.properties().forEach((property, schema) -> {
                    if (schema.text("description") == null) {
                        silent.add(name + "." + property);
                    }
                }));
        assertThat(silent).isEmpty();
    }

    @Test
    void the_command_schema_prints_it() {
        CommandLineRun run = CommandLineRun.of("", "schema");
        assertThat(run.exitCode()).isZero();
        assertThat(run.out().strip()).isEqualTo(Schema.text().strip());
    }
}
