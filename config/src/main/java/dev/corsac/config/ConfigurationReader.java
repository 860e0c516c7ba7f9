package dev.corsac.config;

import dev.corsac.deployment.CheckSettings;
import dev.corsac.deployment.DeployedFront;
import dev.corsac.deployment.DeployedFunction;
import dev.corsac.deployment.Deployment;
import dev.corsac.deployment.Endpoint;
import dev.corsac.deployment.FrontAddress;
import dev.corsac.deployment.FrontKind;
import dev.corsac.deployment.FunctionProgram;
import dev.corsac.deployment.FunctionSettings;
import dev.corsac.deployment.Value;
import dev.corsac.gateway.UnverifiedBehavior;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Reads a {@code corsac.yaml}, and the template that it begins with: checks it against the schema, has each section read by a
 * reader of its own, and makes every front once, so that what AWS would refuse is reported with its place before anything
 * starts. All mistakes of a file are reported together, each with file, line and column, what is wrong, and the fix.
 */
public final class ConfigurationReader {

    /** How far above the lowest port of the file the console is, unless an option names its port. */
    public static final int CONSOLE_DISTANCE = 9;

    private static final List<String> SECTIONS =
            List.of("sites", "buckets", "apis", "urls", "balancers", "distributions");

    private final Document document;
    private final Setting top;
    private final TemplateResult template;
    private final LocalPlan plan;
    private final Set<String> functionNames = new LinkedHashSet<>();
    private final List<FrontSpec> own = new ArrayList<>();
    private final List<DeployedFunction> functions = new ArrayList<>();
    private final List<FunctionSettings> settings = new ArrayList<>();

    /** Returns the port of the console of these fronts, unless an option names it. */
    public static int usualConsolePort(Stream<FrontSpec> fronts) {
        return Math.min(fronts.mapToInt(FrontSpec::port).min().orElse(8080) + CONSOLE_DISTANCE, 65_535);
    }

    private ConfigurationReader(Document document, Setting top, TemplateResult template, LocalPlan plan) {
        this.document = document;
        this.top = top;
        this.template = template;
        this.plan = plan;
    }

    /**
     * Reads the file.
     *
     * @param firstPort where the file's lowest port goes, the others keeping their distance to it; null leaves all
     * @throws ConfigurationException if the file cannot be read or has mistakes
     */
    public static Configuration read(FileSource files, Path file, @Nullable Integer firstPort) {
        return read(files, file, null, firstPort, "http", TemplateInputs.NONE);
    }

    /**
     * Reads the file, or a text in its place.
     *
     * @param text the text that counts instead of the file's; null to read the file
     * @param scheme {@code http} or {@code https}, for the addresses that the file refers to
     * @param inputs what a template is given
     */
    public static Configuration read(
            FileSource files,
            Path file,
            @Nullable String text,
            @Nullable Integer firstPort,
            String scheme,
            TemplateInputs inputs) {
        return read(files, file, text, firstPort, null, scheme, inputs);
    }

    /**
     * Reads the file, or a text in its place, for a console at a port that is known already.
     *
     * @param text the text that counts instead of the file's; null to read the file
     * @param consolePort where the console is; null for its usual port
     * @param scheme {@code http} or {@code https}, for the addresses that the file refers to
     * @param inputs what a template is given
     */
    public static Configuration read(
            FileSource files,
            Path file,
            @Nullable String text,
            @Nullable Integer firstPort,
            @Nullable Integer consolePort,
            String scheme,
            TemplateInputs inputs) {
        YamlFile yaml = new YamlFile(files, file);
        Node root = yaml.root(text == null ? yaml.text() : text);
        Schema schema = Schema.load();
        TemplateResult template = from(yaml, root, inputs, yaml.folder());
        LocalPlan plan = new LocalPlan(files, template, yaml.folder(), scheme, stack(yaml, root, inputs));
        SchemaCheck.Result checked = SchemaCheck.check(yaml, root, schema, plan.references());
        Document document = new Document(yaml, checked.refused(), checked.problems());
        if (!(root instanceof MappingNode)) {
            document.throwProblems();
        }
        Setting top = new Setting(document, root, "", schema);
        return new ConfigurationReader(document, top, template, plan).configuration(firstPort, consolePort);
    }

    /** Reads what a template runs as without a corsac.yaml. */
    public static Configuration read(
            FileSource files, TemplateResult template, Path folder, @Nullable Integer firstPort, String scheme) {
        LocalPlan plan = new LocalPlan(files, template, folder, scheme, StackResources.NONE);
        plan.place(Map.of(), Set.of());
        plan.move(firstPort);
        return plan.configuration(UnverifiedBehavior.defaults());
    }

