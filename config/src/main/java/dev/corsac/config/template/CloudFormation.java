package dev.corsac.config.template;

import dev.corsac.config.ConfigurationException;
import dev.corsac.config.FileSource;
import dev.corsac.config.TemplateInputs;
import dev.corsac.config.TemplateResult;
import dev.corsac.deployment.DeployedFront;
import dev.corsac.deployment.Deployment;
import dev.corsac.deployment.NoticeCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads templates of CloudFormation and AWS SAM. */
final class CloudFormation {

    private static final String SAM = "AWS::Serverless-2016-10-31";

    private static final Set<String> NESTED =
            Set.of("AWS::Serverless::Application", "AWS::CloudFormation::Stack", "AWS::CloudFormation::StackSet");

    /** Types that take part in HTTP calls of pages and that no reader reads, with what that means. */
    private static final Map<String, String> NOT_READ = Map.ofEntries(
            Map.entry("AWS::WAFv2::WebACLAssociation", "what the web ACL blocks is not blocked here"),
            Map.entry("AWS::WAFRegional::WebACLAssociation", "what the web ACL blocks is not blocked here"),
            Map.entry("AWS::ApiGateway::RequestValidator", "requests are not validated here"),
            Map.entry("AWS::ApiGateway::ApiKey", "no API key is accepted here"),
            Map.entry("AWS::ApiGateway::VpcLink", "integrations through it are not modelled"),
            Map.entry("AWS::ApiGatewayV2::VpcLink", "integrations through it are not modelled"),
            Map.entry("AWS::AppSync::GraphQLApi", "GraphQL APIs are not modelled"),
            Map.entry("AWS::Serverless::GraphQLApi", "GraphQL APIs are not modelled"),
            Map.entry("AWS::Serverless::WebSocketApi", "WebSocket APIs are not modelled"),
            Map.entry("AWS::Serverless::Connector", "it has no effect here"),
            Map.entry("AWS::AppRunner::Service", "it is not modelled"),
            Map.entry("AWS::CloudFront::Function", "it is not run"),
            Map.entry("AWS::CloudFront::DistributionTenant", "multi-tenant distributions are not modelled"),
            Map.entry("AWS::ElasticLoadBalancing::LoadBalancer", "classic load balancers are not modelled"),
            Map.entry("AWS::VpcLattice::Service", "VPC Lattice is not modelled"),
            Map.entry("AWS::ApiGateway::DomainNameV2", "private domain names are not modelled"),
            Map.entry("AWS::ApiGateway::BasePathMappingV2", "private domain names are not modelled"),
            Map.entry("AWS::ApiGatewayV2::RoutingRule", "routing rules of domain names are not modelled"));

    private final Path file;
    private final Item root;
    private final TemplateInputs inputs;
    private final TemplateMessages findings;
    private final boolean sam;
    private final Evaluator evaluator;
    private final Stack stack;

    private CloudFormation(
            FileSource files, Path file, Item root, TemplateMessages findings, TemplateInputs inputs, boolean whole) {
        this.findings = findings;
        this.file = file;
        this.root = root;
        this.inputs = inputs;
        this.sam = transforms(root).contains(SAM);
        Path folder = file.toAbsolutePath().getParent();
        this.evaluator = new Evaluator(
                root,
                files,
                folder == null ? Path.of("") : folder,
                inputs,
                findings,
                !whole || !transforms(root).isEmpty());
        this.stack = new Stack(findings, evaluator);
    }

    private static List<String> transforms(Item root) {
        List<String> names = new ArrayList<>();
        Item transform = root.get("Transform");
        if (transform != null) {
            transform.oneOrMore().forEach(item -> {
                String name = item.isMap() ? item.string("Name") : item.text().known();
                names.add(String.valueOf(name));
            });
            if (transform.isMap()) {
                names.add(String.valueOf(transform.string("Name")));
            }
        }
        return names;
    }

    /** Returns whether the item looks like a template. */
    static boolean isTemplate(Item root) {
        Item resources = root.get("Resources");
        return root.get("AWSTemplateFormatVersion") != null
                || transforms(root).contains(SAM)
                || (resources != null
                        && (root.get("Transform") != null
                                || resources.fields().values().stream()
                                        .anyMatch(resource -> String.valueOf(resource.string("Type"))
                                                .contains("::"))));
    }

    /**
     * Reads a template.
     *
     * @throws ConfigurationException with a line for each mistake
     */
    static TemplateResult read(
            FileSource files, Path file, Item root, TemplateMessages findings, TemplateInputs inputs) {
        SamConfig config = SamConfig.beside(files, file);
        return new CloudFormation(files, file, root, findings, config.over(inputs), true).read(config, stack -> {});
    }

    /**
     * Reads the resources of another kind of file.
     *
     * @param addition adds what that file says to the stack, before resources that refer to it are read
     */
    static TemplateResult read(
            FileSource files,
            Path file,
            Item root,
            TemplateMessages findings,
            TemplateInputs inputs,
            Consumer<Stack> addition) {
        return new CloudFormation(files, file, root, findings, inputs, false)
                .read(new SamConfig(Map.of(), List.of()), addition);
    }

