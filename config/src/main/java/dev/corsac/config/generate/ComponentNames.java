package dev.corsac.config.generate;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Names of components in one file: each name is used for the same component every time, and for no other. Not thread-safe. */
final class ComponentNames {

    private final Map<String, String> names = new HashMap<>();
    private final Set<String> taken = new HashSet<>();

    /** Returns words of a text with a capital first letter each, and nothing between them: {@code GetOrdersId}. */
    String capitals(String text, String suffix) {
        StringBuilder name = new StringBuilder();
        boolean start = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean part = isPart(c);
            if (part) {
                name.append(start ? Character.toUpperCase(c) : c);
            }
            start = !part;
        }
        boolean digit = name.isEmpty() || Character.isDigit(name.charAt(0));
        return unique("capitals " + text + "/" + suffix, (digit ? "X" + name : name) + suffix, "");
    }

    /** Returns words of a text in lower case with an underscore between them: {@code get_orders_id}. */
    String lower(String text) {
        StringBuilder name = new StringBuilder();
        String lower = text.toLowerCase(Locale.ROOT);
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (isPart(c)) {
                name.append(c);
            } else if (!name.isEmpty() && name.charAt(name.length() - 1) != '_') {
                name.append('_');
            }
        }
        String trimmed = name.toString().replaceAll("_$", "");
        boolean digit = trimmed.isEmpty() || Character.isDigit(trimmed.charAt(0));
        return unique("lower " + text, digit ? "x" + trimmed : trimmed, "_");
    }

    private String unique(String key, String name, String divider) {
        String known = names.get(key);
        if (known != null) {
            return known;
        }
        String free = name;
        for (int i = 2; !taken.add(free); i++) {
            free = name + divider + i;
        }
        names.put(key, free);
        return free;
    }

    private static boolean isPart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
