package dev.corsac.cli;

import dev.corsac.cli.Configuration.Api;
import dev.corsac.cli.Configuration.Route;
import dev.corsac.cli.Configuration.Site;
import dev.corsac.local.FunctionProgram;
import dev.corsac.local.FunctionProgram.ClassPathEntry;
import dev.corsac.local.FunctionSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads a {@code corsac.yaml}. Every error names the file, the line and column, what is wrong, and the mend. */
final class ConfigurationReader {

    private final Path file;
    private final Path folder;
    private final int portShift;
    private final String scheme;
    private final Map<String, String> references = new LinkedHashMap<>();

    private ConfigurationReader(Path file, int portShift, String scheme) {
        this.file = file;
        this.folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder");
        this.portShift = portShift;
        this.scheme = scheme;
    }

    /**
     * Reads the file.
     *
     * @param firstPort where the file's lowest port goes, the others keeping their distance to it; null leaves all
     * @throws Failure if the file cannot be read or says what makes no sense
     */
    static Configuration read(Path file, @Nullable Integer firstPort) {
        return read(file, firstPort, "http");
    }

    /** The same, with another scheme in the addresses that the file refers to. */
    static Configuration read(Path file, @Nullable Integer firstPort, String scheme) {
        Configuration asWritten = new ConfigurationReader(file, 0, scheme).configuration();
        if (firstPort == null) {
            return asWritten;
        }
        int lowest = Integer.MAX_VALUE;
        int highest = 0;
        for (Site site : asWritten.sites()) {
            lowest = Math.min(lowest, site.port());
            highest = Math.max(highest, site.port());
        }
        for (Api api : asWritten.apis()) {
            lowest = Math.min(lowest, api.port());
            highest = Math.max(highest, api.port());
        }
        int last = firstPort + highest - lowest;
        if (firstPort < 1 || last > 65535) {
            throw new Failure("--port " + firstPort + " does not fit: the ports would be " + firstPort + " to " + last
                    + ", and there are 1 to 65535");
        }
        return new ConfigurationReader(file, firstPort - lowest, scheme).configuration();
    }

    private Configuration configuration() {
        Node root = compose();
        Fields top = new Fields(root, "the file", List.of("sites", "apis", "functions"));
        List<Map.Entry<String, Node>> siteNodes = top.entries("sites");
        List<Map.Entry<String, Node>> apiNodes = top.entries("apis");
        List<Map.Entry<String, Node>> functionNodes = top.entries("functions");
        if (siteNodes.isEmpty() && apiNodes.isEmpty()) {
            throw wrong(root, "there is neither a site nor an API: nothing would listen");
        }
        // Addresses first: everything else may refer to them.
        Map<String, Fields> sites = new LinkedHashMap<>();
        for (Map.Entry<String, Node> entry : siteNodes) {
            String name = entry.getKey();
            Fields fields = new Fields(
                    entry.getValue(), "sites." + name, List.of("host", "port", "directory", "index", "error", "files"));
            sites.put(name, fields);
            int port = fields.port();
            references.put("sites." + name + ".port", Integer.toString(port));
            references.put("sites." + name + ".origin", scheme + "://" + fields.required("host") + ":" + port);
        }
        Map<String, Fields> apis = new LinkedHashMap<>();
        for (Map.Entry<String, Node> entry : apiNodes) {
            String name = entry.getKey();
            Fields fields = new Fields(entry.getValue(), "apis." + name, List.of("hosts", "port", "routes"));
            apis.put(name, fields);
            int port = fields.port();
            references.put("apis." + name + ".port", Integer.toString(port));
            references.put(
                    "apis." + name + ".url",
                    scheme + "://" + fields.texts("hosts").get(0) + ":" + port);
        }
        List<FunctionSpec> functions = new ArrayList<>();
        for (Map.Entry<String, Node> entry : functionNodes) {
            functions.add(function(entry.getKey(), entry.getValue()));
        }
        List<Site> readSites = new ArrayList<>();
        sites.forEach((name, fields) -> readSites.add(site(name, fields)));
        List<Api> readApis = new ArrayList<>();
        apis.forEach((name, fields) -> readApis.add(api(name, fields, functions)));
        return new Configuration(List.copyOf(readSites), List.copyOf(readApis), List.copyOf(functions));
    }