    private TemplateResult read(SamConfig config, Consumer<Stack> addition) {
        Item resources = root.get("Resources");
        if (resources == null || !resources.isMap()) {
            throw new ConfigurationException(
                    root.place().says("the template has no Resources. Add the section Resources"));
        }
        for (String transform : transforms(root)) {
            if (!transform.equals(SAM) && !transform.equals("AWS::LanguageExtensions")) {
                findings.notice(
                        NoticeCode.TRANSFORM_NOT_RUN,
                        "the transform " + transform + " runs only at AWS: what it makes is not read",
                        root.place());
            }
        }
        Map<String, Item> globals = new LinkedHashMap<>();
        for (String kind : List.of("Function", "Api", "HttpApi")) {
            Item given = root.get("Globals", kind);
            Item resolved = given == null ? null : evaluator.resolve(given);
            globals.put(kind, resolved == null ? Item.map(Map.of(), root.place()) : resolved);
        }
        resources.fields().forEach((id, resource) -> resource(id, resource, globals));
        FunctionItems.read(stack);
        addition.accept(stack);
        // SAM's APIs first: methods, routes and gateway responses of their own may be added to them, which SAM does not
        // see.
        Item none = Item.map(Map.of(), root.place());
        SamRest.read(stack, globals.getOrDefault("Api", none));
        SamHttp.read(stack, globals.getOrDefault("HttpApi", none));
        RestTree.read(stack);
        HttpTree.read(stack);
        RestTree.readStages(stack);
        HttpTree.readStages(stack);
        BucketItems.read(stack);
        stack.restApis().values().forEach(api -> stack.fronts().addAll(api.build(findings)));
        stack.httpApis().values().forEach(api -> stack.fronts().addAll(api.build(findings)));
        UrlItems.read(stack);
        BalancerItems.read(stack);
        AmplifyItems.read(stack);
        DistributionItems.read(stack);
        report();
        findings.throwMistakes();
        List<Path> read = new ArrayList<>(List.of(file));
        read.addAll(evaluator.files());
        read.addAll(config.files());
        List<DeployedFront> fronts = new ArrayList<>(stack.fronts());
        fronts.sort(Comparator.comparing(DeployedFront::kind));
        return new TemplateResult(
                new Deployment(fronts, stack.functions(), findings.notices()),
                read,
                inputs.parameters().get("AWS::Region"),
                stack.types());
    }

    private void resource(String id, Item resource, Map<String, Item> globals) {
        if (id.startsWith("Fn::")) {
            findings.notice(
                    NoticeCode.TRANSFORM_NOT_RUN, id + " is not run: what it makes is not read", resource.place());
            return;
        }
        if (!resource.isMap()) {
            findings.notice(
                    NoticeCode.VALUE_UNKNOWN,
                    "the resource " + id + " is " + resource + ": it is not read",
                    resource.place());
            return;
        }
        String type = resource.string("Type");
        if (type == null) {
            findings.mistake(resource.place(), "the resource " + id + " has no Type");
            return;
        }
        Item condition = resource.get("Condition");
        if (condition != null) {
            Conditions.Truth truth = evaluator.conditions().of(condition);
            Boolean value = truth.value();
            if (value == null) {
                findings.notice(
                        NoticeCode.VALUE_UNKNOWN,
                        id + " exists under the condition " + condition.text()
                                + ", which is unknown: it is read as if it existed. Give it with "
                                + truth.missing().get(0).how(),
                        condition.place());
            } else if (!value) {
                return;
            }
        }
        Item given = resource.get("Properties");
        Item properties = given == null ? null : evaluator.resolve(given);
        Item own = properties == null || !properties.isMap() ? Item.map(Map.of(), resource.place()) : properties;
        if (type.startsWith("AWS::Serverless::") && !sam) {
            findings.mistake(
                    resource.place(),
                    id + " is of type " + type + ", which needs the line \"Transform: " + SAM
                            + "\" at the template's top");
        }
        Item global =
                type.startsWith("AWS::Serverless::") ? globals.get(type.substring("AWS::Serverless::".length())) : null;
        Item metadata = resource.get("Metadata");
        Item resolved = metadata == null ? null : evaluator.resolve(metadata);
        stack.add(new Resource(
                id,
                type,
                global == null ? own : merged(global, own),
                resolved == null ? Item.map(Map.of(), resource.place()) : resolved,
                resource.place()));
    }

    /** Returns a resource's properties over those of Globals: mappings are merged, lists joined, texts replaced. */
    static Item merged(Item global, Item own) {
        if (global.isMap() && own.isMap()) {
            Map<String, Item> all = new LinkedHashMap<>(global.fields());
            own.fields().forEach((name, value) -> {
                Item before = all.get(name);
                all.put(name, before == null ? value : merged(before, value));
            });
            return Item.map(all, own.place());
        }
        if (global.isList() && own.isList()) {
            List<Item> all = new ArrayList<>(global.items());
            all.addAll(own.items());
            return Item.list(all, own.place());
        }
        return own;
    }

    private void report() {
        stack.byType().forEach((type, resources) -> {
            String meaning = NOT_READ.get(type);
            for (Resource resource : resources) {
                if (NESTED.contains(type)) {
                    String where = location(resource.properties());
                    findings.notice(
                            NoticeCode.NESTED_NOT_READ,
                            "the nested template of " + resource.id() + (where == null ? "" : ", " + where + ",")
                                    + " is not read: run corsac with that file",
                            resource.place());
                } else if (meaning != null) {
                    findings.notice(
                            NoticeCode.RESOURCE_NOT_READ,
                            resource.id() + " of type " + type + " is not read: " + meaning,
                            resource.place());
                }
            }
        });
    }

    private static @Nullable String location(Item properties) {
        String location = properties.string("Location");
        return location == null ? properties.string("TemplateURL") : location;
    }
}
