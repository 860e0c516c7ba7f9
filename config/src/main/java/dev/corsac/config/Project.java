package dev.corsac.config;

import dev.corsac.config.HandlerFinder.EventSource;
import dev.corsac.config.HandlerFinder.Handler;
import dev.corsac.deployment.DeployedFront;
import dev.corsac.deployment.DeployedFunction;
import dev.corsac.deployment.Deployment;
import dev.corsac.deployment.FrontKind;
import dev.corsac.deployment.Missing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a folder has that can be run, and the {@code corsac.yaml} for it.
 *
 * @param name after the folder, fit for a host name
 * @param page the folder of static files, relative; null if there is none
 * @param devServer the address of the dev server that shows the page; null if the page is a folder, or there is none
 * @param template the template's file, relative; null if there is none
 * @param deployment what the template says; empty if there is none
 * @param functions by name
 * @param restRoutes their routes in a REST API
 * @param httpRoutes their routes in an HTTP API
 * @param found what was found, in words
 * @param missing what could not be taken over, in words
 */
public record Project(
        String name,
        @Nullable String page,
        @Nullable String devServer,
        @Nullable String template,
        Deployment deployment,
        Map<String, Function> functions,
        Map<String, String> restRoutes,
        Map<String, String> httpRoutes,
        List<String> found,
        List<String> missing) {

    /**
     * A function.
     *
     * @param program the lines that name handler and class path, or the command
     */
    record Function(Map<String, String> program, Map<String, String> environment) {}

    /**
     * Looks around in a folder.
     *
     * @param template the template to take; null to take the handlers that are found
     * @throws ConfigurationException if the template has a mistake
     */
    public static Project in(
            FileSource files, Path folder, @Nullable Path template, TemplateInputs inputs, HandlerFinder handlers) {
        Path here = folder.toAbsolutePath().normalize();
        List<String> found = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        String page = page(files, here, found);
        String devServer = page == null ? PageFolders.devServer(files, here) : null;
        if (devServer != null) {
            found.add("the page of a dev server at " + devServer);
        } else if (page == null && PageFolders.isBuilt(files, here)) {
            missing.add("the page that package.json builds: build it into dist, or name the address of its dev server"
                    + " under devServers");
        }
        Deployment deployment = Deployment.EMPTY;
        String relative = null;
        if (template != null) {
            deployment = TemplateReader.read(files, template, inputs).deployment();
            relative = here.relativize(template.toAbsolutePath().normalize())
                    .toString()
                    .replace('\\', '/');
            found.add("the template " + relative);
        }
        Project project = new Project(
                name(here),
                page,
                devServer,
                relative,
                deployment,
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                found,
                missing);
        if (template == null) {
            project.takeHandlers(handlers.in(here));
        } else {
            project.takeTemplate();
        }
        return project;
    }

    /** Whether there is anything to run. */
    public boolean isEmpty() {
        return page == null && functions.isEmpty() && template == null;
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

    private static @Nullable String page(FileSource files, Path here, List<String> found) {
        String page = PageFolders.folder(files, here);
        if (page != null) {
            found.add("the page in " + page);
        }
        return page;
    }

    private void takeTemplate() {
        for (DeployedFront front : deployment.fronts()) {
            found.add("its " + front.kind().word() + " " + front.id());
        }
        for (DeployedFunction function : deployment.functions()) {
            String handler = function.handler().or("");
            found.add("its function " + function.id() + (handler.isEmpty() ? "" : " with the handler " + handler));
        }
        deployment.missing().forEach(input -> missing.add(input.name() + ", which is unknown: " + input.how()));
    }

    private void takeHandlers(HandlerFinder.Found code) {
        missing.addAll(code.missing());
        long called = code.modules().stream()
                .flatMap(module -> module.handlers().stream())
                .filter(handler -> handler.source() != EventSource.OTHER)
                .count();
        for (HandlerFinder.Module module : code.modules()) {
            found.add("a " + module.tool() + " project"
                    + (module.code().equals(".") || module.field().equals("package") ? "" : " in " + module.code()));
            for (Handler handler : module.handlers()) {
                String its = "the handler " + handler.className()
                        + (handler.framework() == null ? "" : " of " + handler.framework());
                if (handler.source() == EventSource.OTHER) {
                    missing.add(its + ", whose events do not come from a page");
                } else {
                    found.add(its + " " + handler.where());
                    take(module, handler, called == 1);
                }
            }
        }
    }

    private void take(HandlerFinder.Module module, Handler handler, boolean alone) {
        String function = unused(functionName(handler));
        Map<String, String> program = new LinkedHashMap<>();
        program.put("handler", handler.className());
        program.put(module.field(), module.code());
        functions.put(function, new Function(program, handler.environment()));
        String path = alone ? "/" : "/" + function;
        Map<String, String> routes = handler.source() == EventSource.HTTP_API ? httpRoutes : restRoutes;
        routes.put("ANY " + path, function);
        routes.put("ANY " + (alone ? "" : path) + "/{proxy+}", function);
    }

    private String unused(String name) {
        String unused = name;
        for (int i = 2; functions.containsKey(unused); i++) {
            unused = name + i;
        }
        return unused;
    }

    /** Returns {@code orders} for {@code com.example.OrdersFunction}; the project's name for a class of a framework. */
    private String functionName(Handler handler) {
        if (handler.isLibrary()) {
            return name;
        }
        String className = handler.className();
        String simple = className.substring(className.lastIndexOf('.') + 1);
        for (String ending : List.of("RequestHandler", "Handler", "Function", "Lambda")) {
            if (simple.endsWith(ending) && simple.length() > ending.length()) {
                simple = simple.substring(0, simple.length() - ending.length());
                break;
            }
        }
        return simple.toLowerCase(Locale.ROOT);
    }

    /** Returns the file that runs it. */
    public String yaml() {
        StringBuilder yaml = new StringBuilder();
        yaml.append("# yaml-language-server: $schema=.corsac/corsac.schema.json\n");
        yaml.append("# What \"corsac up\" runs. Made by \"corsac init\" of ")
                .append(String.join(", ", found))
                .append(".\n");
        if (template != null) {
            fromTemplate(yaml, template);
            return yaml.toString();
        }
        missing.forEach(line -> yaml.append("# Not in here: ")
                .append(line.replace("\n", "\n#   "))
                .append(".\n"));
        if (page != null) {
            yaml.append("\nsites:\n");
            site(yaml, page);
        }
        pages(yaml);
        if (!restRoutes.isEmpty() || !httpRoutes.isEmpty()) {
            yaml.append("\napis:\n");
            api(yaml, "api", "", "api", 8081, restRoutes);
            String http = restRoutes.isEmpty() ? "api" : "http-api";
            api(yaml, http, "    type: http\n", http, restRoutes.isEmpty() ? 8081 : 8082, httpRoutes);
        }
        if (!functions.isEmpty()) {
            yaml.append("\nfunctions:\n");
            functions.forEach((function, its) -> function(yaml, function, its));
        }
        return yaml.toString();
    }

    private void pages(StringBuilder yaml) {
        if (devServer != null) {
            yaml.append("\n# Shown by its own server, which you start.\ndevServers:\n  page: ")
                    .append(devServer)
                    .append('\n');
        }
    }

    /** Returns how the file refers to the page's origin; null if there is no page. */
    private @Nullable String pageOrigin() {
        return page != null ? "${sites.page.origin}" : devServer != null ? "${devServers.page.origin}" : null;
    }

    private void site(StringBuilder yaml, String folder) {
        yaml.append("  page:\n    host: ").append(name).append(".localhost\n    port: 8080\n");
        yaml.append("    directory: ").append(scalar(folder)).append('\n');
    }

    /** Writes what a template cannot say: where the page's files are, and what is unknown. */
    private void fromTemplate(StringBuilder yaml, String file) {
        yaml.append(
                "# Its routes, CORS settings, authorizers and environments are read from the template each time.\n");
        yaml.append("from: ").append(scalar(file)).append('\n');
        List<Missing> unknown = deployment.missing();
        if (!unknown.isEmpty()) {
            yaml.append("\n# What no file states, and so is unknown:\n# parameters:\n");
            for (Missing input : unknown) {
                String key = input.how().startsWith("--parameter ")
                        ? input.how().substring("--parameter ".length()).replaceFirst("=VALUE$", "")
                        : input.name();
                yaml.append("#   ").append(scalar(key)).append(": VALUE\n");
            }
        }
        List<DeployedFront> stored = deployment.fronts().stream()
                .filter(front -> front.kind() == FrontKind.SITE || front.kind() == FrontKind.BUCKET)
                .toList();
        if (page != null && stored.size() == 1) {
            DeployedFront front = stored.get(0);
            yaml.append('\n').append(front.kind().section()).append(":\n  ").append(scalar(front.id()));
            yaml.append(":\n    directory: ").append(scalar(page)).append('\n');
        } else if ((page != null && stored.isEmpty()) || devServer != null) {
            if (page != null) {
                yaml.append("\nsites:\n");
                site(yaml, page);
            }
            pages(yaml);
            List<DeployedFunction> allowing = deployment.functions().stream()
                    .filter(function -> function.environment().containsKey("ALLOWED_ORIGINS"))
                    .toList();
            if (!allowing.isEmpty()) {
                yaml.append("\n# On this machine the page has another origin than on AWS.\nfunctions:\n");
                allowing.forEach(function -> yaml.append("  ")
                        .append(scalar(function.id()))
                        .append(":\n    environment:\n      ALLOWED_ORIGINS: ")
                        .append(pageOrigin())
                        .append('\n'));
            }
        }
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
        String origin = pageOrigin();
        if (origin != null) {
            environment.putIfAbsent("ALLOWED_ORIGINS", origin);
        }
        if (environment.isEmpty()) {
            return;
        }
        yaml.append("    environment:\n");
        environment.forEach((variable, value) -> yaml.append("      ")
                .append(scalar(variable))
                .append(": ")
                .append(scalar(value))
                .append('\n'));
    }

    /** Plain where YAML leaves it a text, in double quotes otherwise. */
    private static String scalar(String text) {
        boolean plain = (!text.isEmpty() && Character.isLetterOrDigit(text.charAt(0))) || text.startsWith("/");
        plain |= text.equals(".")
                || text.startsWith("${sites.")
                || text.startsWith("${devServers.")
                || text.startsWith("./")
                || text.equals("$default");
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
