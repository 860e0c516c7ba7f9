package dev.corsac.config.template;

import dev.corsac.deployment.Place;
import dev.corsac.deployment.Symbol;
import dev.corsac.deployment.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the {@code alb} events of a serverless.yml as the listener rules and target groups that the framework makes of them. */
final class ServerlessBalancer {

    private static final String TYPE = "AWS::ElasticLoadBalancingV2::";

    private ServerlessBalancer() {}

    static void add(String function, Item event, Item root, Stack stack) {
        Place place = event.place();
        Item listener = event.get("listenerArn");
        Item priority = event.get("priority");
        if (listener == null || priority == null) {
            stack.findings().mistake(place, "an alb event needs a listenerArn and a priority. Add them");
            return;
        }
        String name = ServerlessFile.logicalId(function) + "AlbListenerRule" + priority;
        String group = name + "TargetGroup";
        Item id = Item.text(Value.of(new Symbol(function, Symbol.ARN), place));
        Item multi = event.get("multiValueHeaders");
        Map<String, Item> target = new LinkedHashMap<>();
        target.put("Targets", Item.list(List.of(Item.map(Map.of("Id", id), place)), place));
        target.put(
                "TargetGroupAttributes",
                Item.list(
                        List.of(Item.map(
                                Map.of(
                                        "Key",
                                        Item.text("lambda.multi_value_headers.enabled", place),
                                        "Value",
                                        multi == null ? Item.text("false", place) : multi),
                                place)),
                        place));
        stack.add(resource(group, "TargetGroup", target, place));
        List<Item> actions = new ArrayList<>();
        Item authorizers = event.get("authorizer");
        for (Item authorizer : authorizers == null ? List.<Item>of() : authorizers.oneOrMore()) {
            String type = root.string("provider", "alb", "authorizers", String.valueOf(authorizer), "type");
            actions.add(Item.map(Map.of("Type", Item.text("authenticate-" + type, place)), place));
        }
        actions.add(Item.map(
                Map.of(
                        "Type",
                        Item.text("forward", place),
                        "TargetGroupArn",
                        Item.text(Value.of(new Symbol(group, Symbol.ARN), place))),
                place));
        Map<String, Item> rule = new LinkedHashMap<>();
        rule.put("ListenerArn", listener);
        rule.put("Priority", priority);
        rule.put("Actions", Item.list(actions, place));
        rule.put("Conditions", Item.list(conditions(event.get("conditions")), place));
        stack.add(resource(name, "ListenerRule", rule, place));
    }

    private static List<Item> conditions(@Nullable Item given) {
        List<Item> conditions = new ArrayList<>();
        if (given == null) {
            return conditions;
        }
        given.fields().forEach((name, values) -> {
            Item listed = Item.list(values.oneOrMore(), values.place());
            Map<String, Item> one = new LinkedHashMap<>();
            switch (name) {
                case "path" -> {
                    one.put("Field", Item.text("path-pattern", values.place()));
                    one.put("Values", listed);
                }
                case "method" -> {
                    one.put("Field", Item.text("http-request-method", values.place()));
                    one.put("HttpRequestMethodConfig", Item.map(Map.of("Values", listed), values.place()));
                }
                default -> one.put("Field", Item.text(name, values.place()));
            }
            conditions.add(Item.map(one, values.place()));
        });
        return conditions;
    }

    private static Resource resource(String id, String type, Map<String, Item> properties, Place place) {
        return new Resource(id, TYPE + type, Item.map(properties, place), Item.map(Map.of(), place), place);
    }
}
