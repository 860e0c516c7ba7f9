package dev.corsac.config.template;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.corsac.config.ConfigurationException;
import dev.corsac.config.FileSource;
import dev.corsac.config.Json;
import dev.corsac.config.TemplateInputs;
import dev.corsac.config.TemplateResult;
import dev.corsac.deployment.NoticeCode;
import dev.corsac.deployment.Place;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what Terraform and OpenTofu know of a deployment: the output of {@code terraform show -json}, a state file, or the {@code
 * test_state} messages of {@code terraform test -verbose -json}. Its resources become those of CloudFormation, read by the same
 * readers.
 */
final class TerraformState {

    /**
     * A resource of a state.
     *
     * @param values its attributes
     */
    record Entry(String address, String type, Map<String, @Nullable Object> values) {

        @Nullable
        String text(String name) {
            Object value = values.get(name);
            return value instanceof String || value instanceof Number || value instanceof Boolean
                    ? String.valueOf(value)
                    : null;
        }
    }

    private TerraformState() {}

    /** Returns whether a text looks like one of the forms. */
    static boolean is(String text) {
        String start = text.substring(0, Math.min(text.length(), 4000));
        boolean state = start.contains("\"terraform_version\"") || start.contains("\"format_version\"");
        return (state && (text.contains("\"root_module\"") || text.contains("\"resources\"")))
                || text.contains("\"test_state\"");
    }

    static TemplateResult read(
            FileSource files, Path file, String text, TemplateMessages findings, TemplateInputs inputs) {
        List<Entry> entries = new ArrayList<>();
        try (JsonParser parser = Json.FACTORY.createParser(text)) {
            // One value, or one message a line; of several test states the last one counts.
            while (parser.nextToken() == JsonToken.START_OBJECT) {
                Object value = Json.value(parser);
                List<Entry> found = new ArrayList<>();
                collect(value, found, 0);
                if (!found.isEmpty()) {
                    entries = found;
                }
            }
        } catch (IOException e) {
            throw new ConfigurationException(file + ": not valid JSON: " + e.getMessage(), e);
        }
        Place top = new Place(file.toString(), null, null, null);
        if (entries.isEmpty()) {
            throw new ConfigurationException(file + ": the state has no resources. Run terraform apply, or give the"
                    + " output of terraform test -verbose -json");
        }
        Path folder = folder(file);
        Map<String, Item> resources = new TerraformResources(entries, file.toString(), folder).cloudFormation();
        entries.stream()
                .filter(entry -> entry.type().equals("aws_api_gateway_deployment"))
                .filter(entry -> entry.values().get("triggers") == null)
                .forEach(entry -> findings.notice(
                        NoticeCode.DEPLOYMENT_WITHOUT_TRIGGERS,
                        entry.address() + " has no triggers: a change of the API's methods is not deployed by itself",
                        new Place(file.toString(), null, null, entry.address())));
        return CloudFormation.read(
                files,
                file,
                Item.map(Map.of("Resources", Item.map(resources, top)), top),
                findings,
                inputs,
                stack -> {});
    }

    /** Paths in a state are relative to where Terraform ran; Corsac keeps its own copy one folder below. */
    private static Path folder(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        Path folder = parent == null ? Path.of("").toAbsolutePath() : parent;
        Path above = folder.getParent();
        return folder.endsWith(".corsac") && above != null ? above : folder;
    }

    /** Collects resources of a state, wherever in the message it is. */
    private static void collect(@Nullable Object value, List<Entry> entries, int depth) {
        if (depth > 60) {
            return;
        }
        if (value instanceof List<?> list) {
            list.forEach(item -> collect(item, entries, depth + 1));
        } else if (value instanceof Map<?, ?> map) {
            if (map.get("resources") instanceof List<?> resources) {
                resources.forEach(resource -> resource(resource, entries));
            }
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                String name = String.valueOf(entry.getKey());
                if (!name.equals("resources") && !name.contains("schemas") && !name.equals("configuration")) {
                    collect(entry.getValue(), entries, depth + 1);
                }
            }
        }
    }

    private static void resource(@Nullable Object value, List<Entry> entries) {
        if (!(value instanceof Map<?, ?> resource) || !(resource.get("type") instanceof String declared)) {
            return;
        }
        boolean data = "data".equals(resource.get("mode"));
        if (data && !declared.matches("aws_cloudfront_(cache|origin_request|response_headers)_policy")) {
            return;
        }
        String type = data ? TerraformTexts.MANAGED_POLICY : declared;
        Object values = resource.get("values");
        if (values instanceof Map<?, ?> attributes) {
            Object address = resource.get("address");
            entries.add(new Entry(String.valueOf(address), type, attributes(attributes)));
        } else if (resource.get("instances") instanceof List<?> instances) {
            Object module = resource.get("module");
            String base = (module == null ? "" : module + ".") + type + "." + resource.get("name");
            for (Object one : instances) {
                if (one instanceof Map<?, ?> instance && instance.get("attributes") instanceof Map<?, ?> attributes) {
                    Object key = instance.get("index_key");
                    String index = key == null ? "" : key instanceof Number ? "[" + key + "]" : "[\"" + key + "\"]";
                    entries.add(new Entry(base + index, type, attributes(attributes)));
                }
            }
        }
    }

    private static Map<String, @Nullable Object> attributes(Map<?, ?> map) {
        Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
        map.forEach((name, value) -> attributes.put(String.valueOf(name), value));
        return attributes;
    }
}
