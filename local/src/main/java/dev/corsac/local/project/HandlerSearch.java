package dev.corsac.local.project;

import dev.corsac.config.HandlerFinder;
import dev.corsac.deployment.FunctionProgram.ClassPathEntry;
import dev.corsac.local.LocalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the classes that Lambda could take as handlers: in the project's own classes, whatever library's class they extend;
 * if there are none, in its libraries; before anything is built, in its sources. A build tool is asked only where the
 * project's own classes do not suffice.
 */
public final class HandlerSearch implements HandlerFinder {

    private static final String RUNTIME = "com/amazonaws/services/lambda/runtime/";
    private static final Set<String> INTERFACES = Set.of(RUNTIME + "RequestHandler", RUNTIME + "RequestStreamHandler");
    private static final String EVENTS = RUNTIME + "events/";
    private static final Pattern OTHER_EVENT = Pattern.compile(EVENTS + "[A-Za-z0-9]+Event\\b");
    private static final String SPRING_BOOT = "Lorg/springframework/boot/autoconfigure/SpringBootApplication;";
    private static final List<String> JDK = List.of("java/", "javax/", "jdk/", "kotlin/", "scala/", "groovy/");

    /** Libraries of which no class is a user's handler. */
    private static final List<String> NOT_HANDLERS =
            List.of(RUNTIME, "dev/corsac/", "software/amazon/lambda/powertools/");

    private static final Pattern INCLUDE = Pattern.compile("include\\b\\s*\\(?([^\\n)]*)");
    private static final Pattern QUOTED = Pattern.compile("[\"']([^\"']+)[\"']");
    private static final int DEEPEST = 20;

    private final BuildTools tools;

    /** Makes a search that asks these build tools. */
    public HandlerSearch(BuildTools tools) {
        this.tools = tools;
    }

    @Override
    public Found in(Path folder) {
        Path here = folder.toAbsolutePath().normalize();
        List<Module> modules = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        try {
            boolean maven = Files.isRegularFile(here.resolve("pom.xml"));
            if (!maven && !GradleBuild.isIn(here) && gradleProjects(here).isEmpty()) {
                return Found.NOTHING;
            }
            List<Search> searches = new ArrayList<>();
            for (Path project : maven ? MavenModule.modules(here) : gradleProjects(here)) {
                Search search = new Search(here, project, maven, missing);
                searches.add(search);
                add(search.own(), modules);
            }
            if (modules.isEmpty()) {
                searches.forEach(search -> add(search.libraries(), modules));
            }
        } catch (LocalException e) {
            missing.add("the build's modules: " + e.getMessage());
        }
        return new Found(modules, missing);
    }

    private static void add(@Nullable Module module, List<Module> modules) {
        if (module != null) {
            modules.add(module);
        }
    }

    /** Returns the folders of a Gradle build's projects: the folder's own, and those that its settings include. */
    private static List<Path> gradleProjects(Path root) {
        Set<Path> projects = new LinkedHashSet<>();
        if (GradleBuild.isIn(root)) {
            projects.add(root);
        }
        for (String name : List.of("settings.gradle", "settings.gradle.kts")) {
            try {
                Matcher included = INCLUDE.matcher(
                        Files.isRegularFile(root.resolve(name)) ? Files.readString(root.resolve(name)) : "");
                while (included.find()) {
                    Matcher quoted = QUOTED.matcher(included.group(1));
                    while (quoted.find()) {
                        String path = quoted.group(1).replaceFirst("^:", "").replace(':', '/');
                        Path project = root.resolve(path).normalize();
                        if (GradleBuild.isIn(project)) {
                            projects.add(project);
                        }
                    }
                }
            } catch (IOException e) {
                // Gradle reports it when it is asked.
            }
        }
        return List.copyOf(projects);
    }

    /** The search in one project. */
    private final class Search {

        private final Path here;
        private final Path project;
        private final boolean maven;
        private final List<String> missing;
        private final List<Path> folders;
        private final Map<String, ClassHead> own;

        Search(Path here, Path project, boolean maven, List<String> missing) {
            this.here = here;
            this.project = project;
            this.maven = maven;
            this.missing = missing;
            this.folders = classFolders();
            try (CodePath code = new CodePath(folders)) {
                this.own = code.ownClasses();
            }
        }

        /** Returns the handlers of what the build packaged, or of the project's own classes or sources; null for none. */
        @Nullable
        Module own() {
            Path zip = project.resolve(maven ? "target" : "build").resolve("function.zip");
            if (Files.isRegularFile(zip)) {
                List<Handler> handlers = ofPackage(zip);
                if (!handlers.isEmpty()) {
                    return new Module(tool(), "package", relative(zip), handlers);
                }
            }
            return module(ofClasses());
        }