    /**
     * Returns the template that a corsac.yaml begins with; null if it has none.
     *
     * @throws ConfigurationException if one of the two cannot be read, or the template has mistakes
     */
    public static @Nullable TemplateResult template(FileSource files, Path file, TemplateInputs inputs) {
        YamlFile yaml = new YamlFile(files, file);
        Path parent = file.getParent();
        TemplateResult template = from(yaml, yaml.root(yaml.text()), inputs, parent == null ? Path.of("") : parent);
        return template.files().isEmpty() ? null : template;
    }

    /** @param folder the folder that the template's name is relative to */
    private static TemplateResult from(YamlFile yaml, Node root, TemplateInputs inputs, Path folder) {
        if (root instanceof MappingNode mapping) {
            Map<String, Node> fields = YamlFile.fields(mapping);
            if (fields.get("from") instanceof ScalarNode from && !YamlFile.isEmpty(from)) {
                Map<String, String> parameters = new LinkedHashMap<>();
                if (fields.get("parameters") instanceof MappingNode given) {
                    YamlFile.fields(given).forEach((name, value) -> {
                        if (value instanceof ScalarNode scalar) {
                            parameters.put(name, scalar.getValue());
                        }
                    });
                }
                Path file = folder.resolve(from.getValue()).normalize();
                if (!yaml.files().isFile(file) && !yaml.files().isFolder(file)) {
                    throw new ConfigurationException(
                            yaml.told(from, "from: there is no " + file + ". Name the template's file"));
                }
                return TemplateReader.read(yaml.files(), file, inputs.withDefaults(parameters));
            }
        }
        return new TemplateResult(Deployment.EMPTY, List.of(), null);
    }

    /** Reads the deployed stack that the command line or the file names. */
    private static StackResources stack(YamlFile yaml, Node root, TemplateInputs inputs) {
        Path file = inputs.stack();
        if (file == null
                && root instanceof MappingNode mapping
                && YamlFile.fields(mapping).get("stack") instanceof ScalarNode named
                && !YamlFile.isEmpty(named)) {
            file = yaml.folder().resolve(named.getValue()).normalize();
            if (!yaml.files().isFile(file)) {
                throw new ConfigurationException(yaml.told(
                        named,
                        "stack: there is no " + file
                                + ". Name a file with the output of aws cloudformation describe-stack-resources"));
            }
        }
        return file == null ? StackResources.NONE : StackResources.read(yaml.files(), file);
    }

    private Configuration configuration(@Nullable Integer firstPort, @Nullable Integer consolePort) {
        top.find("from");
        top.find("stack");
        top.entries("parameters");
        Map<String, Setting> overlays = new LinkedHashMap<>();
        Map<Setting, String> ownEntries = new LinkedHashMap<>();
        Map<Setting, String> names = new LinkedHashMap<>();
        for (String section : SECTIONS) {
            top.entries(section).forEach((name, front) -> {
                String reference = section + "." + name;
                if (plan.references().contains(reference)) {
                    overlays.put(reference, front);
                } else if (!front.isRefused()) {
                    ownEntries.put(front, section);
                    names.put(front, name);
                }
            });
        }
        Set<Integer> taken = ports(ownEntries.keySet(), overlays.values());
        if (ownEntries.isEmpty() && plan.isEmpty()) {
            document.throwProblems();
            throw top.wrong("there is neither a site nor an API, nor any other front: nothing would listen");
        }
        plan.place(overlays, taken);
        // Addresses first: everything else may refer to them.
        Map<Setting, FrontSpec> addresses = new LinkedHashMap<>();
        int shift = shift(ownEntries.keySet(), firstPort);
        plan.move(shift);
        ownEntries.forEach((front, section) -> {
            FrontSpec address = document.attempt(() -> address(section, names.getOrDefault(front, ""), front, shift));
            if (address != null) {
                addresses.put(front, address);
            }
        });
        plan.fronts().forEach(this::define);
        addresses.values().forEach(this::define);
        // Where "corsac up" puts its console, unless it is known to be elsewhere.
        int console = consolePort != null
                ? consolePort
                : usualConsolePort(Stream.concat(plan.fronts().stream(), addresses.values().stream()));
        document.define("console.origin", "http://localhost:" + console);
        top.entries("devServers").forEach(this::definePage);
        plan.overlay(document, overlays);
        readFunctions();
        Known known = new Known(functionNames);
        plan.replaceFronts(front -> overlaid(front, overlays, known));
        plan.fronts().forEach(front -> known.add(front.front()));
        addresses.forEach((front, address) -> {
            FrontSpec read = document.attempt(() -> front(front, address, known));
            if (read != null) {
                known.add(read.front());
                own.add(read);
            }
        });
        UnverifiedBehavior open = unverifiedBehavior(top);
        List<String> hosts = allowedHosts();
        CheckSettings check = CheckReader.read(document, top, functionNames);
        String endpoint = endpoint();
        Configuration configuration = plan.configuration(own, functions, settings, document.read(), open);
        try {
            configuration.rehearse();
        } catch (ConfigurationException e) {
            document.problem(e);
        }
        top.reportUnused();
        document.items().forEach(Setting::reportUnused);
        document.throwProblems();
        Configuration read = plan.configuration(own, functions, settings, document.read(), open)
                .with(check)
                .withAllowedHosts(hosts);
        return endpoint == null ? read : BackingServices.with(read, endpoint, false);
    }