    private Node compose() {
        try {
            String text = Files.readString(file);
            LoadSettings settings =
                    LoadSettings.builder().setLabel(file.toString()).build();
            Optional<Node> node = new Compose(settings).composeString(text);
            return node.orElseThrow(() -> new Failure(file + " is empty: it names sites, apis and functions"));
        } catch (NoSuchFileException e) {
            throw new Failure("there is no " + file, e);
        } catch (IOException e) {
            throw new Failure(file + " cannot be read: " + e.getMessage(), e);
        } catch (MarkedYamlEngineException e) {
            String where = e.getProblemMark()
                    .map(mark -> ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1))
                    .orElse("");
            throw new Failure(file + where + ": no YAML: " + e.getProblem(), e);
        } catch (YamlEngineException e) {
            throw new Failure(file + ": no YAML: " + e.getMessage(), e);
        }
    }

    private Site site(String name, Fields fields) {
        Path directory = path(fields.required("directory"));
        if (!Files.isDirectory(directory)) {
            throw wrong(fields.node("directory"), fields.where + ": there is no folder " + directory);
        }
        String index = fields.optional("index");
        if (index != null && (index.isEmpty() || index.indexOf('/') >= 0)) {
            throw wrong(
                    fields.node("index"),
                    fields.where + ": the index document \"" + index
                            + "\" is a file name without a slash, such as index.html");
        }
        return new Site(
                name,
                fields.required("host"),
                fields.port(),
                directory,
                index == null ? "index.html" : index,
                fields.optional("error"),
                fields.map("files"));
    }

    private Api api(String name, Fields fields, List<FunctionSpec> functions) {
        List<Route> routes = new ArrayList<>();
        for (Map.Entry<String, Node> entry : fields.entries("routes")) {
            String[] methodAndPath = entry.getKey().split(" ", 2);
            if (methodAndPath.length != 2 || !methodAndPath[1].startsWith("/")) {
                throw wrong(
                        entry.getValue(),
                        fields.where + ": the route \"" + entry.getKey()
                                + "\" is no method and path: write \"GET /orders\" or \"ANY /{proxy+}\"");
            }
            String function = text(entry.getValue(), fields.where + ".routes");
            if (functions.stream().noneMatch(candidate -> candidate.name().equals(function))) {
                throw wrong(
                        entry.getValue(),
                        fields.where + ": the route \"" + entry.getKey() + "\" goes to the function \"" + function
                                + "\", which is not among functions: "
                                + String.join(
                                        ", ",
                                        functions.stream()
                                                .map(FunctionSpec::name)
                                                .toList()));
            }
            routes.add(new Route(methodAndPath[0], methodAndPath[1], function));
        }
        return new Api(name, fields.texts("hosts"), fields.port(), List.copyOf(routes));
    }

    private FunctionSpec function(String name, Node node) {
        Fields fields = new Fields(
                node,
                "functions." + name,
                List.of(
                        "handler",
                        "classpath",
                        "jar",
                        "project",
                        "runtime",
                        "command",
                        "watch",
                        "folder",
                        "environment",
                        "memory",
                        "timeout",
                        "concurrency",
                        "debug"));
        Path directory = fields.has("folder") ? path(fields.required("folder")) : folder;
        FunctionProgram program = fields.has("command") ? command(fields, directory) : java(fields);
        boolean debugged = fields.has("debug");
        if (debugged && program instanceof FunctionProgram.Command) {
            throw wrong(
                    fields.node("debug"),
                    fields.where + ".debug is for Java: a command takes its debugger's own option, such as node's"
                            + " --inspect");
        }
        int concurrency = fields.number("concurrency", debugged ? 1 : FunctionSpec.CONCURRENCY, 1, 100);
        if (debugged && concurrency != 1) {
            throw wrong(
                    fields.node("concurrency"),
                    fields.where + ".concurrency is \"" + concurrency
                            + "\": with \"debug\" there is one process, so leave one of the two out");
        }
        return new FunctionSpec(
                name,
                program,
                directory,
                fields.map("environment"),
                fields.number("memory", 512, 128, 10_240),
                Duration.ofSeconds(fields.number("timeout", 15, 1, 900)),
                concurrency,
                debugged ? Integer.valueOf(fields.number("debug", 0, 1, 65_535)) : null);
    }

    private FunctionProgram java(Fields fields) {
        fields.refuse("watch", "a function with a command: a Java function's class path is watched");
        return new FunctionProgram.Java(
                fields.required("handler"),
                classPath(fields),
                switch (fields.choice("runtime", "corsac", List.of("corsac", "aws"))) {
                    case "aws" -> FunctionProgram.Client.AWS;
                    default -> FunctionProgram.Client.CORSAC;
                });
    }

    private List<ClassPathEntry> classPath(Fields fields) {
        List<String> given =
                Stream.of("classpath", "jar", "project").filter(fields::has).toList();
        if (given.size() != 1) {
            throw wrong(
                    fields.node(given.isEmpty() ? "" : given.get(1)),
                    fields.where
                            + (given.isEmpty()
                                    ? " needs "
                                    : " has " + String.join(" and ", given) + ": it needs one of ")
                            + "\"classpath\", \"jar\" or \"project\" (a Maven project's folder), or a \"command\""
                            + " instead");
        }
        if (fields.has("jar")) {
            return List.of(ClassPathEntry.classes(path(fields.required("jar"))));
        }
        if (fields.has("project")) {
            return List.of(ClassPathEntry.maven(path(fields.required("project"))));
        }
        List<ClassPathEntry> entries = new ArrayList<>();
        for (String entry : fields.texts("classpath")) {
            entries.add(
                    entry.endsWith("/*")
                            ? ClassPathEntry.jars(path(entry.substring(0, entry.length() - 2)))
                            : ClassPathEntry.classes(path(entry)));
        }
        return entries;
    }

    private FunctionProgram command(Fields fields, Path directory) {
        for (String name : List.of("classpath", "jar", "project", "runtime")) {
            fields.refuse(name, "Java, and this function has a command");
        }
        List<String> command = fields.texts("command");
        if (fields.isText("command")) {
            command = List.of(command.get(0).strip().split("\\s+"));
        }
        String handler = fields.optional("handler");
        List<Path> watched = new ArrayList<>();
        if (fields.has("watch")) {
            for (String entry : fields.texts("watch")) {
                watched.add(directory.resolve(entry).normalize());
            }
        }
        return new FunctionProgram.Command(command, handler == null ? "" : handler, watched);
    }

    /** A path as the file has it. */
    private Path path(String text) {
        return folder.resolve(text).normalize();
    }

    private String text(Node node, String where) {
        if (node instanceof ScalarNode scalar) {
            return replaced(scalar.getValue(), node);
        }
        throw wrong(node, where + ": text is wanted here");
    }

    /** Replaces what stands in {@code ${…}} by the address it names. */
    private String replaced(String text, Node node) {
        StringBuilder result = new StringBuilder();
        int from = 0;
        for (int start = text.indexOf("${"); start >= 0; start = text.indexOf("${", from)) {
            int end = text.indexOf('}', start);
            String reference = end < 0 ? text.substring(start) : text.substring(start + 2, end);
            String value = references.get(reference);
            if (end < 0 || value == null) {
                throw wrong(
                        node,
                        "${" + reference + "} names nothing; there are " + String.join(", ", references.keySet()));
            }
            result.append(text, from, start).append(value);
            from = end + 1;
        }
        return result.append(text, from, text.length()).toString();
    }

    private Failure wrong(Node node, String problem) {
        String where = node.getStartMark()
                .map(mark -> ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1))
                .orElse("");
        return new Failure(file + where + ": " + problem);
    }

    /** The fields of a mapping, each of which is known and there once. */
    private final class Fields {
        private final String where;
        private final Node node;
        private final Map<String, Node> fields = new LinkedHashMap<>();

        Fields(Node node, String where, List<String> known) {
            this.node = node;
            this.where = where;
            for (Map.Entry<String, Node> entry : mapping(node, where)) {
                if (!known.contains(entry.getKey())) {
                    throw wrong(
                            entry.getValue(),
                            where + " has no \"" + entry.getKey() + "\"; it can have " + String.join(", ", known));
                }
                fields.put(entry.getKey(), entry.getValue());
            }
        }

        Node node(String name) {
            return fields.getOrDefault(name, node);
        }

        boolean has(String name) {
            return fields.containsKey(name);
        }

        boolean isText(String name) {
            return fields.get(name) instanceof ScalarNode;
        }

        /** @param whose who may have it */
        void refuse(String name, String whose) {
            if (has(name)) {
                throw wrong(node(name), where + "." + name + " is for " + whose + ": leave it out");
            }
        }

        String choice(String name, String absent, List<String> choices) {
            String value = optional(name);
            if (value != null && !choices.contains(value)) {
                throw wrong(
                        node(name),
                        where + "." + name + " is \"" + value + "\": one of " + String.join(", ", choices)
                                + " is wanted here");
            }
            return value == null ? absent : value;
        }

        @Nullable
        String optional(String name) {
            Node value = fields.get(name);
            return value == null ? null : text(value, where + "." + name);
        }

        String required(String name) {
            String value = optional(name);
            if (value == null || value.isEmpty()) {
                throw wrong(node, where + " needs \"" + name + "\"");
            }
            return value;
        }

        int port() {
            if (!fields.containsKey("port")) {
                throw wrong(node, where + " needs \"port\"");
            }
            return number("port", 0, 1, 65_535) + portShift;
        }

        int number(String name, int absent, int least, int most) {
            String value = optional(name);
            if (value == null) {
                return absent;
            }
            try {
                int number = Integer.parseInt(value);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // Told below, as a number out of range is.
            }
            throw wrong(
                    node(name),
                    where + "." + name + " is \"" + value + "\": a number from " + least + " to " + most
                            + " is wanted here");
        }

        /** One text, or a list of them; at least one. */
        List<String> texts(String name) {
            Node value = fields.get(name);
            List<String> texts = new ArrayList<>();
            if (value instanceof SequenceNode sequence) {
                for (Node item : sequence.getValue()) {
                    texts.add(text(item, where + "." + name));
                }
            } else if (value != null) {
                texts.add(text(value, where + "." + name));
            }
            if (texts.isEmpty()) {
                throw wrong(node, where + " needs \"" + name + "\"");
            }
            return List.copyOf(texts);
        }

        Map<String, String> map(String name) {
            Map<String, String> map = new LinkedHashMap<>();
            for (Map.Entry<String, Node> entry : entries(name)) {
                map.put(entry.getKey(), text(entry.getValue(), where + "." + name + "." + entry.getKey()));
            }
            return map;
        }

        List<Map.Entry<String, Node>> entries(String name) {
            Node value = fields.get(name);
            return value == null ? List.of() : mapping(value, where + "." + name);
        }

        private List<Map.Entry<String, Node>> mapping(Node node, String where) {
            if (!(node instanceof MappingNode mapping)) {
                throw wrong(node, where + ": names with a colon and their values are wanted here");
            }
            Map<String, Node> entries = new LinkedHashMap<>();
            for (NodeTuple tuple : mapping.getValue()) {
                if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                    throw wrong(tuple.getKeyNode(), where + ": a name is wanted here");
                }
                if (entries.put(key.getValue(), tuple.getValueNode()) != null) {
                    throw wrong(tuple.getKeyNode(), where + ": \"" + key.getValue() + "\" is there twice");
                }
            }
            return List.copyOf(entries.entrySet());
        }
    }
}
