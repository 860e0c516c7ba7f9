package dev.corsac.config.template;

import dev.corsac.config.ConfigurationException;
import dev.corsac.config.FileSource;
import dev.corsac.config.TemplateInputs;
import dev.corsac.deployment.Missing;
import dev.corsac.deployment.NoticeCode;
import dev.corsac.deployment.Place;
import dev.corsac.deployment.Symbol;
import dev.corsac.deployment.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the Serverless Framework's <a href="https://www.serverless.com/framework/docs/guides/variables">variables</a>:
 * {@code ${self:}}, {@code ${opt:}}, {@code ${env:}}, {@code ${file()}}, {@code ${param:}}, {@code ${sls:stage}}, {@code
 * ${aws:region}}, with defaults after commas. All others are unknown unless they are given.
 */
final class ServerlessVariables {

    private static final Pattern FILE = Pattern.compile("file\\(\\s*(.+?)\\s*\\)(?::(.*))?");
    private static final Pattern SOURCE =
            Pattern.compile("[a-zA-Z][a-zA-Z0-9]*(\\([^)]*\\))?:.*|file\\(.*", Pattern.DOTALL);

    private final Item root;
    private final FileSource files;
    private final Path folder;
    private final TemplateInputs inputs;
    private final TemplateMessages findings;
    private final Set<String> open = new HashSet<>();
    private final Set<Path> read = new LinkedHashSet<>();

    ServerlessVariables(Item root, FileSource files, Path folder, TemplateInputs inputs, TemplateMessages findings) {
        this.root = root;
        this.files = files;
        this.folder = folder;
        this.inputs = inputs;
        this.findings = findings;
    }

    Set<Path> files() {
        return read;
    }

    /** Returns the item with its variables replaced. */
    Item resolve(Item item) {
        if (item.isMap()) {
            Map<String, Item> fields = new LinkedHashMap<>();
            item.fields().forEach((name, value) -> fields.put(name, resolve(value)));
            return Item.map(fields, item.place());
        }
        if (item.isList()) {
            return Item.list(item.items().stream().map(this::resolve).toList(), item.place());
        }
        String text = item.text().known();
        return text == null || !text.contains("${") ? item : text(text, item.place());
    }

    private Item text(String text, Place place) {
        List<Value<String>> parts = new ArrayList<>();
        int from = 0;
        for (int start = text.indexOf("${"); start >= 0; start = text.indexOf("${", from)) {
            int end = end(text, start);
            String inner = end < 0 ? "" : text.substring(start + 2, end);
            // ${AWS::Region} and ${Resource} are for CloudFormation.
            if (end < 0
                    || inner.startsWith("AWS::")
                    || !SOURCE.matcher(nested(inner, place).strip()).matches()) {
                int next = end < 0 ? text.length() : end + 1;
                parts.add(Value.of(text.substring(from, next), place));
                from = next;
                continue;
            }
            Item found = variable(nested(inner, place), place);
            if (start == 0 && end == text.length() - 1) {
                return found;
            }
            parts.add(Value.of(text.substring(from, start), place));
            parts.add(found.text());
            from = end + 1;
        }
        parts.add(Value.of(text.substring(Math.min(from, text.length())), place));
        return Item.text(Value.joined(parts, place));
    }

    /** Returns the position of the bracket that closes the one at a start; -1 if there is none. */
    private static int end(String text, int start) {
        int depth = 0;
        for (int i = start; i < text.length(); i++) {
            if (text.startsWith("${", i)) {
                depth++;
                i++;
            } else if (text.charAt(i) == '}' && --depth == 0) {
                return i;
            }
        }
        return -1;
    }

    /** Replaces variables inside a variable. */
    private String nested(String inner, Place place) {
        String text = inner;
        for (int i = 0; i < 50; i++) {
            int start = text.lastIndexOf("${");
            int end = start < 0 ? -1 : text.indexOf('}', start);
            if (end < 0) {
                return text;
            }
            Item found = variable(text.substring(start + 2, end), place);
            text = text.substring(0, start) + found.text().or("") + text.substring(end + 1);
        }
        return text;
    }

    /** Returns what the first of several sources with commas between has. */
    private Item variable(String expression, Place place) {
        List<String> sources = commas(expression);
        List<String> asked = new ArrayList<>();
        for (String source : sources) {
            String one = source.strip();
            Item found = source(one, place);
            if (found != null) {
                return found;
            }
            asked.add(one);
        }
        String name = asked.isEmpty() ? expression : asked.get(0);
        String key = name.startsWith("opt:") ? name.substring("opt:".length()) : name;
        return Item.unknown(List.of(new Missing("${" + name + "}", "--parameter " + key + "=VALUE", place)), place);
    }

