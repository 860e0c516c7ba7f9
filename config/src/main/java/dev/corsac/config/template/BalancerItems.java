package dev.corsac.config.template;

import dev.corsac.deployment.DeployedLoadBalancer;
import dev.corsac.deployment.DeployedLoadBalancer.Rule;
import dev.corsac.deployment.DeployedLoadBalancer.Target;
import dev.corsac.deployment.Endpoint;
import dev.corsac.deployment.NoticeCode;
import dev.corsac.deployment.Symbol;
import dev.corsac.deployment.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads load balancers with their listeners, rules and target groups. */
final class BalancerItems {

    private final Stack stack;

    private BalancerItems(Stack stack) {
        this.stack = stack;
    }

    static void read(Stack stack) {
        BalancerItems items = new BalancerItems(stack);
        for (Resource balancer : stack.ofType("AWS::ElasticLoadBalancingV2::LoadBalancer")) {
            String type = balancer.properties().string("Type");
            if (type == null || type.equals("application")) {
                items.balancer(balancer);
            } else {
                stack.findings()
                        .notice(
                                NoticeCode.RESOURCE_NOT_READ,
                                balancer.id() + " is a load balancer of type " + type + ", which is not modelled",
                                balancer.place());
            }
        }
    }

    private void balancer(Resource balancer) {
        Resource chosen = null;
        Item action = null;
        for (Resource listener : stack.ofType("AWS::ElasticLoadBalancingV2::Listener")) {
            if (!balancer.id().equals(Stack.component(listener.properties().value("LoadBalancerArn")))) {
                continue;
            }
            Item last = last(listener.properties().get("DefaultActions"));
            boolean redirects = last != null && "redirect".equalsIgnoreCase(last.string("Type"));
            if (last != null && (chosen == null || !redirects)) {
                chosen = listener;
                action = last;
            }
        }
        if (chosen == null || action == null) {
            return; // Nothing listens.
        }
        for (Item attribute : list(chosen.properties().get("ListenerAttributes"))) {
            String key = attribute.string("Key");
            if (key != null && key.contains("access_control")) {
                stack.findings()
                        .notice(
                                NoticeCode.PROPERTY_NOT_MODELLED,
                                "the listener's attribute " + key + " is not modelled: the load balancer sends no CORS"
                                        + " header here",
                                attribute.place());
            }
        }
        List<Resource> rules = new ArrayList<>();
        for (Resource rule : stack.ofType("AWS::ElasticLoadBalancingV2::ListenerRule")) {
            if (chosen.id().equals(Stack.component(rule.properties().value("ListenerArn")))) {
                rules.add(rule);
            }
        }
        rules.sort(Comparator.comparingInt(BalancerItems::priority));
        List<Rule> made = new ArrayList<>();
        rules.forEach(rule -> rule(rule, made));
        Target target = target(action);
        Item fixed = action.get("FixedResponseConfig");
        stack.fronts()
                .add(new DeployedLoadBalancer(
                        balancer.id(),
                        List.of(new Endpoint(
                                Value.of(new Symbol(balancer.id(), Symbol.HOST), balancer.place()), "", false)),
                        made,
                        target,
                        fixed == null ? 503 : status(fixed),
                        fixed == null
                                ? "text/plain"
                                : fixed.valueOr("ContentType", "text/plain").or("text/plain"),
                        fixed == null ? "" : fixed.valueOr("MessageBody", "").or(""),
                        chosen.place()));
    }

    private static int status(Item fixed) {
        Value<Integer> status = fixed.number("StatusCode");
        return status == null ? 503 : status.or(503);
    }

    private static int priority(Resource rule) {
        Value<Integer> priority = rule.properties().number("Priority");
        return priority == null ? Integer.MAX_VALUE : priority.or(Integer.MAX_VALUE);
    }

    private static List<Item> list(@Nullable Item item) {
        return item == null ? List.of() : item.items();
    }

    private static @Nullable Item last(@Nullable Item actions) {
        List<Item> all = list(actions);
        return all.isEmpty() ? null : all.get(all.size() - 1);
    }

    private void rule(Resource rule, List<Rule> rules) {
        Item action = last(rule.properties().get("Actions"));
        Target target = action == null ? null : target(action);
        List<Value<String>> patterns = new ArrayList<>();
        boolean more = false;
        for (Item condition : list(rule.properties().get("Conditions"))) {
            if ("path-pattern".equals(condition.string("Field"))) {
                patterns.addAll(condition.values("Values"));
                patterns.addAll(condition.values("PathPatternConfig", "Values"));
            } else {
                more = true;
            }
        }
        if (more || target == null || patterns.isEmpty()) {
            stack.findings()
                    .notice(
                            NoticeCode.PROPERTY_NOT_MODELLED,
                            "the rule " + rule.id()
                                    + " is not read: rules by path that forward to a Lambda function are" + " modelled",
                            rule.place());
            return;
        }
        for (Value<String> pattern : patterns) {
            String known = pattern.known();
            if (known != null) {
                rules.add(new Rule(known, target, rule.place()));
            }
        }
    }

    private @Nullable Target target(Item action) {
        if (!"forward".equalsIgnoreCase(action.string("Type"))) {
            return null;
        }
        Value<String> arn = action.value("TargetGroupArn");
        if (arn == null) {
            List<Item> groups = list(action.get("ForwardConfig", "TargetGroups"));
            arn = groups.isEmpty() ? null : groups.get(0).value("TargetGroupArn");
        }
        String id = Stack.component(arn);
        Resource group = id == null ? null : stack.resource(id);
        if (group == null) {
            return new Target(String.valueOf(arn), null, false);
        }
        boolean multi = false;
        for (Item attribute : list(group.properties().get("TargetGroupAttributes"))) {
            multi |= "lambda.multi_value_headers.enabled".equals(attribute.string("Key")) && attribute.flag("Value");
        }
        String function = null;
        for (Item target : list(group.properties().get("Targets"))) {
            function = stack.functionNames().of(target.value("Id"));
        }
        if (function == null) {
            stack.findings()
                    .notice(
                            NoticeCode.INTEGRATION_NOT_MODELLED,
                            "the target group " + group.id()
                                    + " has no Lambda function of this template: its response is unknown",
                            group.place());
        }
        return new Target(group.id(), function, multi);
    }
}
