package dev.corsac.config;

import dev.corsac.deployment.DeployedFunction;
import dev.corsac.deployment.FunctionProgram;
import dev.corsac.deployment.FunctionProgram.ClassPathEntry;
import dev.corsac.deployment.FunctionSettings;
import dev.corsac.deployment.JavaHome;
import dev.corsac.deployment.Value;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the functions of a template are started on this machine. */
final class LocalFunctions {

    private final FileSource files;
    private final Path project;
    private final LocalResolution resolution;

    LocalFunctions(FileSource files, Path project, LocalResolution resolution) {
        this.files = files;
        this.project = project;
        this.resolution = resolution;
    }

    /** Returns how a function is started; null if it cannot be, see {@link #reason}. */
    @Nullable
    FunctionSettings settings(DeployedFunction function) {
        FunctionProgram program = program(function);
        return program == null ? null : settings(function, program);
    }

    /** Returns the settings of a function that may not have a program here. */
    FunctionSettings base(DeployedFunction function) {
        FunctionProgram program = program(function);
        return settings(
                function,
                program == null ? new FunctionProgram.Command(List.of("./bootstrap"), "", List.of()) : program);
    }

    private FunctionSettings settings(DeployedFunction function, FunctionProgram program) {
        Map<String, String> environment = new LinkedHashMap<>();
        function.environment().forEach((name, value) -> {
            String text = resolution.text(value);
            if (text != null) {
                environment.put(name, text);
            }
        });
        Path code = code(function);
        boolean folder = code != null && files.isFolder(code);
        int runtime = JavaHome.versionOfRuntime(function.runtime().or(""));
        return FunctionSettings.builder(function.id(), program, folder && code != null ? code : project)
                .environment(environment)
                .memory(Math.max(128, Math.min(10_240, function.memory().or(128))))
                .timeout(Duration.ofSeconds(
                        Math.max(1, Math.min(900, function.timeout().or(3)))))
                .javaRuntime(runtime == 0 ? null : runtime)
                .build();
    }

    private @Nullable Path code(DeployedFunction function) {
        Value<String> code = function.code();
        String text = code == null ? null : code.known();
        if (code == null || text == null) {
            return null;
        }
        return resolved(code, text);
    }

    /** Returns a path of a template, which is relative to the template's file. */
    private Path resolved(Value<String> value, String path) {
        String file = value.place().file();
        Path folder = file == null ? null : Path.of(file).toAbsolutePath().getParent();
        return (folder == null ? project : folder).resolve(path).normalize();
    }

    private @Nullable FunctionProgram program(DeployedFunction function) {
        String runtime = function.runtime().or("");
        Path code = code(function);
        if (code == null) {
            return null;
        }
        String handler = function.handler().or("");
        if (runtime.startsWith("java") && !handler.isEmpty()) {
            List<ClassPathEntry> entries = new ArrayList<>(List.of(classes(function, code)));
            for (Value<String> layer : function.layers()) {
                String folder = layer.known();
                if (folder != null) {
                    entries.add(ClassPathEntry.layer(resolved(layer, folder)));
                }
            }
            return new FunctionProgram.Java(handler, entries);
        }
        if (runtime.startsWith("provided") && files.isFile(code.resolve("bootstrap"))) {
            return new FunctionProgram.Command(List.of("./bootstrap"), handler, List.of());
        }
        return null;
    }

    /**
     * Returns where a function's classes are: with the project that compiles them, where that is on this machine, else in the
     * package. A project that only "sam build" has built has its classes in the folder of that.
     */
    private ClassPathEntry classes(DeployedFunction function, Path code) {
        boolean maven = files.isFile(code.resolve("pom.xml"));
        boolean gradle = files.isFile(code.resolve("build.gradle")) || files.isFile(code.resolve("build.gradle.kts"));
        if (!maven && !gradle) {
            return ClassPathEntry.packaged(code);
        }
        Path built = project.resolve(".aws-sam").resolve("build").resolve(function.id());
        boolean compiled = files.isFolder(code.resolve(maven ? "target/classes" : "build/classes"));
        return !compiled && files.isFolder(built) ? ClassPathEntry.packaged(built) : ClassPathEntry.project(code);
    }

    /** Returns why a function cannot be run here and how to change that. */
    String reason(DeployedFunction function) {
        String runtime = function.runtime().or("");
        String fix = ". Write functions." + function.id() + " in corsac.yaml, with ";
        if (code(function) == null && "".equals(function.runtime().known())) {
            return "its code is a container image, which does not run here" + fix
                    + "\"handler\" and the \"project\" that the image is built from, or a \"command\"";
        }
        if (code(function) == null) {
            return "its code is not a file on this machine" + fix + "\"handler\" and \"classpath\", or a \"command\"";
        }
        if (runtime.startsWith("java")) {
            return "its handler is unknown" + fix + "\"handler\"";
        }
        if (runtime.startsWith("provided")) {
            return "there is no bootstrap in " + code(function) + fix + "\"command\"";
        }
        return (runtime.isEmpty() ? "its runtime is unknown" : "its runtime is " + runtime) + fix
                + "a \"command\" that speaks the Lambda Runtime API";
    }
}
