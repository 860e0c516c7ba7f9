package dev.corsac.config.template;

import dev.corsac.deployment.DeployedLoadBalancer;
import dev.corsac.deployment.DeployedLoadBalancer.Action;
import dev.corsac.deployment.DeployedLoadBalancer.Fixed;
import dev.corsac.deployment.DeployedLoadBalancer.Rule;
import dev.corsac.deployment.DeployedLoadBalancer.Target;
import dev.corsac.deployment.Endpoint;
import dev.corsac.deployment.NoticeCode;
import dev.corsac.deployment.Symbol;
import dev.corsac.deployment.Value;
import dev.corsac.gateway.alb.LoadBalancerFixedResponse;
import dev.corsac.gateway.alb.LoadBalancerTokenValidation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads load balancers with their listeners, rules and target groups. */
final class BalancerItems {

    private static final String TYPE = "AWS::ElasticLoadBalancingV2::";
    private static final String CORS_HEADERS = "routing.http.response.access_control_";

    private final Stack stack;

    private BalancerItems(Stack stack) {
        this.stack = stack;
    }

    static void read(Stack stack) {
        BalancerItems items = new BalancerItems(stack);
        items.elsewhere();
        for (Resource balancer : stack.ofType(TYPE + "LoadBalancer")) {
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

    /** Reports listeners and rules whose load balancer or listener is not in the template. */
    private void elsewhere() {
        elsewhere("Listener", "LoadBalancerArn", "LoadBalancer");
        elsewhere("ListenerRule", "ListenerArn", "Listener");
    }

    private void elsewhere(String type, String property, String owner) {
        for (Resource resource : stack.ofType(TYPE + type)) {
            Value<String> arn = resource.properties().value(property);
            String id = Stack.component(arn);
            Resource found = id == null ? null : stack.resource(id);
            if (found == null || !found.type().equals(TYPE + owner)) {
                stack.findings()
                        .notice(
                                NoticeCode.RESOURCE_NOT_READ,
                                resource.id() + " belongs to " + (arn == null ? "nothing" : arn)
                                        + ", which is not in this template: it is not read",
                                resource.place());
            }
        }
    }

    private void balancer(Resource balancer) {
        Resource chosen = null;
        Item action = null;
        for (Resource listener : stack.ofType(TYPE + "Listener")) {
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
        Map<String, Value<String>> attributes = new LinkedHashMap<>();
        for (Item attribute : list(chosen.properties().get("ListenerAttributes"))) {
            String key = attribute.string("Key");
            Value<String> value = attribute.value("Value");
            if (key != null && value != null && key.startsWith(CORS_HEADERS)) {
                attributes.put(key, value);
            }
        }
        List<Resource> rules = new ArrayList<>();
        for (Resource rule : stack.ofType(TYPE + "ListenerRule")) {
            if (chosen.id().equals(Stack.component(rule.properties().value("ListenerArn")))) {
                rules.add(rule);
            }
        }
        rules.sort(Comparator.comparingInt(BalancerItems::priority));
        List<Rule> made = new ArrayList<>();
        rules.forEach(rule -> rule(rule, made));
        List<Item> actions = list(chosen.properties().get("DefaultActions"));
        Action lastAction = action(actions);
        stack.fronts()
                .add(new DeployedLoadBalancer(
                        balancer.id(),
                        List.of(new Endpoint(
                                Value.of(new Symbol(balancer.id(), Symbol.HOST), balancer.place()), "", false)),
                        attributes,
                        made,
                        new Rule(
                                "*",
                                List.of(),
                                lastAction == null ? unread(chosen.id()) : lastAction,
                                validation(actions),
                                chosen.place()),
                        chosen.properties().value("Protocol"),
                        chosen.place()));
    }

    /** A target whose responses are unknown: nothing of it is allowed. */
    private static Target unread(String name) {
        return new Target(name, null, false);
    }

    /** Returns what the last of the actions does; null where this model does not have it. */
    private @Nullable Action action(List<Item> actions) {
        Item last = actions.isEmpty() ? null : actions.get(actions.size() - 1);
        if (last == null || actions.stream().anyMatch(BalancerItems::signsIn)) {
            return null;
        }
        if ("fixed-response".equalsIgnoreCase(last.string("Type"))) {
            Item fixed = last.get("FixedResponseConfig");
            return fixed == null
                    ? null
                    : new Fixed(new LoadBalancerFixedResponse(
                            status(fixed),
                            fixed.valueOr("ContentType", "text/plain").or("text/plain"),
                            fixed.valueOr("MessageBody", "").or("")));
        }
        return target(last);
    }

    /** Whether an action sends browsers to a sign-in page first, which this model does not have. */
    private static boolean signsIn(Item action) {
        String type = action.string("Type");
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("authenticate-");
    }

    /** Returns the validation of tokens that comes before the last action. No token is valid: a template has no keys. */
    private static @Nullable LoadBalancerTokenValidation validation(List<Item> actions) {
        for (Item action : actions) {
            if ("jwt-validation".equalsIgnoreCase(action.string("Type"))) {
                Item settings = action.get("JwtValidationConfig");
                String issuer = settings == null ? null : settings.string("Issuer");
                return LoadBalancerTokenValidation.of(
                        issuer == null ? "https://unknown.invalid" : issuer, token -> false);
            }
        }
        return null;
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
        List<Item> actions = list(rule.properties().get("Actions"));
        Action action = action(actions);
        List<String> methods = new ArrayList<>();
        List<Value<String>> patterns = new ArrayList<>();
        boolean more = false;
        for (Item condition : list(rule.properties().get("Conditions"))) {
            if ("path-pattern".equals(condition.string("Field"))) {
                patterns.addAll(condition.values("Values"));
                patterns.addAll(condition.values("PathPatternConfig", "Values"));
            } else if ("http-request-method".equals(condition.string("Field"))) {
                for (Value<String> method : condition.values("HttpRequestMethodConfig", "Values")) {
                    String known = method.known();
                    more |= known == null;
                    methods.add(String.valueOf(known));
                }
            } else {
                more = true;
            }
        }
        if (patterns.isEmpty() && !methods.isEmpty()) {
            patterns.add(Value.byDefault("*"));
        }
        if (more || action == null || patterns.isEmpty()) {
            stack.findings()
                    .notice(
                            NoticeCode.PROPERTY_NOT_MODELLED,
                            "the rule " + rule.id()
                                    + " is not read: rules by path and method that forward to a Lambda function or respond"
                                    + " themselves are modelled",
                            rule.place());
            return;
        }
        for (Value<String> pattern : patterns) {
            String known = pattern.known();
            if (known != null) {
                rules.add(new Rule(known, methods, action, validation(actions), rule.place()));
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
