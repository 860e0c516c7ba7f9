package dev.corsac.config.template;

import dev.corsac.deployment.DeployedFront;
import dev.corsac.deployment.DeployedFunction;
import dev.corsac.deployment.Symbol;
import dev.corsac.deployment.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A CloudFormation template while its resources are read. Not safe to share between threads. */
final class Stack {

    private final Map<String, Resource> resources = new LinkedHashMap<>();
    private final Map<String, List<Resource>> byType = new LinkedHashMap<>();
    private final TemplateMessages findings;
    private final Evaluator evaluator;
    private final FunctionNames functionNames = new FunctionNames();
    private final List<DeployedFront> fronts = new ArrayList<>();
    private final List<DeployedFunction> functions = new ArrayList<>();
    private final Map<String, RestDraft> restApis = new LinkedHashMap<>();
    private final Map<String, HttpDraft> httpApis = new LinkedHashMap<>();

    Stack(TemplateMessages findings, Evaluator evaluator) {
        this.findings = findings;
        this.evaluator = evaluator;
    }

    void add(Resource resource) {
        resources.put(resource.id(), resource);
        byType.computeIfAbsent(resource.type(), type -> new ArrayList<>()).add(resource);
    }

    /** Returns the types of all resources by id. */
    Map<String, String> types() {
        Map<String, String> types = new LinkedHashMap<>();
        resources.forEach((id, resource) -> types.put(id, resource.type()));
        return types;
    }

    /** Returns the resources of a type, in the template's order. */
    List<Resource> ofType(String type) {
        return byType.getOrDefault(type, List.of());
    }

    Map<String, List<Resource>> byType() {
        return byType;
    }

    @Nullable
    Resource resource(String id) {
        return resources.get(id);
    }

    TemplateMessages findings() {
        return findings;
    }

    Evaluator evaluator() {
        return evaluator;
    }

    FunctionNames functionNames() {
        return functionNames;
    }

    List<DeployedFront> fronts() {
        return fronts;
    }

    List<DeployedFunction> functions() {
        return functions;
    }

    Map<String, RestDraft> restApis() {
        return restApis;
    }

    Map<String, HttpDraft> httpApis() {
        return httpApis;
    }

    /** Returns the id of the bucket that a host name belongs to; null if it is not a bucket's of this template. */
    @Nullable
    String bucket(@Nullable Value<String> host) {
        String component = component(host);
        String known = host == null ? null : host.known();
        if (component != null || known == null) {
            return component;
        }
        for (Resource bucket : ofType("AWS::S3::Bucket")) {
            String name = bucket.properties().string("BucketName");
            if (name != null && known.startsWith(name + ".s3") && known.endsWith(".amazonaws.com")) {
                return bucket.id();
            }
        }
        return null;
    }

    /** Returns the id of the resource that a made text refers to first; null if it refers to none. */
    static @Nullable String component(@Nullable Value<String> value) {
        for (Symbol symbol : value == null ? List.<Symbol>of() : value.symbols()) {
            if (!symbol.component().equals("AWS")) {
                return symbol.component();
            }
        }
        return null;
    }
}
