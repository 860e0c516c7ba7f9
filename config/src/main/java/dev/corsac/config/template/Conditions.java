package dev.corsac.config.template;

import dev.corsac.config.Nearest;
import dev.corsac.deployment.Missing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The conditions of a template, each true, false or unknown. */
final class Conditions {

    /**
     * What a condition comes to.
     *
     * @param value null where it is unknown
     * @param missing why it is unknown
     */
    record Truth(@Nullable Boolean value, List<Missing> missing) {
        static final Truth TRUE = new Truth(true, List.of());
        static final Truth FALSE = new Truth(false, List.of());

        static Truth of(boolean value) {
            return value ? TRUE : FALSE;
        }
    }

    private final Map<String, Item> declared;
    private final Evaluator evaluator;
    private final TemplateMessages findings;
    private final Map<String, Truth> known = new HashMap<>();
    private final Set<String> asked = new HashSet<>();

    Conditions(Map<String, Item> declared, Evaluator evaluator, TemplateMessages findings) {
        this.declared = declared;
        this.evaluator = evaluator;
        this.findings = findings;
    }

    /** Returns what the condition of that name comes to; an unknown name is a mistake at the item. */
    Truth named(String name, Item at) {
        Truth before = known.get(name);
        if (before != null) {
            return before;
        }
        Item condition = declared.get(name);
        if (condition == null) {
            findings.mistake(
                    at.place(),
                    "there is no condition \"" + name + "\""
                            + (declared.isEmpty()
                                    ? ". Write it under Conditions"
                                    : Nearest.meant(name, declared.keySet())));
            return Truth.TRUE;
        }
        if (!asked.add(name)) {
            findings.mistake(condition.place(), "the condition \"" + name + "\" depends on itself");
            return Truth.FALSE;
        }
        Truth truth = of(condition);
        known.put(name, truth);
        return truth;
    }

    /** Returns what a condition's expression comes to. */
    Truth of(Item item) {
        if (item.isText()) {
            String text = item.text().known();
            return text != null && (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false"))
                    ? Truth.of(text.equalsIgnoreCase("true"))
                    : named(String.valueOf(text), item);
        }
        if (item.fields().size() == 1) {
            Map.Entry<String, Item> function =
                    item.fields().entrySet().iterator().next();
            Item argument = function.getValue();
            switch (function.getKey()) {
                case "Condition" -> {
                    return named(String.valueOf(argument.text().known()), argument);
                }
                case "Fn::Equals" -> {
                    return equal(argument);
                }
                case "Fn::Not" -> {
                    Truth inner = argument.items().isEmpty()
                            ? of(argument)
                            : of(argument.items().get(0));
                    Boolean value = inner.value();
                    return value == null ? inner : Truth.of(!value);
                }
                case "Fn::And" -> {
                    return all(argument, true);
                }
                case "Fn::Or" -> {
                    return all(argument, false);
                }
                default -> {
                    // Reported below.
                }
            }
        }
        findings.mistake(
                item.place(), "this is not a condition. Use Fn::Equals, Fn::And, Fn::Or, Fn::Not or Condition");
        return Truth.FALSE;
    }

    /** Returns whether all are true, or whether one is; one that decides does so although others are unknown. */
    private Truth all(Item argument, boolean and) {
        List<Missing> missing = new ArrayList<>();
        for (Item item : argument.items()) {
            Truth truth = of(item);
            Boolean value = truth.value();
            if (value == null) {
                missing.addAll(truth.missing());
            } else if (value != and) {
                return Truth.of(!and);
            }
        }
        return missing.isEmpty() ? Truth.of(and) : new Truth(null, missing);
    }

    private Truth equal(Item argument) {
        if (argument.items().size() != 2) {
            findings.mistake(argument.place(), "Fn::Equals needs a list of two values");
            return Truth.FALSE;
        }
        Item left = evaluator.resolve(argument.items().get(0));
        Item right = evaluator.resolve(argument.items().get(1));
        if (left == null || right == null) {
            return Truth.of(left == right);
        }
        List<Missing> missing = new ArrayList<>(left.text().missing());
        missing.addAll(right.text().missing());
        if (!missing.isEmpty()) {
            return new Truth(null, missing);
        }
        if (left.text().known() == null && right.text().known() == null) {
            return Truth.of(left.toString().equals(right.toString()));
        }
        String one = left.text().known();
        String other = right.text().known();
        if (one != null && other != null) {
            return Truth.of(one.equals(other) && left.kind() == right.kind());
        }
        // A made text, such as the region or a stack's name, is not known to differ from a literal one.
        Item made = one == null ? left : right;
        return new Truth(
                null,
                List.of(new Missing(
                        String.valueOf(made.text()), "give it: --parameter AWS::Region=VALUE", made.place())));
    }
}
