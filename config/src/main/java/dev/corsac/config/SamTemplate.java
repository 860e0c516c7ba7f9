package dev.corsac.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * The functions of an AWS SAM or CloudFormation template in YAML, as far as they can be run here: what is made by an intrinsic
 * function ({@code !Ref}, {@code !Sub}) is not known before the deployment.
 *
 * @param functions by logical id
 */
record SamTemplate(Path file, Map<String, Function> functions) {

    /**
     * A function.
     *
     * @param runtime {@code java21}; empty if the template does not say
     * @param environment the variables whose values stand in the template
     * @param unknown the names of the other variables
     */
    record Function(
            String handler,
            String runtime,
            String codeUri,
            @Nullable String memory,
            @Nullable String timeout,
            Map<String, String> environment,
            List<String> unknown,
            List<Event> events) {}

    /**
     * A route to a function.
     *
     * @param http whether it is an HTTP API's
     */
    record Event(boolean http, String method, String path) {}

    /** The template in that folder; null if there is none, or none that names a function. */
    static @Nullable SamTemplate in(FileSource files, Path folder) {
        for (String name : List.of("template.yaml", "template.yml", "sam.yaml")) {
            Path file = folder.resolve(name);
            if (Files.isRegularFile(file)) {
                try {
                    YamlFile yaml = new YamlFile(files, file);
                    SamTemplate template = read(file, yaml.root(yaml.text()));
                    return template.functions().isEmpty() ? null : template;
                } catch (ConfigurationException e) {
                    return null; // no template then
                }
            }
        }
        return null;
    }

    private static SamTemplate read(Path file, Node root) {
        Node globals = at(root, "Globals", "Function");
        Map<String, Function> functions = new LinkedHashMap<>();
        fields(at(root, "Resources")).forEach((id, resource) -> {
            String type = text(at(resource, "Type"));
            if (!"AWS::Serverless::Function".equals(type) && !"AWS::Lambda::Function".equals(type)) {
                return;
            }
            Node properties = at(resource, "Properties");
            String handler = text(at(properties, "Handler"));
            if (handler == null) {
                handler = text(at(globals, "Handler"));
            }
            Map<String, String> environment = new LinkedHashMap<>();
            List<String> unknown = new ArrayList<>();
            for (Node from : new Node[] {globals, properties}) {
                fields(at(from, "Environment", "Variables")).forEach((name, value) -> {
                    String text = text(value);
                    if (text == null) {
                        unknown.add(name);
                    } else {
                        environment.put(name, text);
                    }
                });
            }
            unknown.removeAll(environment.keySet());
            functions.put(
                    id,
                    new Function(
                            handler == null ? "" : handler,
                            or(text(at(properties, "Runtime")), text(at(globals, "Runtime")), ""),
                            or(text(at(properties, "CodeUri")), text(at(globals, "CodeUri")), "."),
                            orNull(text(at(properties, "MemorySize")), text(at(globals, "MemorySize"))),
                            orNull(text(at(properties, "Timeout")), text(at(globals, "Timeout"))),
                            environment,
                            unknown,
                            events(at(properties, "Events"))));
        });
        return new SamTemplate(file, functions);
    }

    private static List<Event> events(@Nullable Node events) {
        List<Event> read = new ArrayList<>();
        for (Node event : fields(events).values()) {
            String type = text(at(event, "Type"));
            String path = text(at(event, "Properties", "Path"));
            String method = text(at(event, "Properties", "Method"));
            if (type != null && (type.equals("Api") || type.equals("HttpApi"))) {
                boolean http = type.equals("HttpApi");
                if (http && path == null) {
                    read.add(new Event(true, "", "$default"));
                } else if (path != null && method != null) {
                    String upper = method.toUpperCase(Locale.ROOT);
                    boolean any = upper.equals("*") || upper.equals("X-AMAZON-APIGATEWAY-ANY-METHOD");
                    read.add(new Event(http, any ? "ANY" : upper, path));
                }
            }
        }
        return read;
    }

    private static String or(@Nullable String first, @Nullable String second, String third) {
        String value = orNull(first, second);
        return value == null ? third : value;
    }

    private static @Nullable String orNull(@Nullable String first, @Nullable String second) {
        return first == null ? second : first;
    }

    private static @Nullable Node at(@Nullable Node node, String... names) {
        Node at = node;
        for (String name : names) {
            at = fields(at).get(name);
        }
        return at;
    }

    private static Map<String, Node> fields(@Nullable Node node) {
        return node instanceof MappingNode mapping ? YamlFile.fields(mapping) : Map.of();
    }

    /** Null for what an intrinsic function makes. */
    private static @Nullable String text(@Nullable Node node) {
        return node instanceof ScalarNode scalar && scalar.getTag().getValue().startsWith("tag:yaml.org,2002:")
                ? scalar.getValue()
                : null;
    }
}