    /** Returns the address of an emulator of AWS's other services; null for AWS itself. */
    private @Nullable String endpoint() {
        Setting setting = top.find("awsEndpoint");
        if (setting == null || setting.isRefused()) {
            return null;
        }
        String problem = BackingServices.problem(setting.text());
        if (!problem.isEmpty()) {
            document.problem(setting.wrong("awsEndpoint: " + problem));
        }
        return setting.text();
    }

    /** Defines the origin of a page that another server shows. */
    private void definePage(String name, Setting page) {
        if (page.isRefused()) {
            return;
        }
        String address = page.text();
        String origin = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
        if (!origin.matches("https?://[a-z0-9.-]+(:[0-9]{1,5})?")) {
            document.problem(page.wrong(page.where() + ": \"" + address
                    + "\" is not the address of a server. Write scheme, host and port, such as http://localhost:5173"));
        }
        document.define("devServers." + name + ".origin", origin);
        document.define("devServers." + name + ".url", origin);
    }

    /** Returns a front of the template with what its entry says; the front itself where the entry has a mistake. */
    private DeployedFront overlaid(DeployedFront front, Map<String, Setting> overlays, Known known) {
        Setting overlay = overlays.get(front.kind().section() + "." + front.id());
        DeployedFront over = overlay == null || overlay.isRefused()
                ? front
                : document.attempt(() -> Overlays.over(document, overlay, front, known));
        return over == null ? front : over;
    }

    private List<String> allowedHosts() {
        Setting setting = top.find("allowHosts");
        if (setting == null || setting.isRefused()) {
            return List.of();
        }
        List<String> hosts = top.texts("allowHosts");
        for (String host : hosts) {
            String problem = FrontAddress.problem(host);
            if (problem != null) {
                document.problem(setting.wrong("allowHosts: " + problem));
            }
        }
        return hosts;
    }

    private void define(FrontSpec front) {
        document.define(front.reference() + ".port", Integer.toString(front.port()));
        document.define(front.reference() + ".host", front.hosts().get(0));
        document.define(front.reference() + ".origin", front.origin());
        document.define(front.reference() + ".url", front.url());
    }

    /** Returns the ports that entries name, and reports those that two have. */
    private Set<Integer> ports(Set<Setting> entries, Collection<Setting> overlays) {
        Map<Integer, String> taken = new LinkedHashMap<>();
        List<Setting> all = new ArrayList<>(entries);
        overlays.stream()
                .filter(front -> front.has("port") && !front.isRefused())
                .forEach(all::add);
        for (Setting front : all) {
            int port = front.number("port");
            String other = taken.putIfAbsent(port, front.where());
            if (other != null) {
                document.problem(front.need("port", "")
                        .wrong(front.where() + ".port is \"" + port + "\", which " + other
                                + " has already: give it one of its own"));
            }
        }
        return taken.keySet();
    }

    private int shift(Set<Setting> entries, @Nullable Integer firstPort) {
        if (firstPort == null) {
            return 0;
        }
        List<Integer> ports = new ArrayList<>(plan.ports());
        entries.forEach(front -> ports.add(front.number("port")));
        return LocalPlan.shift(ports, firstPort);
    }

