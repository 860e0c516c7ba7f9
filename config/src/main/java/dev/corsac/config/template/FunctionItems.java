package dev.corsac.config.template;

import dev.corsac.deployment.DeployedFunction;
import dev.corsac.deployment.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads Lambda functions, their aliases and versions, of CloudFormation and SAM. */
final class FunctionItems {

    private FunctionItems() {}

    static void read(Stack stack) {
        for (Resource resource : stack.ofType("AWS::Serverless::Function")) {
            stack.functionNames().add(resource.id(), resource.properties().string("FunctionName"));
            stack.functions().add(function(stack, resource, samCode(resource.properties())));
        }
        for (Resource resource : stack.ofType("AWS::Lambda::Function")) {
            stack.functionNames().add(resource.id(), resource.properties().string("FunctionName"));
            stack.functions().add(function(stack, resource, code(stack, resource)));
        }
        for (String type : List.of("AWS::Lambda::Version", "AWS::Lambda::Alias")) {
            for (Resource resource : stack.ofType(type)) {
                Value<String> function = resource.properties().value("FunctionName");
                if (function != null) {
                    stack.functionNames().alias(resource.id(), function);
                }
            }
        }
    }

    private static DeployedFunction function(Stack stack, Resource resource, @Nullable Value<String> code) {
        Item properties = resource.properties();
        Map<String, Value<String>> environment = new LinkedHashMap<>(properties.valueMap("Environment", "Variables"));
        List<Value<String>> layers = new ArrayList<>();
        for (Value<String> layer : properties.values("Layers")) {
            String id = Stack.component(layer);
            Resource found = id == null ? null : stack.resource(id);
            if (found != null) {
                Value<String> content = Item.first(
                        found.properties().value("ContentUri"), found.metadata().value("aws:asset:path"));
                if (content != null) {
                    layers.add(content);
                }
            }
        }
        Value<Integer> memory = properties.number("MemorySize");
        Value<Integer> timeout = properties.number("Timeout");
        Value<String> name = properties.value("FunctionName");
        return new DeployedFunction(
                resource.id(),
                name == null ? Value.of(resource.id(), resource.place()) : name,
                properties.valueOr("Runtime", ""),
                properties.valueOr("Handler", ""),
                code,
                layers,
                environment,
                memory == null ? Value.byDefault(128) : memory,
                timeout == null ? Value.byDefault(3) : timeout,
                resource.place());
    }

    private static @Nullable Value<String> samCode(Item properties) {
        if ("Image".equals(properties.string("PackageType")) || properties.get("InlineCode") != null) {
            return null;
        }
        Value<String> uri = properties.value("CodeUri");
        if (uri == null) {
            return properties.get("CodeUri") == null ? Value.of(".", properties.place()) : null;
        }
        return uri.or("").startsWith("s3://") ? null : uri;
    }

    private static @Nullable Value<String> code(Stack stack, Resource resource) {
        Value<String> asset = resource.metadata().value("aws:asset:path");
        if (asset != null) {
            return asset;
        }
        String key = resource.properties().string("Code", "S3Key");
        Value<String> listed = key == null ? null : stack.evaluator().asset(key);
        // "aws cloudformation package" takes a path where the service takes a bucket and key.
        return listed != null ? listed : resource.properties().value("Code");
    }
}
