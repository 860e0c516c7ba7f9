package dev.corsac.config.template;

import dev.corsac.config.FileSource;
import dev.corsac.config.TemplateInputs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a <a
 * href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-cli-config.html">samconfig.toml</a>
 * next to a template gives it: {@code parameter_overrides} and {@code region} of {@code [default.deploy.parameters]} or {@code
 * [default.global.parameters]}.
 *
 * @param parameters by name
 * @param files the file, if there is one
 */
record SamConfig(Map<String, String> parameters, List<Path> files) {

    /** Returns the file's content; nothing if there is none or it cannot be read. */
    static SamConfig beside(FileSource files, Path template) {
        Path folder = template.toAbsolutePath().getParent();
        // sam build writes .aws-sam/build/template.yaml
        Path hidden = folder != null && folder.endsWith(Path.of(".aws-sam", "build")) ? folder.getParent() : null;
        Path project = hidden == null ? folder : hidden.getParent();
        Path file = project == null ? Path.of("samconfig.toml") : project.resolve("samconfig.toml");
        if (!files.isFile(file)) {
            return new SamConfig(Map.of(), List.of());
        }
        try {
            return new SamConfig(parse(files.text(file)), List.of(file));
        } catch (IOException e) {
            return new SamConfig(Map.of(), List.of());
        }
    }

    /** Returns the user's inputs over these. */
    TemplateInputs over(TemplateInputs inputs) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        all.putAll(inputs.parameters());
        return new TemplateInputs(all, inputs.environment());
    }

    static Map<String, String> parse(String toml) {
        Map<String, String> global = new LinkedHashMap<>();
        Map<String, String> deploy = new LinkedHashMap<>();
        Map<String, String> into = new LinkedHashMap<>();
        String[] lines = toml.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].strip();
            if (line.startsWith("[")) {
                into = switch (line.replaceAll("[\\[\\]\\s\"]|#.*", "")) {
                    case "default.deploy.parameters" -> deploy;
                    case "default.global.parameters" -> global;
                    default -> new LinkedHashMap<>();
                };
                continue;
            }
            int equals = line.indexOf('=');
            if (equals <= 0 || line.startsWith("#")) {
                continue;
            }
            String name = line.substring(0, equals).strip();
            StringBuilder value = new StringBuilder(line.substring(equals + 1).strip());
            // A list may go over several lines; so may a text in three quotes.
            boolean list = value.toString().startsWith("[");
            boolean long3 = value.toString().startsWith("\"\"\"");
            while (i + 1 < lines.length
                    && ((list && value.indexOf("]") < 0) || (long3 && value.indexOf("\"\"\"", 3) < 0))) {
                value.append('\n').append(lines[++i].strip());
            }
            if (name.equals("parameter_overrides")) {
                overrides(value.toString(), into);
            } else if (name.equals("region")) {
                into.put("AWS::Region", value.toString().replaceAll("#.*|[\"'\\s]", ""));
            }
        }
        Map<String, String> all = new LinkedHashMap<>(global);
        all.putAll(deploy);
        return all;
    }

    /** Reads {@code "A=1 B=\"2 3\""}, {@code ["A=1", "B=2"]} or {@code ParameterKey=A,ParameterValue=1}. */
    private static void overrides(String value, Map<String, String> into) {
        String text = value.strip();
        List<String> words = new ArrayList<>();
        if (text.startsWith("[")) {
            boolean single = text.indexOf('"') < 0;
            String[] pieces = text.split(single ? "'" : "(?<!\\\\)\"", -1);
            for (int i = 1; i < pieces.length; i += 2) {
                words.add(pieces[i].replace("\\\"", ""));
            }
        } else {
            String inner = text.startsWith("\"\"\"")
                    ? text.replace("\"\"\"", "")
                    : text.replaceFirst("^[\"']", "").replaceFirst("[\"']\\s*(#.*)?$", "");
            StringBuilder word = new StringBuilder();
            boolean quoted = false;
            for (int i = 0; i < inner.length(); i++) {
                char c = inner.charAt(i);
                if (c == '\\' && i + 1 < inner.length()) {
                    if (inner.charAt(i + 1) == '"') {
                        quoted = !quoted;
                    }
                    i++;
                } else if (c == '"') {
                    quoted = !quoted;
                } else if (Character.isWhitespace(c) && !quoted) {
                    words.add(word.toString());
                    word.setLength(0);
                } else {
                    word.append(c);
                }
            }
            words.add(word.toString());
        }
        for (String word : words) {
            int equals = word.indexOf('=');
            int pair = word.indexOf(",ParameterValue=");
            if (word.startsWith("ParameterKey=") && pair > 0) {
                into.put(
                        word.substring("ParameterKey=".length(), pair),
                        word.substring(pair + ",ParameterValue=".length()));
            } else if (equals > 0) {
                into.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
    }
}