        /** Returns the handlers of the project's libraries; null for none, or where nothing is built. */
        @Nullable
        Module libraries() {
            return folders.isEmpty() ? null : module(ofLibraries());
        }

        private @Nullable Module module(List<Handler> handlers) {
            return handlers.isEmpty() ? null : new Module(tool(), "project", relative(project), handlers);
        }

        private String tool() {
            return maven ? "Maven" : "Gradle";
        }

        private String relative(Path path) {
            String relative = here.relativize(path).toString().replace('\\', '/');
            return relative.isEmpty() ? "." : relative;
        }

        /** A package that a framework's build has made: its generated code is nowhere else. */
        private List<Handler> ofPackage(Path zip) {
            try (CodePath code = new CodePath(tools.classPath(List.of(ClassPathEntry.packaged(zip))))) {
                Handler handler = ofFramework(code, "in " + relative(zip));
                return handler == null ? List.of() : List.of(handler);
            } catch (LocalException e) {
                missing.add(String.valueOf(e.getMessage()));
                return List.of();
            }
        }

        private List<Handler> ofClasses() {
            if (folders.isEmpty()) {
                return ofSources();
            }
            Map<String, Handler> found = new TreeMap<>();
            List<ClassHead> undecided = new ArrayList<>();
            for (ClassHead candidate : own.values()) {
                Chain chain = chain(candidate, own::get);
                if (candidate.instantiable() && chain.isHandler()) {
                    found.put(candidate.name(), handler(candidate, chain, whereOf(candidate)));
                } else if (candidate.instantiable() && chain.leavesOwn()) {
                    undecided.add(candidate);
                }
            }
            if (!undecided.isEmpty()) {
                try (CodePath code = libraryPath()) {
                    for (ClassHead candidate : undecided) {
                        Chain chain = chain(candidate, code::find);
                        if (chain.isHandler()) {
                            found.put(candidate.name(), handler(candidate, chain, whereOf(candidate)));
                        }
                    }
                } catch (LocalException e) {
                    missing.add(
                            "which classes of " + relative(project) + " extend a library's handler: " + e.getMessage());
                }
            }
            return List.copyOf(found.values());
        }

        private CodePath libraryPath() throws LocalException {
            return new CodePath(tools.classPath(List.of(ClassPathEntry.project(project))));
        }

        /** Looks for a framework's handler, then for any. */
        private List<Handler> ofLibraries() {
            try (CodePath code = libraryPath()) {
                Handler framework = ofFramework(code, "");
                if (framework == null) {
                    return ofAnyLibrary(code);
                }
                if (!"Quarkus".equals(framework.framework())) {
                    return List.of(framework);
                }
                missing.add("the function of Quarkus in " + relative(project)
                        + ": Quarkus generates code that only its function.zip has. Package it first: "
                        + (maven ? "mvn package" : "gradle build"));
            } catch (LocalException e) {
                missing.add("handlers in the libraries of " + relative(project) + ": " + e.getMessage());
            }
            return List.of();
        }

        private @Nullable Handler ofFramework(CodePath code, String where) {
            for (Framework framework : Framework.ALL) {
                String jar = framework.isHandler() ? code.jarOf(framework.type()) : null;
                if (jar == null) {
                    continue;
                }
                boolean http = framework.source() == EventSource.HTTP_API
                        || (framework.name().equals("Quarkus") && code.hasJar("io.quarkus.quarkus-amazon-lambda-http-"))
                        || code.hasJar("quarkus-amazon-lambda-http-");
                return new Handler(
                        framework.type().replace('/', '.'),
                        framework.name(),
                        http ? EventSource.HTTP_API : framework.source(),
                        framework.needsMainClass() ? mainClass() : Map.of(),
                        true,
                        where.isEmpty() ? "in " + jar : where);
            }
            return null;
        }

        private List<Handler> ofAnyLibrary(CodePath code) {
            List<Handler> handlers = new ArrayList<>();
            for (ClassHead head : code.libraryClasses(RUNTIME + "Request")) {
                Chain chain = chain(head, code::find);
                if (head.instantiable()
                        && chain.isHandler()
                        && NOT_HANDLERS.stream().noneMatch(head.name()::startsWith)) {
                    handlers.add(handler(head, chain, "in " + code.jarOf(head.name())));
                }
            }
            if (handlers.size() > 1) {
                missing.add("which of the handlers in the libraries of " + relative(project)
                        + " is the function's. Write functions in corsac.yaml, with one of "
                        + String.join(
                                ", ", handlers.stream().map(Handler::className).toList()));
            }
            return handlers.size() == 1 ? handlers : List.of();
        }