    private static List<String> commas(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        char quote = 0;
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (c == '(' || c == ')') {
                depth += c == '(' ? 1 : -1;
            } else if (c == ',' && depth == 0) {
                parts.add(part.toString());
                part.setLength(0);
                continue;
            }
            part.append(c);
        }
        parts.add(part.toString());
        return parts;
    }

    private @Nullable Item source(String source, Place place) {
        if (source.length() > 1 && (source.startsWith("'") || source.startsWith("\""))) {
            return Item.text(source.substring(1, source.length() - 1), place);
        }
        String given = inputs.parameters().get(source);
        if (given != null) {
            return Item.text(given, place);
        }
        if (source.startsWith("self:")) {
            return self(source.substring("self:".length()), place);
        }
        if (source.startsWith("opt:")) {
            String option = inputs.parameters().get(source.substring("opt:".length()));
            return option == null ? null : Item.text(option, place);
        }
        if (source.startsWith("env:")) {
            String variable = inputs.environment().get(source.substring("env:".length()));
            return variable == null ? null : Item.text(variable, place);
        }
        Matcher file = FILE.matcher(source);
        if (file.matches()) {
            return file(file.group(1), file.group(2), place);
        }
        return switch (source) {
            case "sls:stage" -> Item.text(stage(), place);
            case "aws:region" -> {
                Item region = self("provider.region", place);
                yield region == null || region.text().known() == null
                        ? Item.text(Value.of(Symbol.REGION, place))
                        : region;
            }
            case "aws:accountId" -> Item.text(Value.of(new Symbol("AWS", "AccountId"), place));
            default ->
                source.startsWith("param:") ? param(source.substring("param:".length()), place) : plain(source, place);
        };
    }

    /** Returns a default that is a plain number or word; null for a source that is not one of those above. */
    private static @Nullable Item plain(String source, Place place) {
        return source.isEmpty() || SOURCE.matcher(source).matches() ? null : Item.text(source, place);
    }

    private @Nullable Item param(String name, Place place) {
        String given = inputs.parameters().get(name);
        if (given != null) {
            return Item.text(given, place);
        }
        Item own = root.get("params", stage(), name);
        Item byDefault = own == null ? root.get("params", "default", name) : own;
        return byDefault == null ? null : resolve(byDefault);
    }

    /** Returns the stage: the option's, the provider's, or {@code dev}. */
    String stage() {
        String option = inputs.parameters().get("stage");
        if (option != null) {
            return option;
        }
        Item provider = self("provider.stage", root.place());
        String stage = provider == null ? null : provider.text().known();
        return stage == null ? "dev" : stage;
    }

    private @Nullable Item self(String path, Place place) {
        if (!open.add(path)) {
            findings.mistake(place, "the variable ${self:" + path + "} depends on itself");
            return Item.text("", place);
        }
        try {
            Item at = root;
            for (String name : path.isEmpty() ? new String[0] : path.split("\\.", -1)) {
                at = step(at, name);
                if (at == null) {
                    return path.equals("provider.stage") ? Item.text("dev", place) : null;
                }
            }
            return resolve(at);
        } finally {
            open.remove(path);
        }
    }

    private @Nullable Item step(Item at, String name) {
        Item resolved = at.isText() ? resolve(at) : at;
        if (resolved.isUnknown()) {
            return resolved;
        }
        if (resolved.isList() && name.matches("[0-9]{1,6}")) {
            int index = Integer.parseInt(name);
            return index < resolved.items().size() ? resolved.items().get(index) : null;
        }
        return resolved.get(name);
    }

    private @Nullable Item file(String name, @Nullable String path, Place place) {
        Path file = folder.resolve(name.replaceFirst("^~/", "")).normalize();
        if (!name.matches(".*\\.(ya?ml|json)")) {
            findings.notice(NoticeCode.FILE_NOT_READ, name + " is not read: only YAML and JSON files are", place);
            return null;
        }
        if (!files.isFile(file)) {
            findings.notice(NoticeCode.FILE_NOT_READ, "there is no " + file + ": it is not read", place);
            return null;
        }
        if (!open.add("file " + file + " " + path)) {
            findings.mistake(place, "the file " + name + " depends on itself");
            return Item.text("", place);
        }
        try {
            read.add(file);
            Item at = ItemReader.read(files, file, findings);
            for (String one : path == null || path.isEmpty() ? new String[0] : path.split("\\.", -1)) {
                at = step(at, one);
                if (at == null) {
                    return null;
                }
            }
            return resolve(at);
        } catch (ConfigurationException e) {
            findings.mistake(place, name + ": " + e.getMessage());
            return null;
        } finally {
            open.remove("file " + file + " " + path);
        }
    }
}
