package dev.corsac.config;

import dev.corsac.deployment.DeployedFunction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The environment variables of a policy in a file: {@code NAME=VALUE} in each line, as shells and many tools read them. */
public final class PolicyVariablesFile {

    private PolicyVariablesFile() {}

    /**
     * Reads a file.
     *
     * @throws ConfigurationException if the file cannot be read, or a line is something else
     */
    public static Map<String, String> read(FileSource files, Path file) {
        List<String> lines;
        try {
            lines = files.text(file).lines().toList();
        } catch (IOException e) {
            throw new ConfigurationException(
                    files.isFile(file)
                            ? file + " cannot be read as text in UTF-8"
                            : "there is no file " + file + ": name one with ALLOWED_ORIGINS=…",
                    e);
        }
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String assignment = line.startsWith("export ")
                    ? line.substring("export ".length()).strip()
                    : line;
            int equals = assignment.indexOf('=');
            String name =
                    equals < 0 ? assignment : assignment.substring(0, equals).strip();
            if (equals < 0 || !DeployedFunction.POLICY_VARIABLES.contains(name)) {
                throw new ConfigurationException(
                        file + ":" + (i + 1) + ": \"" + name + "\" is not a variable of a policy. Write one of "
                                + String.join(", ", DeployedFunction.POLICY_VARIABLES) + ", with = and its value");
            }
            variables.put(name, unquoted(assignment.substring(equals + 1).strip()));
        }
        return variables;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(value.length() - 1) == value.charAt(0);
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
