package dev.corsac.config;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Why Terraform or OpenTofu made no state, one line for each reason: where, what is wrong, and the fix. */
final class TerraformProblems {

    private static final Pattern VARIABLE =
            Pattern.compile("(?:variable|for) \"([A-Za-z0-9_-]+)\"|no value for ([A-Za-z0-9_-]+)");

    private static final Pattern PROVIDER =
            Pattern.compile("(?:registry\\.[a-z.]+/)?([a-z0-9-]+/[a-z0-9-]+)(?=[\\s:\"'.,])");

    private static final Pattern FILE = Pattern.compile(
            "(?:no file exists at|open|stat|could not archive missing (?:file|directory):?|unable to load)\\s+\"?([^\\s:\"]+)");

    private TerraformProblems() {}

    /** Returns a line for each diagnostic, each once; one line with the tool's output where it has none. */
    static List<String> of(Path folder, String tool, ToolRunner.Result result) {
        Set<String> lines = new LinkedHashSet<>();
        for (String line : result.output().lines().toList()) {
            try {
                if (Json.read(line) instanceof Map<?, ?> message
                        && message.get("diagnostic") instanceof Map<?, ?> diagnostic
                        && !"warning".equals(diagnostic.get("severity"))) {
                    lines.add(line(folder, tool, diagnostic));
                }
            } catch (IOException e) {
                // A line that is not a message.
            }
        }
        if (lines.isEmpty()) {
            String errors = result.errors().strip().replaceAll("\\s*\\n\\s*", " ");
            lines.add(folder + ": \"" + tool + " test\" made no state: "
                    + (errors.isEmpty() ? "exit code " + result.exitCode() : errors) + ". Run \"" + tool
                    + " init\" in that"
                    + " folder, or name the output of \"" + tool + " show -json\"");
        }
        return List.copyOf(lines);
    }

    private static String line(Path folder, String tool, Map<?, ?> diagnostic) {
        String summary = text(diagnostic.get("summary"));
        String detail = text(diagnostic.get("detail"));
        String all = summary + ". " + detail;
        String lower = all.toLowerCase(Locale.ROOT);
        String problem;
        if (lower.contains("no value for required variable") || lower.contains("required variable not set")) {
            String name = found(VARIABLE, all);
            problem = name == null
                    ? all + ". Give it with --parameter NAME=VALUE or in terraform.tfvars"
                    : "the variable \"" + name + "\" has no value. Give it with --parameter " + name
                            + "=VALUE or in terraform.tfvars";
        } else if (lower.contains("mock_provider") && lower.contains("unsupported block")) {
            problem = "this " + tool + " has no mock providers. Use Terraform 1.7 or newer, or OpenTofu 1.8 or newer";
        } else if (lower.contains("module not installed") || lower.contains("module is not yet installed")) {
            problem = "a module is not installed. Run \"" + tool + " init\" in " + folder;
        } else if (lower.contains("provider")
                && (lower.contains("lock file")
                        || lower.contains("not available")
                        || lower.contains("not installed")
                        || lower.contains("missing required provider")
                        || lower.contains("no version is selected")
                        || lower.contains("failed to load plugin schemas")
                        || lower.contains("required plugins are not installed"))) {
            String name = found(PROVIDER, all);
            problem = "the provider " + (name == null ? "that the configuration needs" : name)
                    + " is not installed. Run \"" + tool + " init\" in " + folder;
        } else if (lower.contains("no such file")
                || lower.contains("no file exists")
                || lower.contains("missing directory")
                || lower.contains("missing file")
                || lower.contains("unable to load")) {
            String name = found(FILE, all);
            problem = "the file " + (name == null ? "that the configuration names" : name)
                    + " is missing. Build the function first";
        } else if (lower.contains("invalid arn")
                || lower.contains("is an invalid")
                || lower.contains("expected length")) {
            problem = all
                    + ". The mocked value is not one that the provider accepts: apply the configuration and name the output"
                    + " of \"" + tool + " show -json\"";
        } else {
            problem = all;
        }
        return place(folder, diagnostic) + ": " + problem.replace("..", ".").replaceAll("\\.$", "");
    }

    private static String text(@Nullable Object value) {
        return value == null
                ? ""
                : String.valueOf(value).strip().replaceAll("\\s+", " ").replaceAll("\\.$", "");
    }

    private static @Nullable String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            return null;
        }
        return matcher.groupCount() > 1 && matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    }

    private static String place(Path folder, Map<?, ?> diagnostic) {
        if (diagnostic.get("range") instanceof Map<?, ?> range
                && range.get("start") instanceof Map<?, ?> start
                && range.get("filename") instanceof String file
                && !file.endsWith("corsac.tftest.hcl")) {
            return folder.resolve(file) + ":" + start.get("line") + ":" + start.get("column");
        }
        Object address = diagnostic.get("address");
        return address == null ? folder.toString() : folder + ": " + address;
    }
}
