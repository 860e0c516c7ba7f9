package dev.corsac.config.template;

import dev.corsac.config.Nearest;
import dev.corsac.deployment.Missing;
import dev.corsac.deployment.Place;
import dev.corsac.deployment.Symbol;
import dev.corsac.deployment.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters and resources that a template's functions refer to. Not safe to share between threads. */
final class References {

    private final Evaluator evaluator;
    private final Map<String, Item> declaredParameters;
    private final Map<String, Item> resources;
    private final Map<String, String> given;
    private final TemplateMessages findings;
    private final boolean generates;
    private final Map<String, Item> parameters = new HashMap<>();

    /**
     * @param given the values of parameters that the user gives
     * @param generates whether resources may exist that the template does not list, made by a transform
     */
    References(
            Evaluator evaluator,
            Map<String, Item> declaredParameters,
            Map<String, Item> resources,
            Map<String, String> given,
            TemplateMessages findings,
            boolean generates) {
        this.evaluator = evaluator;
        this.declaredParameters = declaredParameters;
        this.resources = resources;
        this.given = given;
        this.findings = findings;
        this.generates = generates;
    }

    /** Returns whether a declared parameter has several values. */
    static boolean isSeveral(Item parameter) {
        String type = parameter.string("Type");
        return type != null && (type.equals("CommaDelimitedList") || type.contains("List<"));
    }

    /** Returns what {@code Ref} of a name returns. */
    Item to(String name, Place place) {
        if (name.startsWith("AWS::")) {
            return Item.text(pseudo(name, place));
        }
        Item declared = declaredParameters.get(name);
        if (declared != null) {
            Item value = parameters.get(name);
            if (value == null) {
                value = parameter(name, declared);
                parameters.put(name, value);
            }
            return value.isText() ? Item.text(value.text().at(place)) : value;
        }
        Item resource = resources.get(name);
        if (resource == null) {
            Value<String> generated = generates ? generated(name, place) : null;
            if (generated != null) {
                return Item.text(generated);
            }
            if (!generates) {
                List<String> known = new ArrayList<>(declaredParameters.keySet());
                known.addAll(resources.keySet());
                findings.mistake(
                        place, "\"" + name + "\" is neither a parameter nor a resource" + Nearest.meant(name, known));
            }
            return Item.text(ResourceNames.ref(name, "", place));
        }
        String type = String.valueOf(resource.string("Type"));
        Item named = switch (type) {
            case "AWS::ApiGateway::Stage", "AWS::ApiGatewayV2::Stage" -> resource.get("Properties", "StageName");
            case "AWS::ApiGateway::DomainName", "AWS::ApiGatewayV2::DomainName" ->
                resource.get("Properties", "DomainName");
            case "AWS::Route53::RecordSet" -> resource.get("Properties", "Name");
            default -> null;
        };
        Item resolved = named == null ? null : evaluator.resolve(named);
        return resolved != null && resolved.isText()
                ? Item.text(resolved.text().at(place))
                : Item.text(ResourceNames.ref(name, type, place));
    }

    /**
     * Returns what SAM replaces a <a
     * href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-generated-resources.html">reference
     * to a generated resource</a> with, such as {@code Ref: Api.Stage}; null for any other name.
     */
    private @Nullable Value<String> generated(String name, Place place) {
        int dot = name.indexOf('.');
        Item owner = dot < 0 ? null : resources.get(name.substring(0, dot));
        if (owner == null || !String.valueOf(owner.string("Type")).startsWith("AWS::Serverless::")) {
            return null;
        }
        return switch (name.substring(dot + 1)) {
            case "Stage" -> {
                Item stage = owner.get("Properties", "StageName");
                Item resolved = stage == null ? null : evaluator.resolve(stage);
                yield resolved == null || !resolved.isText()
                        ? null
                        : resolved.text().at(place);
            }
            case "Alias", "Version" ->
                Value.of(new Symbol(name.substring(0, dot) + name.substring(dot + 1), Symbol.ARN), place);
            default -> null;
        };
    }

    private Value<String> pseudo(String name, Place place) {
        String value = given.get(name);
        if (value != null) {
            return Value.of(value, place);
        }
        return switch (name) {
            case "AWS::URLSuffix" -> Value.of("amazonaws.com", place);
            case "AWS::Partition" -> Value.of("aws", place);
            default -> Value.of(new Symbol("AWS", name.substring("AWS::".length())), place);
        };
    }

    private Item parameter(String name, Item declared) {
        String type = declared.string("Type");
        boolean stored = type != null && type.startsWith("AWS::SSM::Parameter::Value");
        String value = given.containsKey(name) ? given.get(name) : stored ? null : declared.string("Default");
        if (value == null) {
            return Item.unknown(
                    List.of(new Missing("parameter " + name, "--parameter " + name + "=VALUE", declared.place())),
                    declared.place());
        }
        if (!isSeveral(declared)) {
            return Item.text(value, declared.place());
        }
        List<Item> items = new ArrayList<>();
        for (String one : value.split(",", -1)) {
            items.add(Item.text(one.strip(), declared.place()));
        }
        return Item.list(items, declared.place());
    }

    /** Returns what {@code Fn::GetAtt} returns. */
    Value<String> attribute(String id, String attribute, Place place) {
        Value<String> generated = generates ? generated(id + "." + attribute, place) : null;
        if (generated != null) {
            return generated;
        }
        Item resource = resources.get(id);
        if (resource == null) {
            if (!generates) {
                findings.mistake(place, "there is no resource \"" + id + "\"" + Nearest.meant(id, resources.keySet()));
            }
            return ResourceNames.attribute(id, "", attribute, place);
        }
        return ResourceNames.attribute(id, String.valueOf(resource.string("Type")), attribute, place);
    }
}