    private FrontSpec address(String section, String name, Setting front, int shift) {
        FrontKind kind = kind(section, front);
        String path = switch (kind) {
            case REST_API -> RestApiReader.path(front);
            case HTTP_API -> HttpApiReader.path(front);
            default -> "";
        };
        List<String> hosts = front.texts(kind == FrontKind.SITE ? "host" : "hosts");
        boolean custom = (kind != FrontKind.REST_API && kind != FrontKind.HTTP_API) || !front.flag("executeApi");
        Endpoint endpoint = new Endpoint(Value.of(hosts.get(0), front.place()), path, custom);
        return new FrontSpec(
                EmptyFronts.of(kind, name, endpoint),
                endpoint,
                plan.scheme(),
                hosts,
                front.number("port") + shift,
                List.of(),
                null);
    }

    private static FrontKind kind(String section, Setting front) {
        return switch (section) {
            case "sites" -> FrontKind.SITE;
            case "buckets" -> FrontKind.BUCKET;
            case "apis" -> front.text("type").equals("http") ? FrontKind.HTTP_API : FrontKind.REST_API;
            case "urls" -> FrontKind.FUNCTION_URL;
            case "balancers" -> FrontKind.LOAD_BALANCER;
            default -> FrontKind.CLOUDFRONT;
        };
    }

    private FrontSpec front(Setting setting, FrontSpec address, Known known) {
        boolean stored = address.kind() == FrontKind.SITE || address.kind() == FrontKind.BUCKET;
        Path folder = stored ? S3Reader.folder(document, setting) : null;
        String name = address.name();
        Endpoint endpoint = address.endpoint();
        DeployedFront front = switch (address.kind()) {
            case SITE -> S3Reader.site(name, setting, endpoint);
            case BUCKET -> S3Reader.bucket(name, setting, endpoint);
            case REST_API -> new RestApiReader(document, setting, known).api(name, endpoint);
            case HTTP_API -> new HttpApiReader(document, setting, known).api(name, endpoint);
            case FUNCTION_URL -> FunctionUrlReader.url(name, setting, endpoint, known);
            case LOAD_BALANCER -> LoadBalancerReader.balancer(document, name, setting, endpoint, known);
            case CLOUDFRONT -> CloudFrontReader.distribution(name, setting, endpoint, known);
        };
        return new FrontSpec(
                front,
                endpoint,
                address.scheme(),
                address.hosts(),
                address.port(),
                folder == null ? List.of() : List.of(folder),
                stored ? S3Reader.objects(document.files(), setting, folder, address.kind() == FrontKind.SITE) : null);
    }

    private void readFunctions() {
        Map<String, FunctionSettings> known = plan.functions();
        known.forEach((name, base) -> functionNames.add(name));
        template.deployment().functions().forEach(function -> functionNames.add(function.id()));
        Map<String, Setting> given = top.entries("functions");
        functionNames.addAll(given.keySet());
        given.forEach((name, function) -> {
            if (function.isRefused()) {
                return;
            }
            FunctionSettings base = plan.base(name);
            FunctionSettings read =
                    document.attempt(() -> new FunctionReader(document, name, function, base).function());
            if (read != null) {
                settings.add(read);
                if (template.deployment().function(name) == null) {
                    functions.add(deployed(read, function));
                }
            }
        });
    }

    private static DeployedFunction deployed(FunctionSettings settings, Setting setting) {
        Map<String, Value<String>> environment = new LinkedHashMap<>();
        Map<String, Value<String>> places = setting.valueMap("environment");
        settings.environment()
                .forEach((name, value) ->
                        environment.put(name, places.getOrDefault(name, Value.of(value, setting.place()))));
        boolean java = settings.program() instanceof FunctionProgram.Java;
        String handler = settings.program() instanceof FunctionProgram.Java program
                ? program.handler()
                : ((FunctionProgram.Command) settings.program()).handler();
        Setting place = setting.find("handler");
        return new DeployedFunction(
                settings.name(),
                Value.of(settings.name(), setting.place()),
                Value.of(java ? "java" : "provided", setting.place()),
                Value.of(handler, place == null ? setting.place() : place.place()),
                null,
                List.of(),
                environment,
                Value.of(settings.memory(), setting.place()),
                Value.of((int) settings.timeout().toSeconds(), setting.place()),
                setting.place());
    }

    private static UnverifiedBehavior unverifiedBehavior(Setting top) {
        UnverifiedBehavior open = UnverifiedBehavior.defaults();
        for (Map.Entry<String, Setting> question : top.entries("openQuestions").entrySet()) {
            if (!question.getValue().isRefused()) {
                open = UnverifiedBehaviorNames.with(
                        open, question.getKey(), question.getValue().text());
            }
        }
        return open;
    }
}
