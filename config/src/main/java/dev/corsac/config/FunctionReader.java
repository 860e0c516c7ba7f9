package dev.corsac.config;

import dev.corsac.deployment.EnvironmentRules;
import dev.corsac.deployment.FunctionProgram;
import dev.corsac.deployment.FunctionProgram.ClassPathEntry;
import dev.corsac.deployment.FunctionSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads {@code functions}. */
final class FunctionReader {

    private final Document document;
    private final String name;
    private final Setting setting;

    FunctionReader(Document document, String name, Setting setting) {
        this.document = document;
        this.name = name;
        this.setting = setting;
    }

    FunctionSettings function() {
        Path directory = document.path(setting.has("folder") ? setting.text("folder") : "");
        FunctionProgram program = setting.has("command") ? command(directory) : java();
        Integer debug = setting.numberOrNull("debug");
        if (debug != null && program instanceof FunctionProgram.Command) {
            throw at("debug")
                    .wrong(setting.where() + ".debug is for Java: a command takes its debugger's own option, such as"
                            + " node's --inspect");
        }
        int concurrency = debug != null && !setting.has("concurrency") ? 1 : setting.number("concurrency");
        if (debug != null && concurrency != 1) {
            throw at("concurrency")
                    .wrong(setting.where() + ".concurrency is \"" + concurrency
                            + "\": with \"debug\" there is one process, so leave one of the two out");
        }
        return new FunctionSettings(
                name,
                program,
                directory,
                environment(),
                setting.number("memory"),
                Duration.ofSeconds(setting.number("timeout")),
                concurrency,
                debug);
    }

    private Map<String, String> environment() {
        Setting found = setting.find("environment");
        if (found == null) {
            return Map.of();
        }
        Map<String, String> variables = found.map();
        found.entries().forEach((variable, value) -> {
            String problem = EnvironmentRules.problem(variable, variables.getOrDefault(variable, ""));
            if (problem != null) {
                throw value.wrong(found.where() + ": " + problem);
            }
        });
        String problem = EnvironmentRules.problem(variables);
        if (problem != null) {
            throw found.wrong(found.where() + ": " + problem);
        }
        return variables;
    }

    private Setting at(String field) {
        return setting.need(field, "");
    }

    private void refuse(String field, String whose) {
        if (setting.has(field)) {
            throw at(field).wrong(setting.where() + "." + field + " is for " + whose + ": leave it out");
        }
    }

    private FunctionProgram java() {
        refuse("watch", "a function with a command: a Java function's class path is watched");
        return new FunctionProgram.Java(
                setting.need("handler", "package.Class or package.Class::method")
                        .text(),
                classPath(),
                setting.text("runtime").equals("aws") ? FunctionProgram.Client.AWS : FunctionProgram.Client.CORSAC);
    }

    private List<ClassPathEntry> classPath() {
        List<String> given =
                Stream.of("classpath", "jar", "project").filter(setting::has).toList();
        if (given.size() != 1) {
            Setting where = given.isEmpty() ? setting : at(given.get(1));
            throw where.wrong(setting.where()
                    + (given.isEmpty() ? " needs " : " has " + String.join(" and ", given) + ": it needs one of ")
                    + "\"classpath\", \"jar\" or \"project\" (a Maven project's folder), or a \"command\" instead");
        }
        if (setting.has("jar")) {
            return List.of(ClassPathEntry.classes(document.path(setting.text("jar"))));
        }
        if (setting.has("project")) {
            return List.of(ClassPathEntry.maven(document.path(setting.text("project"))));
        }
        List<ClassPathEntry> entries = new ArrayList<>();
        for (String entry : setting.texts("classpath")) {
            entries.add(
                    entry.endsWith("/*")
                            ? ClassPathEntry.jars(document.path(entry.substring(0, entry.length() - 2)))
                            : ClassPathEntry.classes(document.path(entry)));
        }
        return entries;
    }

    private FunctionProgram command(Path directory) {
        for (String field : List.of("classpath", "jar", "project", "runtime")) {
            refuse(field, "Java, and this function has a command");
        }
        List<String> command = setting.texts("command");
        if (at("command").isText()) {
            command = List.of(command.get(0).strip().split("\\s+"));
        }
        String handler = setting.textOrNull("handler");
        List<Path> watched = new ArrayList<>();
        for (String entry : setting.texts("watch")) {
            watched.add(directory.resolve(entry).normalize());
        }
        return new FunctionProgram.Command(command, handler == null ? "" : handler, watched);
    }
}