        private Handler handler(ClassHead head, Chain chain, String where) {
            Framework framework = chain.framework();
            if (framework == null) {
                framework = Framework.ALL.stream()
                        .filter(each -> !each.isHandler() && each.type().startsWith("com/amazonaws/serverless/"))
                        .filter(each -> head.mentions(each.type().replace("*", "")))
                        .findFirst()
                        .orElse(null);
            }
            return new Handler(
                    head.dotted(),
                    framework == null ? null : framework.name(),
                    source(head, framework),
                    framework != null && framework.needsMainClass() ? mainClass() : Map.of(),
                    !own.containsKey(head.name()),
                    where);
        }

        private EventSource source(ClassHead head, @Nullable Framework framework) {
            if (head.mentions(EVENTS + "APIGatewayV2HTTPEvent") || head.mentions("HttpApiV2Proxy")) {
                return EventSource.HTTP_API;
            }
            if (head.mentions(EVENTS + "APIGatewayProxyRequestEvent")) {
                return EventSource.REST_API;
            }
            boolean other = head.texts().stream()
                    .anyMatch(text -> OTHER_EVENT.matcher(text).find());
            return other ? EventSource.OTHER : framework == null ? EventSource.REST_API : framework.source();
        }

        /** The variable by which Spring's handlers find the application, where no manifest states it. */
        private Map<String, String> mainClass() {
            return own.values().stream()
                    .filter(head -> head.texts().contains(SPRING_BOOT))
                    .findFirst()
                    .map(head -> Map.of("MAIN_CLASS", head.dotted()))
                    .orElse(Map.of());
        }

        private List<Path> classFolders() {
            List<Path> folders = new ArrayList<>();
            if (maven) {
                folders.add(MavenModule.classesOf(project));
            } else {
                try (Stream<Path> languages = Files.list(project.resolve("build/classes"))) {
                    languages.sorted().map(language -> language.resolve("main")).forEach(folders::add);
                } catch (IOException e) {
                    // Nothing is built.
                }
            }
            folders.removeIf(folder -> !Files.isDirectory(folder));
            return folders;
        }

        private String whereOf(ClassHead head) {
            for (Path folder : folders) {
                if (Files.exists(folder.resolve(head.name() + ".class"))) {
                    return "in " + relative(folder);
                }
            }
            return "in " + relative(project);
        }

        private List<Handler> ofSources() {
            List<Handler> handlers = new ArrayList<>();
            for (String language : List.of("java", "kotlin")) {
                Path sources = project.resolve("src/main/" + language);
                for (String name : HandlerSources.in(sources)) {
                    handlers.add(new Handler(
                            name,
                            null,
                            EventSource.REST_API,
                            Map.of(),
                            false,
                            "in " + relative(sources) + "; build it before corsac up"));
                }
            }
            return handlers;
        }
    }

    /**
     * What the types above a class show.
     *
     * @param isHandler whether one of them is Lambda's handler interface, or a framework's handler class
     * @param leavesOwn whether one of them is a library's that was not found
     * @param framework the first framework's class among them; null if there is none
     */
    private record Chain(
            boolean isHandler, boolean leavesOwn, @Nullable Framework framework) {}

    private interface Classes {
        @Nullable
        ClassHead find(String name);
    }

    private static Chain chain(ClassHead from, Classes classes) {
        boolean handler = false;
        boolean leaves = false;
        Framework framework = null;
        Set<String> open = new LinkedHashSet<>(from.supers());
        Set<String> seen = new LinkedHashSet<>();
        for (int depth = 0; depth < DEEPEST && !open.isEmpty(); depth++) {
            Set<String> above = new LinkedHashSet<>();
            for (String name : open) {
                if (!seen.add(name)) {
                    continue;
                }
                Framework its = Framework.of(name);
                framework = framework == null ? its : framework;
                handler |= INTERFACES.contains(name) || (its != null && Framework.isHandlerType(name));
                ClassHead head = classes.find(name);
                if (head != null) {
                    above.addAll(head.supers());
                } else {
                    leaves |= JDK.stream().noneMatch(name::startsWith) && !name.startsWith(RUNTIME);
                }
            }
            open = above;
        }
        return new Chain(handler, leaves, framework);
    }
}
