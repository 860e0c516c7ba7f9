package dev.corsac.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a folder has that can be run, and the {@code corsac.yaml} for it.
 *
 * @param name after the folder, fit for a host name
 * @param page the folder of static files, relative; null if there is none
 * @param functions by name
 * @param routes the functions' routes by route key; those of an HTTP API
 * @param restRoutes those of a REST API
 * @param found what was found, in words
 * @param missing what could not be taken over, in words
 */
public record Project(
        String name,
        @Nullable String page,
        Map<String, Function> functions,
        Map<String, String> routes,
        Map<String, String> restRoutes,
        List<String> found,
        List<String> missing) {

    /**
     * A function.
     *
     * @param program the lines that name handler and class path, or the command
     */
    record Function(Map<String, String> program, Map<String, String> environment, List<String> unknown) {}

    private static final List<String> PAGES = List.of("web", "public", "dist", "src/main/resources/static");

    /** With a build of the page, what it makes comes before what it reads. */
    private static final List<String> BUILT_PAGES =
            List.of("dist", "build", "web", "public", "src/main/resources/static");

    /** Looks around in a folder. */
    public static Project in(FileSource files, Path folder) {
        Path here = folder.toAbsolutePath().normalize();
        List<String> found = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        Project project = new Project(
                name(here),
                page(here, found, missing),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                found,
                missing);
        SamTemplate template = SamTemplate.in(files, here);
        if (template != null) {
            project.take(template, here);
        }
        if (project.functions.isEmpty()) {
            project.takeHandlers(here);
        }
        return project;
    }

    /** Whether there is anything to run. */
    public boolean isEmpty() {
        return page == null && functions.isEmpty();
    }

    private static String name(Path folder) {
        Path last = folder.getFileName();
        StringBuilder name = new StringBuilder();
        for (char c :
                (last == null ? "" : last.toString()).toLowerCase(Locale.ROOT).toCharArray()) {
            boolean plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            if (plain) {
                name.append(c);
            } else if (!name.isEmpty() && name.charAt(name.length() - 1) != '-') {
                name.append('-');
            }
        }
        int end = name.length() > 0 && name.charAt(name.length() - 1) == '-' ? name.length() - 1 : name.length();
        String plain = name.substring(0, Math.min(end, 40));
        return plain.isEmpty() || plain.endsWith("-") ? "app" : plain;
    }

    private static @Nullable String page(Path here, List<String> found, List<String> missing) {
        boolean built = Files.isRegularFile(here.resolve("package.json"));
        for (String folder : built ? BUILT_PAGES : PAGES) {
            if (Files.isRegularFile(here.resolve(folder).resolve("index.html"))) {
                found.add("the page in " + folder);
                return folder;
            }
        }
        if (built) {
            missing.add("package.json is there and no page: build it, and name its folder under sites");
        }
        return null;
    }

    private void take(SamTemplate template, Path here) {
        found.add("the template " + template.file().getFileName());
        template.functions().forEach((id, function) -> {
            Map<String, String> program = new LinkedHashMap<>();
            Path code = here.resolve(function.codeUri()).normalize();
            String uri = here.relativize(code).toString();
            if (function.runtime().startsWith("java") && !function.handler().isEmpty()) {
                program.put("handler", function.handler());
                program.putAll(classPath(code, uri));
            } else if (function.runtime().startsWith("provided")) {
                program.put("command", "./bootstrap");
                program.put("folder", uri.isEmpty() ? "." : uri);
                if (!function.handler().isEmpty()) {
                    program.put("handler", function.handler());
                }
            } else {
                missing.add("the function " + id + " has the runtime "
                        + (function.runtime().isEmpty() ? "(none)" : function.runtime())
                        + ": give it a \"command\" that speaks the Lambda Runtime API");
                return;
            }
            if (function.memory() != null) {
                program.put("memory", function.memory());
            }
            if (function.timeout() != null) {
                program.put("timeout", function.timeout());
            }
            // In a corsac.yaml it would refer to an address.
            Map<String, String> environment = new LinkedHashMap<>(function.environment());
            environment.replaceAll((variable, value) -> value.replace("${", "$${"));
            functions.put(id, new Function(program, environment, function.unknown()));
            found.add("its function " + id
                    + (function.handler().isEmpty() ? "" : " with the handler " + function.handler()));
            for (SamTemplate.Event event : function.events()) {
                (event.http() ? routes : restRoutes).put((event.method() + " " + event.path()).strip(), id);
            }
        });
        if (!functions.isEmpty()) {
            missing.add(
                    "the template's CORS settings and authorizers are not taken over: see cors, gatewayResponses and"
                            + " authorizers in the reference");
        }
    }

    private static Map<String, String> classPath(Path code, String uri) {
        String folder = uri.isEmpty() ? "." : uri;
        if (uri.endsWith(".jar")) {
            return Map.of("jar", uri);
        }
        if (Files.exists(code.resolve("pom.xml"))) {
            return Map.of("project", folder);
        }
        boolean gradle = Files.exists(code.resolve("build.gradle")) || Files.exists(code.resolve("build.gradle.kts"));
        return Map.of("classpath", gradle ? gradleClassPath(code, uri) : folder);
    }

    private static String gradleClassPath(Path code, String uri) {
        String before = uri.isEmpty() ? "" : uri + "/";
        List<String> entries = new ArrayList<>(List.of(before + "build/classes/java/main"));
        for (String more : List.of("build/resources/main", "build/lib/*")) {
            if (Files.isDirectory(code.resolve(more.endsWith("/*") ? more.substring(0, more.length() - 2) : more))) {
                entries.add(before + more);
            }
        }
        return "[" + String.join(", ", entries) + "]";
    }

    private void takeHandlers(Path here) {
        boolean maven = Files.exists(here.resolve("pom.xml"));
        boolean gradle = Files.exists(here.resolve("build.gradle")) || Files.exists(here.resolve("build.gradle.kts"));
        if (!maven && !gradle) {
            return;
        }
        Path classes = here.resolve(maven ? "target/classes" : "build/classes/java/main");
        List<String> handlers = HandlerClasses.compiled(classes);
        String where = " in " + here.relativize(classes);
        if (handlers.isEmpty()) {
            handlers = HandlerClasses.inSources(here.resolve("src/main/java"));
            where = " in src/main/java; build it before corsac up";
        }
        if (handlers.isEmpty()) {
            return;
        }
        found.add(maven ? "a Maven project" : "a Gradle project");
        for (String handler : handlers) {
            found.add("the handler " + handler + where);
            String name = unused(functionName(handler));
            Map<String, String> program = new LinkedHashMap<>();
            program.put("handler", handler);
            if (maven) {
                program.put("project", ".");
            } else {
                program.put("classpath", gradleClassPath(here, ""));
            }
            functions.put(name, new Function(program, Map.of(), List.of()));
            if (handlers.size() == 1) {
                restRoutes.put("ANY /", name);
                restRoutes.put("ANY /{proxy+}", name);
            } else {
                restRoutes.put("ANY /" + name, name);
                restRoutes.put("ANY /" + name + "/{proxy+}", name);
            }
        }
        if (gradle && !maven && !Files.isDirectory(here.resolve("build/lib"))) {
            missing.add(
                    "Gradle does not tell where its dependencies are: copy them into build/lib, and add build/lib/* to the"
                            + " classpath");
        }
    }

    private String unused(String name) {
        String unused = name;
        for (int i = 2; functions.containsKey(unused); i++) {
            unused = name + i;
        }
        return unused;
    }

    /** {@code orders} for {@code com.example.OrdersFunction}. */
    private static String functionName(String handler) {
        String name = handler.substring(handler.lastIndexOf('.') + 1);
        for (String ending : List.of("RequestHandler", "Handler", "Function", "Lambda")) {
            if (name.endsWith(ending) && name.length() > ending.length()) {
                name = name.substring(0, name.length() - ending.length());
                break;
            }
        }
        return name.toLowerCase(Locale.ROOT);
    }

    /** The file that runs it. */
    public String yaml() {
        StringBuilder yaml = new StringBuilder();
        yaml.append("# yaml-language-server: $schema=.corsac/corsac.schema.json\n");
        yaml.append("# What \"corsac up\" runs. Made by \"corsac init\" of ")
                .append(String.join(", ", found))
                .append(".\n");
        missing.forEach(line -> yaml.append("# Not in here: ").append(line).append(".\n"));
        if (page != null) {
            yaml.append("\nsites:\n  page:\n");
            yaml.append("    host: ").append(name).append(".localhost\n    port: 8080\n");
            yaml.append("    directory: ").append(scalar(page)).append('\n');
        }
        if (!restRoutes.isEmpty() || !routes.isEmpty()) {
            yaml.append("\napis:\n");
            api(yaml, "api", "", "api", 8081, restRoutes);
            api(
                    yaml,
                    restRoutes.isEmpty() ? "api" : "http-api",
                    "    type: http\n",
                    restRoutes.isEmpty() ? "api" : "http-api",
                    8082,
                    routes);
        }
        Map<String, String> routed = new TreeMap<>();
        restRoutes.values().forEach(function -> routed.put(function, function));
        routes.values().forEach(function -> routed.put(function, function));
        List<String> alone = functions.keySet().stream()
                .filter(name -> !routed.containsKey(name))
                .toList();
        if (!alone.isEmpty()) {
            yaml.append("\nurls:\n");
            int port = 8083;
            for (String function : alone) {
                yaml.append("  ").append(scalar(function)).append(":\n    hosts: ");
                yaml.append(function.toLowerCase(Locale.ROOT))
                        .append('.')
                        .append(name)
                        .append(".localhost\n    port: ");
                yaml.append(port++)
                        .append("\n    function: ")
                        .append(scalar(function))
                        .append('\n');
            }
        }
        if (!functions.isEmpty()) {
            yaml.append("\nfunctions:\n");
            functions.forEach((name, function) -> function(yaml, name, function));
        }
        return yaml.toString();
    }

    private void api(StringBuilder yaml, String entry, String type, String host, int port, Map<String, String> routes) {
        if (routes.isEmpty()) {
            return;
        }
        yaml.append("  ").append(entry).append(":\n").append(type);
        yaml.append("    hosts: ").append(host).append('.').append(name).append(".localhost\n");
        yaml.append("    port: ").append(port).append("\n    routes:\n");
        routes.forEach((key, function) -> yaml.append("      ")
                .append(scalar(key))
                .append(": ")
                .append(scalar(function))
                .append('\n'));
    }

    private void function(StringBuilder yaml, String name, Function function) {
        yaml.append("  ").append(scalar(name)).append(":\n");
        function.program()
                .forEach((field, value) -> yaml.append("    ")
                        .append(field)
                        .append(": ")
                        .append(value.startsWith("[") ? value : scalar(value))
                        .append('\n'));
        Map<String, String> environment = new LinkedHashMap<>(function.environment());
        if (page != null) {
            environment.putIfAbsent("ALLOWED_ORIGINS", "${sites.page.origin}");
        }
        List<String> unknown = new ArrayList<>(function.unknown());
        unknown.removeAll(environment.keySet());
        if (environment.isEmpty() && unknown.isEmpty()) {
            return;
        }
        yaml.append(environment.isEmpty() ? "    # environment:\n" : "    environment:\n");
        environment.forEach((variable, value) -> yaml.append("      ")
                .append(scalar(variable))
                .append(": ")
                .append(scalar(value))
                .append('\n'));
        unknown.forEach(variable ->
                yaml.append("      # ").append(variable).append(": the template makes it when it is deployed\n"));
    }

    /** Plain where YAML leaves it a text, in double quotes otherwise. */
    private static String scalar(String text) {
        boolean plain = (!text.isEmpty() && Character.isLetterOrDigit(text.charAt(0))) || text.startsWith("/");
        plain |= text.equals(".") || text.startsWith("${sites.") || text.startsWith("./") || text.equals("$default");
        for (int i = 0; i < text.length() && plain; i++) {
            plain = text.charAt(i) < 127
                    && (Character.isLetterOrDigit(text.charAt(i)) || " /._-{}+$:*".indexOf(text.charAt(i)) >= 0);
        }
        plain &= !text.equalsIgnoreCase("null")
                && !text.contains(": ")
                && !text.endsWith(":")
                && !text.endsWith(" ")
                && !text.contains(" #");
        if (plain) {
            return text;
        }
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                case '\r' -> quoted.append("\\r");
                default -> quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
