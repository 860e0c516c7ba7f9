package dev.corsac.config.template;

import dev.corsac.config.ConfigurationException;
import dev.corsac.config.FileSource;
import dev.corsac.config.TemplateInputs;
import dev.corsac.config.TemplateResult;
import dev.corsac.deployment.DeployedFunction;
import dev.corsac.deployment.NoticeCode;
import dev.corsac.deployment.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a {@code serverless.yml}: its functions and events, and the CloudFormation resources in it. */
final class ServerlessFile {

    private final Path file;
    private final Item root;
    private final TemplateMessages findings;
    private final ServerlessVariables variables;

    private ServerlessFile(Path file, Item root, TemplateMessages findings, ServerlessVariables variables) {
        this.file = file;
        this.root = root;
        this.findings = findings;
        this.variables = variables;
    }

    /** Returns whether the item looks like a serverless.yml. */
    static boolean is(Item root) {
        return root.get("service") != null && root.get("provider") != null;
    }

    static TemplateResult read(
            FileSource files, Path file, Item raw, TemplateMessages findings, TemplateInputs inputs) {
        Path parent = file.toAbsolutePath().getParent();
        Path folder = parent == null ? Path.of("") : parent;
        ServerlessVariables variables = new ServerlessVariables(raw, files, folder, inputs, findings);
        Item root = variables.resolve(raw);
        return new ServerlessFile(file, root, findings, variables).read(files, inputs);
    }

    private TemplateResult read(FileSource files, TemplateInputs inputs) {
        String provider = root.string("provider", "name");
        String named = provider == null ? root.string("provider") : provider;
        if (named != null && !named.equals("aws")) {
            throw new ConfigurationException(root.place().says("the provider is \"" + named + "\": Corsac knows aws"));
        }
        Item plugins = root.get("plugins");
        if (plugins != null) {
            Item listed = plugins.isMap() ? plugins.get("modules") : plugins;
            for (Item plugin : listed == null ? List.<Item>of() : listed.oneOrMore()) {
                findings.notice(
                        NoticeCode.PLUGIN_NOT_RUN,
                        "the plugin " + plugin.text() + " is not run: what it adds is not read",
                        plugin.place());
            }
        }
        Map<String, Item> template = new LinkedHashMap<>();
        for (Item part : parts(root.get("resources"))) {
            for (String section : List.of("Resources", "Conditions", "Mappings", "Parameters")) {
                Item given = part.get(section);
                if (given != null) {
                    Item before = template.get(section);
                    template.put(section, before == null ? given : CloudFormation.merged(before, given));
                }
            }
            Item extensions = part.get("extensions");
            if (extensions != null) {
                findings.notice(
                        NoticeCode.PROPERTY_NOT_MODELLED, "resources.extensions are not read", extensions.place());
            }
        }
        template.putIfAbsent("Resources", Item.map(Map.of(), root.place()));
        Map<String, String> parameters = new LinkedHashMap<>(inputs.parameters());
        String region = root.string("provider", "region");
        if (region != null) {
            parameters.putIfAbsent("AWS::Region", region);
        }
        TemplateResult result = CloudFormation.read(
                files,
                file,
                Item.map(template, root.place()),
                findings,
                new TemplateInputs(parameters, inputs.environment()),
                this::add);
        List<Path> read = new ArrayList<>(result.files());
        read.addAll(variables.files());
        return new TemplateResult(
                result.deployment(), read, region == null ? result.region() : region, result.resourceTypes());
    }

    /** Returns a mapping, or the mappings of a list. */
    private static List<Item> parts(@Nullable Item item) {
        return item == null ? List.of() : item.isList() ? item.items() : List.of(item);
    }

    private void add(Stack stack) {
        Map<String, Item> functions = new LinkedHashMap<>();
        parts(root.get("functions")).forEach(part -> functions.putAll(part.fields()));
        functions.forEach((name, function) -> {
            if (function.isMap()) {
                String own = function.string("name");
                stack.functionNames().add(name, own == null ? service() + "-" + variables.stage() + "-" + name : own);
                stack.functionNames().alias(logicalId(name) + "LambdaFunction", name);
                Item resolved = stack.evaluator().resolve(function);
                stack.functions().add(function(name, resolved == null ? function : resolved, stack));
            }
        });
        new ServerlessEvents(root, variables.stage(), stack).read(functions);
    }

    private String service() {
        String name = root.string("service");
        String older = name == null ? root.string("service", "name") : name;
        return older == null ? "service" : older;
    }

    /** Returns the id that the framework makes of a function's name. */
    static String logicalId(String name) {
        String plain = name.replace("-", "Dash").replace("_", "Underscore");
        return plain.isEmpty() ? plain : Character.toUpperCase(plain.charAt(0)) + plain.substring(1);
    }

    private DeployedFunction function(String name, Item function, Stack stack) {
        Item given = root.get("provider");
        Item resolved = given == null ? null : stack.evaluator().resolve(given);
        Item provider = resolved == null || !resolved.isMap() ? Item.map(Map.of(), root.place()) : resolved;
        Map<String, Value<String>> environment = new LinkedHashMap<>(provider.valueMap("environment"));
        environment.putAll(function.valueMap("environment"));
        Value<String> artifact = Item.first(function.value("package", "artifact"), root.value("package", "artifact"));
        Value<Integer> memory = Item.first(function.number("memorySize"), provider.number("memorySize"));
        Value<Integer> timeout = Item.first(function.number("timeout"), provider.number("timeout"));
        Value<String> runtime = Item.first(function.value("runtime"), provider.value("runtime"));
        Value<String> own = function.value("name");
        return new DeployedFunction(
                name,
                own == null ? Value.of(service() + "-" + variables.stage() + "-" + name, function.place()) : own,
                function.get("image") != null || runtime == null ? Value.of("", function.place()) : runtime,
                function.valueOr("handler", ""),
                artifact == null ? Value.of(".", function.place()) : artifact,
                List.of(),
                environment,
                memory == null ? Value.byDefault(1024) : memory,
                timeout == null ? Value.byDefault(6) : timeout,
                function.place());
    }
}
