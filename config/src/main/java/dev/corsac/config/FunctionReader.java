package dev.corsac.config;

import dev.corsac.deployment.EnvironmentRules;
import dev.corsac.deployment.FunctionProgram;
import dev.corsac.deployment.FunctionProgram.ClassPathEntry;
import dev.corsac.deployment.FunctionSettings;
import dev.corsac.deployment.JavaHome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads {@code functions}. */
final class FunctionReader {

    private static final String HOME = "Write the home of a JDK or JRE: the folder that has bin/java";

    /** The settings that name a Java function's code: each function has one of them. */
    private static final List<String> CODE = List.of("classpath", "jar", "package", "project");

    private final Document document;
    private final String name;
    private final Setting setting;

    private final @Nullable FunctionSettings base;

    /** @param base what a template states of the function; null if none does */
    FunctionReader(Document document, String name, Setting setting, @Nullable FunctionSettings base) {
        this.document = document;
        this.name = name;
        this.setting = setting;
        this.base = base;
    }

    FunctionSettings function() {
        Path directory = setting.has("folder") || base == null
                ? document.path(setting.has("folder") ? setting.text("folder") : "")
                : base.folder();
        boolean own = Stream.of("command", "handler", "classpath", "jar", "package", "project", "layers")
                .anyMatch(setting::has);
        FunctionProgram program =
                setting.has("command") ? command(directory) : base == null || own ? java() : base.program();
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
        Map<String, String> environment = new LinkedHashMap<>(base == null ? Map.of() : base.environment());
        Map<String, String> given = setting.map("environment");
        environment.putAll(given);
        Setting variables = setting.find("environment");
        if (variables != null) {
            variables.entries().forEach((variable, value) -> {
                String problem = EnvironmentRules.problem(variable, given.getOrDefault(variable, ""));
                if (problem != null) {
                    document.problem(value.wrong(variables.where() + ": " + problem));
                }
            });
            String problem = EnvironmentRules.problem(environment);
            if (problem != null) {
                document.problem(variables.wrong(variables.where() + ": " + problem));
            }
        }
        FunctionSettings before = base;
        int memory = before == null || setting.has("memory") ? setting.number("memory") : before.memory();
        Duration timeout = before == null || setting.has("timeout")
                ? Duration.ofSeconds(setting.number("timeout"))
                : before.timeout();
        Integer initTimeout = setting.numberOrNull("initTimeout");
        if (setting.has("java") && program instanceof FunctionProgram.Command) {
            throw at("java")
                    .wrong(setting.where() + ".java is for Java, and this function has a command: leave it out");
        }
        return FunctionSettings.builder(name, program, directory)
                .environment(environment)
                .memory(memory)
                .timeout(timeout)
                .concurrency(concurrency)
                .debugPort(debug)
                .javaHome(setting.has("java") ? javaHome() : null)
                .javaRuntime(before == null ? null : before.javaRuntime())
                .initTimeout(initTimeout == null ? null : Duration.ofSeconds(initTimeout))
                .build();
    }

    /** Returns the Java that the setting names, which must be there and new enough. */
    private JavaHome javaHome() {
        FileSource files = document.files();
        Path home = document.path(setting.text("java"));
        String where = setting.where() + ".java: ";
        if (!files.isFolder(home)) {
            throw at("java").wrong(where + "there is no folder " + home + ". " + HOME);
        }
        if (!hasJava(home)) {
            String problem = where + home + " has no bin/java. ";
            Path parent = home.getParent();
            for (Path near : parent == null ? List.of(home) : List.of(home.resolve("Contents/Home"), parent)) {
                if (hasJava(near)) {
                    throw at("java").wrong(problem + "Did you mean " + near.normalize() + "?");
                }
            }
            throw at("java").wrong(problem + HOME);
        }
        int version;
        try {
            version = JavaHome.versionIn(files.text(home.resolve("release")));
        } catch (IOException e) {
            version = 0;
        }
        if (version == 0) {
            throw at("java").wrong(where + home + " has no file \"release\" that states JAVA_VERSION. " + HOME);
        }
        if (version < JavaHome.OLDEST) {
            throw at("java")
                    .wrong(where + home + " is Java " + version + ". Write the home of Java " + JavaHome.OLDEST
                            + " or newer: functions run on no older one here");
        }
        return new JavaHome(home, version);
    }

    private boolean hasJava(Path home) {
        FileSource files = document.files();
        return files.isFile(home.resolve("bin/java")) || files.isFile(home.resolve("bin/java.exe"));
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
        FunctionProgram.Java before = base != null && base.program() instanceof FunctionProgram.Java java ? java : null;
        boolean code = CODE.stream().anyMatch(setting::has);
        List<ClassPathEntry> entries = new ArrayList<>(before != null && !code ? before.classPath() : classPath());
        for (String layer : setting.has("layers") ? setting.texts("layers") : List.<String>of()) {
            entries.add(ClassPathEntry.layer(document.path(layer)));
        }
        return new FunctionProgram.Java(
                before != null && !setting.has("handler")
                        ? before.handler()
                        : setting.need("handler", "package.Class or package.Class::method")
                                .text(),
                entries,
                setting.text("runtime").equals("aws") ? FunctionProgram.Client.AWS : FunctionProgram.Client.CORSAC);
    }

    private List<ClassPathEntry> classPath() {
        List<String> given = CODE.stream().filter(setting::has).toList();
        if (given.size() != 1) {
            Setting where = given.isEmpty() ? setting : at(given.get(1));
            throw where.wrong(setting.where()
                    + (given.isEmpty() ? " needs " : " has " + String.join(" and ", given) + ": it needs one of ")
                    + "\"classpath\", \"jar\", \"package\" (a zip file or folder as Lambda takes it) or \"project\" (the folder"
                    + " of a Maven or Gradle project), or a \"command\" instead");
        }
        if (setting.has("jar")) {
            return List.of(ClassPathEntry.packaged(document.path(setting.text("jar"))));
        }
        if (setting.has("package")) {
            return List.of(ClassPathEntry.packaged(document.path(setting.text("package"))));
        }
        if (setting.has("project")) {
            return List.of(ClassPathEntry.project(document.path(setting.text("project"))));
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
        for (String field : List.of("classpath", "jar", "package", "project", "layers", "runtime")) {
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
