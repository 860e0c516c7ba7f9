package dev.corsac.config;

import dev.corsac.deployment.Symbol;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The resources of a deployed stack, by logical id, as {@code aws cloudformation describe-stack-resources} or
 * {@code list-stack-resources} prints them: the names that AWS gave to what a template does not name. Immutable.
 */
final class StackResources {

    /** No stack. */
    static final StackResources NONE = new StackResources(Map.of());

    private static final String COMMAND = "aws cloudformation describe-stack-resources --stack-name NAME";

    private final Map<String, Resource> resources;

    /**
     * A resource.
     *
     * @param id what AWS calls its physical id: a name, an id, an ARN or a URL
     * @param type such as {@code AWS::DynamoDB::Table}
     * @param stack the stack's ARN; empty where the file has none
     */
    private record Resource(String id, String type, String stack) {}

    private StackResources(Map<String, Resource> resources) {
        this.resources = Map.copyOf(resources);
    }

    /**
     * Reads the output of the command.
     *
     * @throws ConfigurationException if the file cannot be read or is another one
     */
    static StackResources read(FileSource files, Path file) {
        Object json;
        try {
            json = Json.read(files.text(file));
        } catch (IOException e) {
            throw new ConfigurationException(file + ": it cannot be read as JSON: " + e.getMessage()
                    + ". Write the output of \"" + COMMAND + "\" to it.");
        }
        Object list = json instanceof Map<?, ?> map
                ? map.get("StackResources") == null ? map.get("StackResourceSummaries") : map.get("StackResources")
                : null;
        if (!(list instanceof List<?> all)) {
            throw new ConfigurationException(
                    file + ": it has no \"StackResources\". Write the output of \"" + COMMAND + "\" to it.");
        }
        Map<String, Resource> resources = new LinkedHashMap<>();
        for (Object each : all) {
            if (each instanceof Map<?, ?> resource
                    && resource.get("LogicalResourceId") instanceof String logical
                    && resource.get("PhysicalResourceId") instanceof String physical) {
                String stack = resource.get("StackId") instanceof String id ? id : "";
                resources.put(logical, new Resource(physical, String.valueOf(resource.get("ResourceType")), stack));
            }
        }
        return new StackResources(resources);
    }

    /** Returns the text of a symbol in the stack; null if the file does not state it. */
    @Nullable
    String text(Symbol symbol) {
        if (symbol.component().equals("AWS")) {
            return account(symbol.attribute());
        }
        Resource resource = resources.get(symbol.component());
        if (resource == null) {
            return null;
        }
        return switch (symbol.attribute()) {
            case Symbol.ID -> resource.id();
            case Symbol.NAME, "QueueName", "TopicName" -> name(resource.id());
            case Symbol.ARN, "TopicArn" -> arn(resource);
            default -> null;
        };
    }

    private @Nullable String account(String attribute) {
        for (Resource resource : resources.values()) {
            // arn:aws:cloudformation:REGION:ACCOUNT:stack/NAME/ID
            String[] parts = resource.stack().split("[:/]", -1);
            if (parts.length > 6) {
                return switch (attribute) {
                    case "Region" -> parts[3];
                    case "AccountId" -> parts[4];
                    case "Partition" -> parts[1];
                    case "StackName" -> parts[6];
                    case "StackId" -> resource.stack();
                    default -> null;
                };
            }
        }
        return null;
    }

    /** Returns the last part of an ARN or URL; a name itself. */
    private static String name(String id) {
        return id.startsWith("arn:")
                ? id.substring(Math.max(id.lastIndexOf(':'), id.lastIndexOf('/')) + 1)
                : id.startsWith("http") ? id.substring(id.lastIndexOf('/') + 1) : id;
    }

    private @Nullable String arn(Resource resource) {
        if (resource.id().startsWith("arn:")) {
            return resource.id();
        }
        String partition = account("Partition");
        String place = account("Region") + ":" + account("AccountId");
        if (partition == null) {
            return null;
        }
        String name = name(resource.id());
        return switch (resource.type()) {
            case "AWS::S3::Bucket" -> "arn:" + partition + ":s3:::" + name;
            case "AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable", "AWS::Serverless::SimpleTable" ->
                "arn:" + partition + ":dynamodb:" + place + ":table/" + name;
            case "AWS::SQS::Queue" -> "arn:" + partition + ":sqs:" + place + ":" + name;
            case "AWS::Lambda::Function", "AWS::Serverless::Function" ->
                "arn:" + partition + ":lambda:" + place + ":function:" + name;
            case "AWS::Events::EventBus" -> "arn:" + partition + ":events:" + place + ":event-bus/" + name;
            case "AWS::Cognito::UserPool" -> "arn:" + partition + ":cognito-idp:" + place + ":userpool/" + name;
            default -> null;
        };
    }
}
